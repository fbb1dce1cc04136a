//! The reader: neighbouring reads share requests, and never see what a write has changed.

use std::time::{Duration, Instant};

use futures_util::StreamExt;
use futures_util::future::join_all;
use futures_util::stream;
use servicenow::{Client, Input, Row};

use crate::client;
use crate::server::{Fault, Server};

const ALIASES: &str = "/api/now/table/sys_alias";

async fn server_with(rows: usize, creator: &str) -> Server {
    let server = Server::start().await;
    for table in ["sys_alias", "http_connection"] {
        for n in 0..rows {
            let cells = [("name", format!("{table} {n}")), ("sys_created_by", creator.to_owned())];
            let cells: Vec<(&str, &str)> = cells.iter().map(|(c, v)| (*c, v.as_str())).collect();
            server.tables().add(table, &format!("{n:032x}"), &cells);
        }
    }
    server
}

async fn name(client: &Client, table: &str, n: usize) -> Option<String> {
    let id = format!("{n:032x}");
    let record = client.reader().get(client, table, &id, &["name"]).await.unwrap()?;
    record.get("name").map(str::to_owned)
}

#[tokio::test]
async fn a_thousand_reads_of_two_tables_cost_four_requests_at_most() {
    let server = server_with(500, "ann").await;
    server.set_latency(Duration::from_millis(20));
    let client = client(&server.url);
    let started = Instant::now();
    let reads = (0..1_000).map(|n| {
        let (client, table) = (&client, ["sys_alias", "http_connection"][n % 2]);
        async move {
            assert_eq!(name(client, table, n / 2).await, Some(format!("{table} {}", n / 2)));
        }
    });
    stream::iter(reads).buffer_unordered(10).collect::<Vec<()>>().await;
    assert!(server.seen().len() <= 4, "{} requests", server.seen().len());
    assert!(started.elapsed() < Duration::from_secs(2), "{:?}", started.elapsed());
}

#[tokio::test]
async fn records_of_others_are_read_by_lists_of_ids() {
    let server = server_with(500, "bob").await;
    let client = client(&server.url);
    let names = join_all((0..500).map(|n| name(&client, "sys_alias", n))).await;
    assert!(names.into_iter().zip(0..).all(|(name, n)| name == Some(format!("sys_alias {n}"))));
    let seen = server.seen();
    assert_eq!(seen.len(), 4, "one page, three lists of at most 245");
    let line = |s: &crate::server::Seen| s.parameter("sysparm_query").unwrap().len();
    assert!(seen.iter().all(|seen| line(seen) < 8_192));
}

#[tokio::test]
async fn a_lonely_read_is_one_plain_request() {
    let server = server_with(3, "ann").await;
    let client = client(&server.url);
    assert_eq!(name(&client, "sys_alias", 1).await.as_deref(), Some("sys_alias 1"));
    let seen = server.seen();
    assert_eq!(seen.len(), 1);
    assert_eq!(seen[0].parameter("sysparm_query"), Some(format!("sys_id={:032x}", 1).as_str()));
    assert_eq!(seen[0].parameter("sysparm_fields"), Some("name,sys_id"));
    assert_eq!(name(&client, "sys_alias", 7).await, None);
}

#[tokio::test]
async fn absence_from_the_page_proves_nothing() {
    let server = server_with(3, "ann").await;
    server.tables().add("sys_alias", "foreign", &[("name", "theirs"), ("sys_created_by", "bob")]);
    let client = client(&server.url);
    let reader = client.reader();
    let (own, foreign, gone) = tokio::join!(
        name(&client, "sys_alias", 1),
        reader.get(&client, "sys_alias", "foreign", &["name"]),
        name(&client, "sys_alias", 99),
    );
    assert_eq!(own.as_deref(), Some("sys_alias 1"));
    assert_eq!(foreign.unwrap().unwrap().get("name"), Some("theirs"));
    assert_eq!(gone, None);
    assert_eq!(server.seen().len(), 2, "the page, and one list for the other two");
}

#[tokio::test]
async fn a_page_refused_or_cut_off_is_not_asked_for_again() {
    let quota = r#"{"error":{"message":"Transaction cancelled: maximum execution time exceeded"}}"#;
    let acl = r#"{"error":{"message":"Insufficient rights to query records","detail":null}}"#;
    for (status, body) in [(403, acl), (500, quota)] {
        let server = server_with(20, "ann").await;
        server.fault("GET", ALIASES, Fault::Instead(status, &[], body));
        let client = client(&server.url);
        for round in 0..3 {
            let ids = (0..5).map(|n| name(&client, "sys_alias", round * 5 + n));
            assert!(join_all(ids).await.into_iter().all(|name| name.is_some()));
        }
        let pages = server.seen().iter().filter(|s| is_page(s)).count();
        assert_eq!((pages, server.seen().len()), (1, 4), "{status}");
    }
}

#[tokio::test]
async fn a_page_lost_on_the_way_is_asked_for_again_later() {
    let server = server_with(20, "ann").await;
    server.fault("GET", ALIASES, Fault::CutBefore);
    let client = client(&server.url);
    for round in 0..4 {
        let ids = (0..5).map(|n| name(&client, "sys_alias", round * 5 + n));
        assert!(join_all(ids).await.into_iter().all(|name| name.is_some()));
    }
    assert_eq!(server.seen().len(), 3, "the lost page, a list in its place, the page");
}

fn is_page(seen: &crate::server::Seen) -> bool {
    seen.parameter("sysparm_query").is_some_and(|query| query.starts_with("sys_created_by="))
}

#[tokio::test]
async fn a_write_is_seen_by_the_next_read() {
    let server = server_with(5, "ann").await;
    let client = client(&server.url);
    join_all((0..5).map(|n| name(&client, "sys_alias", n))).await;
    let row = Row::new().set("name", "changed");
    let id = format!("{:032x}", 3);
    client.table("http_connection").update(&id, &row, Input::Stored, &[]).await.unwrap();
    server.tables().add("sys_alias", &id, &[("name", "changed by a rule")]);
    assert_eq!(name(&client, "sys_alias", 3).await.as_deref(), Some("changed by a rule"));
}

#[tokio::test]
async fn a_page_on_its_way_during_a_write_is_not_kept() {
    let server = server_with(5, "ann").await;
    let client = client(&server.url);
    server.fault("GET", ALIASES, Fault::SlowAnswer(Duration::from_millis(300)));
    let reading = join_all((0..5).map(|n| name(&client, "sys_alias", n)));
    let changing = async {
        tokio::time::sleep(Duration::from_millis(100)).await;
        let row = Row::new().set("name", "changed");
        let id = format!("{:032x}", 3);
        client.table("sys_alias").update(&id, &row, Input::Stored, &[]).await.unwrap();
        name(&client, "sys_alias", 3).await
    };
    let (_, after) = tokio::join!(reading, changing);
    assert_eq!(after.as_deref(), Some("changed"));
    assert_eq!(name(&client, "sys_alias", 3).await.as_deref(), Some("changed"));
}

#[tokio::test]
async fn asks_for_different_columns_share_a_request_and_get_their_own() {
    let server = Server::start().await;
    server.tables().add("sys_alias", "1", &[("name", "n1"), ("type", "t1")]);
    server.tables().add("sys_alias", "2", &[("name", "n2"), ("type", "t2")]);
    let client = client(&server.url);
    let reader = client.reader();
    let (first, second) = tokio::join!(
        reader.get(&client, "sys_alias", "1", &["name"]),
        reader.get(&client, "sys_alias", "2", &["type"]),
    );
    let (first, second) = (first.unwrap().unwrap(), second.unwrap().unwrap());
    assert_eq!((first.get("name"), first.get("type")), (Some("n1"), None));
    assert_eq!((second.get("name"), second.get("type")), (None, Some("t2")));
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn an_error_reaches_all_who_waited() {
    let server = Server::start().await;
    let body = r#"{"error":{"message":"Invalid table nope","detail":null},"status":"failure"}"#;
    for _ in 0..2 {
        server.fault("GET", "/api/now/table/nope", Fault::Instead(400, &[], body));
    }
    let client = client(&server.url);
    let ids = ["1", "2", "3"].map(|id| client.reader().get(&client, "nope", id, &[]));
    for read in join_all(ids).await {
        let error = read.unwrap_err();
        assert!(error.is_invalid_table() && error.table() == Some("nope"));
    }
}

#[tokio::test]
async fn an_id_that_no_query_can_hold_is_refused_and_spoils_nothing() {
    let server = server_with(2, "ann").await;
    let client = client(&server.url);
    let (wrong, right) = tokio::join!(
        client.reader().get(&client, "sys_alias", "a^b", &["name"]),
        name(&client, "sys_alias", 1),
    );
    assert!(wrong.unwrap_err().to_string().contains("sys_id"));
    assert_eq!(right.as_deref(), Some("sys_alias 1"));
}
