//! The elevated lane: one session, opened once, for the tables that take it and no other.

use std::time::{Duration, Instant};

use futures_util::future::join_all;
use servicenow::{
    CancellationToken, Client, Credentials, Deletion, ElevationRefusal, Error, Input, Options,
    Query, Record, Row,
};

use crate::server::{Fault, Login, Server};
use crate::{basic, client, client_with, oauth, options};

const ACL: &str = "sys_security_acl";
const ACLS: &str = "/api/now/table/sys_security_acl";
const FORM: &str = "/login.do";
const ROLES: &str = "/api/now/ui/impersonate/role";

fn elevating(server: &Server, credentials: Credentials) -> Client {
    let elevate_roles = vec!["security_admin".to_owned()];
    client_with(&server.url, credentials, Options { elevate_roles, ..options() })
}

async fn insert(client: &Client, table: &str, name: &str) -> Result<Record, Error> {
    let identity = Query::new().equals("name", name).unwrap();
    let row = Row::new().set("name", name);
    client.table(table).insert(&row, Input::Stored, &identity, &["name"]).await
}

#[tokio::test]
async fn a_rule_is_written_in_an_elevated_session_opened_like_a_browsers() {
    let server = Server::start().await;
    let client = elevating(&server, basic());
    let made = insert(&client, ACL, "x").await.unwrap();
    let table = client.table(ACL);
    let row = Row::new().set("active", "true");
    table.update(made.sys_id(), &row, Input::Stored, &[]).await.unwrap().unwrap();
    assert_eq!(table.delete(made.sys_id()).await.unwrap(), Deletion::Deleted);
    let steps: Vec<String> =
        server.seen().iter().map(|seen| format!("{} {}", seen.method, seen.path)).collect();
    assert_eq!(
        &steps[..7],
        [
            "GET /login.do",
            "POST /login.do",
            "GET /start.do",
            "GET /api/now/ui/user/current_user",
            "GET /api/now/ui/impersonate/role",
            "POST /api/now/ui/impersonate/role",
            "GET /api/now/ui/impersonate/role",
        ]
    );
    assert_eq!((steps.len(), server.opened_sessions()), (10, 1));
    let seen = &server.seen();
    assert_eq!(seen[5].body, r#"{"roles":"security_admin"}"#);
    assert!(seen[0].headers["accept"].to_str().unwrap().starts_with("text/html"));
    for request in &seen[3..] {
        assert_eq!(request.headers["x-usertoken"], "user-token-2");
        assert_eq!(request.headers["cookie"], "JSESSIONID=session-2");
        assert!(request.headers.get("authorization").is_none());
    }
}

#[tokio::test]
async fn ordinary_requests_carry_no_cookies() {
    let server = Server::start().await;
    server.sessions().for_tokens = true;
    for credentials in [basic(), oauth()] {
        let client = elevating(&server, credentials);
        client.current_user().await.unwrap();
        insert(&client, ACL, "x").await.unwrap();
        insert(&client, "sys_alias", "x").await.unwrap();
        client.table("sys_user_has_role").matching(&Query::new(), &[], None).await.unwrap();
    }
    let ordinary: Vec<_> = server
        .seen()
        .into_iter()
        .filter(|seen| seen.path.ends_with("sys_alias") || seen.path.ends_with("has_role"))
        .collect();
    assert_eq!(ordinary.len(), 4);
    for seen in ordinary {
        assert!(seen.headers.get("cookie").is_none() && seen.headers.get("x-usertoken").is_none());
        assert!(seen.headers.get("authorization").is_some());
    }
}

#[tokio::test]
async fn without_roles_a_rule_is_written_plainly_and_the_refusal_stands() {
    let server = Server::start().await;
    let client = client(&server.url);
    assert!(client.needs_elevation(ACL) && !client.needs_elevation("sys_alias"));
    assert!(!elevating(&server, basic()).needs_elevation(ACL));
    let error = insert(&client, ACL, "x").await.unwrap_err();
    assert!(error.is_acl() && error.is_elevation_refused().is_none());
    assert_eq!((error.table(), server.seen().len()), (Some(ACL), 1));
}

#[tokio::test]
async fn no_two_requests_are_in_flight_in_one_session() {
    let server = Server::start().await;
    server.set_latency(Duration::from_millis(5));
    let client = elevating(&server, basic());
    let names: Vec<String> = (0..12).map(|n| format!("rule {n}")).collect();
    let made = join_all(names.iter().map(|name| insert(&client, ACL, name))).await;
    assert!(made.into_iter().all(|made| made.is_ok()));
    assert_eq!((server.opened_sessions(), server.most_in_one_session()), (1, 1));
    assert_eq!(server.count("POST", ACLS), 12);
}

#[tokio::test]
async fn others_are_not_held_up_by_the_lane() {
    let server = Server::start().await;
    server.tables().add("sys_alias", "1", &[("name", "x")]);
    let client = elevating(&server, basic());
    server.fault("GET", FORM, Fault::SlowAnswer(Duration::from_secs(2)));
    let rule = tokio::spawn({
        let client = client.clone();
        async move { insert(&client, ACL, "x").await }
    });
    tokio::time::sleep(Duration::from_millis(50)).await;
    let started = Instant::now();
    client.table("sys_alias").get("1", &[]).await.unwrap().unwrap();
    assert!(started.elapsed() < Duration::from_secs(1));
    rule.await.unwrap().unwrap();
}

#[tokio::test]
async fn a_session_that_ended_is_opened_once_more() {
    let server = Server::start().await;
    let client = elevating(&server, basic());
    insert(&client, ACL, "a").await.unwrap();
    server.sessions().expire();
    insert(&client, ACL, "b").await.unwrap();
    assert_eq!(server.opened_sessions(), 2);
    server.sessions().lower();
    insert(&client, ACL, "c").await.unwrap();
    assert_eq!(server.opened_sessions(), 3);
    assert_eq!(server.tables().rows(ACL).len(), 3);
}

#[tokio::test]
async fn a_rule_that_refuses_an_elevated_user_is_believed() {
    let server = Server::start().await;
    let client = elevating(&server, basic());
    let refusal =
        r#"{"error":{"message":"Operation Failed","detail":"ACL Exception Insert Failed"}}"#;
    server.fault("POST", ACLS, Fault::Instead(403, &[], refusal));
    let error = insert(&client, ACL, "x").await.unwrap_err();
    assert!(error.is_acl() && error.is_elevation_refused().is_none());
    assert_eq!((server.count("POST", ACLS), server.opened_sessions()), (1, 1));
    insert(&client, ACL, "x").await.unwrap();
    assert_eq!(server.opened_sessions(), 1, "the session is still good");
}

#[tokio::test]
async fn a_session_whose_answer_was_lost_is_not_used_again() {
    let server = Server::start().await;
    let client = elevating(&server, basic());
    insert(&client, ACL, "a").await.unwrap();
    server.fault("POST", ACLS, Fault::CutAfter);
    let made = insert(&client, ACL, "b").await.unwrap();
    assert_eq!(made.get("name"), Some("b"));
    assert_eq!((server.tables().rows(ACL).len(), server.opened_sessions()), (2, 2));
}

/// Why there is no session where the server is set so; and that no rule was sent.
async fn refusal(server: &Server, credentials: Credentials) -> ElevationRefusal {
    let client = elevating(server, credentials);
    let error = insert(&client, ACL, "x").await.unwrap_err();
    assert_eq!(error.table(), Some(ACL));
    assert!(!error.is_retryable() && !error.is_uncertain() && !error.is_forbidden(), "{error}");
    assert_eq!(server.count("POST", ACLS), 0);
    error.is_elevation_refused().unwrap().clone()
}

#[tokio::test]
async fn each_sign_in_that_lets_nobody_in_is_told_apart() {
    let cases = [
        (Login::SingleSignOn, ElevationRefusal::NoForm),
        (Login::SecondFactor, ElevationRefusal::SecondFactor),
        (Login::Closed, ElevationRefusal::NotLetIn),
    ];
    for (login, expected) in cases {
        let server = Server::start().await;
        server.sessions().login = login;
        assert_eq!(refusal(&server, basic()).await, expected);
    }
}

#[tokio::test]
async fn a_wrong_password_is_tried_once_for_all_callers() {
    let server = Server::start().await;
    let wrong = Credentials::Basic { username: "ann".into(), password: "wrong".into() };
    let client = elevating(&server, wrong);
    for made in join_all((0..10).map(|_| insert(&client, ACL, "x"))).await {
        let error = made.unwrap_err();
        assert_eq!(error.is_elevation_refused(), Some(&ElevationRefusal::NotLetIn));
    }
    assert_eq!(server.count("POST", FORM), 1);
}

#[tokio::test]
async fn somebody_else_in_the_session_is_not_the_user() {
    let server = Server::start().await;
    let guest = r#"{"result":{"user_sys_id":"2","user_name":"guest"}}"#;
    server.fault("GET", "/api/now/ui/user", Fault::Instead(200, &[], guest));
    assert_eq!(refusal(&server, basic()).await, ElevationRefusal::NotLetIn);
}

#[tokio::test]
async fn a_role_that_is_not_offered_or_not_kept_is_named() {
    let role = "security_admin".to_owned();
    let server = Server::start().await;
    server.sessions().offered = vec!["other"];
    let expected = ElevationRefusal::RoleNotOffered { role: role.clone() };
    assert_eq!(refusal(&server, basic()).await, expected);
    let server = Server::start().await;
    server.sessions().keeps_roles = false;
    assert_eq!(refusal(&server, basic()).await, ElevationRefusal::NotKept { role });
}

#[tokio::test]
async fn an_instance_without_the_endpoint_says_so() {
    let server = Server::start().await;
    let body =
        r#"{"error":{"message":"Requested URI does not represent any resource","detail":""}}"#;
    server.fault("GET", ROLES, Fault::Instead(400, &[], body));
    assert_eq!(refusal(&server, basic()).await, ElevationRefusal::NotOffered);
}

#[tokio::test]
async fn an_outage_while_the_session_is_opened_passes_and_loses_nothing() {
    let server = Server::start().await;
    server.fault("GET", FORM, Fault::Instead(503, &[("retry-after", "0")], "<p>Busy</p>"));
    server.fault("POST", ROLES, Fault::Instead(503, &[("retry-after", "0")], ""));
    insert(&elevating(&server, basic()), ACL, "x").await.unwrap();
    assert_eq!(server.count("POST", ACLS), 1);
}

#[tokio::test]
async fn an_outage_that_lasts_is_no_uncertain_insert() {
    let server = Server::start().await;
    for _ in 0..9 {
        let page = "<html><title>Instance Hibernating page</title></html>";
        server.fault("GET", FORM, Fault::Instead(200, &[("retry-after", "0")], page));
    }
    let error = insert(&elevating(&server, basic()), ACL, "x").await.unwrap_err();
    assert!(error.is_hibernating() && !error.is_uncertain());
    assert_eq!((server.count("GET", FORM), server.seen().len()), (4, 4));
}

#[tokio::test]
async fn a_token_opens_a_session_where_the_instance_lets_it() {
    let server = Server::start().await;
    server.sessions().for_tokens = true;
    insert(&elevating(&server, oauth()), ACL, "x").await.unwrap();
    let seen = server.seen();
    let last = seen.last().unwrap();
    assert_eq!(last.headers["authorization"], "Bearer token-1");
    assert_eq!(last.headers["cookie"], "JSESSIONID=session-1");
    assert_eq!(server.count("GET", FORM), 0);
}

#[tokio::test]
async fn a_token_that_opens_no_session_is_an_error_of_its_own() {
    let server = Server::start().await;
    assert_eq!(refusal(&server, oauth()).await, ElevationRefusal::NoSession);
}

#[tokio::test]
async fn a_session_whose_token_ended_is_opened_with_another() {
    let server = Server::start().await;
    server.sessions().for_tokens = true;
    let client = elevating(&server, oauth());
    insert(&client, ACL, "a").await.unwrap();
    server.inner.oldest_good_token.store(2, std::sync::atomic::Ordering::SeqCst);
    insert(&client, ACL, "b").await.unwrap();
    assert_eq!((server.tables().rows(ACL).len(), server.count("POST", "/oauth_token.do")), (2, 2));
}

#[tokio::test]
async fn waiting_for_the_lane_ends_within_a_second() {
    let server = Server::start().await;
    let client = elevating(&server, basic());
    server.fault("GET", FORM, Fault::SlowAnswer(Duration::from_secs(2)));
    let first = tokio::spawn({
        let client = client.clone();
        async move { insert(&client, ACL, "first").await }
    });
    tokio::time::sleep(Duration::from_millis(50)).await;
    let stop = CancellationToken::new();
    let view = client.with_stop(stop.clone());
    let second = tokio::spawn(async move { insert(&view, ACL, "second").await });
    tokio::time::sleep(Duration::from_millis(50)).await;
    stop.cancel();
    let ended = tokio::time::timeout(Duration::from_secs(1), second).await.unwrap().unwrap();
    assert!(ended.unwrap_err().is_stopped());
    first.await.unwrap().unwrap();
    assert_eq!(server.tables().rows(ACL).len(), 1);
}

#[tokio::test]
async fn the_reader_reads_rules_in_the_session_as_well() {
    let server = Server::start().await;
    server.tables().add(ACL, "1", &[("name", "x")]);
    let client = elevating(&server, basic());
    let record = client.reader().get(&client, ACL, "1", &["name"]).await.unwrap().unwrap();
    assert_eq!(record.get("name"), Some("x"));
    let seen = server.seen();
    assert!(seen.last().unwrap().headers.get("cookie").is_some());
}
