//! Never more requests in flight than allowed.

use std::time::{Duration, Instant};

use futures_util::future::join_all;
use servicenow::{Credentials, Options};

use crate::server::Server;
use crate::{client_with, oauth, options};

#[tokio::test]
async fn no_more_requests_are_in_flight_than_allowed() {
    for limit in [1, 3] {
        let server = Server::start().await;
        server.set_latency(Duration::from_millis(10));
        server.tables().add("sys_alias", "1", &[("name", "x")]);
        let options = Options { max_concurrent_requests: limit, ..options() };
        let table = client_with(&server.url, oauth(), options).table("sys_alias");
        join_all((0..30).map(|_| table.get("1", &[]))).await;
        assert_eq!(server.count("GET", "/"), 30);
        assert_eq!(server.most_in_flight(), limit);
    }
}

#[tokio::test]
async fn clients_of_one_instance_keep_to_its_limits_together() {
    let server = Server::start().await;
    server.set_latency(Duration::from_millis(10));
    server.tables().add("sys_alias", "1", &[("name", "x")]);
    let options =
        Options { max_concurrent_requests: 1, requests_per_second: Some(20.0), ..options() };
    let client = client_with(&server.url, oauth(), options);
    let other = client.signing_in_as(Credentials::Bearer("token-9".into()));
    let tables = [client.table("sys_alias"), other.table("sys_alias")];
    let started = Instant::now();
    join_all((0..10).map(|n| tables[n % 2].get("1", &[]))).await;
    // A token, and ten requests, of which the first need not wait.
    assert!(started.elapsed() >= Duration::from_millis(500), "{:?}", started.elapsed());
    assert_eq!(server.most_in_flight(), 1);
    let bearers = |token: &str| {
        let is_it = |seen: &&crate::server::Seen| {
            seen.headers.get("authorization").is_some_and(|value| value == token)
        };
        server.seen().iter().filter(is_it).count()
    };
    assert_eq!((bearers("Bearer token-1"), bearers("Bearer token-9")), (5, 5));
}
