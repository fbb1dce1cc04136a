//! Credentials that are refused: shown no more often than it takes to know.

use futures_util::future::join_all;
use servicenow::{Client, Credentials, ErrorKind, Query, Transport};

use crate::server::{Fault, Server};
use crate::{basic, client_with, options};

const TABLE: &str = "/api/now/table/sys_alias";
const REFUSAL: &str = r#"{"error":{"message":"User Not Authenticated","detail":""}}"#;

async fn reads(client: &Client, count: usize) -> Vec<bool> {
    let read = async |n: usize| {
        let query = Query::new().equals("name", &n.to_string()).unwrap();
        let found = client.table("sys_alias").matching(&query, &["name"], None).await;
        found.is_err_and(|error| error.kind() == ErrorKind::Unauthenticated)
    };
    join_all((0..count).map(read)).await
}

#[tokio::test]
async fn refused_credentials_are_refused_for_all() {
    let server = Server::start().await;
    let wrong = Credentials::Basic { username: "ann".into(), password: "wrong".into() };
    let client = client_with(&server.url, wrong, options());
    assert_eq!(reads(&client, 40).await, [true; 40]);
    assert_eq!(reads(&client, 3).await, [true; 3]);
    assert_eq!(server.seen().len(), 2);
}

#[tokio::test]
async fn credentials_refused_after_they_were_accepted_are_tried_once_more_by_one() {
    let server = Server::start().await;
    let client = client_with(&server.url, basic(), options());
    assert_eq!(reads(&client, 1).await, [false]);
    for _ in 0..40 {
        server.fault("GET", TABLE, Fault::Instead(401, &[], REFUSAL));
    }
    assert_eq!(reads(&client, 40).await, [true; 40]);
    // One, those in flight with it, and the one that is tried once more.
    assert!(server.seen().len() <= 1 + 4 + 1, "{}", server.seen().len());
}

#[tokio::test]
async fn one_stray_refusal_is_tried_once_more() {
    for accepted_before in [false, true] {
        let server = Server::start().await;
        let client = client_with(&server.url, basic(), options());
        if accepted_before {
            assert_eq!(reads(&client, 1).await, [false]);
        }
        server.fault("GET", TABLE, Fault::Instead(401, &[], REFUSAL));
        assert_eq!(reads(&client, 5).await, [false; 5]);
    }
}

#[tokio::test]
async fn what_cannot_be_sent_is_said_and_not_sent() {
    let server = Server::start().await;
    for credentials in [Credentials::Bearer("a\nb".into()), Credentials::ApiKey("a\nb".into())] {
        let client = client_with(&server.url, credentials, options());
        let error = client.table("sys_alias").get("1", &[]).await.unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Invalid(_)), "{error}");
        assert!(server.seen().is_empty());
    }
}

#[tokio::test]
async fn an_instance_on_this_machine_is_asked_without_a_proxy() {
    let (server, proxy) = (Server::start().await, Server::start().await);
    let transport = Transport::default().through(&proxy.url.as_str().into()).unwrap();
    let options = servicenow::Options { transport, ..options() };
    let client = client_with(&server.url, basic(), options);
    assert_eq!(reads(&client, 1).await, [false]);
    assert_eq!((server.seen().len(), proxy.seen().len()), (1, 0));
}
