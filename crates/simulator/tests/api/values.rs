//! The forms in which values are shown.

use crate::support::{Instance, id, pdi};
use serde_json::{Value, json};

/// An alias and a credential that lists it, read with these parameters.
async fn read(instance: &Instance, parameters: &str) -> Value {
    let known = instance.rows("sys_alias", "name=Mail").await.into_iter().next();
    let alias = if let Some(alias) = known {
        alias
    } else {
        let alias = json!({ "name": "Mail", "type": "credential" });
        instance.insert("sys_alias", alias).await
    };
    let record = json!({ "name": "Key", "tag": id(&alias), "api_key": "hush" });
    let record = instance.insert("api_key_credentials", record).await;
    let path = format!("/api/now/table/api_key_credentials/{}?{parameters}", id(&record));
    let (status, body) = instance.get(&path).await;
    assert_eq!(status, 200);
    body["result"].clone()
}

#[tokio::test]
async fn every_scalar_is_a_string_and_a_reference_is_a_link() {
    let instance = pdi().await;
    let record = read(&instance, "").await;
    assert_eq!(record["active"], "true");
    assert_eq!(record["order"], "100");
    assert_eq!(record["context_name"], "");
    let link = format!("{}/api/now/table/sys_scope/global", instance.simulator.url());
    assert_eq!(record["application"], json!({ "link": link, "value": "global" }));
    assert!(record.as_object().unwrap().values().all(|v| v.is_string() || v.is_object()));
}

#[tokio::test]
async fn display_values_show_what_people_see() {
    let instance = pdi().await;
    let record = read(&instance, "sysparm_display_value=true").await;
    assert_eq!(record["application"]["display_value"], "Global");
    assert!(record["application"].get("value").is_none());
    assert_eq!(record["applies_to"], "All MID servers");
    assert_eq!(record["tag"], "Mail");
    assert_eq!(record["api_key"], "********");
    assert_eq!(record["sys_class_name"], "API Key Credentials");
}

#[tokio::test]
async fn all_shows_both_and_links_can_be_left_out() {
    let instance = pdi().await;
    let record = read(&instance, "sysparm_display_value=all").await;
    assert_eq!(record["active"], json!({ "display_value": "true", "value": "true" }));
    assert_eq!(record["application"].as_object().unwrap().len(), 3);
    let bare = "sysparm_display_value=all&sysparm_exclude_reference_link=true";
    let record = read(&instance, bare).await;
    assert_eq!(record["application"], json!({ "display_value": "Global", "value": "global" }));
    let plain = read(&instance, "sysparm_exclude_reference_link=true").await;
    assert_eq!(plain["application"], "global");
}

#[tokio::test]
async fn fields_are_chosen_and_paths_keep_their_dots() {
    let instance = pdi().await;
    let fields = "sysparm_fields=name,application.scope,nothing,application.nothing";
    let record = read(&instance, fields).await;
    assert_eq!(record, json!({ "name": "Key", "application.scope": "global" }));
}

#[tokio::test]
async fn the_domain_is_a_reference_to_a_group() {
    let instance = pdi().await;
    let connection =
        instance.insert("http_connection", json!({ "name": "One", "active": false })).await;
    let path = format!("/api/now/table/http_connection/{}", id(&connection));
    let (_, body) = instance.get(&path).await;
    let link = body["result"]["sys_domain"]["link"].as_str().unwrap();
    assert!(link.ends_with("/sys_user_group/global"));
    let (_, body) = instance.get(&format!("{path}?sysparm_display_value=all")).await;
    assert_eq!(body["result"]["sys_domain"]["display_value"], "global");
}
