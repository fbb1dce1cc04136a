//! Trouble on demand.

use crate::support::{Instance, parts, pdi};
use reqwest::Method;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

const ALIASES: &str = "/api/now/table/sys_alias";

async fn order(instance: &Instance, fault: Value) {
    let rule = json!([{ "method": "POST", "table": "sys_alias", "nth": 1, "fault": fault }]);
    instance.fault(rule).await;
}

/// Posts an alias; nothing where the connection ended without a whole answer.
async fn post(instance: &Instance) -> Option<(u16, String)> {
    let record = json!({ "name": "One", "description": "text" });
    let response = instance.request(Method::POST, ALIASES).json(&record).send().await.ok()?;
    let status = response.status().as_u16();
    Some((status, response.text().await.ok()?))
}

async fn stored(instance: &Instance) -> usize {
    instance.rows("sys_alias", "name=One").await.len()
}

#[tokio::test]
async fn a_connection_cut_before_leaves_nothing_and_one_cut_after_leaves_the_record() {
    let instance = pdi().await;
    order(&instance, json!({ "kind": "cut_before" })).await;
    assert_eq!(post(&instance).await, None);
    assert_eq!(stored(&instance).await, 0);
    order(&instance, json!({ "kind": "cut_after" })).await;
    assert_eq!(post(&instance).await, None);
    assert_eq!(stored(&instance).await, 1);
    assert_eq!(post(&instance).await.unwrap().0, 201);
    let (_, requests) = instance.get("/simulator/requests").await;
    assert_eq!(requests[0]["status"], 0);
}

#[tokio::test]
async fn half_a_body_is_noticed() {
    let instance = pdi().await;
    order(&instance, json!({ "kind": "half_body" })).await;
    assert_eq!(post(&instance).await, None);
    assert_eq!(stored(&instance).await, 1);
}

#[tokio::test]
async fn answers_that_come_instead_store_nothing() {
    let instance = pdi().await;
    let status = json!({ "kind": "status", "status": 503, "headers": { "Retry-After": "2" },
        "body": "<html>Unavailable</html>" });
    for (fault, wanted, text) in [
        (status, 503, "Unavailable"),
        (json!({ "kind": "hibernating" }), 200, "<title>Instance Hibernating page</title>"),
        (json!({ "kind": "html" }), 200, "<html>"),
        (json!({ "kind": "accepted_202" }), 202, ""),
        (json!({ "kind": "acl_refusal" }), 403, "ACL Exception Insert Failed"),
        (json!({ "kind": "business_rule", "rule": "No entry" }), 403, "Rule Stack:No entry"),
        (json!({ "kind": "rate_limit", "reset_seconds": 3 }), 429, "Rate limit exceeded"),
    ] {
        order(&instance, fault.clone()).await;
        let (status, body) = post(&instance).await.unwrap();
        assert_eq!(status, wanted, "{fault}");
        assert!(body.contains(text), "{fault}: {body}");
        assert_eq!(stored(&instance).await, 0, "{fault}");
    }
}

#[tokio::test]
async fn a_quota_text_follows_the_json_of_a_request_that_was_done() {
    let instance = pdi().await;
    order(&instance, json!({ "kind": "quota_text" })).await;
    let (status, body) = post(&instance).await.unwrap();
    assert_eq!(status, 201);
    assert!(body.contains("maximum execution time exceeded"));
    assert!(serde_json::from_str::<Value>(&body).is_err());
    assert_eq!(stored(&instance).await, 1);
}

#[tokio::test]
async fn a_column_is_dropped_without_a_word() {
    let instance = pdi().await;
    order(&instance, json!({ "kind": "drop_column", "column": "description" })).await;
    assert_eq!(post(&instance).await.unwrap().0, 201);
    assert_eq!(instance.rows("sys_alias", "name=One").await[0]["description"], "");
}

#[tokio::test]
async fn latency_is_added_and_the_token_endpoint_can_be_in_trouble_too() {
    let instance = pdi().await;
    instance
        .fault(json!([
            { "table": "sys_user", "fault": { "kind": "latency", "ms": 80 } },
            { "path": "/oauth_token.do", "fault": { "kind": "hibernating" } },
        ]))
        .await;
    let began = Instant::now();
    instance.get("/api/now/table/sys_user").await;
    assert!(began.elapsed() >= Duration::from_millis(80));
    let token = instance.request(Method::POST, "/oauth_token.do").send().await.unwrap();
    assert_eq!(parts(token).await.0, 200);
    instance.delete("/simulator/faults").await;
    assert_eq!(instance.get("/simulator/faults").await.1, json!([]));
    let token = instance.request(Method::POST, "/oauth_token.do").send().await.unwrap();
    assert_eq!(parts(token).await.0, 401);
}

#[tokio::test]
async fn a_wrong_rule_is_refused() {
    let instance = pdi().await;
    let rule = json!([{ "fault": { "kind": "gremlins" } }]);
    assert_eq!(instance.post("/simulator/faults", rule).await.0, 400);
}
