//! Updates and deletions, which may be repeated.

use servicenow::{Deletion, Input, Row};

use crate::client;
use crate::server::{Fault, Server};

const ROW: &str = "/api/now/table/sys_alias/1";

async fn server() -> Server {
    let server = Server::start().await;
    server.tables().add("sys_alias", "1", &[("name", "old")]);
    server
}

#[tokio::test]
async fn an_update_whose_answer_is_lost_is_sent_again() {
    let server = server().await;
    server.fault("PATCH", ROW, Fault::CutAfter);
    server.fault("PATCH", ROW, Fault::Instead(502, &[], "<html>Bad Gateway</html>"));
    let row = Row::new().set("name", "new");
    let record =
        client(&server.url).table("sys_alias").update("1", &row, Input::Display, &["name"]).await;
    assert_eq!(record.unwrap().unwrap().get("name"), Some("new"));
    assert_eq!(server.count("PATCH", ROW), 3);
    assert_eq!(server.seen()[0].parameter("sysparm_input_display_value"), Some("true"));
}

#[tokio::test]
async fn an_update_of_a_record_that_is_gone_says_so() {
    let server = server().await;
    let row = Row::new().set("name", "new");
    let record = client(&server.url).table("sys_alias").update("2", &row, Input::Stored, &[]).await;
    assert_eq!(record.unwrap(), None);
}

#[tokio::test]
async fn a_deletion_whose_answer_is_lost_counts_as_done() {
    let server = server().await;
    server.fault("DELETE", ROW, Fault::CutAfter);
    let deletion = client(&server.url).table("sys_alias").delete("1").await.unwrap();
    assert_eq!(deletion, Deletion::Deleted);
    assert_eq!(server.count("DELETE", ROW), 2);
    assert!(server.tables().rows("sys_alias").is_empty());
}

#[tokio::test]
async fn deleting_what_is_gone_is_told_apart() {
    let server = server().await;
    let table = client(&server.url).table("sys_alias");
    assert_eq!(table.delete("1").await.unwrap(), Deletion::Deleted);
    assert_eq!(table.delete("1").await.unwrap(), Deletion::WasGone);
}

#[tokio::test]
async fn a_delete_refused_by_a_business_rule_names_it() {
    let server = server().await;
    let body = r#"{"error":{"message":"Operation Failed","detail":"Operation against file 'sys_alias' was aborted by Business Rule 'Keep aliases^a1'. Business Rule Stack:Keep aliases"},"status":"failure"}"#;
    server.fault("DELETE", ROW, Fault::Instead(403, &[], body));
    let error = client(&server.url).table("sys_alias").delete("1").await.unwrap_err();
    assert_eq!(error.is_business_rule(), Some("Keep aliases"));
    assert_eq!(server.count("DELETE", ROW), 1);
}
