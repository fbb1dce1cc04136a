//! Where application files land and which update set captures their changes
//! (docs/facts.md#captured-updates).

use crate::support::{Instance, id, parts, pdi};
use reqwest::Method;
use serde_json::{Value, json};

const TABLE: &str = "/api/now/table/sys_alias";
const PICKER: &str = "/api/now/ui/concoursepicker";

/// An application of one's own and an update set of it.
async fn application(instance: &Instance, scope: &str) -> (Value, Value) {
    let application = json!({ "name": scope, "scope": scope });
    let application = instance.insert("sys_scope", application).await;
    let set = json!({ "name": format!("For {scope}"), "application": id(&application) });
    let set = instance.insert("sys_update_set", set).await;
    (application, set)
}

/// The entries of aliases in the update set of that name, as `action name`.
async fn captured(instance: &Instance, set: &str) -> Vec<String> {
    let query = format!("update_set.name={set}^table=sys_alias");
    let rows = instance.rows("sys_update_xml", &query).await;
    let text = |row: &Value, column: &str| row[column].as_str().unwrap().to_owned();
    rows.iter().map(|row| format!("{} {}", text(row, "action"), text(row, "name"))).collect()
}

async fn put(instance: &Instance, path: &str, body: Value) -> (u16, Value) {
    let request = instance.request(Method::PUT, &format!("{PICKER}/{path}"));
    parts(request.json(&body).send().await.unwrap()).await
}

#[tokio::test]
async fn without_any_choice_a_file_lands_in_global_and_its_default_set() {
    let instance = pdi().await;
    let alias = instance.insert("sys_alias", json!({ "name": "A" })).await;
    assert_eq!(alias["sys_scope"], "global");
    let entry = format!("sys_alias_{}", id(&alias));
    assert_eq!(captured(&instance, "Default").await, [format!("INSERT_OR_UPDATE {entry}")]);
    instance.patch(&format!("{TABLE}/{}", id(&alias)), json!({ "description": "x" })).await;
    assert_eq!(captured(&instance, "Default").await.len(), 1, "one entry for each file");
    instance.delete(&format!("{TABLE}/{}", id(&alias))).await;
    assert_eq!(captured(&instance, "Default").await, [format!("DELETE {entry}")]);
}

#[tokio::test]
async fn rows_that_are_no_application_files_are_not_captured() {
    let instance = pdi().await;
    instance.insert("incident", json!({ "short_description": "A" })).await;
    instance.insert("sys_user", json!({ "user_name": "a" })).await;
    assert!(captured(&instance, "Default").await.is_empty());
}

#[tokio::test]
async fn a_request_may_name_application_and_update_set() {
    let instance = pdi().await;
    let (application, set) = application(&instance, "x_own").await;
    let (app, set) = (id(&application), id(&set));
    for scope in ["sysparm_transaction_scope", "sysparm_record_scope", "sysparm_scope"] {
        let named = format!("{TABLE}?{scope}={app}&sysparm_transaction_update_set={set}");
        let (status, body) = instance.post(&named, json!({ "name": scope })).await;
        assert_eq!(status, 201, "{body}");
        assert_eq!(body["result"]["sys_scope"]["value"], app, "{scope}");
        assert_eq!(body["result"]["id"], format!("x_own.{scope}"));
    }
    assert_eq!(captured(&instance, "For x_own").await.len(), 3);
    assert!(captured(&instance, "Default").await.is_empty());
}

#[tokio::test]
async fn a_set_that_is_closed_or_of_another_application_captures_nothing() {
    let instance = pdi().await;
    let (_, set) = application(&instance, "x_own").await;
    let named = format!("{TABLE}?sysparm_transaction_update_set={}", id(&set));
    instance.post(&named, json!({ "name": "Global" })).await;
    assert_eq!(captured(&instance, "Default").await.len(), 1);
    let closed = json!({ "name": "Closed", "application": "global", "state": "complete" });
    let closed = instance.insert("sys_update_set", closed).await;
    let named = format!("{TABLE}?sysparm_transaction_update_set={}", id(&closed));
    instance.post(&named, json!({ "name": "Late" })).await;
    assert_eq!(captured(&instance, "Default").await.len(), 2);
    assert!(captured(&instance, "Closed").await.is_empty());
}

#[tokio::test]
async fn the_pickers_choose_for_the_user_and_nobody_else() {
    let instance = pdi().await;
    let (application, set) = application(&instance, "x_own").await;
    let chosen = put(&instance, "application", json!({ "app_id": id(&application) })).await;
    assert_eq!(chosen.0, 200);
    assert_eq!(put(&instance, "updateset", json!({ "sysId": id(&set) })).await.0, 200);
    let alias = instance.insert("sys_alias", json!({ "name": "Mine" })).await;
    assert_eq!(alias["sys_scope"], application["sys_id"]);
    assert_eq!(captured(&instance, "For x_own").await.len(), 1);
    let other = instance.user("oauth.admin");
    let entity = json!({ "name": "Theirs", "type": "client" });
    let entity = other.insert("oauth_entity", entity).await;
    assert_eq!(entity["sys_scope"], "global");
}

#[tokio::test]
async fn a_preference_written_as_a_row_counts_for_the_next_request() {
    let instance = pdi().await;
    let (application, _) = application(&instance, "x_own").await;
    let admin = instance.rows("sys_user", "user_name=admin").await.remove(0);
    let row = json!({ "user": id(&admin), "name": "apps.current_app", "value": id(&application) });
    instance.insert("sys_user_preference", row).await;
    let alias = instance.insert("sys_alias", json!({ "name": "Mine" })).await;
    assert_eq!(alias["sys_scope"], application["sys_id"]);
    let told = json!({ "name": "Told", "sys_scope": "global" });
    assert_eq!(instance.insert("sys_alias", told).await["sys_scope"], "global");
}

#[tokio::test]
async fn what_cannot_be_chosen_is_refused() {
    let instance = pdi().await;
    assert_eq!(put(&instance, "updateset", json!({ "sysId": "nothing" })).await.0, 404);
    assert_eq!(put(&instance, "application", json!({ "app_id": "nothing" })).await.0, 404);
    assert_eq!(put(&instance, "application", json!({})).await.0, 400);
    let closed = json!({ "name": "Closed", "state": "complete" });
    let closed = instance.insert("sys_update_set", closed).await;
    assert_eq!(put(&instance, "updateset", json!({ "sysId": id(&closed) })).await.0, 400);
}

#[tokio::test]
async fn no_secret_is_captured() {
    let instance = pdi().await;
    let row = json!({ "name": "Key", "type": "client", "client_secret": "hush-hush" });
    let path = "/api/now/table/oauth_entity?sysparm_input_display_value=true";
    assert_eq!(instance.post(path, row).await.0, 201);
    let entries = instance.rows("sys_update_xml", "table=oauth_entity").await;
    assert_eq!(entries.len(), 1);
    let payload = entries[0]["payload"].as_str().unwrap();
    assert!(payload.contains("<name>Key</name>"), "{payload}");
    assert!(!payload.contains("<client_secret>") && !payload.contains("hush"), "{payload}");
}
