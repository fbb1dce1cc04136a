//! Running test suites (docs/facts.md#test-suites).

use crate::support::{Instance, id, pdi, with};
use serde_json::{Value, json};
use simulator::Unknowns;

/// A suite of tests that end so, each with its name; the suite's sys_id.
async fn suite(instance: &Instance, name: &str, parent: &str, tests: &[(&str, &str)]) -> String {
    let suite = json!({ "name": name, "parent": parent });
    let suite = id(&instance.insert("sys_atf_test_suite", suite).await).to_owned();
    for (name, status) in tests {
        let test = instance.insert("sys_atf_test", json!({ "name": name })).await;
        let member = json!({ "test_suite": suite, "test": id(&test) });
        instance.insert("sys_atf_test_suite_test", member).await;
        let outcome = json!({ "test": id(&test), "status": status, "output": "as seeded" });
        instance.insert("simulator_test_outcome", outcome).await;
    }
    suite
}

async fn run(instance: &Instance, query: &str) -> Value {
    let path = format!("/api/sn_cicd/testsuite/run?{query}");
    let (status, body) = instance.post(&path, json!({})).await;
    assert_eq!(status, 200, "{body}");
    let begun = &body["result"]["links"];
    assert!(begun["results"].is_null(), "{begun}");
    let id = begun["progress"]["id"].as_str().unwrap().to_owned();
    instance.advance(2).await;
    instance.get(&format!("/api/sn_cicd/progress/{id}")).await.1["result"].clone()
}

async fn results(instance: &Instance, ended: &Value) -> Value {
    let id = ended["links"]["results"]["id"].as_str().unwrap();
    instance.get(&format!("/api/sn_cicd/testsuite/results/{id}")).await.1["result"].clone()
}

#[tokio::test]
async fn a_suite_that_passes_is_a_successful_run() {
    let instance = pdi().await;
    let suite = suite(&instance, "Smoke", "", &[("One", "success"), ("Two", "success")]).await;
    let ended = run(&instance, &format!("test_suite_sys_id={suite}")).await;
    assert_eq!((&ended["status"], &ended["status_message"]), (&json!("2"), &json!("Suite passed")));
    let results = results(&instance, &ended).await;
    assert_eq!(results["rolledup_test_success_count"], 2);
    assert_eq!(
        (&results["test_suite_name"], &results["test_suite_status"]),
        (&json!("Smoke"), &json!("success"))
    );
    assert!(instance.rows("sys_mutex", "").await.is_empty());
}

#[tokio::test]
async fn failures_are_counted_with_those_of_suites_within_and_each_test_says_why() {
    let instance = pdi().await;
    let outer = suite(&instance, "Outer", "", &[("Good", "success")]).await;
    suite(&instance, "Inner", &outer, &[("Bad", "failure"), ("Worse", "error")]).await;
    let ended = run(&instance, "test_suite_name=Outer").await;
    assert_eq!((&ended["status"], &ended["error"]), (&json!("3"), &json!("Suite failed")));
    let results = results(&instance, &ended).await;
    let counts = ["success", "failure", "error", "skip"]
        .map(|of| results[format!("rolledup_test_{of}_count")].clone());
    assert_eq!(counts, [json!(1), json!(1), json!(1), json!(0)]);
    let bad = instance.rows("sys_atf_test_result", "status=failure").await;
    assert_eq!(bad[0]["output"], "as seeded");
    let query = "test.name=Bad^parent.parent.test_suite.name=Outer";
    assert_eq!(instance.rows("sys_atf_test_result", query).await.len(), 1);
}

#[tokio::test]
async fn a_test_that_is_not_active_is_skipped() {
    let instance = pdi().await;
    let suite = suite(&instance, "Smoke", "", &[("Off", "failure")]).await;
    let test = instance.rows("sys_atf_test", "name=Off").await.remove(0);
    let path = format!("/api/now/table/sys_atf_test/{}", id(&test));
    instance.patch(&path, json!({ "active": "false" })).await;
    let ended = run(&instance, &format!("test_suite_sys_id={suite}")).await;
    assert_eq!(results(&instance, &ended).await["rolledup_test_skip_count"], 1);
}

#[tokio::test]
async fn a_failed_suite_may_be_a_successful_run() {
    let unknowns = Unknowns { failed_suite_fails_run: false, ..Unknowns::likely() };
    let instance = with(unknowns).await;
    suite(&instance, "Smoke", "", &[("Bad", "failure")]).await;
    let ended = run(&instance, "test_suite_name=Smoke").await;
    assert_eq!(ended["status"], "2");
    assert_eq!(results(&instance, &ended).await["test_suite_status"], "failure");
}

#[tokio::test]
async fn what_cannot_be_run_is_refused() {
    let instance = pdi().await;
    let path = "/api/sn_cicd/testsuite/run";
    assert_eq!(instance.post(path, json!({})).await.0, 400);
    let missing = instance.post(&format!("{path}?test_suite_name=None"), json!({})).await;
    assert_eq!((missing.0, &missing.1["result"]["status"]), (404, &json!("3")));
    assert_eq!(instance.get("/api/sn_cicd/testsuite/results/1").await.0, 404);
    suite(&instance, "Smoke", "", &[]).await;
    instance.property("sn_atf.schedule.enabled", "false").await;
    let (status, body) = instance.post(&format!("{path}?test_suite_name=Smoke"), json!({})).await;
    assert_eq!((status, &body["result"]["status"]), (200, &json!("3")));
    assert!(body["result"]["error"].as_str().unwrap().contains("sn_atf.schedule.enabled"));
    let plain = instance.user("itil.user");
    assert_eq!(plain.post(path, json!({})).await.0, 403);
}
