//! What the instance remembers of callers is never older than their rows.

use crate::support::{Instance, id, pdi};
use serde_json::{Value, json};

const TABLE: &str = "/api/now/table/incident?sysparm_limit=1";

/// The instance as `itil.user`, who has called before, and its row.
async fn known_user(instance: &Instance) -> Value {
    assert_eq!(call(instance, "itil.user", "itil.user").await, 200);
    instance.rows("sys_user", "user_name=itil.user").await.remove(0)
}

async fn call(instance: &Instance, name: &str, password: &str) -> u16 {
    let url = format!("{}{TABLE}", instance.simulator.url());
    let request = instance.client.get(url).basic_auth(name, Some(password));
    request.send().await.unwrap().status().as_u16()
}

async fn change(instance: &Instance, table: &str, row: &Value, body: Value) {
    let path = format!("/api/now/table/{table}/{}?sysparm_input_display_value=true", id(row));
    assert_eq!(instance.patch(&path, body).await.0, 200);
}

#[tokio::test]
async fn a_changed_password_counts_at_the_next_request() {
    let instance = pdi().await;
    let user = known_user(&instance).await;
    change(&instance, "sys_user", &user, json!({ "user_password": "Other1!" })).await;
    assert_eq!(call(&instance, "itil.user", "itil.user").await, 401);
    assert_eq!(call(&instance, "itil.user", "Other1!").await, 200);
}

#[tokio::test]
async fn a_deactivated_or_locked_user_is_out_at_the_next_request() {
    for column in ["active", "locked_out"] {
        let instance = pdi().await;
        let user = known_user(&instance).await;
        let value = if column == "active" { "false" } else { "true" };
        change(&instance, "sys_user", &user, json!({ column: value })).await;
        assert_eq!(call(&instance, "itil.user", "itil.user").await, 401, "{column}");
    }
}

#[tokio::test]
async fn a_deleted_or_renamed_user_is_out_at_the_next_request() {
    let instance = pdi().await;
    let user = known_user(&instance).await;
    change(&instance, "sys_user", &user, json!({ "user_name": "renamed" })).await;
    assert_eq!(call(&instance, "itil.user", "itil.user").await, 401);
    assert_eq!(call(&instance, "renamed", "itil.user").await, 200);
    assert_eq!(instance.delete(&format!("/api/now/table/sys_user/{}", id(&user))).await.0, 204);
    assert_eq!(call(&instance, "renamed", "itil.user").await, 401);
}

/// Whether the user may write an incident.
async fn may_write(instance: &Instance) -> bool {
    let url = format!("{}/api/now/table/incident", instance.simulator.url());
    let request = instance.client.post(url).basic_auth("plain.user", Some("plain.user"));
    let answer = request.json(&json!({ "short_description": "x" })).send().await.unwrap();
    answer.status().as_u16() == 201
}

#[tokio::test]
async fn a_role_given_and_taken_away_counts_at_the_next_request() {
    let instance = pdi().await;
    assert!(!may_write(&instance).await);
    let user = instance.rows("sys_user", "user_name=plain.user").await.remove(0);
    let role = instance.rows("sys_user_role", "name=itil").await.remove(0);
    let grant = json!({ "user": id(&user), "role": id(&role) });
    let grant = instance.insert("sys_user_has_role", grant).await;
    assert!(may_write(&instance).await);
    let path = format!("/api/now/table/sys_user_has_role/{}", id(&grant));
    assert_eq!(instance.delete(&path).await.0, 204);
    assert!(!may_write(&instance).await);
}

#[tokio::test]
async fn a_membership_taken_away_counts_at_the_next_request() {
    let instance = pdi().await;
    let user = instance.rows("sys_user", "user_name=plain.user").await.remove(0);
    let role = instance.rows("sys_user_role", "name=itil").await.remove(0);
    let group = instance.insert("sys_user_group", json!({ "name": "Desk" })).await;
    let grant = json!({ "group": id(&group), "role": id(&role) });
    instance.insert("sys_group_has_role", grant).await;
    assert!(!may_write(&instance).await);
    let member = json!({ "group": id(&group), "user": id(&user) });
    let member = instance.insert("sys_user_grmember", member).await;
    assert!(may_write(&instance).await);
    let path = format!("/api/now/table/sys_user_grmember/{}", id(&member));
    assert_eq!(instance.delete(&path).await.0, 204);
    assert!(!may_write(&instance).await);
}

#[tokio::test]
async fn a_property_and_a_reset_count_at_the_next_request() {
    const GATE: &str = "glide.authenticate.basic_auth.restriction";
    let instance = pdi().await;
    assert_eq!(call(&instance, "itil.user", "itil.user").await, 200);
    instance.property(&format!("{GATE}.enforce"), "true").await;
    assert_eq!(call(&instance, "itil.user", "itil.user").await, 200);
    instance.property(&format!("{GATE}.active"), "true").await;
    assert_eq!(call(&instance, "itil.user", "itil.user").await, 401);
    instance.control().reset().await.unwrap();
    assert_eq!(call(&instance, "itil.user", "itil.user").await, 200);
}
