//! API keys, and the policy objects without which a key opens nothing.

use crate::support::{Instance, id, parts, pdi};
use serde_json::{Value, json};

const TOKEN: &str = "now_0123456789abcdef";
const TABLE: &str = "/api/now/table/sys_user?sysparm_limit=1";
const STATS: &str = "/api/now/stats/sys_user?sysparm_count=true";

/// A key for `itil.user` and the plugin that makes keys count.
async fn with_key(extra: Value) -> (Instance, Value) {
    let instance = pdi().await;
    let plugin = &instance.rows("v_plugin", "id=com.glide.tokenbased_auth").await[0];
    let path = format!("/api/now/table/v_plugin/{}", id(plugin));
    instance.patch(&path, json!({ "active": "active" })).await;
    let user = &instance.rows("sys_user", "user_name=itil.user").await[0];
    let mut record = json!({ "name": "Key", "user": id(user), "token": TOKEN });
    record.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
    let key = instance.insert("api_key", record).await;
    (instance, key)
}

/// A policy for the Table API with a profile for keys, and one for passwords: tests come with those.
async fn opened(instance: &Instance, policy: Value, profile: Value) -> String {
    let mut record = json!({ "name": "Table by key", "api_path": "now/table" });
    record.as_object_mut().unwrap().extend(policy.as_object().unwrap().clone());
    let policy = instance.insert("sys_api_access_policy", record).await;
    let mut record = json!({ "name": "Keys" });
    record.as_object_mut().unwrap().extend(profile.as_object().unwrap().clone());
    for (table, record) in
        [("std_http_auth", json!({ "name": "Passwords" })), ("http_key_auth", record)]
    {
        let profile = instance.insert(table, record).await;
        let mapping =
            json!({ "api_access_policy": id(&policy), "inbound_auth_profile": id(&profile) });
        instance.insert("sys_auth_profile_mapping", mapping).await;
    }
    id(&policy).to_owned()
}

async fn by_key(instance: &Instance, path: &str, header: &str, key: &str) -> (u16, Value) {
    let url = format!("{}{path}", instance.simulator.url());
    parts(instance.client.get(url).header(header, key).send().await.unwrap()).await
}

#[tokio::test]
async fn a_key_acts_as_its_user_where_a_policy_lets_it_in() {
    let (instance, _) = with_key(json!({})).await;
    assert_eq!(by_key(&instance, TABLE, "x-sn-apikey", TOKEN).await.0, 401);
    opened(&instance, json!({}), json!({})).await;
    let (status, body) = by_key(&instance, TABLE, "x-sn-apikey", TOKEN).await;
    assert_eq!(status, 200, "{body}");
    let who = "/api/now/table/sys_user?sysparm_query=user_name=javascript:gs.getUserName()";
    let (_, body) = by_key(&instance, who, "x-sn-apikey", TOKEN).await;
    assert_eq!(body["result"][0]["user_name"], "itil.user");
    assert_eq!(by_key(&instance, STATS, "x-sn-apikey", TOKEN).await.0, 401);
    assert_eq!(by_key(&instance, TABLE, "x-sn-apikey", "another").await.0, 401);
    let (status, _) =
        by_key(&instance, &format!("{TABLE}&x-sn-apikey={TOKEN}"), "x-other", "1").await;
    assert_eq!(status, 200);
    let (_, log) = instance.get("/simulator/requests").await;
    assert!(!log.to_string().contains(TOKEN));
}

#[tokio::test]
async fn a_global_policy_lets_no_key_in() {
    let (instance, _) = with_key(json!({})).await;
    let policy = opened(&instance, json!({}), json!({})).await;
    let path = format!("/api/now/table/sys_api_access_policy/{policy}");
    assert_eq!(by_key(&instance, TABLE, "x-sn-apikey", TOKEN).await.0, 200);
    assert_eq!(instance.patch(&path, json!({ "apply_global": true })).await.0, 200);
    assert_eq!(by_key(&instance, TABLE, "x-sn-apikey", TOKEN).await.0, 401);
}

#[tokio::test]
async fn the_closest_policy_decides() {
    let (instance, _) = with_key(json!({})).await;
    opened(&instance, json!({}), json!({})).await;
    let closer = json!({ "name": "No keys for reading", "api_path": "now/table",
        "apply_all_methods": false, "http_method": "GET" });
    instance.insert("sys_api_access_policy", closer).await;
    assert_eq!(by_key(&instance, TABLE, "x-sn-apikey", TOKEN).await.0, 401);
}

#[tokio::test]
async fn a_profile_says_where_the_key_stands() {
    let (instance, _) = with_key(json!({})).await;
    let parameter = json!({ "parameter_name": "X-Key", "type": "auth_header", "prefix": "Key " });
    let parameter = instance.insert("sys_token_auth_parameter", parameter).await;
    opened(&instance, json!({}), json!({ "auth_parameter": id(&parameter) })).await;
    assert_eq!(by_key(&instance, TABLE, "x-key", &format!("Key {TOKEN}")).await.0, 200);
    assert_eq!(by_key(&instance, TABLE, "x-key", TOKEN).await.0, 401);
    assert_eq!(by_key(&instance, TABLE, "x-sn-apikey", TOKEN).await.0, 401);
}

#[tokio::test]
async fn only_a_profile_for_keys_lets_a_key_in() {
    let (instance, _) = with_key(json!({})).await;
    let policy = json!({ "name": "Counting", "api_path": "now/stats" });
    let policy = instance.insert("sys_api_access_policy", policy).await;
    let kinds = [
        ("inbound_auth_profile", 401),
        ("std_http_auth", 401),
        ("http_hmac_auth", 401),
        ("http_key_auth", 200),
    ];
    for (table, status) in kinds {
        let profile = instance.insert(table, json!({ "name": table })).await;
        let mapping =
            json!({ "api_access_policy": id(&policy), "inbound_auth_profile": id(&profile) });
        instance.insert("sys_auth_profile_mapping", mapping).await;
        assert_eq!(by_key(&instance, STATS, "x-sn-apikey", TOKEN).await.0, status, "{table}");
    }
}

#[tokio::test]
async fn the_stock_parameters_are_those_of_keys_and_of_hmac() {
    let instance = pdi().await;
    let rows = instance.rows("sys_token_auth_parameter", "ORDERBYparameter_name^ORDERBYtype").await;
    let named: Vec<_> = rows.iter().map(|row| (&row["parameter_name"], &row["type"])).collect();
    let (header, query) = (json!("auth_header"), json!("query_parameter"));
    let (key, hmac) = (json!("x-sn-apikey"), json!("x-sn-hmac-signature-256"));
    assert_eq!(named, [(&key, &header), (&key, &query), (&hmac, &header), (&hmac, &query)]);
}

#[tokio::test]
async fn a_profile_has_its_name_for_itself_within_its_application() {
    let instance = pdi().await;
    instance.insert("http_key_auth", json!({ "name": "Keys" })).await;
    let (status, body) =
        instance.post("/api/now/table/http_hmac_auth", json!({ "name": "Keys" })).await;
    assert_eq!(status, 403, "{body}");
    assert!(body.to_string().contains("Validate unique authentication profile"), "{body}");
    let application = instance.insert("sys_app", json!({ "name": "A", "scope": "x_a" })).await;
    let elsewhere = json!({ "name": "Keys", "sys_scope": id(&application) });
    instance.insert("http_key_auth", elsewhere).await;
}

#[tokio::test]
async fn a_keys_scope_limits_it() {
    let (instance, key) = with_key(json!({})).await;
    opened(&instance, json!({}), json!({})).await;
    let scope = instance.insert("sys_auth_scope", json!({ "name": "counting" })).await;
    let access = json!({ "auth_scope": id(&scope), "api_path": "now/stats" });
    instance.insert("sys_api_access_scope", access).await;
    let path = format!("/api/now/table/api_key/{}", id(&key));
    instance.patch(&path, json!({ "auth_scope": id(&scope) })).await;
    let (status, body) = by_key(&instance, TABLE, "x-sn-apikey", TOKEN).await;
    assert_eq!(status, 403);
    assert_eq!(body["error"]["detail"], "Access to unscoped api is not allowed");
}

#[tokio::test]
async fn a_key_that_is_inactive_or_expired_opens_nothing() {
    let (instance, key) = with_key(json!({ "expires": "2999-01-01 00:00:00" })).await;
    opened(&instance, json!({}), json!({})).await;
    assert_eq!(by_key(&instance, TABLE, "x-sn-apikey", TOKEN).await.0, 200);
    let path = format!("/api/now/table/api_key/{}", id(&key));
    instance.patch(&path, json!({ "expires": "2001-01-01 00:00:00" })).await;
    assert_eq!(by_key(&instance, TABLE, "x-sn-apikey", TOKEN).await.0, 401);
    instance.patch(&path, json!({ "expires": "", "active": false })).await;
    assert_eq!(by_key(&instance, TABLE, "x-sn-apikey", TOKEN).await.0, 401);
}

#[tokio::test]
async fn a_key_without_a_token_gets_one_that_nobody_can_read() {
    let (instance, first) = with_key(json!({ "token": "" })).await;
    assert!(!first["token"].as_str().unwrap().starts_with("now_"));
    assert!(first.get("token_digest").is_none());
    let user = first["user"].as_str().unwrap();
    let second = instance.insert("api_key", json!({ "name": "Other", "user": user })).await;
    assert_ne!(first["token"], second["token"]);
}
