//! Rows that come in by the Import Set API, and what transform maps make of them.

use crate::support::{Instance, id, pdi};
use serde_json::{Value, json};

const STAGING: &str = "u_directory_user";
const API: &str = "/api/now/import/u_directory_user";

/// A staging table with a map onto users, which are matched by their user names.
async fn prepared() -> (Instance, Value) {
    let instance = pdi().await;
    let rows = instance.rows("sys_db_object", "name=sys_import_set_row").await;
    let table = json!({ "name": STAGING, "label": "Directory User", "super_class": id(&rows[0]) });
    instance.insert("sys_db_object", table).await;
    let map = json!({ "name": "Directory", "source_table": STAGING, "target_table": "sys_user" });
    let map = instance.insert("sys_transform_map", map).await;
    for column in ["user_name", "email", "title", "department", "active"] {
        let (element, coalesce) = (format!("u_{column}"), column == "user_name");
        let of = json!({ "name": STAGING, "element": element, "max_length": "40" });
        instance.insert("sys_dictionary", of).await;
        let entry = json!({ "map": id(&map), "source_field": element, "target_field": column,
            "coalesce": coalesce, "choice_action": "ignore", "reference_value_field":
            if column == "department" { "id" } else { "" } });
        instance.insert("sys_transform_entry", entry).await;
    }
    (instance, map)
}

async fn sent(instance: &Instance, row: Value) -> Value {
    let (status, body) = instance.post(API, row).await;
    assert_eq!(status, 201, "{body}");
    body["result"][0].clone()
}

async fn user(instance: &Instance, name: &str) -> Value {
    let mut found = instance.rows("sys_user", &format!("user_name={name}")).await;
    assert_eq!(found.len(), 1, "{name}");
    found.remove(0)
}

#[tokio::test]
async fn a_row_becomes_a_user_and_the_answer_says_which() {
    let (instance, _) = prepared().await;
    let row = json!({ "u_user_name": "ada", "u_title": "Analyst", "u_unknown": "x" });
    let (status, body) = instance.post(API, row).await;
    assert_eq!((status, &body["staging_table"]), (201, &json!(STAGING)));
    assert_eq!(body["import_set"], "ISET0010001");
    let made = user(&instance, "ada").await;
    assert_eq!((&made["title"], &made["sys_created_by"]), (&json!("Analyst"), &json!("system")));
    let link = format!("{}/api/now/table/sys_user/{}", instance.simulator.url(), id(&made));
    let result = json!([{ "transform_map": "Directory", "table": "sys_user", "display_name": "name",
        "display_value": "", "record_link": link.replace("//api", "/api"), "status": "inserted", "sys_id": id(&made) }]);
    assert_eq!(body["result"], result);
}

#[tokio::test]
async fn a_second_row_of_the_same_key_updates_and_one_that_changes_nothing_is_ignored() {
    let (instance, _) = prepared().await;
    let row = json!({ "u_user_name": "ada", "u_title": "Analyst", "u_email": "a@example.com" });
    assert_eq!(sent(&instance, row.clone()).await["status"], "inserted");
    let again = sent(&instance, row).await;
    assert_eq!(again["status"], "ignored");
    assert_eq!(again["status_message"], "No field values changed");
    let changed = json!({ "u_user_name": "ADA", "u_title": "Engineer", "u_email": "" });
    assert_eq!(sent(&instance, changed).await["status"], "updated");
    let row = json!({ "u_user_name": "ada", "u_title": "NULL" });
    assert_eq!(sent(&instance, row).await["status"], "updated");
    let ada = user(&instance, "ADA").await;
    assert_eq!((&ada["title"], &ada["email"]), (&json!(""), &json!("a@example.com")));
}

#[tokio::test]
async fn a_map_may_copy_what_is_empty_and_make_records_without_a_key() {
    let (instance, map) = prepared().await;
    let nameless = json!({ "u_user_name": "", "u_title": "Nobody" });
    assert_eq!(sent(&instance, nameless.clone()).await["status"], "skipped");
    let path = format!("/api/now/table/sys_transform_map/{}", id(&map));
    let flags =
        json!({ "copy_empty_fields": true, "create_new_record_on_empty_coalesce_fields": true });
    instance.patch(&path, flags).await;
    assert_eq!(sent(&instance, nameless).await["status"], "inserted");
    let row = json!({ "u_user_name": "ada", "u_email": "a@example.com" });
    sent(&instance, row).await;
    assert_eq!(sent(&instance, json!({ "u_user_name": "ada" })).await["status"], "updated");
    assert_eq!(user(&instance, "ada").await["email"], "");
}

#[tokio::test]
async fn a_reference_is_found_made_left_out_or_rejected() {
    let (instance, map) = prepared().await;
    let known = instance.insert("cmn_department", json!({ "name": "Research", "id": "D1" })).await;
    sent(&instance, json!({ "u_user_name": "ada", "u_department": "D1" })).await;
    assert_eq!(user(&instance, "ada").await["department"], id(&known));
    let unknown = json!({ "u_user_name": "ada", "u_department": "D2" });
    assert_eq!(sent(&instance, unknown.clone()).await["status"], "ignored");
    assert_eq!(user(&instance, "ada").await["department"], id(&known));
    let query = format!("map={}^target_field=department", id(&map));
    let entry = instance.rows("sys_transform_entry", &query).await;
    let path = format!("/api/now/table/sys_transform_entry/{}", id(&entry[0]));
    instance.patch(&path, json!({ "choice_action": "reject" })).await;
    let rejected = json!({ "u_user_name": "bob", "u_department": "D2" });
    assert_eq!(sent(&instance, rejected).await["status"], "ignored");
    assert!(instance.rows("sys_user", "user_name=bob").await.is_empty());
    instance.patch(&path, json!({ "choice_action": "create" })).await;
    assert_eq!(sent(&instance, unknown).await["status"], "updated");
    assert_eq!(instance.rows("cmn_department", "id=D2").await.len(), 1);
}

#[tokio::test]
async fn what_became_of_a_row_can_be_asked_later() {
    let (instance, _) = prepared().await;
    let made = sent(&instance, json!({ "u_user_name": "ada" })).await;
    let row = instance.rows("sys_import_set_row", "sys_import_state=inserted").await;
    assert_eq!(row[0]["sys_target_sys_id"], made["sys_id"]);
    assert!(row[0].get("staged").is_none());
    let (status, body) = instance.get(&format!("{API}/{}", id(&row[0]))).await;
    assert_eq!((status, &body["result"][0]), (200, &made));
    assert_eq!(instance.get(&format!("{API}/{}", id(&made))).await.0, 404);
}

#[tokio::test]
async fn rows_of_one_day_share_an_import_set_and_an_asynchronous_one_waits() {
    let (instance, _) = prepared().await;
    for name in ["ada", "bob"] {
        sent(&instance, json!({ "u_user_name": name })).await;
    }
    let sets = instance.rows("sys_import_set", "").await;
    assert_eq!(sets.len(), 1);
    instance.advance(24 * 60 * 60).await;
    sent(&instance, json!({ "u_user_name": "cy" })).await;
    let states = instance.rows("sys_import_set", "ORDERBYnumber").await;
    let states: Vec<&Value> = states.iter().map(|set| &set["state"]).collect();
    assert_eq!(states, ["processed", "loading"]);
    let open = instance.rows("sys_import_set", "state=loading").await;
    let path = format!("/api/now/table/sys_import_set/{}", id(&open[0]));
    instance.patch(&path, json!({ "mode": "asynchronous" })).await;
    let (status, body) = instance.post(API, json!({ "u_user_name": "dee" })).await;
    assert_eq!((status, &body["result"]), (201, &json!([])));
    assert!(instance.rows("sys_user", "user_name=dee").await.is_empty());
    assert_eq!(instance.rows("sys_import_set_row", "sys_import_state=pending").await.len(), 1);
}

#[tokio::test]
async fn sending_rows_takes_both_roles_of_imports() {
    let (instance, _) = prepared().await;
    let plain = instance.rows("sys_user", "user_name=plain.user").await;
    let mut instance = instance;
    for (role, wanted) in [("", 403), ("import_set_loader", 403), ("import_transformer", 201)] {
        if !role.is_empty() {
            let roles = instance.rows("sys_user_role", &format!("name={role}")).await;
            let grant = json!({ "user": id(&plain[0]), "role": id(&roles[0]) });
            instance.insert("sys_user_has_role", grant).await;
        }
        instance = instance.user("plain.user");
        let (status, body) = instance.post(API, json!({ "u_user_name": "ada" })).await;
        assert_eq!(status, wanted, "{role}: {body}");
        instance = instance.user("admin");
    }
}

#[tokio::test]
async fn what_is_no_staging_table_takes_no_rows() {
    let (instance, _) = prepared().await;
    for table in ["sys_user", "sys_import_set_row", "u_nothing"] {
        let (status, body) = instance.post(&format!("/api/now/import/{table}"), json!({})).await;
        assert_eq!(
            (status, &body["error"]["message"]),
            (400, &json!(format!("Invalid table {table}")))
        );
    }
}

#[tokio::test]
async fn a_write_that_a_rule_stops_is_told_as_an_error() {
    let (instance, _) = prepared().await;
    let map = instance.rows("sys_transform_map", "").await;
    let path = format!("/api/now/table/sys_transform_map/{}", id(&map[0]));
    instance.patch(&path, json!({ "target_table": "sys_nothing" })).await;
    let outcome = sent(&instance, json!({ "u_user_name": "ada" })).await;
    assert_eq!(outcome["status"], "error");
    assert_eq!(outcome["error_message"], "Invalid target record or field");
}
