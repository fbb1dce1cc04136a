//! Inserts whose answers are lost, and what becomes of them.

use std::sync::atomic::Ordering;
use std::time::Duration;

use servicenow::{Error, Input, Options, Query, Record, Row};

use crate::server::{Fault, Server};
use crate::{basic, client, client_with, options};

const POST: &str = "/api/now/table/oauth_entity";

async fn insert_named(server: &Server, name: &str) -> Result<Record, Error> {
    let identity = Query::new().equals("name", name).unwrap();
    let row = Row::new().set("name", name).set("type", "client");
    client(&server.url)
        .table("oauth_entity")
        .insert(&row, Input::Stored, &identity, &["name"])
        .await
}

#[tokio::test]
async fn an_insert_sends_its_row_and_returns_what_is_stored() {
    let server = Server::start().await;
    let record = insert_named(&server, "Camunda").await.unwrap();
    assert_eq!(record.get("type"), None, "only the columns asked for come back");
    let seen = &server.seen()[0];
    assert_eq!((seen.method.as_str(), seen.path.as_str()), ("POST", POST));
    let row = format!(r#"{{"name":"Camunda","type":"client","sys_id":"{}"}}"#, record.sys_id());
    assert_eq!((seen.body.as_str(), record.sys_id().len()), (row.as_str(), 32));
    for (name, value) in [
        ("sysparm_fields", "name,sys_created_on,sys_id"),
        ("sysparm_exclude_reference_link", "true"),
        ("sysparm_display_value", "false"),
        ("sysparm_input_display_value", "false"),
    ] {
        assert_eq!(seen.parameter(name), Some(value), "{name}");
    }
    assert!(seen.headers["accept-encoding"].to_str().unwrap().contains("gzip"));
    assert_eq!(seen.headers["content-type"], "application/json");
    assert!(seen.headers.get("cookie").is_none());
}

#[tokio::test]
async fn a_lost_insert_leaves_one_record() {
    let quota = r#"{"error":{"message":"Transaction cancelled: maximum execution time exceeded"}}"#;
    let faults = [
        Fault::CutBefore,
        Fault::CutAfter,
        Fault::HalfBody,
        Fault::DoneBut(504, "<html>Gateway Timeout</html>"),
        Fault::DoneBut(503, ""),
        Fault::DoneBut(500, quota),
        Fault::DoneBut(500, r#"{"error":{"message":"Script failed"}}"#),
        Fault::DoneBut(500, "<html>Oops</html>"),
        Fault::DoneBut(200, "<html>A proxy's page</html>"),
        Fault::Instead(202, &[], ""),
        Fault::SlowAnswer(Duration::from_secs(30)),
    ];
    let lost = faults.into_iter().map(|fault| async move {
        let server = Server::start().await;
        server.fault("POST", POST, fault.clone());
        let record = insert_named(&server, "Camunda").await;
        (fault, server, record)
    });
    for (fault, server, record) in futures_util::future::join_all(lost).await {
        let record = record.unwrap_or_else(|error| panic!("{fault:?}: {error}"));
        assert_eq!(record.get("name"), Some("Camunda"), "{fault:?}");
        let rows = server.tables().rows("oauth_entity");
        assert_eq!(rows.len(), 1, "{fault:?}");
        assert_eq!(rows[0]["sys_id"], record.sys_id(), "{fault:?}");
    }
}

#[tokio::test]
async fn a_fault_before_anything_was_stored_stands_and_is_not_repeated() {
    for body in [r#"{"error":{"message":"Script failed"}}"#, "<html>Oops</html>"] {
        let server = Server::start().await;
        server.fault("POST", POST, Fault::Instead(500, &[], body));
        let error = insert_named(&server, "Camunda").await.unwrap_err();
        assert_eq!((error.status(), error.is_uncertain()), (Some(500), false), "{body}");
        let inserts = server.seen().iter().filter(|seen| seen.method == "POST").count();
        assert_eq!((inserts, server.tables().rows("oauth_entity").len()), (1, 0), "{body}");
    }
}

#[tokio::test]
async fn an_older_record_of_the_same_name_is_not_taken_for_the_lost_one() {
    let server = Server::start().await;
    let old = [("name", "Camunda"), ("sys_created_on", "2020-01-01 00:00:00")];
    server.tables().add("oauth_entity", "old", &old);
    server.fault("POST", POST, Fault::CutAfter);
    let record = insert_named(&server, "Camunda").await.unwrap();
    assert_ne!(record.sys_id(), "old");
    assert_eq!(server.tables().rows("oauth_entity").len(), 2);
    assert_eq!(server.count("POST", POST), 1);
}

#[tokio::test]
async fn a_clock_three_hours_off_changes_nothing() {
    for ahead in [-10_800, 10_800] {
        let server = Server::start().await;
        server.inner.clock_ahead.store(ahead, Ordering::SeqCst);
        let old = [("name", "Camunda"), ("sys_created_on", "2020-01-01 00:00:00")];
        server.tables().add("oauth_entity", "old", &old);
        server.fault("POST", POST, Fault::CutAfter);
        let record = insert_named(&server, "Camunda").await.unwrap();
        assert_ne!(record.sys_id(), "old", "{ahead}");
        assert_eq!(server.count("POST", POST), 1, "{ahead}");
    }
}

#[tokio::test]
async fn a_record_stored_late_beside_the_second_one_is_told() {
    let server = Server::start().await;
    server.tables().without_sent_ids = true;
    server.fault("POST", POST, Fault::CutAndDoneLater(Duration::from_secs(4)));
    server.fault("POST", POST, Fault::SlowAnswer(Duration::from_millis(1_500)));
    let error = insert_named(&server, "Camunda").await.unwrap_err();
    assert!(error.is_uncertain(), "{error}");
    assert_eq!(error.candidates(), 2);
}

#[tokio::test]
async fn an_uncertain_insert_tells_table_and_query() {
    let server = Server::start().await;
    server.tables().without_sent_ids = true;
    server.tables().hidden_columns.insert("name".to_owned());
    server.fault("POST", POST, Fault::CutAfter);
    let error = insert_named(&server, "Camunda").await.unwrap_err();
    assert!(error.is_uncertain() && !error.is_retryable());
    assert_eq!((error.table(), error.identity()), (Some("oauth_entity"), Some("name=Camunda")));
    assert!(!error.to_string().contains("Camunda"), "{error}");
    assert_eq!(server.tables().rows("oauth_entity").len(), 1);
}

#[tokio::test]
async fn without_a_natural_key_only_the_id_is_proof() {
    for taken in [true, false] {
        a_keyless_insert_is_lost(taken).await;
    }
}

async fn a_keyless_insert_is_lost(taken: bool) {
    let server = Server::start().await;
    server.tables().without_sent_ids = !taken;
    server.fault("POST", POST, Fault::CutAfter);
    let client = client(&server.url);
    let row = Row::new().set("name", "x");
    let inserted =
        client.table("oauth_entity").insert(&row, Input::Stored, &Query::new(), &[]).await;
    assert_eq!(inserted.is_ok(), taken);
    assert!(inserted.is_ok_and(|record| record.sys_id().len() == 32) || !taken);
    assert_eq!(server.count("POST", POST), 1);
}

#[tokio::test]
async fn two_lost_answers_without_a_record_are_uncertain() {
    let server = Server::start().await;
    server.fault("POST", POST, Fault::CutBefore);
    server.fault("POST", POST, Fault::CutBefore);
    let error = insert_named(&server, "Camunda").await.unwrap_err();
    assert!(error.is_uncertain());
    assert_eq!((server.count("POST", POST), error.candidates()), (2, 0));
}

#[tokio::test]
async fn an_insert_the_instance_did_not_touch_is_sent_again() {
    let server = Server::start().await;
    let limit = r#"{"error":{"message":"Rate limit exceeded","detail":""}}"#;
    server.fault("POST", POST, Fault::Instead(429, &[("retry-after", "0")], limit));
    let page = "<html><title>Instance Hibernating page</title></html>";
    server.fault("POST", POST, Fault::Instead(200, &[], page));
    insert_named(&server, "Camunda").await.unwrap();
    assert_eq!((server.count("POST", POST), server.count("GET", POST)), (3, 0));
}

#[tokio::test]
async fn a_refused_insert_is_final_and_in_the_instances_words() {
    let server = Server::start().await;
    let body = r#"{"error":{"message":"Operation Failed","detail":"ACL Exception Insert Failed due to security constraints"},"status":"failure"}"#;
    server.fault("POST", POST, Fault::Instead(403, &[], body));
    let error = insert_named(&server, "Camunda").await.unwrap_err();
    assert!(error.is_acl() && error.table() == Some("oauth_entity"));
    assert_eq!(error.message(), "Operation Failed");
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn a_record_that_may_not_be_read_is_known_by_its_location() {
    let server = Server::start().await;
    let hidden = ["name", "sys_id"].map(str::to_owned);
    server.tables().hidden_columns.extend(hidden);
    let record = insert_named(&server, "Camunda").await.unwrap();
    assert_eq!(record.sys_id(), server.tables().rows("oauth_entity")[0]["sys_id"]);
    assert_eq!(record.get("name"), None);
}

#[tokio::test]
async fn a_slow_insert_is_looked_for_after_its_timeout() {
    let server = Server::start().await;
    let fast = Options { request_timeout: Duration::from_millis(200), ..options() };
    server.fault("POST", POST, Fault::SlowAnswer(Duration::from_secs(5)));
    let identity = Query::new().equals("name", "x").unwrap();
    let row = Row::new().set("name", "x");
    let table = client_with(&server.url, basic(), fast).table("oauth_entity");
    table.insert(&row, Input::Stored, &identity, &[]).await.unwrap();
    assert_eq!(server.count("POST", POST), 1);
}

/// Adds a record that somebody else has made just now.
fn add_namesake(server: &Server, kind: &str) {
    let now = (jiff::Timestamp::now() + Duration::from_secs(1)).strftime("%Y-%m-%d %H:%M:%S");
    let now = now.to_string();
    // Somebody has changed it since, as one does who sends its secret.
    let cells =
        [("name", "Camunda"), ("type", kind), ("sys_created_on", &now), ("sys_mod_count", "1")];
    server.tables().add("oauth_entity", "theirs", &cells);
}

#[tokio::test]
async fn a_namesake_made_meanwhile_is_not_taken_for_the_lost_record() {
    for kind in ["theirs", "client"] {
        let server = Server::start().await;
        add_namesake(&server, kind);
        server.fault("POST", POST, Fault::Instead(504, &[], ""));
        let error = insert_named(&server, "Camunda").await.unwrap_err();
        assert_eq!((error.is_uncertain(), error.candidates()), (true, 1), "{kind}");
        assert_eq!(server.count("POST", POST), 1, "{kind}");
        assert_eq!(server.tables().rows("oauth_entity").len(), 1, "{kind}");
    }
}

#[tokio::test]
async fn where_ids_are_taken_a_namesake_is_told_from_the_lost_record() {
    let server = Server::start().await;
    let client = client(&server.url);
    let insert = async |name: &str| {
        let (identity, row) = (Query::new().equals("name", name), Row::new().set("name", name));
        let row = row.set("type", "client");
        let table = client.table("oauth_entity");
        table.insert(&row, Input::Stored, &identity.unwrap(), &["name"]).await
    };
    insert("First").await.unwrap();
    add_namesake(&server, "client");
    server.fault("POST", POST, Fault::Instead(504, &[], ""));
    let record = insert("Camunda").await.unwrap();
    assert_ne!(record.sys_id(), "theirs");
    assert_eq!(server.tables().rows("oauth_entity").len(), 3);
}

#[tokio::test]
async fn an_insert_at_which_the_instance_is_still_at_work_is_not_sent_again() {
    let late = Duration::from_millis(2_200);
    for fault in [
        Fault::AnsweredAndDoneLater(504, late),
        Fault::AnsweredAndDoneLater(502, late),
        Fault::CutAndDoneLater(late),
        Fault::Late(Duration::from_secs(5)),
    ] {
        let server = Server::start().await;
        server.fault("POST", POST, fault.clone());
        let record = insert_named(&server, "Camunda").await.unwrap();
        let rows = server.tables().rows("oauth_entity");
        assert_eq!((server.count("POST", POST), rows.len()), (1, 1), "{fault:?}");
        assert_eq!(rows[0]["sys_id"], record.sys_id(), "{fault:?}");
    }
}

#[tokio::test]
async fn without_ids_of_ours_a_late_record_is_known_by_all_that_was_sent() {
    let server = Server::start().await;
    server.tables().without_sent_ids = true;
    server.fault("POST", POST, Fault::AnsweredAndDoneLater(504, Duration::from_millis(2_200)));
    let record = insert_named(&server, "Camunda").await.unwrap();
    let rows = server.tables().rows("oauth_entity");
    assert_eq!((server.count("POST", POST), rows.len()), (1, 1));
    assert_eq!(rows[0]["sys_id"], record.sys_id());
}

#[tokio::test]
async fn a_second_insert_of_the_same_id_cannot_make_a_second_record() {
    let server = Server::start().await;
    let client = client(&server.url);
    let insert = async |name: &str| {
        let (identity, row) = (Query::new().equals("name", name), Row::new().set("name", name));
        let table = client.table("oauth_entity");
        table.insert(&row, Input::Stored, &identity.unwrap(), &["name"]).await
    };
    insert("First").await.unwrap();
    let late = Duration::from_millis(1_600);
    server.fault("POST", POST, Fault::AnsweredAndDoneLater(504, late));
    server.set_latency(Duration::from_millis(150));
    let record = insert("Camunda").await.unwrap();
    tokio::time::sleep(late).await;
    let rows = server.tables().rows("oauth_entity");
    assert_eq!(rows.iter().filter(|row| row["name"] == "Camunda").count(), 1);
    assert!(rows.iter().any(|row| row["sys_id"] == record.sys_id()));
}
