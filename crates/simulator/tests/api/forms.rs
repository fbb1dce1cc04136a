//! The forms in which values are sent and given.

use crate::support::{Instance, id, parts, pdi, with};
use reqwest::Method;
use serde_json::{Value, json};
use simulator::Unknowns;

async fn settings(instance: &Instance, values: Value) {
    let admin = &instance.rows("sys_user", "user_name=admin").await[0];
    let path = format!("/api/now/table/sys_user/{}", id(admin));
    assert_eq!(instance.patch(&path, values).await.0, 200);
}

async fn app(instance: &Instance, query: &str, record: Value) -> Value {
    let (status, body) =
        instance.post(&format!("/api/now/table/sys_store_app?{query}"), record).await;
    assert_eq!(status, 201, "{body}");
    body["result"].clone()
}

#[tokio::test]
async fn moments_are_shown_and_taken_in_the_zone_of_the_user() {
    let instance = pdi().await;
    let zone = json!({
        "time_zone": "Europe/Berlin", "date_format": "dd.MM.yyyy", "time_format": "HH:mm:ss",
    });
    settings(&instance, zone).await;
    let sent = json!({ "name": "One", "install_date": "02.07.2026 00:30:00" });
    let made = app(&instance, "sysparm_input_display_value=true", sent).await;
    assert_eq!(made["install_date"], "2026-07-01 22:30:00");
    let path = format!("/api/now/table/sys_store_app/{}", id(&made));
    let (_, both) = instance.get(&format!("{path}?sysparm_display_value=all")).await;
    assert_eq!(
        both["result"]["install_date"],
        json!({ "display_value": "02.07.2026 00:30:00", "value": "2026-07-01 22:30:00" })
    );
    let found = instance.rows("sys_store_app", "install_date<javascript:gs.nowDateTime()").await;
    assert_eq!(found.len(), 1);
}

#[tokio::test]
async fn what_is_no_moment_becomes_empty() {
    let instance = pdi().await;
    let made = app(&instance, "", json!({ "name": "One", "install_date": "tomorrow" })).await;
    assert_eq!(made["install_date"], "");
    let made = app(&instance, "", json!({ "name": "Two", "install_date": "2026-07-01" })).await;
    assert_eq!(made["install_date"], "2026-07-01 00:00:00");
}

#[tokio::test]
async fn labels_and_names_are_taken_for_values_where_display_values_are_sent() {
    let instance = pdi().await;
    let sent = json!({ "name": "One", "enforce_license": "Log", "menu": "No such menu" });
    let made = app(&instance, "sysparm_input_display_value=true", sent.clone()).await;
    assert_eq!(made["enforce_license"], "log");
    let plain = app(&instance, "", sent).await;
    assert_eq!(plain["enforce_license"], "Log");
    let (_, shown) = instance
        .get("/api/now/table/sys_store_app?enforce_license=Log&sysparm_display_value=true")
        .await;
    assert_eq!(shown["result"].as_array().unwrap().len(), 2);
    assert_eq!(shown["result"][0]["enforce_license"], "Log");
}

#[tokio::test]
async fn a_cleared_choice_snaps_back_where_that_is_so() {
    let clear = async |instance: Instance| {
        let made =
            instance.insert("sys_alias", json!({ "name": "One", "type": "credential" })).await;
        let path = format!("/api/now/table/sys_alias/{}", id(&made));
        instance.patch(&path, json!({ "type": "" })).await.1["result"]["type"].clone()
    };
    assert_eq!(clear(pdi().await).await, "");
    let unknowns = Unknowns { cleared_choice_snaps_back: true, ..Unknowns::likely() };
    assert_eq!(clear(with(unknowns).await).await, "connection");
}

#[tokio::test]
async fn a_view_leaves_the_columns_of_the_platform_out() {
    let instance = pdi().await;
    let made = instance.insert("sys_alias", json!({ "name": "One" })).await;
    let path = format!("/api/now/table/sys_alias/{}?sysparm_view=mobile", id(&made));
    let (_, shown) = instance.get(&path).await;
    assert_eq!(shown["result"]["name"], "One");
    assert!(shown["result"].get("sys_created_on").is_none());
    let (_, shown) = instance.get(&format!("{path}&sysparm_fields=sys_created_by,name,name")).await;
    assert_eq!(shown["result"], json!({ "sys_created_by": "admin", "name": "One" }));
}

#[tokio::test]
async fn a_scope_of_the_transaction_counts_where_the_record_names_none() {
    let instance = pdi().await;
    let scope = instance.insert("sys_scope", json!({ "name": "Acme", "scope": "x_acme" })).await;
    let path = format!("/api/now/table/sys_alias?sysparm_transaction_scope={}", id(&scope));
    let (_, made) = instance.post(&path, json!({ "name": "One" })).await;
    assert_eq!(made["result"]["id"], "x_acme.One");
    let named = json!({ "name": "Two", "sys_scope": "global" });
    assert_eq!(instance.post(&path, named).await.1["result"]["id"], "Two");
}

#[tokio::test]
async fn parameters_that_nobody_needs_here_do_no_harm() {
    let instance = pdi().await;
    let request = instance.request(Method::GET, "/api/now/table/sys_user").query(&[
        ("sysparm_query_category", "list"),
        ("sysparm_query_no_domain", "true"),
        ("sysparm_suppress_pagination_header", "true"),
        ("sysparm_limit", "1"),
        ("sysparm_display_value", "maybe"),
    ]);
    let response = request.send().await.unwrap();
    assert!(response.headers().get("link").is_none());
    let (status, body) = parts(response).await;
    assert_eq!(status, 200);
    assert_eq!(body["result"].as_array().unwrap().len(), 1);
}
