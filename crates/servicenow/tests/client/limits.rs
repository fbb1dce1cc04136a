//! Never more requests in flight than allowed.

use std::time::Duration;

use futures_util::future::join_all;
use servicenow::Options;

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
