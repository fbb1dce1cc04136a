//! `servicenow_records`: how many rows, and which columns; and the one row that stands for several.

use serde_json::{Value as Json, json};
use tfplugin::Diagnostics;

use crate::seen::{json_of, one_error, one_warning};
use crate::world::{World, full, under_both};

async fn read(world: &World, config: Json) -> (Json, Diagnostics) {
    let read = world.provider.read_data_and_warnings(&full("records"), config.clone()).await;
    let (found, warnings) = read.unwrap_or_else(|said| panic!("{config}: {said:#?}"));
    (json_of(&found)["records"].clone(), warnings)
}

async fn properties(world: &World, count: usize) {
    for number in 0..count {
        world.insert("sys_properties", json!({ "name": format!("ledger.{number}") })).await;
    }
}

fn ledger(more: Json) -> Json {
    let base =
        json!({ "table": "sys_properties", "query": "nameSTARTSWITHledger.", "fields": ["name"] });
    crate::world::with(base, more)
}

#[tokio::test]
async fn rows_beyond_the_limit_are_told_and_all_are_read_where_that_is_asked_for() {
    under_both(async |world| {
        properties(&world, 12).await;
        let (rows, warnings) = read(&world, ledger(json!({ "limit": 10 }))).await;
        assert_eq!(rows.as_array().unwrap().len(), 10);
        one_warning(&warnings, "limit", &["12 rows", "sys_properties", "all = true"]);
        for enough in
            [json!({ "limit": 12 }), json!({ "limit": 13 }), json!({ "all": true }), json!({})]
        {
            let (rows, warnings) = read(&world, ledger(enough)).await;
            assert_eq!((rows.as_array().unwrap().len(), warnings.len()), (12, 0));
        }
    })
    .await;
}

#[tokio::test]
async fn all_is_more_than_a_page() {
    let world = World::likely().await;
    properties(&world, 1_010).await;
    let (rows, warnings) = read(&world, ledger(json!({}))).await;
    assert_eq!(rows.as_array().unwrap().len(), 1_000);
    one_warning(&warnings, "limit", &["1010 rows", "1000"]);
    let (rows, warnings) = read(&world, ledger(json!({ "all": true }))).await;
    assert_eq!((rows.as_array().unwrap().len(), warnings.len()), (1_010, 0));
}

#[tokio::test]
async fn a_limit_on_all_is_a_contradiction() {
    let world = World::likely().await;
    let said = world
        .provider
        .validate_data(&full("records"), ledger(json!({ "all": true, "limit": 3 })))
        .await;
    one_error(&said, "limit", &["Keep one"]);
    let said = world
        .provider
        .validate_data(&full("records"), ledger(json!({ "all": false, "limit": 3 })))
        .await;
    assert!(said.is_empty());
}

#[tokio::test]
async fn a_misspelt_column_is_an_error_in_query_and_fields() {
    under_both(async |world| {
        let refused = async |config: Json, at: &str, words: &[&str]| {
            let said = world.provider.read_data(&full("records"), config).await.unwrap_err();
            one_error(&said, at, words);
        };
        let query = |query: &str| json!({ "table": "sys_user_has_role", "query": query });
        refused(query("usr=x"), "query", &["usr", "sys_user_has_role", "Similar: user"]).await;
        refused(query("user=x^ORrole.nam=itil"), "query", &["nam", "sys_user_role"]).await;
        refused(query("user=x^ORDERBYDESCcreated"), "query", &["created"]).await;
        let fields = json!({ "table": "sys_user_has_role", "fields": ["role.name", "usr"] });
        refused(fields, "fields", &["usr", "answers without"]).await;
        let right = json!({ "table": "sys_user_has_role", "query": "user.user_name=admin^roleISNOTEMPTY^ORDERBYrole",
            "fields": ["role.name", "sys_created_on", "user.manager.user_name"] });
        assert!(!read(&world, right).await.0.as_array().unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn without_the_dictionary_columns_are_taken_as_they_are() {
    let world = World::likely().await;
    world.faults(json!([{ "table": "sys_dictionary", "fault": { "kind": "acl_refusal" } }])).await;
    let fields = json!({ "table": "sys_user_role", "fields": ["name", "nosuch"], "limit": 1_000 });
    assert!(!read(&world, fields).await.0.as_array().unwrap().is_empty());
}

#[tokio::test]
async fn a_role_that_is_held_twice_is_found_once() {
    under_both(async |world| {
        let group = world.insert("sys_user_group", json!({ "name": "Operators" })).await;
        let other = world.insert("sys_user_group", json!({ "name": "Others" })).await;
        let role = world.insert("sys_user_role", json!({ "name": "ledger_reader" })).await;
        let user = world.rows("sys_user", "user_name=plain.user").await[0]["sys_id"].clone();
        for group in [&group, &other] {
            world.insert("sys_group_has_role", json!({ "group": group, "role": role })).await;
            world.insert("sys_user_grmember", json!({ "group": group, "user": user })).await;
        }
        world.later().await;
        let look = async || {
            let config = json!({ "user": "plain.user", "role": "ledger_reader" });
            json_of(&world.provider.read_data(&full("user_role"), config).await.unwrap())
        };
        let inherited = look().await;
        assert_eq!(inherited["role"], "ledger_reader");
        let direct = json!({ "user": "plain.user", "role": "ledger_reader" });
        let direct = world.apply("user_role", None, &direct).await;
        assert_eq!(
            look().await["id"],
            json!(crate::seen::id(&direct)),
            "the one that can be managed"
        );
        let said = world.provider.read_data(&full("user_role"), json!({ "user": "admin" })).await;
        one_error(&said.unwrap_err(), "", &["Give the id"]);
    })
    .await;
}
