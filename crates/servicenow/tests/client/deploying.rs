//! Update sets, test suites, scans and rollbacks, against the simulated instance under both profiles of what nobody has
//! established.

use std::time::Duration;

use serde_json::json;
use servicenow::{
    AppRef, CancellationToken, Client, Error, ErrorKind, Input, Progress, ProgressStatus, Query,
    Row, Scan, TestSuite, UpdateSetToRetrieve,
};
use simulator::{Seed, Simulator, Unknowns};

use crate::server::{Fault, Server};
use crate::simulated::{admin, simulator};

const PATIENCE: Duration = Duration::from_mins(1);

async fn both() -> [Simulator; 2] {
    [simulator(Seed::Pdi, Unknowns::likely()).await, simulator(Seed::Pdi, Unknowns::worst()).await]
}

/// Inserts a record and returns its id.
async fn insert(client: &Client, table: &str, columns: &[(&str, &str)]) -> String {
    let set = |row: Row, (name, value): &(&str, &str)| row.set(*name, *value);
    let row = columns.iter().fold(Row::new(), set);
    let identity = Query::new().equals(columns[0].0, columns[0].1).unwrap();
    let table = client.table(table);
    table.insert(&row, Input::Stored, &identity, &["sys_id"]).await.unwrap().sys_id().to_owned()
}

/// The only record of a table with this value.
async fn only(client: &Client, table: &str, column: &str, value: &str) -> servicenow::Record {
    let query = Query::new().equals(column, value).unwrap();
    client.table(table).matching(&query, &[], None).await.unwrap().rows.remove(0)
}

/// A set on a source, with one alias that refers to a retry policy; a missing one, if so told.
async fn offered(client: &Client, is_missing: bool) -> UpdateSetToRetrieve {
    let source = insert(client, "sys_update_set_source", &[("name", "Development")]).await;
    let columns = [("name", "Release 1"), ("update_source", source.as_str())];
    let set = insert(client, "simulator_remote_update_set", &columns).await;
    let policy = if is_missing { "0000000000000000000000000000dead" } else { "" };
    let payload = format!(
        "<record_update><sys_alias><sys_id>0000000000000000000000000000a11a</sys_id>\
         <name>Arrived</name><retry_policy>{policy}</retry_policy></sys_alias></record_update>"
    );
    let columns = [
        ("name", "sys_alias_0000000000000000000000000000a11a"),
        ("update_set", set.as_str()),
        ("type", "Connection & Credential Aliases"),
        ("target_name", "Arrived"),
        ("payload", &payload),
    ];
    insert(client, "simulator_remote_update", &columns).await;
    UpdateSetToRetrieve {
        update_set_id: set,
        update_source_id: source,
        ..UpdateSetToRetrieve::default()
    }
}

async fn finish(client: &Client, begun: Result<Progress, Error>) -> Result<Progress, Error> {
    client.cicd().finish(begun?, PATIENCE, |_| ()).await
}

/// Retrieves the set and returns the id of its record here.
async fn retrieve(client: &Client, set: &UpdateSetToRetrieve) -> String {
    finish(client, client.cicd().retrieve_update_set(set).await).await.unwrap();
    let retrieved = only(client, "sys_remote_update_set", "remote_sys_id", &set.update_set_id);
    retrieved.await.sys_id().to_owned()
}

#[tokio::test]
async fn an_update_set_is_retrieved_previewed_committed_and_backed_out() {
    for simulator in both().await {
        let client = admin(&simulator);
        let cicd = client.cicd();
        let id = retrieve(&client, &offered(&client, false).await).await;
        finish(&client, cicd.preview_update_set(&id).await).await.unwrap();
        assert!(cicd.preview_problems(&id).await.unwrap().problems.is_empty());
        let mut told = Vec::new();
        let begun = cicd.commit_update_sets(&[&id], false).await.unwrap();
        let tell = |now: &Progress| told.push((now.percent, now.message.clone()));
        cicd.finish(begun, PATIENCE, tell).await.unwrap();
        assert_eq!(told.last(), Some(&(100, "Committed".to_owned())));
        assert_eq!(
            only(&client, "sys_alias", "name", "Arrived").await.get("name"),
            Some("Arrived")
        );
        let committed = only(&client, "sys_remote_update_set", "sys_id", &id).await;
        let local = committed.get("update_set").unwrap();
        finish(&client, cicd.back_out_update_set(local, true).await).await.unwrap();
        let query = Query::new().equals("name", "Arrived").unwrap();
        let found = client.table("sys_alias").matching(&query, &[], None).await.unwrap();
        assert!(found.rows.is_empty());
    }
}

#[tokio::test]
async fn preview_problems_are_typed_whether_or_not_the_preview_ends_as_failed() {
    for simulator in both().await {
        let client = admin(&simulator);
        let cicd = client.cicd();
        let id = retrieve(&client, &offered(&client, true).await).await;
        let begun = cicd.preview_update_set(&id).await.unwrap();
        assert!(cicd.follow(begun, PATIENCE, |_| ()).await.unwrap().status.is_end());
        let found = cicd.preview_problems(&id).await.unwrap();
        assert_eq!(found.hidden, Some(0));
        let problem = &found.problems[0];
        assert!(problem.is_unresolved());
        assert_eq!((problem.kind.as_str(), problem.record.as_str()), ("error", "Arrived"));
        assert_eq!(problem.record_type, "Connection & Credential Aliases");
        let (table, missing) = problem.missing.clone().unwrap();
        assert_eq!((table.as_str(), &missing[28..]), ("sys_retry_policy", "dead"));
        assert!(problem.description.starts_with("Could not find a record"));
        let row = Row::new().set("status", "skipped");
        let problems = client.table("sys_update_preview_problem");
        problems.update(&problem.sys_id, &row, Input::Stored, &[]).await.unwrap();
        assert!(!cicd.preview_problems(&id).await.unwrap().problems[0].is_unresolved());
        finish(&client, cicd.commit_update_sets(&[&id], false).await).await.unwrap();
    }
}

#[tokio::test]
async fn several_sets_are_committed_by_one_request() {
    let server = Server::start().await;
    let path = "/api/sn_cicd/update_set/commitMultiple";
    let body = r#"{"result":{"links":{"progress":{"id":"p1"}},"status":"2"}}"#;
    server.fault("POST", path, Fault::Instead(200, &[], body));
    let cicd = crate::client(&server.url).cicd();
    let done = cicd.commit_update_sets(&["a", "b"], true).await.unwrap();
    assert_eq!(done.status, ProgressStatus::Successful);
    let seen = &server.seen()[0];
    assert_eq!(seen.parameter("remote_update_set_ids"), Some("a,b"));
    let sent: serde_json::Value = serde_json::from_str(&seen.body).unwrap();
    assert_eq!(sent, json!({ "force_commit": "true" }));
}

#[tokio::test]
async fn what_would_address_something_else_is_refused_before_anything_is_asked() {
    let server = Server::start().await;
    let cicd = crate::client(&server.url).cicd();
    for id in ["", ".", ".."] {
        let suite = Scan::Applications { suite: id.to_owned(), applications: Vec::new() };
        let refusals = [
            cicd.progress(id).await.map(drop),
            cicd.commit_update_sets(&[id], false).await.map(drop),
            cicd.preview_update_set(id).await.map(drop),
            cicd.suite_results(id).await.map(drop),
            cicd.scan(&Scan::Combo(id.to_owned())).await.map(drop),
            cicd.scan(&suite).await.map(drop),
            cicd.rollback_batch(id).await.map(drop),
            cicd.activate_plugin(id).await.map(drop),
            cicd.roll_back_plugin(id).await.map(drop),
        ];
        for refusal in refusals {
            let refusal = refusal.unwrap_err();
            assert!(matches!(refusal.kind(), ErrorKind::Invalid(_)), "{id}: {refusal}");
        }
    }
    assert!(server.seen().is_empty());
    assert!(cicd.preview_update_set("commit/..").await.unwrap_err().is_not_found());
    let seen = &server.seen()[0];
    assert_eq!(seen.path, "/api/sn_cicd/update_set/preview/commit%2F..", "it stays one id");
}

/// A suite with a suite within it, and one test in each that ends so.
async fn suite(client: &Client, outer: &str, inner: &str) {
    let mut parent = String::new();
    for (name, status) in [("Outer", outer), ("Inner", inner)] {
        let columns = [("name", name), ("parent", parent.as_str())];
        let suite = insert(client, "sys_atf_test_suite", &columns).await;
        let test = format!("Test of {name}");
        let test = insert(client, "sys_atf_test", &[("name", &test)]).await;
        let columns = [("test", test.as_str()), ("test_suite", &suite)];
        insert(client, "sys_atf_test_suite_test", &columns).await;
        let columns =
            [("test", test.as_str()), ("status", status), ("output", "Expected 1, got 2")];
        insert(client, "simulator_test_outcome", &columns).await;
        parent = suite;
    }
}

#[tokio::test]
async fn a_run_of_tests_names_those_that_failed() {
    for simulator in both().await {
        let client = admin(&simulator);
        let cicd = client.cicd();
        suite(&client, "success", "failure").await;
        let begun = cicd.run_test_suite(&TestSuite::Name("Outer".to_owned())).await.unwrap();
        assert_eq!(begun.results_id, None, "it is told at the end");
        let ended = cicd.follow(begun, PATIENCE, |_| ()).await.unwrap();
        let results_id = ended.results_id.clone().unwrap();
        let results = cicd.suite_results(&results_id).await.unwrap();
        assert_eq!((results.name.as_str(), results.passed, results.failed), ("Outer", 1, 1));
        assert!(!results.is_success());
        let failed = cicd.failed_tests(&results_id).await.unwrap();
        let told: Vec<_> = failed.tests.iter().map(|test| (&*test.name, &*test.output)).collect();
        assert_eq!(told, [("Test of Inner", "Expected 1, got 2")]);
    }
}

#[tokio::test]
async fn a_scan_tells_what_it_found() {
    for simulator in both().await {
        let client = admin(&simulator);
        let cicd = client.cicd();
        let columns = [
            ("name", "No passwords in properties"),
            ("priority", "1"),
            ("category", "security"),
            ("short_description", "Keep it elsewhere"),
            ("table", "sys_properties"),
            ("conditions", "nameENDSWITH.password"),
        ];
        let check = insert(&client, "scan_table_check", &columns).await;
        let property = insert(&client, "sys_properties", &[("name", "acme.password")]).await;
        let suite = insert(&client, "scan_check_suite", &[("name", "Ours")]).await;
        let columns = [("suite", suite.as_str()), ("check", &check)];
        insert(&client, "scan_check_suite_check", &columns).await;
        let point = Scan::Point { table: "sys_properties".into(), sys_id: property.clone() };
        let applications =
            Scan::Applications { suite: suite.clone(), applications: vec!["global".into()] };
        for scan in [Scan::Full, point, applications] {
            let ended = finish(&client, cicd.scan(&scan).await).await.unwrap();
            let found = cicd.findings(&ended.id, 10).await.unwrap();
            let finding = &found.findings[0];
            assert_eq!(found.findings.len(), 1, "{scan:?}");
            assert_eq!(finding.check, "No passwords in properties");
            assert_eq!((finding.priority.as_str(), finding.category.as_str()), ("1", "security"));
            assert_eq!(
                (&finding.table, &finding.record),
                (&"sys_properties".to_owned(), &property)
            );
            assert!(!finding.muted && finding.details == "Keep it elsewhere");
        }
        let combo = only(&client, "scan_combo", "suite", &suite).await;
        let again = Scan::Combo(combo.sys_id().to_owned());
        let ended = finish(&client, cicd.scan(&again).await).await.unwrap();
        assert_eq!(cicd.findings(&ended.id, 10).await.unwrap().findings.len(), 1);
        let nowhere = Scan::UpdateSets { suite, update_sets: vec!["x".into()] };
        let ended = finish(&client, cicd.scan(&nowhere).await).await.unwrap();
        assert!(cicd.findings(&ended.id, 10).await.unwrap().findings.is_empty());
    }
}

#[tokio::test]
async fn more_findings_than_are_asked_for_are_told_of() {
    let simulator = simulator(Seed::Pdi, Unknowns::likely()).await;
    let client = admin(&simulator);
    let columns = [("name", "Every user"), ("table", "sys_user")];
    insert(&client, "scan_table_check", &columns).await;
    let ended = finish(&client, client.cicd().scan(&Scan::Full).await).await.unwrap();
    let found = client.cicd().findings(&ended.id, 2).await.unwrap();
    assert_eq!(found.findings.len(), 2);
    assert!(found.beyond.unwrap() > 2);
}

#[tokio::test]
async fn an_application_goes_back_and_what_was_never_there_does_not() {
    let simulator = simulator(Seed::Customer, Unknowns::likely()).await;
    let client = admin(&simulator);
    let cicd = client.cicd();
    let spoke = AppRef::Scope("x_camun_camunda".to_owned());
    let app = |version: &str| servicenow::AppToInstall {
        app: spoke.clone(),
        version: Some(version.to_owned()),
        base_app_version: None,
        auto_upgrade_base_app: false,
    };
    for version in ["1.2.0", "1.3.1"] {
        finish(&client, cicd.install_app(&app(version)).await).await.unwrap();
    }
    finish(&client, cicd.roll_back_app(&spoke, "1.2.0").await).await.unwrap();
    let installed = only(&client, "sys_store_app", "scope", "x_camun_camunda").await;
    assert_eq!(installed.get("version"), Some("1.2.0"));
    let back = finish(&client, cicd.roll_back_plugin("com.snc.core.oauth").await).await;
    assert!(back.unwrap_err().message().contains("No earlier version"));
}

#[tokio::test]
async fn waiting_for_an_operation_ends_when_the_caller_asks_to_stop() {
    let server = Server::start().await;
    let pending = r#"{"result":{"links":{"progress":{"id":"p1"}},"status":"0"}}"#;
    server.fault("POST", "/api/sn_cicd/testsuite/run", Fault::Instead(200, &[], pending));
    for _ in 0..20 {
        server.fault("GET", "/api/sn_cicd/progress/p1", Fault::Instead(200, &[], pending));
    }
    let stop = CancellationToken::new();
    let cicd = crate::client(&server.url).with_stop(stop.clone()).cicd();
    let begun = cicd.run_test_suite(&TestSuite::SysId("a".to_owned())).await.unwrap();
    assert_eq!(server.seen()[0].parameter("test_suite_sys_id"), Some("a"));
    let waiting = tokio::spawn(async move { cicd.follow(begun, PATIENCE, |_| ()).await });
    tokio::time::sleep(Duration::from_millis(100)).await;
    stop.cancel();
    assert!(waiting.await.unwrap().unwrap_err().is_stopped());
}

#[tokio::test]
async fn however_short_the_time_is_an_operation_is_looked_at_before_it_counts_as_over() {
    let server = Server::start().await;
    let pending = r#"{"result":{"links":{"progress":{"id":"p1"}},"status":"0"}}"#;
    let running = r#"{"result":{"status":"1","percent_complete":50}}"#;
    let ended = r#"{"result":{"status":"2","percent_complete":100}}"#;
    server.fault("POST", "/api/sn_cicd/testsuite/run", Fault::Instead(200, &[], pending));
    server.fault("GET", "/api/sn_cicd/progress/p1", Fault::Instead(200, &[], running));
    server.fault("GET", "/api/sn_cicd/progress/p1", Fault::Instead(200, &[], ended));
    let cicd = crate::client(&server.url).cicd();
    let begun = cicd.run_test_suite(&TestSuite::SysId("a".to_owned())).await.unwrap();
    let unfinished = cicd.follow(begun.clone(), Duration::ZERO, |_| ()).await.unwrap_err();
    assert_eq!((unfinished.is_timeout(), unfinished.percent()), (true, Some(50)));
    assert!(cicd.follow(begun, Duration::ZERO, |_| ()).await.unwrap().status.is_end());
}
