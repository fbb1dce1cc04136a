//! Aliases and connections, and the platform's rules about them.

use crate::support::{Instance, id, pdi, with};
use serde_json::{Value, json};
use simulator::{Unknowns, Verdict};

async fn alias(instance: &Instance, name: &str) -> String {
    id(&instance.insert("sys_alias", json!({ "name": name })).await).to_owned()
}

async fn refused(instance: &Instance, record: Value) -> String {
    let (status, body) = instance.post("/api/now/table/http_connection", record).await;
    assert_eq!(status, 403, "{body}");
    body["error"]["detail"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn the_id_of_an_alias_is_computed_and_cannot_be_written() {
    let instance = pdi().await;
    let alias =
        instance.insert("sys_alias", json!({ "name": "RPS Customer Demo", "id": "mine" })).await;
    assert_eq!(alias["id"], "RPS_Customer_Demo");
    assert_eq!(alias["sys_name"], "RPS_Customer_Demo");
    let path = format!("/api/now/table/sys_alias/{}", id(&alias));
    let (_, body) = instance.patch(&path, json!({ "name": "Renamed" })).await;
    assert_eq!(body["result"]["id"], "Renamed");
}

#[tokio::test]
async fn a_child_alias_takes_after_its_parent_and_keeps_it() {
    let instance = pdi().await;
    let parent = json!({ "name": "Parent", "connection_type": "jdbc_connection",
        "multiple_connections": true });
    let parent = instance.insert("sys_alias", parent).await;
    let child = json!({ "name": "Child", "parent": id(&parent) });
    let child = instance.insert("sys_alias", child).await;
    assert_eq!(child["connection_type"], "jdbc_connection");
    assert_eq!(child["multiple_connections"], "true");
    let path = format!("/api/now/table/sys_alias/{}", id(&child));
    let (_, body) = instance.patch(&path, json!({ "parent": "" })).await;
    assert_eq!(body["result"]["parent"]["value"], parent["sys_id"]);
}

#[tokio::test]
async fn the_url_builder_makes_the_url_from_its_parts() {
    let instance = pdi().await;
    let record = json!({ "name": "Built", "url_builder": true, "connection_url": "https://mine",
        "protocol": "HTTPS", "host": "bru-2.zeebe.camunda.io", "base_path": "/cluster" });
    let connection = instance.insert("http_connection", record).await;
    assert_eq!(connection["connection_url"], "https://bru-2.zeebe.camunda.io/cluster");
    let path = format!("/api/now/table/http_connection/{}", id(&connection));
    let (_, body) = instance.patch(&path, json!({ "port": 8443 })).await;
    assert_eq!(body["result"]["connection_url"], "https://bru-2.zeebe.camunda.io:8443/cluster");
}

#[tokio::test]
async fn with_the_builder_off_the_parts_follow_the_url_only_where_switched() {
    let record = json!({ "name": "By hand", "connection_url": "http://api.example.com:81/v1/" });
    let likely = pdi().await.insert("http_connection", record.clone()).await;
    assert_eq!(likely["host"], "api.example.com");
    assert_eq!((&likely["protocol"], &likely["port"]), (&json!("http"), &json!("81")));
    let worst = with(Unknowns::worst()).await.insert("http_connection", record).await;
    assert_eq!((&worst["host"], &worst["port"]), (&json!(""), &json!("")));
    assert_eq!(worst["connection_url"], "http://api.example.com:81/v1/");
}

#[tokio::test]
async fn an_alias_has_one_active_connection() {
    let instance = pdi().await;
    let alias = alias(&instance, "Single").await;
    let record = |name: &str, active: bool| json!({ "name": name, "connection_alias": alias, "active": active });
    let first = instance.insert("http_connection", record("First", true)).await;
    let second = instance.insert("http_connection", record("Second", false)).await;
    let detail = refused(&instance, record("Third", true)).await;
    assert!(detail.contains("'http_connection' was aborted by Business Rule"), "{detail}");
    let path = |record: &Value| format!("/api/now/table/http_connection/{}", id(record));
    let (status, _) = instance.patch(&path(&second), json!({ "active": true })).await;
    assert_eq!(status, 403);
    instance.patch(&path(&first), json!({ "active": false })).await;
    let (status, _) = instance.patch(&path(&second), json!({ "active": true })).await;
    assert_eq!(status, 200);
}

#[tokio::test]
async fn an_alias_for_several_has_several_active_connections() {
    let instance = pdi().await;
    let record = json!({ "name": "Many", "multiple_connections": true });
    let alias = instance.insert("sys_alias", record).await;
    for name in ["One", "Two"] {
        let record = json!({ "name": name, "connection_alias": id(&alias) });
        instance.insert("http_connection", record).await;
    }
}

#[tokio::test]
async fn names_and_credentials_are_not_shared_by_connections() {
    let instance = pdi().await;
    let credential = instance.insert("api_key_credentials", json!({ "name": "Key" })).await;
    let record = json!({ "name": "One", "credential": id(&credential) });
    instance.insert("http_connection", record).await;
    assert!(refused(&instance, json!({ "name": "one" })).await.contains("unique connection name"));
    let shared = json!({ "name": "Two", "credential": id(&credential) });
    assert!(refused(&instance, shared.clone()).await.contains("unique credential"));
    let lenient = Unknowns {
        shared_credential: Verdict::Allowed,
        duplicate_connection_name: Verdict::Allowed,
        ..Unknowns::likely()
    };
    let instance = with(lenient).await;
    for _ in 0..2 {
        instance.insert("http_connection", json!({ "name": "One" })).await;
    }
}

#[tokio::test]
async fn a_base_table_shows_the_rows_of_all_its_children() {
    let instance = pdi().await;
    instance.insert("http_connection", json!({ "name": "Web" })).await;
    instance.insert("jdbc_connection", json!({ "name": "Database" })).await;
    let rows = instance.rows("sys_connection", "ORDERBYname").await;
    let classes: Vec<_> = rows.iter().map(|row| row["sys_class_name"].as_str().unwrap()).collect();
    assert_eq!(classes, ["jdbc_connection", "http_connection"]);
    assert!(rows[0].get("url_builder").is_none());
    assert_eq!(instance.rows("http_connection", "").await.len(), 1);
    let web = instance.rows("sys_connection", "sys_class_nameINSTANCEOFhttp_connection").await;
    assert_eq!(web.len(), 1);
}
