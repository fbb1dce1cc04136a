//! Instance Scan (docs/facts.md#instance-scan).

use crate::support::{Instance, id, pdi};
use serde_json::{Value, json};

const SCAN: &str = "/api/sn_cicd/instance_scan";

/// A check for properties of that value; its sys_id.
async fn check(instance: &Instance, value: &str) -> String {
    let check = json!({ "name": format!("No {value}"), "short_description": "Do not use it",
        "table": "sys_properties", "conditions": format!("value={value}") });
    id(&instance.insert("scan_table_check", check).await).to_owned()
}

async fn property(instance: &Instance, name: &str, value: &str) -> String {
    let row = json!({ "name": name, "value": value });
    id(&instance.insert("sys_properties", row).await).to_owned()
}

async fn suite(instance: &Instance, check: &str) -> String {
    let suite = instance.insert("scan_check_suite", json!({ "name": "Ours" })).await;
    let member = json!({ "suite": id(&suite), "check": check });
    instance.insert("scan_check_suite_check", member).await;
    id(&suite).to_owned()
}

/// Scans, and answers with what was found: the sources' sys_ids.
async fn scan(instance: &Instance, path: &str, body: Value) -> Vec<String> {
    let (status, body) = instance.post(&format!("{SCAN}/{path}"), body).await;
    assert_eq!(status, 200, "{body}");
    let progress = body["result"]["links"]["progress"]["id"].as_str().unwrap().to_owned();
    instance.advance(2).await;
    let (_, result) = instance.get(&format!("{SCAN}/result/{progress}")).await;
    assert_eq!(result["result"]["status"], "2");
    let findings = result["result"]["links"]["findings"]["url"].as_str().unwrap();
    assert!(findings.contains("/api/now/table/scan_finding?"), "{findings}");
    let rows = instance.rows("scan_finding", &format!("result.progress_id={progress}")).await;
    rows.iter().map(|row| row["source"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_full_scan_finds_what_meets_the_conditions_of_any_active_check() {
    let instance = pdi().await;
    check(&instance, "bad").await;
    let off = check(&instance, "good").await;
    instance.patch(&format!("/api/now/table/scan_check/{off}"), json!({ "active": "false" })).await;
    let bad = property(&instance, "acme.a", "bad").await;
    property(&instance, "acme.b", "good").await;
    assert_eq!(scan(&instance, "full_scan", json!({})).await, [bad]);
    let found = instance.rows("scan_finding", "check.name=No bad").await;
    assert_eq!(found[0]["finding_details"], "Do not use it");
    assert!(instance.rows("sys_mutex", "").await.is_empty());
}

#[tokio::test]
async fn a_point_scan_looks_at_one_record() {
    let instance = pdi().await;
    check(&instance, "bad").await;
    property(&instance, "acme.a", "bad").await;
    let second = property(&instance, "acme.b", "bad").await;
    let path = format!("point_scan?target_table=sys_properties&target_sys_id={second}");
    assert_eq!(scan(&instance, &path, json!({})).await, [second]);
}

#[tokio::test]
async fn a_suite_scan_looks_at_applications_or_update_sets_and_can_be_repeated() {
    let instance = pdi().await;
    let check_id = check(&instance, "bad").await;
    check(&instance, "worse").await;
    let suite = suite(&instance, &check_id).await;
    let bad = property(&instance, "acme.a", "bad").await;
    property(&instance, "acme.b", "worse").await;
    let path = format!("suite_scan/{suite}/scoped_apps");
    let global = json!({ "app_scope_sys_ids": ["global"] });
    assert_eq!(scan(&instance, &path, global.clone()).await, std::slice::from_ref(&bad));
    scan(&instance, &path, global).await;
    let elsewhere = json!({ "app_scope_sys_ids": ["nowhere"] });
    assert!(scan(&instance, &path, elsewhere).await.is_empty());
    let default = instance.rows("sys_update_set", "name=Default").await.remove(0);
    let sets = json!({ "update_set_sys_ids": [id(&default)] });
    let path = format!("suite_scan/{suite}/update_sets");
    assert_eq!(scan(&instance, &path, sets).await, std::slice::from_ref(&bad));
    let combos = instance.rows("scan_combo", "targets=global").await;
    assert_eq!(combos.len(), 1);
    let path = format!("suite_scan/combo/{}", id(&combos[0]));
    assert_eq!(scan(&instance, &path, json!({})).await, [bad]);
}

#[tokio::test]
async fn what_cannot_be_scanned_is_refused() {
    let instance = pdi().await;
    let suite = suite(&instance, "").await;
    let status = |path: String, body: Value| {
        let instance = &instance;
        async move { instance.post(&format!("{SCAN}/{path}"), body).await.0 }
    };
    assert_eq!(status("point_scan".to_owned(), json!({})).await, 400);
    assert_eq!(
        status("point_scan?target_table=sys_user&target_sys_id=1".into(), json!({})).await,
        400
    );
    assert_eq!(status("suite_scan/combo/1".to_owned(), json!({})).await, 404);
    let empty = json!({ "app_scope_sys_ids": [] });
    assert_eq!(status(format!("suite_scan/{suite}/scoped_apps"), empty).await, 400);
    let ids = json!({ "update_set_sys_ids": ["x"] });
    assert_eq!(status("suite_scan/1/update_sets".to_owned(), ids).await, 404);
    assert_eq!(instance.get(&format!("{SCAN}/result/1")).await.0, 404);
    let plain = instance.user("itil.user");
    assert_eq!(plain.post(&format!("{SCAN}/full_scan"), json!({})).await.0, 403);
}
