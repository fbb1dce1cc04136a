//! What holds for every table, under both profiles of unknowns.

use crate::support::{Instance, id, parts, with};
use reqwest::Method;
use serde_json::{Value, json};
use simulator::Unknowns;

/// Tables whose rows the simulator writes itself from its dictionary.
const DESCRIBING: &[&str] = &["sys_db_object", "sys_dictionary", "sys_choice", "sys_glide_object"];
/// Tables that an administrator may not write without elevating, or not at all.
const GUARDED: &[&str] = &[
    "sys_metadata",
    "sys_plugins",
    "sys_security_acl",
    "sys_security_acl_role",
    "sys_security_attribute",
    "sys_security_operation",
    "sys_security_type",
    "sys_user_has_role",
];

/// The least that a row of the table holds: a connection that is in use needs an alias.
fn least(table: &str) -> Value {
    if table.ends_with("_connection") || table == "orch_jms_ds" {
        json!({ "active": false })
    } else {
        json!({})
    }
}

async fn both() -> [Instance; 2] {
    [with(Unknowns::likely()).await, with(Unknowns::worst()).await]
}

/// Every table the instance says it has.
async fn tables(instance: &Instance) -> Vec<String> {
    let rows = instance.rows("sys_db_object", "ORDERBYname").await;
    let names = rows.iter().map(|row| row["name"].as_str().unwrap().to_owned());
    let others = |name: &String| !DESCRIBING.iter().chain(GUARDED).any(|table| table == name);
    names.filter(others).collect()
}

/// The columns of a table, those of its ancestors included, by walking up the hierarchy.
async fn columns(instance: &Instance, table: &str) -> Vec<Value> {
    let mut columns = Vec::new();
    let mut next = Some(table.to_owned());
    while let Some(name) = next {
        let query = format!("name={name}^elementISNOTEMPTY");
        columns.extend(instance.rows("sys_dictionary", &query).await);
        let path = format!(
            "/api/now/table/sys_db_object?sysparm_query=name={name}&sysparm_fields=super_class.name"
        );
        let (_, body) = instance.get(&path).await;
        let parent = body["result"][0]["super_class.name"].as_str().unwrap().to_owned();
        next = Some(parent).filter(|parent| !parent.is_empty());
    }
    columns
}

#[tokio::test]
async fn every_table_takes_a_record_gives_it_back_and_lets_it_go() {
    for instance in both().await {
        let before = instance.export().await;
        for table in tables(&instance).await {
            let record = instance.insert(&table, least(&table)).await;
            let path = format!("/api/now/table/{table}/{}", id(&record));
            let exact = format!("{path}?sysparm_exclude_reference_link=true");
            let (status, body) = instance.get(&exact).await;
            assert_eq!(status, 200, "{table}");
            for column in ["sys_id", "sys_created_on", "sys_mod_count"] {
                assert_eq!(body["result"][column], record[column], "{table}.{column}");
            }
            assert_eq!(instance.delete(&path).await.0, 204, "{table}");
            assert_eq!(instance.get(&path).await.0, 404, "{table}");
        }
        let after = instance.export().await;
        for (table, rows) in before.as_object().unwrap() {
            assert!(after[table] == *rows, "{table}");
        }
    }
}

#[tokio::test]
async fn every_writable_text_of_every_table_is_stored_and_read_back() {
    for instance in both().await {
        for (number, table) in tables(&instance).await.into_iter().enumerate() {
            // Short enough for every column, and no name is used twice.
            let text = format!("{number:03}");
            let texts: Vec<String> = columns(&instance, &table)
                .await
                .iter()
                .filter(|column| column["internal_type"] == "string")
                .filter(|column| column["read_only"] == "false" && column["choice"] == "0")
                .map(|column| column["element"].as_str().unwrap().to_owned())
                .collect();
            let mut record = least(&table);
            for name in &texts {
                record[name] = json!(text);
            }
            // What is for all versions of an API names none.
            record["apply_all_versions"] = json!(false);
            let stored = instance.insert(&table, record).await;
            for name in texts {
                let shown = stored[&name].as_str();
                assert!(shown.is_some_and(|shown| shown.contains(&text)), "{table}.{name}");
            }
        }
    }
}

#[tokio::test]
async fn a_row_shows_exactly_the_columns_its_dictionary_names() {
    for instance in both().await {
        for table in tables(&instance).await {
            let record = instance.insert(&table, least(&table)).await;
            let mut shown: Vec<&str> =
                record.as_object().unwrap().keys().map(String::as_str).collect();
            let columns = columns(&instance, &table).await;
            let mut named: Vec<&str> =
                columns.iter().map(|column| column["element"].as_str().unwrap()).collect();
            named.sort_unstable();
            named.dedup();
            shown.sort_unstable();
            assert_eq!(shown, named, "{table}");
        }
    }
}

#[tokio::test]
async fn every_reference_column_can_be_followed() {
    let instance = with(Unknowns::likely()).await;
    let references = instance.rows("sys_dictionary", "internal_type=reference").await;
    assert!(references.len() > 40);
    for column in references {
        let name = |key: &str| column[key].as_str().unwrap().to_owned();
        let (table, element) = (name("name"), name("element"));
        let path = format!(
            "/api/now/table/{table}?sysparm_query={element}.sys_idISNOTEMPTY\
             &sysparm_fields={element}.sys_id,{element}&sysparm_display_value=all&sysparm_limit=1"
        );
        let (status, body) = instance.get(&path).await;
        assert_eq!(status, 200, "{table}.{element}: {body}");
    }
}

#[tokio::test]
async fn no_secret_of_any_table_is_ever_shown() {
    for instance in both().await {
        let secrets = instance.rows("sys_dictionary", "internal_type=password2").await;
        assert!(secrets.len() > 4);
        for column in secrets {
            let (table, element) =
                (column["name"].as_str().unwrap(), column["element"].as_str().unwrap());
            let path = format!("/api/now/table/{table}?sysparm_input_display_value=true");
            let (_, body) = instance.post(&path, json!({ element: "tr0ub4dor" })).await;
            let record = body["result"]["sys_id"].as_str().unwrap();
            for display in ["true", "false", "all"] {
                let path =
                    format!("/api/now/table/{table}/{record}?sysparm_display_value={display}");
                let shown = instance.get(&path).await.1.to_string();
                assert!(!shown.contains("tr0ub4dor"), "{table}.{element}");
            }
            let revealed = instance.reveal(table, &body["result"], element, "tr0ub4dor").await;
            assert!(revealed.equal && revealed.encrypted, "{table}.{element}: {revealed:?}");
        }
        assert!(!instance.export().await.to_string().contains("tr0ub4dor"));
        let page = parts(instance.request(Method::GET, "/").send().await.unwrap()).await;
        assert!(!page.1.to_string().contains("tr0ub4dor"));
    }
}

#[tokio::test]
async fn a_user_without_roles_can_write_no_table() {
    let instance = with(Unknowns::likely()).await;
    let tables = tables(&instance).await;
    let instance = instance.user("plain.user");
    for table in tables {
        let path = format!("/api/now/table/{table}");
        let (status, body) = instance.post(&path, json!({ "name": "Mine" })).await;
        assert_eq!(status, 403, "{table}");
        let detail = body["error"]["detail"].as_str().unwrap();
        assert_eq!(detail, "ACL Exception Insert Failed due to security constraints", "{table}");
    }
}
