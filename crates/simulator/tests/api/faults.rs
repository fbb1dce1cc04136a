//! Trouble on demand.

use crate::support::{Instance, parts, pdi, started};
use reqwest::Method;
use serde_json::{Value, json};
use simulator::Simulator;
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
    assert_eq!(instance.control().requests().await.unwrap()[0].status, 0);
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
    instance.control().clear_faults().await.unwrap();
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

#[tokio::test]
async fn a_gateway_may_give_up_on_a_write_that_was_done() {
    let instance = pdi().await;
    let fault = json!({ "kind": "status", "status": 504, "carried_out": true });
    order(&instance, fault).await;
    assert_eq!(post(&instance).await.unwrap().0, 504);
    assert_eq!(stored(&instance).await, 1);
}

#[tokio::test]
async fn what_may_not_be_read_is_missing_without_a_word() {
    let instance = pdi().await;
    post(&instance).await;
    let rule =
        |fault: Value| json!([{ "method": "GET", "table": "sys_alias", "nth": 1, "fault": fault }]);
    instance.fault(rule(json!({ "kind": "hide_column", "column": "description" }))).await;
    let (_, list) = instance.get(&format!("{ALIASES}?sysparm_query=name=One")).await;
    assert_eq!(list["result"][0]["name"], "One");
    assert!(list["result"][0].get("description").is_none());
    instance.fault(rule(json!({ "kind": "unreadable" }))).await;
    let response = instance.request(Method::GET, ALIASES).send().await.unwrap();
    assert_ne!(response.headers()["x-total-count"], "0");
    assert_eq!(parts(response).await.1["result"], json!([]));
    order(&instance, json!({ "kind": "unreadable" })).await;
    let (status, body) = post(&instance).await.unwrap();
    assert_eq!((status, body.as_str()), (201, r#"{"result":{}}"#));
}

#[tokio::test]
async fn a_sleeping_instance_may_say_503() {
    let instance = pdi().await;
    order(&instance, json!({ "kind": "hibernating", "status": 503 })).await;
    let (status, body) = post(&instance).await.unwrap();
    assert_eq!(status, 503);
    assert!(body.contains("Hibernating"));
}

#[tokio::test]
async fn trouble_with_a_probability_is_repeatable() {
    let mut games = Vec::new();
    for _ in 0..2 {
        let instance = pdi().await;
        let rules =
            json!([{ "table": "sys_user", "probability": 0.4, "fault": { "kind": "html" } }]);
        let (status, _) = instance.post("/simulator/faults?seed=11", rules).await;
        assert_eq!(status, 200);
        let mut struck = Vec::new();
        for _ in 0..20 {
            let (_, body) = instance.get("/api/now/table/sys_user?sysparm_limit=1").await;
            struck.push(body.is_string());
        }
        games.push(struck);
    }
    assert_eq!(games[0], games[1]);
    assert!(games[0].contains(&true) && games[0].contains(&false));
    let wrong = pdi().await.post("/simulator/faults?seed=odd", json!([])).await;
    assert_eq!(wrong.0, 400);
}

#[tokio::test]
async fn a_full_queue_is_a_429_without_a_date_to_come_back() {
    let builder = Simulator::builder().max_concurrent(1, 1).latency(Duration::from_millis(150));
    let instance = &started(builder).await;
    let ask = async || instance.request(Method::GET, ALIASES).send().await.unwrap();
    let (first, second, third, fourth) = tokio::join!(ask(), ask(), ask(), ask());
    let answers = [first, second, third, fourth];
    let turned_away: Vec<_> = answers.iter().filter(|answer| answer.status() == 429).collect();
    assert_eq!(turned_away.len(), 2);
    assert!(turned_away.iter().all(|answer| answer.headers().get("retry-after").is_none()));
    assert_eq!(instance.get("/simulator/stats").await.1["total"], 4);
}

#[tokio::test]
async fn requests_of_one_session_wait_for_each_other_and_the_twelfth_is_dropped() {
    let instance = &started(Simulator::builder().latency(Duration::from_millis(60))).await;
    let ask = async |session: &str| {
        let request = instance.request(Method::GET, "/api/now/table/sys_user?sysparm_limit=1");
        request.header("Cookie", format!("JSESSIONID={session}")).send().await.unwrap().status()
    };
    let began = Instant::now();
    let mine = futures_util::future::join_all((0..13).map(|_| ask("mine")));
    let (mine, other) = tokio::join!(mine, async { (ask("other").await, began.elapsed()) });
    let answered = mine.iter().filter(|status| **status == 200).count();
    let dropped = mine.iter().filter(|status| **status == 202).count();
    assert_eq!((answered, dropped), (11, 2));
    assert!(began.elapsed() >= Duration::from_millis(11 * 60));
    assert!(other.0 == 200 && other.1 < Duration::from_millis(400), "{:?}", other.1);
}
