//! Inserts, updates and deletions, whatever the table.

use crate::support::{Instance, id, parts, pdi, with};
use reqwest::Method;
use serde_json::{Value, json};
use simulator::Unknowns;

const ALIASES: &str = "/api/now/table/sys_alias";

async fn alias(instance: &Instance, body: Value) -> Value {
    instance.insert("sys_alias", body).await
}

#[tokio::test]
async fn an_insert_says_where_the_record_is_and_who_made_it() {
    let instance = pdi().await;
    let record = json!({ "name": "Mail" });
    let response = instance.request(Method::POST, ALIASES).json(&record).send().await.unwrap();
    let location = response.headers()["location"].to_str().unwrap().to_owned();
    let (status, body) = parts(response).await;
    let record = &body["result"];
    assert_eq!(status, 201);
    assert_eq!(location, format!("{}{ALIASES}/{}", instance.simulator.url(), id(record)));
    assert_eq!(
        (&record["sys_created_by"], &record["sys_mod_count"]),
        (&json!("admin"), &json!("0"))
    );
    assert_eq!(record["sys_created_on"].as_str().unwrap().len(), 19);
    assert_eq!(record["sys_update_name"], format!("sys_alias_{}", id(record)));
    assert_eq!(record["sys_policy"], "");
}

#[tokio::test]
async fn unknown_computed_and_audit_columns_are_dropped() {
    let instance = pdi().await;
    let body = json!({ "name": "Mail", "colour": "red", "sys_created_by": "nobody",
        "sys_mod_count": 7, "sys_class_name": "sys_user", "id": "mine" });
    let record = alias(&instance, body).await;
    assert!(record.get("colour").is_none());
    assert_eq!(
        (&record["sys_created_by"], &record["sys_mod_count"]),
        (&json!("admin"), &json!("0"))
    );
    assert_eq!(record["sys_class_name"], "sys_alias");
}

#[tokio::test]
async fn nothing_is_mandatory_over_rest() {
    assert_eq!(alias(&pdi().await, json!({})).await["type"], "connection");
}

#[tokio::test]
async fn values_are_cut_and_put_into_their_form_and_keep_their_blanks() {
    let instance = pdi().await;
    let body = json!({ "name": "  Mail  ", "multiple_connections": "1", "type": "mystery" });
    let record = alias(&instance, body).await;
    assert_eq!(
        (&record["name"], &record["multiple_connections"]),
        (&json!("  Mail  "), &json!("true"))
    );
    assert_eq!(record["type"], "mystery");
    let long = alias(&instance, json!({ "name": "x".repeat(300) })).await;
    assert_eq!(long["name"].as_str().unwrap().len(), 255);
    let policy = instance.insert("sys_retry_policy", json!({ "name": "P", "count": "many" })).await;
    assert_eq!(policy["count"], "0");
}

#[tokio::test]
async fn an_update_counts_only_when_something_changes() {
    let instance = pdi().await;
    let record = alias(&instance, json!({ "name": "Mail" })).await;
    let path = format!("{ALIASES}/{}", id(&record));
    let (status, body) = instance.patch(&path, json!({ "name": "Mail" })).await;
    assert_eq!((status, &body["result"]["sys_mod_count"]), (200, &json!("0")));
    let (_, body) = instance.patch(&path, json!({ "description": "For mail" })).await;
    assert_eq!(body["result"]["sys_mod_count"], "1");
    let put = instance.request(Method::PUT, &path).json(&json!({ "description": "" }));
    let (status, body) = parts(put.send().await.unwrap()).await;
    assert_eq!(status, 200);
    assert_eq!(
        (&body["result"]["name"], &body["result"]["description"]),
        (&json!("Mail"), &json!(""))
    );
}

#[tokio::test]
async fn what_is_not_there_cannot_be_read_changed_or_deleted() {
    let instance = pdi().await;
    let path = format!("{ALIASES}/00000000000000000000000000000000");
    for (status, body) in [
        instance.get(&path).await,
        instance.patch(&path, json!({ "name": "x" })).await,
        instance.delete(&path).await,
    ] {
        assert_eq!(status, 404);
        assert_eq!(body["error"]["message"], "No Record found");
        assert_eq!(body["status"], "failure");
    }
}

#[tokio::test]
async fn a_record_is_not_found_in_a_table_of_another_class() {
    let instance = pdi().await;
    let key = instance.insert("api_key_credentials", json!({ "name": "Key" })).await;
    let status = |table: &str| format!("/api/now/table/{table}/{}", id(&key));
    assert_eq!(instance.get(&status("discovery_credentials")).await.0, 200);
    assert_eq!(instance.get(&status("basic_auth_credentials")).await.0, 404);
    assert_eq!(instance.delete(&status("discovery_credentials")).await.0, 204);
    assert_eq!(instance.get(&status("api_key_credentials")).await.0, 404);
}

#[tokio::test]
async fn a_write_through_the_base_table_obeys_the_rules_of_the_real_class() {
    let instance = pdi().await;
    let record =
        json!({ "name": "Web", "active": false, "url_builder": true, "host": "a.example.com" });
    let web = instance.insert("http_connection", record).await;
    let base = format!("/api/now/table/sys_connection/{}", id(&web));
    let (_, body) =
        instance.patch(&base, json!({ "host": "b.example.com", "base_path": "/x" })).await;
    assert!(body["result"].get("connection_url").is_none(), "the base has no such column");
    let web = &instance.rows("http_connection", "name=Web").await[0];
    assert_eq!(web["connection_url"], "https://b.example.com");
}

#[tokio::test]
async fn deleting_a_record_clears_references_to_it() {
    let instance = pdi().await;
    let key = instance.insert("api_key_credentials", json!({ "name": "Key" })).await;
    let web = json!({ "name": "Web", "active": false, "credential": id(&key) });
    let web = instance.insert("http_connection", web).await;
    assert_eq!(web["credential"], key["sys_id"]);
    instance.delete(&format!("/api/now/table/api_key_credentials/{}", id(&key))).await;
    let web = &instance.rows("http_connection", "name=Web").await[0];
    assert_eq!(web["credential"], "");
}

#[tokio::test]
async fn a_sys_id_sent_along_is_honoured_or_ignored() {
    let wanted = "0123456789abcdef0123456789abcdef";
    let body = json!({ "name": "Mail", "sys_id": wanted });
    let likely = pdi().await;
    assert_eq!(id(&alias(&likely, body.clone()).await), wanted);
    let (status, _) = likely.post(ALIASES, body.clone()).await;
    assert_eq!(status, 403);
    assert_ne!(id(&alias(&with(Unknowns::worst()).await, body).await), wanted);
}

#[tokio::test]
async fn display_values_are_taken_where_they_are_announced() {
    let instance = pdi().await;
    let mail = alias(&instance, json!({ "name": "Mail" })).await;
    let path = "/api/now/table/http_connection?sysparm_input_display_value=true\
                &sysparm_exclude_reference_link=true";
    let body = json!({ "name": "Web", "connection_alias": "Mail", "mid_selection": "Specific MID Server" });
    let (_, body) = instance.post(path, body).await;
    assert_eq!(body["result"]["connection_alias"], mail["sys_id"]);
    assert_eq!(body["result"]["mid_selection"], "specific_mid_server");
}

#[tokio::test]
async fn a_reference_to_nothing_is_kept_or_cleared() {
    let body = json!({ "name": "Web", "active": false, "connection_alias": "gone" });
    let likely = pdi().await.insert("http_connection", body.clone()).await;
    assert_eq!(likely["connection_alias"], "gone");
    let worst = with(Unknowns::worst()).await.insert("http_connection", body).await;
    assert_eq!(worst["connection_alias"], "");
}

#[tokio::test]
async fn a_write_can_be_answered_without_a_body() {
    let instance = pdi().await;
    let silent = instance.request(Method::POST, ALIASES).header("X-no-response-body", "true");
    let (status, body) = parts(silent.json(&json!({ "name": "Mail" })).send().await.unwrap()).await;
    assert_eq!((status, body), (204, json!("")));
    assert_eq!(instance.rows("sys_alias", "name=Mail").await.len(), 1);
}

#[tokio::test]
async fn user_names_are_unique_and_full_names_are_computed() {
    let instance = pdi().await;
    let body = json!({ "user_name": "abel", "first_name": "Abel", "last_name": "Tuter" });
    let user = instance.insert("sys_user", body).await;
    assert_eq!(user["name"], "Abel Tuter");
    let (status, _) =
        instance.post("/api/now/table/sys_user", json!({ "user_name": "ABEL" })).await;
    assert_eq!(status, 403);
}

#[tokio::test]
async fn an_insert_may_answer_without_its_row() {
    let mute = with(Unknowns { insert_shows_row: false, ..Unknowns::likely() }).await;
    assert_eq!(mute.post(ALIASES, json!({ "name": "Mail" })).await, (201, json!({ "result": {} })));
}
