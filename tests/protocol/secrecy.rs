//! What is read: no secret, in whatever way it could come, whether the dictionary is shown or hidden.

use std::collections::BTreeSet;

use serde_json::{Value as Json, json};
use terraform_provider_servicenow::describe::Lifecycle;
use terraform_provider_servicenow::resources;

use crate::seen::{attribute, id, json_of, one_error, one_warning};
use crate::world::{World, full, under_both, with};

const PLANTED: &str = "planted-secret";
const RECORD: &str = "record";
const PROPERTY: &str = "system_property";

/// A table with a secret that no type here describes.
const UNDESCRIBED: &str = "sys_encryption_context";

/// A table with a column that holds a secret, and what else a row needs there.
fn rows() -> Vec<(&'static str, &'static str, Json)> {
    let named = || json!({ "name": "Planted" });
    let client = || json!({ "name": "Planted", "type": "client", "client_id": "planted" });
    vec![
        ("oauth_entity", "client_secret", client()),
        ("oauth_jwt", "client_secret", client()),
        ("oauth_oidc_entity", "client_secret", client()),
        ("basic_auth_credentials", "password", named()),
        ("api_key_credentials", "api_key", named()),
        ("jwt_keystore_aliases", "signing_key_password", named()),
        ("jwt_verifier_map", "shared_key", named()),
        ("sys_certificate", "key_store_password", named()),
        ("sys_user", "user_password", json!({ "user_name": "planted" })),
        ("sys_auth_profile_basic", "password", named()),
        (UNDESCRIBED, "encryption_key", named()),
        ("sys_rest_message", "basic_auth_password", named()),
        ("sys_rest_message_fn", "basic_auth_password", json!({ "function_name": "Planted" })),
        ("sys_rest_message_headers", "value", named()),
        ("sys_rest_message_fn_headers", "value", named()),
        ("sys_data_source", "scp_password", named()),
        ("sys_data_source", "jdbc_password", named()),
        ("sys_email_account", "password", named()),
        ("ldap_server_config", "password", named()),
        ("saml2_update1_properties", "signing_key_password", named()),
        ("sys_update_set_source", "password", named()),
        ("sys_properties", "value", json!({ "name": "planted", "type": "password2" })),
    ]
}

/// Fails if the text holds the secret, or anything that looks like its ciphertext.
fn holds_none(what: &str, text: &str) {
    let is_private = |letter: char| ('\u{e000}'..='\u{f8ff}').contains(&letter);
    assert!(!text.contains(is_private) && !text.contains("\\ue0"), "{what}: ciphertext in {text}");
    assert!(!text.contains(PLANTED), "{what}: the secret is in {text}");
}

async fn hide_the_dictionary(world: &World) {
    let refusal = |table| json!({ "table": table, "fault": { "kind": "acl_refusal" } });
    world.faults(json!([refusal("sys_dictionary"), refusal("sys_db_object")])).await;
}

#[test]
fn the_rows_cover_every_secret_of_every_type() {
    let known: BTreeSet<_> = rows().iter().map(|(table, column, _)| (*table, *column)).collect();
    for resource in resources::ALL.iter().filter(|one| one.lifecycle == Lifecycle::Record) {
        for field in resource.fields.iter().filter(|field| field.is_secret()) {
            let of = resource.variants.iter().filter(|variant| field.belongs_to(variant.name));
            let mut tables: Vec<&str> = of.map(|variant| variant.table).collect();
            if tables.is_empty() {
                tables.push(resource.table);
            }
            for table in tables {
                assert!(known.contains(&(table, field.column.unwrap())), "{table}.{}", field.name);
            }
        }
    }
}

#[tokio::test]
async fn no_row_of_any_table_shows_a_secret() {
    under_both(async |world| {
        for (table, column, row) in rows() {
            let sys_id = world.insert(table, with(row, json!({ column: PLANTED }))).await;
            for is_hidden in [false, true] {
                let provider = world.signed_in("admin").await;
                if is_hidden {
                    hide_the_dictionary(&world).await;
                }
                let query = format!("sys_id={sys_id}");
                for fields in [json!(null), json!(["sys_id", column])] {
                    let config = json!({ "table": table, "query": query, "fields": fields });
                    let read = provider.read_data(&full("records"), config).await.unwrap();
                    let read = json_of(&read);
                    holds_none(table, &read.to_string());
                    let found = &read["records"][0];
                    assert_eq!(found["sys_id"], json!(sys_id), "{table}");
                    assert!(found.get("type").is_none() || fields.is_null(), "not asked for");
                }
                let imported = provider.import(&full(RECORD), &format!("{table}/{sys_id}")).await;
                let imported = imported.unwrap();
                holds_none(table, &json_of(&imported.value).to_string());
                holds_none(table, &String::from_utf8_lossy(&imported.private));
                world.no_faults().await;
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_secret_that_a_reference_leads_to_is_not_shown_either() {
    under_both(async |world| {
        let row = json!({ "name": "Ledger", "type": "oauth_provider", "client_id": "ledger",
            "token_url": "https://x.example.com/t", "client_secret": PLANTED });
        let registry = world.insert("oauth_entity", row).await;
        world.later().await;
        let role = json!({ "table": "sys_user_has_role", "limit": 5,
            "fields": ["role.name", "user.user_password", "user.user_name"] });
        let profile = json!({ "table": "oauth_entity_profile", "query": format!("oauth_entity={registry}"),
            "fields": ["name", "oauth_entity.client_secret", "oauth_entity.client_id"] });
        for is_hidden in [false, true] {
            let provider = world.signed_in("admin").await;
            if is_hidden {
                hide_the_dictionary(&world).await;
            }
            for (config, shown, dropped) in [
                (&profile, "oauth_entity.client_id", "oauth_entity.client_secret"),
                (&role, "user.user_name", "user.user_password"),
            ] {
                let read = provider.read_data(&full("records"), config.clone()).await.unwrap();
                let read = json_of(&read);
                holds_none("a reference", &read.to_string());
                let found = &read["records"][0];
                assert!(found[shown].as_str().is_some_and(|text| !text.is_empty()), "{found}");
                let kept = found[dropped].as_str().unwrap_or_default();
                assert!(kept.is_empty(), "{found}");
            }
            world.no_faults().await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_table_that_nobody_knows_keeps_back_what_its_names_speak_of() {
    under_both(async |world| {
        let row = json!({ "name": "Planted", "algorithm": "AES", "encryption_key": PLANTED });
        world.insert(UNDESCRIBED, row).await;
        hide_the_dictionary(&world).await;
        let config = json!({ "table": UNDESCRIBED, "query": "name=Planted" });
        let read = world.provider.read_data(&full("records"), config).await.unwrap();
        let found = &json_of(&read)["records"][0];
        assert_eq!(found["algorithm"], "AES", "what speaks of no secret is shown");
        assert!(found["encryption_key"].as_str().unwrap_or_default().is_empty(), "{found}");
    })
    .await;
}

#[tokio::test]
async fn a_dictionary_that_fails_is_an_error_and_shows_nothing() {
    let world = World::impatient().await;
    let broken = json!({ "kind": "status", "status": 500, "body": "{}" });
    world.faults(json!([{ "table": "sys_dictionary", "fault": broken }])).await;
    let config = json!({ "table": "cmn_location", "fields": ["name", "city"] });
    let said = world.provider.read_data(&full("records"), config).await.unwrap_err();
    one_error(&said, "", &["servicenow_records", "500"]);
}

#[tokio::test]
async fn a_secret_among_the_fields_is_refused_where_the_dictionary_is_hidden() {
    under_both(async |world| {
        hide_the_dictionary(&world).await;
        for (table, column, row) in rows() {
            let config = json!({ "table": table, "fields": with(row, json!({ column: PLANTED })) });
            let planned = world.provider.plan(&full(RECORD), None, Some(config)).await;
            let at = format!("fields.{column}");
            if table == UNDESCRIBED {
                let said = planned.unwrap().warnings;
                one_warning(&said, &at, &["speaks of a secret", "fields_wo"]);
            } else {
                let said = planned.err().unwrap_or_else(|| panic!("{table} is planned"));
                one_error(&said, &at, &["fields_wo"]);
                holds_none(table, &format!("{said:?}"));
            }
        }
    })
    .await;
}

#[tokio::test]
async fn what_comes_back_encrypted_was_a_secret_and_is_not_told() {
    under_both(async |world| {
        hide_the_dictionary(&world).await;
        let before = world.export().await;
        let fields = json!({ "name": "Planted", "encryption_key": PLANTED });
        let config = json!({ "table": UNDESCRIBED, "fields": fields });
        let applied = world.attempt(RECORD, None, &config).await;
        holds_none("the answer", &format!("{:?}", applied.diagnostics));
        if applied.diagnostics.iter().any(|said| said.detail.contains("encrypted")) {
            one_error(&applied.diagnostics, "fields.encryption_key", &["fields_wo"]);
            crate::seen::as_before(&before, &world.export().await);
        }
        if let Some(state) = applied.state {
            let read = world.read(RECORD, &state).await.unwrap();
            let shown = attribute(&read, "fields").to_string();
            assert!(!shown.contains(|letter| ('\u{e000}'..='\u{f8ff}').contains(&letter)));
        }
    })
    .await;
}

#[tokio::test]
async fn a_property_that_holds_a_secret_shows_no_value() {
    under_both(async |world| {
        for kind in ["password2", "password"] {
            let name = format!("planted.{kind}");
            let row = json!({ "name": name, "type": kind, "value": PLANTED });
            let sys_id = world.insert("sys_properties", row).await;
            let config = json!({ "name": name });
            let data = world.provider.read_data(&full(PROPERTY), config.clone()).await.unwrap();
            holds_none("the data source", &json_of(&data).to_string());
            assert_eq!(json_of(&data)["value"], Json::Null);
            let imported = world.import(PROPERTY, &name).await;
            holds_none("the state", &json_of(&imported.value).to_string());
            holds_none("private data", &String::from_utf8_lossy(&imported.private));
            let before = world.export().await;
            let ours = with(config, json!({ "value": "ours" }));
            let kept = Some(ours.clone());
            let said = world.provider.plan(&full(PROPERTY), Some(&imported), kept).await;
            one_error(&said.unwrap_err(), "value", &[kind, "fields_wo"]);
            let adopting = with(ours, json!({ "adopt_existing": true }));
            let said = world.refused(PROPERTY, None, &adopting).await;
            one_error(&said, "value", &[kind, "fields_wo"]);
            assert_eq!(world.export().await, before, "nothing is written");
            world.delete("sys_properties", &sys_id).await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_property_that_becomes_a_secret_is_not_read_into_the_state() {
    under_both(async |world| {
        let config = json!({ "name": "x.later", "value": "open" });
        let state = world.apply(PROPERTY, None, &config).await;
        let secret = json!({ "type": "password2", "value": PLANTED });
        world.change("sys_properties", &id(&state), secret).await;
        let read = world.read(PROPERTY, &state).await.unwrap();
        holds_none("the state", &json_of(&read.value).to_string());
        assert_eq!(attribute(&read, "value"), json!("open"), "as it was configured");
        let record =
            json!({ "table": "sys_properties", "fields": { "name": "x.other", "value": "open" } });
        let state = world.apply(RECORD, None, &record).await;
        let secret = json!({ "type": "password2", "value": PLANTED });
        world.change("sys_properties", &id(&state), secret).await;
        let read = world.read(RECORD, &state).await.unwrap();
        holds_none("the state", &json_of(&read.value).to_string());
        let changed =
            json!({ "table": "sys_properties", "fields": { "name": "x.other", "value": "new" } });
        let said = world.provider.plan(&full(RECORD), Some(&read), Some(changed)).await;
        one_error(&said.err().unwrap(), "fields.value", &["fields_wo"]);
    })
    .await;
}

#[tokio::test]
async fn the_default_of_a_column_that_holds_a_secret_is_not_shown() {
    let world = World::likely().await;
    let columns = "name=oauth_entity^element=client_secret";
    let row = &world.rows("sys_dictionary", columns).await[0];
    let sys_id = row["sys_id"].as_str().unwrap();
    world.change("sys_dictionary", sys_id, json!({ "default_value": PLANTED })).await;
    let config = json!({ "name": "oauth_entity" });
    let read = world.provider.read_data(&full("table"), config).await.unwrap();
    holds_none("the table", &json_of(&read).to_string());
}
