//! The older JSON web service.

use crate::support::{Instance, id, pdi};
use serde_json::{Value, json};

const ALIASES: &str = "/sys_alias.do?JSONv2";

async fn process(instance: &Instance, action: &str, body: Value) -> Vec<Value> {
    let (status, answer) = instance.post(&format!("{ALIASES}&sysparm_action={action}"), body).await;
    assert_eq!(status, 200, "{answer}");
    answer["records"].as_array().unwrap().clone()
}

#[tokio::test]
async fn a_record_lives_through_insert_update_and_delete() {
    let instance = pdi().await;
    let made = process(&instance, "insert", json!({ "name": "One", "type": "credential" })).await;
    assert_eq!((&made[0]["__status"], &made[0]["id"]), (&json!("success"), &json!("One")));
    let id = id(&made[0]);
    let query = format!("update&sysparm_query=sys_id={id}");
    let changed = process(&instance, &query, json!({ "description": "text" })).await;
    assert_eq!((&changed[0]["description"], &changed[0]["name"]), (&json!("text"), &json!("One")));
    let query = format!("{ALIASES}&sysparm_query=sys_id={id}");
    let (_, read) = instance.get(&query).await;
    assert_eq!(read["records"][0]["sys_scope"], "global");
    let gone = process(&instance, &format!("deleteRecord&sysparm_sys_id={id}"), json!({})).await;
    assert_eq!(gone[0]["__status"], "success");
    assert_eq!(instance.get(&query).await.1, json!({ "records": [] }));
}

#[tokio::test]
async fn several_records_are_inserted_listed_and_deleted_at_once() {
    let instance = pdi().await;
    let records = json!({ "records": [{ "name": "One" }, { "name": "Two" }, { "name": "Other" }] });
    let made = process(&instance, "insertMultiple", records).await;
    assert_eq!(made.len(), 3);
    let path = format!("{ALIASES}&sysparm_action=getKeys&sysparm_query=nameINOne,Two^ORDERBYname");
    let (_, keys) = instance.get(&path).await;
    assert_eq!(keys["records"], json!([made[0]["sys_id"], made[1]["sys_id"]]));
    let gone = process(&instance, "deleteMultiple&sysparm_query=nameINOne,Two", json!({})).await;
    assert_eq!(gone.len(), 2);
    assert_eq!(instance.rows("sys_alias", "").await.len(), 1);
    let refused = process(&instance, "deleteMultiple", json!({})).await;
    assert_eq!(refused[0]["__status"], "failure");
}

#[tokio::test]
async fn the_body_may_name_the_action_and_get_reads_one_record() {
    let instance = pdi().await;
    let made = process(&instance, "", json!({ "sysparm_action": "insert", "name": "One" })).await;
    let path = format!("{ALIASES}&sysparm_action=get&sysparm_sys_id={}", id(&made[0]));
    let (_, one) = instance.get(&format!("{path}&displayvalue=all")).await;
    assert_eq!(one["records"][0]["dv_sys_scope"], "Global");
    assert_eq!(one["records"][0]["sys_scope"], "global");
    let (_, shown) = instance.get(&format!("{path}&displayvalue=true")).await;
    assert_eq!(shown["records"][0]["sys_scope"], "Global");
}

#[tokio::test]
async fn names_are_taken_for_references_and_a_scope_may_be_named_beside_the_record() {
    let instance = pdi().await;
    let scope = instance.insert("sys_scope", json!({ "name": "Acme", "scope": "x_acme" })).await;
    let action = format!("insert&sysparm_record_scope={}", id(&scope));
    let made = process(&instance, &action, json!({ "name": "One" })).await;
    assert_eq!((&made[0]["sys_scope"], &made[0]["id"]), (&scope["sys_id"], &json!("x_acme.One")));
    let path = "/sys_user.do?JSONv2&sysparm_action=insert";
    let body = json!({ "user_name": "x", "manager": "System Administrator" });
    let (_, user) = instance.post(path, body).await;
    let admin = &instance.rows("sys_user", "user_name=admin").await[0];
    assert_eq!(user["records"][0]["manager"], admin["sys_id"]);
}

#[tokio::test]
async fn refusals_are_records_and_come_with_200() {
    let instance = pdi().await.user("plain.user");
    let refused = process(&instance, "insert", json!({ "name": "One" })).await;
    let error = &refused[0]["__error"];
    assert_eq!(refused[0]["__status"], "failure");
    assert_eq!(error["message"], "Insufficient rights to insert a sys_alias record");
    assert_eq!(error["reason"], "ACL Exception Insert Failed due to security constraints");
    let (status, body) = instance.get("/nothing.do?JSONv2").await;
    assert_eq!(status, 200);
    assert_eq!(body["records"][0]["__error"]["message"], "Invalid table nothing");
    let refused = process(&instance, "explode", json!({})).await;
    assert_eq!(refused[0]["__error"]["reason"], "Unsupported action: explode");
    let stranger = instance.client.get(format!("{}{ALIASES}", instance.simulator.url()));
    assert_eq!(stranger.send().await.unwrap().status(), 401);
    assert_eq!(instance.get("/sys_alias.do").await.0, 400);
}
