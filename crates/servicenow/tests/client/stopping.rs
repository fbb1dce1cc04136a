//! Stopping: reads and waits end, no write begins, a write under way is awaited.

use std::time::{Duration, Instant};

use servicenow::{CancellationToken, Client, Input, Query, Row};

use crate::server::{Fault, Server};
use crate::{client, client_with, oauth, options};

const TABLE: &str = "/api/now/table/sys_alias";

fn stopped_soon(server: &Server) -> (Client, CancellationToken) {
    let stop = CancellationToken::new();
    let later = stop.clone();
    tokio::spawn(async move {
        tokio::time::sleep(Duration::from_millis(150)).await;
        later.cancel();
    });
    (client(&server.url).with_stop(stop.clone()), stop)
}

#[tokio::test]
async fn a_read_ends_within_a_second() {
    let server = Server::start().await;
    server.set_latency(Duration::from_secs(20));
    let (client, _stop) = stopped_soon(&server);
    let started = Instant::now();
    let error = client.table("sys_alias").get("1", &[]).await.unwrap_err();
    assert!(error.is_stopped() && started.elapsed() < Duration::from_secs(1));
    assert_eq!(error.table(), Some("sys_alias"));
}

#[tokio::test]
async fn a_read_through_the_reader_ends_within_a_second() {
    let server = Server::start().await;
    server.set_latency(Duration::from_secs(20));
    let (client, _stop) = stopped_soon(&server);
    let started = Instant::now();
    let error = client.reader().get(&client, "sys_alias", "1", &[]).await.unwrap_err();
    assert!(error.is_stopped() && started.elapsed() < Duration::from_secs(1));
}

#[tokio::test]
async fn a_pause_before_a_retry_ends_within_a_second() {
    let server = Server::start().await;
    server.fault("GET", TABLE, Fault::Instead(503, &[("retry-after", "60")], ""));
    let (client, _stop) = stopped_soon(&server);
    let started = Instant::now();
    assert!(client.table("sys_alias").get("1", &[]).await.unwrap_err().is_stopped());
    assert!(started.elapsed() < Duration::from_secs(1));
}

#[tokio::test]
async fn waiting_for_a_token_ends_within_a_second() {
    let server = Server::start().await;
    server.set_latency(Duration::from_secs(20));
    let stop = CancellationToken::new();
    let client = client_with(&server.url, oauth(), options()).with_stop(stop.clone());
    let reading = tokio::spawn(async move { client.table("sys_alias").get("1", &[]).await });
    tokio::time::sleep(Duration::from_millis(50)).await;
    stop.cancel();
    let ended = tokio::time::timeout(Duration::from_secs(1), reading).await.unwrap().unwrap();
    assert!(ended.unwrap_err().is_stopped());
}

#[tokio::test]
async fn a_write_under_way_is_awaited_and_no_other_begins() {
    let server = Server::start().await;
    server.set_latency(Duration::from_millis(600));
    let (client, _stop) = stopped_soon(&server);
    let table = client.table("sys_alias");
    let identity = Query::new().equals("name", "x").unwrap();
    let row = Row::new().set("name", "x");
    let record = table.insert(&row, Input::Stored, &identity, &["name"]).await.unwrap();
    assert_eq!(record.get("name"), Some("x"));
    let second = table.insert(&row, Input::Stored, &identity, &[]).await.unwrap_err();
    assert!(second.is_stopped());
    assert!(
        table.update(record.sys_id(), &row, Input::Stored, &[]).await.unwrap_err().is_stopped()
    );
    assert!(table.delete(record.sys_id()).await.unwrap_err().is_stopped());
    assert_eq!(server.seen().len(), 1);
    assert_eq!(server.tables().rows("sys_alias").len(), 1);
}

#[tokio::test]
async fn a_write_lost_while_stopping_is_not_called_stopped() {
    let server = Server::start().await;
    server.tables().add("sys_alias", "1", &[("name", "x")]);
    server.fault("PATCH", TABLE, Fault::DoneBut(503, ""));
    server.set_latency(Duration::from_millis(300));
    let (client, _stop) = stopped_soon(&server);
    let row = Row::new().set("name", "y");
    let error = client.table("sys_alias").update("1", &row, Input::Stored, &[]).await.unwrap_err();
    assert_eq!((error.status(), error.is_stopped()), (Some(503), false));
}

#[tokio::test]
async fn one_view_that_stops_does_not_end_the_reads_of_another() {
    let server = Server::start().await;
    server.tables().add("sys_alias", "1", &[("name", "x")]);
    server.tables().add("sys_alias", "2", &[("name", "y")]);
    server.set_latency(Duration::from_millis(300));
    let (stopping, _stop) = stopped_soon(&server);
    let lasting = stopping.with_stop(CancellationToken::new());
    let reader = stopping.reader();
    let (first, second) = tokio::join!(
        reader.get(&stopping, "sys_alias", "1", &["name"]),
        reader.get(&lasting, "sys_alias", "2", &["name"]),
    );
    assert!(first.unwrap_err().is_stopped());
    assert_eq!(second.unwrap().unwrap().get("name"), Some("y"));
}
