//! One token for all: fetched once, renewed once.

use std::sync::atomic::Ordering;
use std::time::Duration;

use futures_util::future::join_all;

use servicenow::{Credentials, Grant, OAuthClient};

use crate::server::{Fault, Server};
use crate::{client_with, oauth, options};

const TOKEN: &str = "/oauth_token.do";
const ROW: &str = "/api/now/table/sys_alias/1";

async fn server() -> Server {
    let server = Server::start().await;
    server.tables().add("sys_alias", "1", &[("name", "x")]);
    server
}

#[tokio::test]
async fn fifty_callers_fetch_one_token() {
    let server = server().await;
    let client = client_with(&server.url, oauth(), options());
    let table = client.table("sys_alias");
    let reads = join_all((0..50).map(|_| table.get("1", &[]))).await;
    assert!(reads.into_iter().all(|read| read.unwrap().is_some()));
    assert_eq!(server.count("POST", TOKEN), 1);
    let seen = server.seen();
    assert_eq!(
        seen[0].body,
        "grant_type=password&username=ann&password=pass-word-1&client_id=client-1&client_secret=client-secret-1"
    );
    assert_eq!(seen[0].headers["content-type"], "application/x-www-form-urlencoded");
    assert!(seen[0].headers.get("authorization").is_none());
    assert_eq!(seen[1].headers["authorization"], "Bearer token-1");
}

#[tokio::test]
async fn a_refused_token_is_renewed_once_for_all() {
    let server = server().await;
    let client = client_with(&server.url, oauth(), options());
    let table = client.table("sys_alias");
    table.get("1", &[]).await.unwrap();
    server.inner.oldest_good_token.store(2, Ordering::SeqCst);
    let reads = join_all((0..20).map(|_| table.get("1", &[]))).await;
    assert!(reads.into_iter().all(|read| read.unwrap().is_some()));
    assert_eq!(server.count("POST", TOKEN), 2);
}

#[tokio::test]
async fn a_token_is_renewed_before_it_ends() {
    let server = server().await;
    server.inner.token_lifetime.store(2, Ordering::SeqCst);
    let table = client_with(&server.url, oauth(), options()).table("sys_alias");
    table.get("1", &[]).await.unwrap();
    table.get("1", &[]).await.unwrap();
    assert_eq!(server.count("POST", TOKEN), 1);
    tokio::time::sleep(Duration::from_millis(1_100)).await;
    table.get("1", &[]).await.unwrap();
    assert_eq!(server.count("POST", TOKEN), 2);
    assert_eq!(server.seen().last().unwrap().headers["authorization"], "Bearer token-2");
}

#[tokio::test]
async fn a_request_refused_with_a_new_token_too_is_unauthenticated() {
    let server = server().await;
    server.inner.oldest_good_token.store(99, Ordering::SeqCst);
    let error = client_with(&server.url, oauth(), options()).table("sys_alias").get("1", &[]).await;
    let error = error.unwrap_err();
    assert!(error.is_unauthenticated() && !error.is_token_refused());
    assert_eq!(error.message(), "User Not Authenticated");
    assert_eq!((server.count("POST", TOKEN), server.count("GET", ROW)), (2, 2));
}

#[tokio::test]
async fn one_refusal_of_a_token_stands_for_all_callers() {
    let server = server().await;
    let body = r#"{"error_description":"access_denied","error":"server_error"}"#;
    server.fault("POST", TOKEN, Fault::Instead(401, &[], body));
    let table = client_with(&server.url, oauth(), options()).table("sys_alias");
    for read in join_all((0..20).map(|_| table.get("1", &[]))).await {
        let error = read.unwrap_err();
        assert!(error.is_token_refused() && !error.is_unauthenticated());
        assert_eq!((error.oauth_error(), error.message()), (Some("server_error"), "access_denied"));
    }
    assert_eq!((server.count("POST", TOKEN), server.count("GET", ROW)), (1, 0));
}

#[tokio::test]
async fn an_outage_of_the_token_endpoint_passes() {
    let server = server().await;
    server.fault("POST", TOKEN, Fault::Instead(503, &[("retry-after", "0")], "<html></html>"));
    let table = client_with(&server.url, oauth(), options()).table("sys_alias");
    assert!(table.get("1", &[]).await.unwrap().is_some());
    assert_eq!(server.count("POST", TOKEN), 2);
}

#[tokio::test]
async fn a_sleeping_instance_gives_no_token_and_says_why() {
    let server = server().await;
    for _ in 0..9 {
        let page = "<html><title>Instance Hibernating page</title></html>";
        server.fault("POST", TOKEN, Fault::Instead(200, &[("retry-after", "0")], page));
    }
    let table = client_with(&server.url, oauth(), options()).table("sys_alias");
    let error = table.get("1", &[]).await.unwrap_err();
    assert!(error.is_hibernating() && !error.is_token_refused());
    assert_eq!(server.count("POST", TOKEN), 4);
}

fn refreshing() -> Credentials {
    Credentials::OAuth(OAuthClient {
        grant: Grant::RefreshToken("refresh-1".into()),
        client_id: "client-1".into(),
        client_secret: None,
        scope: None,
    })
}

#[tokio::test]
async fn a_refresh_token_that_is_replaced_is_kept_for_the_next_renewal() {
    let server = server().await;
    let first = r#"{"access_token":"token-1","refresh_token":"refresh-2","expires_in":1800}"#;
    server.fault("POST", TOKEN, Fault::Instead(200, &[], first));
    let table = client_with(&server.url, refreshing(), options()).table("sys_alias");
    table.get("1", &[]).await.unwrap();
    server.inner.oldest_good_token.store(2, Ordering::SeqCst);
    server.inner.tokens.store(1, Ordering::SeqCst);
    table.get("1", &[]).await.unwrap();
    let bodies: Vec<String> =
        server.seen().into_iter().filter(|seen| seen.path == TOKEN).map(|seen| seen.body).collect();
    assert_eq!(
        bodies,
        [
            "grant_type=refresh_token&refresh_token=refresh-1&client_id=client-1",
            "grant_type=refresh_token&refresh_token=refresh-2&client_id=client-1",
        ]
    );
}

#[tokio::test]
async fn a_password_grant_renews_by_its_refresh_token_and_by_the_password_when_that_is_refused() {
    let server = server().await;
    let first = r#"{"access_token":"token-1","refresh_token":"refresh-1","expires_in":1800}"#;
    let refused = r#"{"error_description":"access_denied","error":"server_error"}"#;
    server.fault("POST", TOKEN, Fault::Instead(200, &[], first));
    server.fault("POST", TOKEN, Fault::Instead(401, &[], refused));
    let table = client_with(&server.url, oauth(), options()).table("sys_alias");
    table.get("1", &[]).await.unwrap();
    server.inner.oldest_good_token.store(2, Ordering::SeqCst);
    server.inner.tokens.store(1, Ordering::SeqCst);
    table.get("1", &[]).await.unwrap();
    let grants: Vec<String> = server
        .seen()
        .iter()
        .filter(|seen| seen.path == TOKEN)
        .map(|seen| seen.body.split('&').next().unwrap_or_default().to_owned())
        .collect();
    assert_eq!(grants, ["grant_type=password", "grant_type=refresh_token", "grant_type=password"]);
}

#[tokio::test]
async fn a_token_that_was_given_is_sent_as_it_is_and_never_renewed() {
    let server = server().await;
    let given = Credentials::Bearer("token-5".into());
    let table = client_with(&server.url, given, options()).table("sys_alias");
    table.get("1", &[]).await.unwrap();
    assert_eq!(server.seen()[0].headers["authorization"], "Bearer token-5");
    server.inner.oldest_good_token.store(9, Ordering::SeqCst);
    assert!(table.get("1", &[]).await.unwrap_err().is_unauthenticated());
    assert_eq!((server.count("POST", TOKEN), server.count("GET", ROW)), (0, 2));
}

#[tokio::test]
async fn an_api_key_goes_in_its_own_header() {
    let server = server().await;
    let key = Credentials::ApiKey("now_key-1".into());
    let table = client_with(&server.url, key, options()).table("sys_alias");
    // The server knows no keys; the header is the question here.
    assert!(table.get("1", &[]).await.unwrap_err().is_unauthenticated());
    let seen = &server.seen()[0];
    assert_eq!(seen.headers["x-sn-apikey"], "now_key-1");
    assert!(seen.headers.get("authorization").is_none());
}
