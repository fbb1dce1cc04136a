//! Answers that are about something else than what was asked, that have no end, or that are too large.

use std::io::Write as _;
use std::time::Duration;

use servicenow::{ErrorKind, Input, Options, Query, Row};

use crate::server::{Fault, Server};
use crate::{basic, client, client_with, options};

const TABLE: &str = "/api/now/table/sys_alias";
const OTHER: &str = r#"{"result":{"sys_id":"0123456789abcdef0123456789abcdef","name":"new"}}"#;
const OLD: &str = r#"{"result":{"sys_id":"0123456789abcdef0123456789abcdef","name":"new","sys_created_on":"2020-01-01 00:00:00"}}"#;

async fn server() -> Server {
    let server = Server::start().await;
    server.tables().add("sys_alias", "1", &[("name", "old")]);
    server
}

#[tokio::test]
async fn an_answer_about_another_record_is_no_success_of_an_update() {
    for body in [OTHER, r#"{"result":{}}"#, r#"{"result":{"name":"new"}}"#, ""] {
        let server = server().await;
        server.fault("PATCH", TABLE, Fault::Instead(200, &[], body));
        let row = Row::new().set("name", "new");
        let table = client(&server.url).table("sys_alias");
        let error = table.update("1", &row, Input::Stored, &[]).await.unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Lacking(_)), "{body}: {error}");
    }
}

#[tokio::test]
async fn a_record_that_was_not_asked_for_is_not_read() {
    let server = server().await;
    server.fault("GET", TABLE, Fault::Instead(200, &[], OTHER));
    let error = client(&server.url).table("sys_alias").get("1", &["name"]).await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Lacking(_)), "{error}");
}

#[tokio::test]
async fn a_deletion_is_done_when_the_instance_says_so_or_the_record_is_gone() {
    for body in ["", r#"{"result":{}}"#] {
        let server = server().await;
        let table = client(&server.url).table("sys_alias");
        server.fault("DELETE", TABLE, Fault::Instead(200, &[], body));
        let error = table.delete("1").await.unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Lacking(_)), "{error}");
        server.fault("DELETE", TABLE, Fault::DoneBut(200, body));
        assert!(table.delete("1").await.is_ok());
    }
}

#[tokio::test]
async fn an_answer_about_an_older_record_is_not_taken_for_the_new_one() {
    let server = Server::start().await;
    server.fault("POST", TABLE, Fault::Instead(201, &[], OLD));
    let (row, key) = (Row::new().set("name", "new"), Query::new().equals("name", "new").unwrap());
    let table = client(&server.url).table("sys_alias");
    let error = table.insert(&row, Input::Stored, &key, &[]).await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Lacking(_)), "{error}");
    // Once it is known that the instance takes the ids that are sent, any other is another record.
    table.insert(&row, Input::Stored, &key, &[]).await.unwrap();
    server.fault("POST", TABLE, Fault::DoneBut(201, OTHER));
    let record = table.insert(&row, Input::Stored, &key, &[]).await.unwrap();
    assert!(server.tables().rows("sys_alias").iter().any(|row| row["sys_id"] == record.sys_id()));
}

#[tokio::test]
async fn a_location_elsewhere_is_not_the_new_record() {
    for location in [
        "https://elsewhere.example/api/now/table/sys_user/abc?x=1#y",
        "/api/now/table/sys_user/0123456789abcdef0123456789abcdef",
    ] {
        let server = Server::start().await;
        let headers: &'static [(&str, &str)] = Box::leak(Box::new([("location", location)]));
        server.fault("POST", TABLE, Fault::Instead(201, headers, ""));
        let row = Row::new().set("name", "new");
        let table = client(&server.url).table("sys_alias");
        let error = table.insert(&row, Input::Stored, &Query::new(), &[]).await.unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Lacking(_)), "{location}: {error}");
    }
}

#[tokio::test]
async fn pages_without_end_end_in_an_error() {
    let server = Server::start().await;
    server.tables().add("sys_alias", "1", &[("name", "old")]);
    server.tables().without_end = true;
    let page = r#"{"result":[{"sys_id":"1"}]}"#;
    for _ in 0..5 {
        let next = &[("link", "<http://x>;rel=\"next\"")];
        server.fault("GET", TABLE, Fault::Instead(200, next, page));
    }
    let table = client(&server.url).table("sys_alias");
    let error = table.matching(&Query::new(), &["name"], None).await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Lacking(_)), "{error}");
    assert_eq!(server.count("GET", TABLE), 2);
}

#[tokio::test]
async fn an_answer_that_is_too_large_is_not_taken() {
    let body = format!(r#"{{"result":[{{"sys_id":"1","name":"{}"}}]}}"#, "a".repeat(300_000));
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packed.write_all(body.as_bytes()).unwrap();
    let packed = packed.finish().unwrap();
    assert!(packed.len() < 2_000);
    for (encoding, body) in [("gzip", packed), ("identity", body.into_bytes())] {
        let url = answering_always(encoding, body).await;
        let options = Options { max_response_bytes: 200_000, ..options() };
        let table = client_with(&url, basic(), options).table("sys_alias");
        let error = table.matching(&Query::new(), &["name"], None).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::TooLarge { limit: 200_000 }, "{encoding}");
        let enough = Options { max_response_bytes: 400_000, ..crate::options() };
        let table = client_with(&url, basic(), enough).table("sys_alias");
        assert_eq!(table.matching(&Query::new(), &["name"], None).await.unwrap().rows.len(), 1);
    }
}

/// The address of a server that answers everything with this body.
async fn answering_always(encoding: &'static str, body: Vec<u8>) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let answer = async move || {
        let headers = [("content-type", "application/json"), ("content-encoding", encoding)];
        (headers, body.clone())
    };
    let router = axum::Router::new().fallback(answer);
    tokio::spawn(async move { axum::serve(listener, router).await });
    url
}

#[tokio::test]
async fn a_large_answer_is_read_within_the_time_for_a_request() {
    let cells: Vec<String> = (0..200_000).rev().map(|n| format!("\"c{n:06}\":\"\"")).collect();
    let body = format!(r#"{{"result":[{{{},"sys_id":"1"}}]}}"#, cells.join(","));
    let url = answering_always("identity", body.into_bytes()).await;
    let hasty = Options { request_timeout: Duration::from_millis(60), ..options() };
    let table = client_with(&url, basic(), hasty).table("sys_alias");
    let error = table.matching(&Query::new(), &["sys_id"], None).await.unwrap_err();
    assert!(error.is_timeout(), "{error}");
}
