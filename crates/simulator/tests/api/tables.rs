//! Tables ordinary clients expect, and what the platform does with their rows.

use crate::support::{id, pdi, with};
use serde_json::json;
use simulator::Unknowns;

#[tokio::test]
async fn an_incident_is_numbered_opened_and_ranked() {
    let instance = pdi().await.user("itil.user");
    let first = instance.insert("incident", json!({ "short_description": "Broken" })).await;
    assert_eq!(first["number"], "INC0010001");
    assert_eq!((&first["state"], &first["incident_state"]), (&json!("1"), &json!("1")));
    assert_eq!((&first["priority"], &first["active"]), (&json!("5"), &json!("true")));
    assert_eq!(
        first["opened_by"],
        instance.rows("sys_user", "user_name=itil.user").await[0]["sys_id"]
    );
    assert_eq!(first["opened_at"], first["sys_created_on"]);
    let urgent = json!({ "impact": "1", "urgency": "2", "priority": "5" });
    let second = instance.insert("incident", urgent).await;
    assert_eq!((&second["number"], &second["priority"]), (&json!("INC0010002"), &json!("2")));
}

#[tokio::test]
async fn each_kind_of_task_counts_by_itself_and_no_number_comes_twice() {
    let instance = pdi().await;
    for (table, number) in [
        ("problem", "PRB0040001"),
        ("change_request", "CHG0030001"),
        ("sc_request", "REQ0010001"),
        ("task", "TASK0020001"),
    ] {
        let task = instance.insert(table, json!({})).await;
        assert_eq!(task["number"], number);
        instance.delete(&format!("/api/now/table/{table}/{}", id(&task))).await;
        let next = instance.insert(table, json!({})).await;
        assert!(next["number"].as_str() > Some(number), "{table}");
    }
    let own = instance.insert("incident", json!({ "number": "OWN1" })).await;
    assert_eq!(own["number"], "OWN1");
}

#[tokio::test]
async fn closing_a_task_ends_it_and_reopening_begins_it_again() {
    let instance = pdi().await;
    for (table, closed, open) in [("incident", "7", "2"), ("change_request", "3", "-1")] {
        let task = instance.insert(table, json!({})).await;
        let path = format!("/api/now/table/{table}/{}", id(&task));
        let (_, body) = instance.patch(&path, json!({ "state": closed })).await;
        assert_eq!(body["result"]["active"], "false", "{table}");
        assert_ne!(body["result"]["closed_at"], "");
        let (_, body) = instance.patch(&path, json!({ "state": open })).await;
        assert_eq!(body["result"]["active"], "true", "{table}");
    }
}

#[tokio::test]
async fn the_state_of_an_incident_stands_in_two_columns() {
    let instance = pdi().await;
    let incident = instance.insert("incident", json!({})).await;
    let path = format!("/api/now/table/incident/{}", id(&incident));
    let (_, body) = instance.patch(&path, json!({ "incident_state": "2" })).await;
    assert_eq!(body["result"]["state"], "2");
    let (_, body) = instance.patch(&path, json!({ "state": "3" })).await;
    assert_eq!(body["result"]["incident_state"], "3");
}

#[tokio::test]
async fn a_base_table_shows_the_rows_of_all_that_extend_it() {
    let instance = pdi().await;
    instance.insert("incident", json!({})).await;
    instance.insert("problem", json!({})).await;
    let mut classes: Vec<_> =
        instance.rows("task", "").await.iter().map(|row| row["sys_class_name"].clone()).collect();
    classes.sort_by_key(ToString::to_string);
    assert_eq!(classes, ["incident", "problem"]);
    instance.insert("cmdb_ci_linux_server", json!({ "name": "web" })).await;
    assert_eq!(instance.rows("cmdb_ci", "name=web").await.len(), 1);
    assert_eq!(instance.rows("cmdb_ci_computer", "name=web").await.len(), 1);
    assert!(instance.rows("cmdb_ci_service", "").await.is_empty());
}

#[tokio::test]
async fn the_choices_of_a_column_are_rows_and_a_childs_own_stand_apart() {
    let instance = pdi().await;
    let label =
        |table: &str, value: &str| format!("name={table}^element=state^value={value}^language=en");
    let of_incident = instance.rows("sys_choice", &label("incident", "6")).await;
    assert_eq!(of_incident[0]["label"], "Resolved");
    let of_task = instance.rows("sys_choice", &label("task", "3")).await;
    assert_eq!(of_task[0]["label"], "Closed Complete");
    assert!(instance.rows("sys_choice", &label("task", "6")).await.is_empty());
    let instance = instance.user("plain.user");
    let seen = instance.rows("sys_choice", &label("task", "3")).await;
    assert!(seen[0].get("label").is_some() && seen[0].get("sequence").is_none());
}

#[tokio::test]
async fn a_role_without_a_name_is_named_after_its_scope_unless_its_maker_works_in_global() {
    let instance = pdi().await;
    let scope = json!({ "name": "Acme", "scope": "x_acme", "source": "x_acme" });
    let scope = instance.insert("sys_app", scope).await;
    let role = |suffix: &str| json!({ "suffix": suffix, "sys_scope": id(&scope) });
    assert_eq!(instance.insert("sys_user_role", role("a")).await["name"], "");
    let named = json!({ "name": "own", "suffix": "b", "sys_scope": id(&scope) });
    assert_eq!(instance.insert("sys_user_role", named).await["name"], "own");
    let path = "/api/now/table/sys_user_role?sysparm_transaction_scope=x_acme";
    let (status, body) = instance.post(path, role("c")).await;
    assert_eq!((status, &body["result"]["name"]), (201, &json!("x_acme.c")));
    let everywhere = Unknowns { role_named_in_global: true, ..Unknowns::likely() };
    let instance = with(everywhere).await;
    let scope = instance.insert("sys_app", json!({ "name": "Acme", "scope": "x_acme" })).await;
    let role = json!({ "suffix": "user", "sys_scope": id(&scope) });
    assert_eq!(instance.insert("sys_user_role", role).await["name"], "x_acme.user");
    let global = instance.insert("sys_user_role", json!({ "name": "acme", "suffix": "x" })).await;
    assert_eq!(global["name"], "acme");
}

#[tokio::test]
async fn what_introspecting_clients_look_for_is_there() {
    let instance = pdi().await;
    for (table, query) in [
        ("sys_cluster_state", "build_nameISNOTEMPTY"),
        ("sys_glide_object", "name=password2"),
        ("sys_update_set", "name=Default^state=build"),
        ("sys_number", "category=incident^prefix=INC"),
        ("sys_db_object", "name=sys_user_grmember"),
        ("sys_db_object", "name=incident^super_class.name=task"),
        ("sys_dictionary", "name=sys_user_has_role^element=inherited^internal_type=boolean"),
    ] {
        assert_eq!(instance.rows(table, query).await.len(), 1, "{table}: {query}");
    }
    assert!(instance.rows("sys_mutex", "name=Update-Mutex^acquiredISNOTEMPTY").await.is_empty());
}

#[tokio::test]
async fn the_base_of_all_application_files_shows_and_writes_them_but_takes_none() {
    let instance = pdi().await;
    let alias = instance.insert("sys_alias", json!({ "name": "Mail" })).await;
    let registry = instance.insert("oauth_entity", json!({ "name": "Mail" })).await;
    let rows = instance.rows("sys_metadata", "sys_name=Mail^ORDERBYsys_class_name").await;
    let classes: Vec<_> = rows.iter().map(|row| row["sys_class_name"].as_str().unwrap()).collect();
    assert_eq!(classes, ["oauth_entity", "sys_alias"]);
    assert!(rows[0].get("client_id").is_none());
    assert_eq!(
        instance
            .rows("sys_metadata", "sys_class_nameINSTANCEOFsys_alias^sys_name=Mail")
            .await
            .len(),
        1
    );
    let path = |row: &serde_json::Value| format!("/api/now/table/sys_metadata/{}", id(row));
    let (status, body) = instance.patch(&path(&alias), json!({ "sys_policy": "read" })).await;
    assert_eq!((status, &body["result"]["sys_policy"]), (200, &json!("read")));
    assert_eq!(instance.delete(&path(&registry)).await.0, 204);
    assert!(instance.rows("oauth_entity", "name=Mail").await.is_empty());
    let (status, body) = instance.post("/api/now/table/sys_metadata", json!({})).await;
    assert_eq!((status, &body["error"]["message"]), (403, &json!("Operation Failed")));
    let plain = instance.user("plain.user");
    assert!(plain.rows("sys_metadata", "").await.is_empty());
}

#[tokio::test]
async fn an_application_file_has_its_common_columns_from_its_base_table() {
    let instance = pdi().await;
    let of = |table: &str| format!("name={table}^element=sys_scope");
    assert_eq!(instance.rows("sys_dictionary", &of("sys_metadata")).await.len(), 1);
    assert!(instance.rows("sys_dictionary", &of("sys_alias")).await.is_empty());
    let children = instance.rows("sys_db_object", "super_class.name=sys_metadata").await;
    assert!(children.iter().any(|table| table["name"] == "oauth_entity"));
}
