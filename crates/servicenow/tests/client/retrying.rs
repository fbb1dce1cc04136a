//! What is asked again, after which pause, and what stands.

use std::time::{Duration, Instant};

use servicenow::Options;

use crate::server::{Fault, Server};
use crate::{basic, client, client_with, options};

const ROW: &str = "/api/now/table/sys_alias/1";

async fn server() -> Server {
    let server = Server::start().await;
    server.tables().add("sys_alias", "1", &[("name", "x")]);
    server
}

#[tokio::test]
async fn a_read_survives_passing_failures() {
    let quota = r#"{"error":{"message":"Transaction cancelled: maximum execution time exceeded"}}"#;
    let faults = [
        Fault::CutBefore,
        Fault::HalfBody,
        Fault::Instead(202, &[], ""),
        Fault::Instead(500, &[], quota),
        Fault::Instead(502, &[], "<html>Bad Gateway</html>"),
        Fault::Instead(503, &[("retry-after", "0")], ""),
        Fault::Instead(504, &[], ""),
        Fault::Instead(429, &[("retry-after", "0")], ""),
        Fault::Instead(200, &[], "<html><title>Instance Hibernating page</title></html>"),
    ];
    for fault in faults {
        let server = server().await;
        server.fault("GET", ROW, fault.clone());
        let record = client(&server.url).table("sys_alias").get("1", &["name"]).await;
        let record = record.unwrap_or_else(|error| panic!("{fault:?}: {error}"));
        assert_eq!(record.unwrap().get("name"), Some("x"), "{fault:?}");
        assert_eq!(server.seen().len(), 2, "{fault:?}");
    }
}

#[tokio::test]
async fn what_is_final_is_asked_once() {
    let login = "<html><title>Log in</title></html>";
    for (status, body) in [(200, login), (302, ""), (400, ""), (401, ""), (403, ""), (500, "")] {
        let server = server().await;
        for _ in 0..2 {
            server.fault("GET", ROW, Fault::Instead(status, &[], body));
        }
        let error = client(&server.url).table("sys_alias").get("1", &[]).await.unwrap_err();
        assert_eq!(error.status(), Some(status));
        assert_eq!(error.is_not_json(), status < 400);
        // A stray refusal is tried once more.
        let times = if status == 401 { 2 } else { 1 };
        assert_eq!(server.seen().len(), times, "{status}");
    }
}

#[tokio::test]
async fn the_time_asked_for_is_waited() {
    let server = server().await;
    server.fault("GET", ROW, Fault::Instead(503, &[("retry-after", "1")], ""));
    let started = Instant::now();
    client(&server.url).table("sys_alias").get("1", &[]).await.unwrap();
    assert!(started.elapsed() >= Duration::from_secs(1));
}

#[tokio::test]
async fn a_rate_limit_of_an_hour_is_an_error_at_once() {
    let server = server().await;
    let body = r#"{"error":{"message":"Rate limit exceeded","detail":"Rate limit of 5 requests per hour for Table API exceeded"}}"#;
    server.fault("GET", ROW, Fault::Instead(429, &[("retry-after", "3600")], body));
    let error = client(&server.url).table("sys_alias").get("1", &[]).await.unwrap_err();
    assert_eq!(error.is_rate_limited(), Some(3_600));
    assert!(error.detail().contains("5 requests per hour"));
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn retries_end_and_the_last_answer_stands() {
    let server = server().await;
    for _ in 0..9 {
        let page = "<html><title>Instance Hibernating page</title></html>";
        server.fault("GET", ROW, Fault::Instead(200, &[("retry-after", "0")], page));
    }
    let error = client(&server.url).table("sys_alias").get("1", &[]).await.unwrap_err();
    assert!(error.is_hibernating());
    assert_eq!(server.seen().len(), 4, "one try and three retries");
}

#[tokio::test]
async fn a_slow_answer_is_a_timeout() {
    let server = server().await;
    server.fault("GET", ROW, Fault::SlowAnswer(Duration::from_secs(9)));
    let fast = Options { request_timeout: Duration::from_millis(150), ..options() };
    let error = client_with(&server.url, basic(), fast).table("sys_alias").get("1", &[]).await;
    let error = error.unwrap_err();
    assert!(error.is_timeout() && !error.is_unreachable());
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn an_instance_that_is_not_there_is_unreachable_soon() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let started = Instant::now();
    let error =
        client(&format!("http://{free}")).table("sys_alias").get("1", &[]).await.unwrap_err();
    assert!(error.is_unreachable() && error.status().is_none());
    assert!(started.elapsed() < Duration::from_secs(5));
    assert_eq!(error.to_string(), "the instance cannot be reached");
}

#[tokio::test]
async fn a_server_without_tls_is_unreachable_by_https() {
    let server = server().await;
    let url = server.url.replace("http://", "https://");
    let error = client(&url).table("sys_alias").get("1", &[]).await.unwrap_err();
    assert!(error.is_unreachable() && error.status().is_none(), "{error:?}");
    assert!(server.seen().is_empty());
}

#[tokio::test]
async fn a_record_that_is_not_there_is_no_error() {
    let server = server().await;
    assert_eq!(client(&server.url).table("sys_alias").get("2", &[]).await.unwrap(), None);
}
