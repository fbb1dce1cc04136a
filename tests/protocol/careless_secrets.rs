//! Secrets given carelessly: nothing in them, or a line break at their end. Each of every type.

use serde_json::{Value as Json, json};
use terraform_provider_servicenow::resources;

use crate::ground;
use crate::seen::{id, one_error, place, says};
use crate::world::{World, full, under_both, with};

const REGISTRY: &str = "oauth_registry";

fn provider(more: Json) -> Json {
    with(json!({ "type": "oauth_provider", "name": "Acme", "client_id": "acme" }), more)
}

/// A record of each type that has secrets: the type, the least it takes, and each of its secrets.
pub(crate) fn every_secret() -> Vec<(&'static str, Json, &'static str)> {
    let signer = json!({ "name": "M", "oauth_registry": "Ground signer" });
    vec![
        (REGISTRY, provider(json!({})), "client_secret"),
        ("credential", json!({ "type": "basic_auth", "name": "A", "username": "u" }), "password"),
        ("credential", json!({ "type": "api_key", "name": "B" }), "api_key"),
        ("jwt_key", json!({ "name": "K" }), "signing_key_password"),
        ("certificate", json!({ "name": "S", "type": "key_store" }), "key_store_password"),
        ("jwt_verifier_map", signer, "shared_key"),
        ("user", json!({ "user_name": "u" }), "password"),
        ("basic_auth_profile", json!({ "name": "P", "username": "u" }), "password"),
        (
            "rest_message",
            json!({ "name": "R", "rest_endpoint": "https://a.example" }),
            "basic_auth_password",
        ),
        (
            "rest_message_function",
            json!({ "name": "F", "rest_message": "Ground message", "http_method": "get" }),
            "basic_auth_password",
        ),
        (
            "rest_message_header",
            json!({ "name": "X-Key", "rest_message": "Ground message" }),
            "value",
        ),
        (
            "rest_message_function_header",
            json!({ "name": "X-Key", "rest_message_function": "Ground function" }),
            "value",
        ),
        ("import_source", source("Files"), "scp_password"),
        ("import_source", source("Rows"), "jdbc_password"),
        ("email_account", json!({ "name": "Inbox", "type": "imap" }), "password"),
        ("ldap_server", json!({ "name": "Directory" }), "password"),
        ("saml_identity_provider", json!({ "name": "Sign-in" }), "signing_key_password"),
        (
            "update_source",
            json!({ "name": "Source", "url": "https://source.example", "type": "dev" }),
            "password",
        ),
    ]
}

fn source(name: &str) -> Json {
    json!({ "name": name, "import_set_table_name": "u_imported" })
}

#[test]
fn every_secret_of_every_type_is_tried() {
    let tried: Vec<_> = every_secret().iter().map(|(kind, _, secret)| (*kind, *secret)).collect();
    for resource in resources::ALL {
        for field in resource.fields.iter().filter(|field| field.is_secret()) {
            assert!(
                tried.contains(&(resource.name, field.name)),
                "{} {}",
                resource.name,
                field.name
            );
        }
    }
}

#[tokio::test]
async fn a_blank_secret_whose_version_moves_wipes_nothing_out() {
    under_both(async |world| {
        ground::lay(&world).await;
        for (kind, base, secret) in every_secret() {
            let (hidden, version) = (format!("{secret}_wo"), format!("{secret}_wo_version"));
            let config = |text: Json, number: i64| {
                with(base.clone(), json!({ hidden.as_str(): text, version.as_str(): number }))
            };
            let said = world.refused(kind, None, &config(json!(""), 1)).await;
            one_error(&said, &hidden, &["blank"]);
            let said = world.refused(kind, None, &with(base.clone(), json!({ secret: "" }))).await;
            one_error(&said, secret, &["blank"]);
            let state = world.apply(kind, None, &config(json!("stored"), 1)).await;
            let said = world.refused(kind, Some(&state), &config(json!(""), 2)).await;
            one_error(&said, &hidden, &["blank"]);
            let unset = Some(config(Json::Null, 2));
            let said = world.provider.plan(&full(kind), Some(&state), unset).await;
            one_error(&said.unwrap_err(), &hidden, &["not set", &version]);
            world.destroy(kind, state).await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_blank_secret_among_the_columns_of_a_record_is_refused() {
    under_both(async |world| {
        let config = |secrets: Json, version: i64| {
            json!({ "table": "sys_certificate", "fields": { "name": "A" }, "fields_wo": secrets,
                "fields_wo_version": version })
        };
        let at = "fields_wo.key_store_password";
        for nothing in [json!(""), json!("\n"), Json::Null] {
            let blank = config(json!({ "key_store_password": nothing }), 1);
            let said = world.provider.plan(&full("record"), None, Some(blank)).await.unwrap_err();
            one_error(&said, at, &["unset"]);
        }
        let stored = config(json!({ "key_store_password": "stored" }), 1);
        let state = world.apply("record", None, &stored).await;
        let blank = config(json!({ "key_store_password": "" }), 2);
        one_error(&world.refused("record", Some(&state), &blank).await, at, &["blank"]);
        let (table, column) = ("sys_certificate", "key_store_password");
        assert!(world.holds_secret(table, &id(&state), column, "stored").await);
    })
    .await;
}

#[tokio::test]
async fn a_secret_that_ends_in_a_line_break_is_named() {
    let world = World::likely().await;
    for (kind, base, secret) in every_secret() {
        let hidden = format!("{secret}_wo");
        let version = format!("{secret}_wo_version");
        let plain = with(base.clone(), json!({ secret: "s3cret\n" }));
        let written = json!({ hidden.as_str(): "s3cret\r\n", version.as_str(): 1 });
        for (config, at) in [(plain, secret), (with(base, written), hidden.as_str())] {
            let said = world.provider.validate(&full(kind), config).await;
            let about = said.iter().find(|one| place(one) == at);
            let about = about.unwrap_or_else(|| panic!("{kind} {at}: {said:#?}"));
            says(about, at, &["line break", "chomp"]);
            assert!(!about.is_error() && !format!("{about:?}").contains("s3cret"));
        }
    }
    let credentials = [
        (REGISTRY, provider(json!({ "client_id": "acme\n" })), "client_id"),
        ("credential", json!({ "type": "basic_auth", "name": "A", "username": "u\n" }), "username"),
        ("user", json!({ "user_name": "u\n" }), "user_name"),
        (
            "record",
            json!({ "table": "sys_certificate", "fields": { "name": "A" }, "fields_wo_version": 1,
            "fields_wo": { "key_store_password": "s3cret\n" } }),
            "fields_wo.key_store_password",
        ),
    ];
    for (kind, config, at) in credentials {
        let said = world.provider.validate(&full(kind), config).await;
        let about = said.iter().find(|one| place(one) == at);
        assert!(about.is_some_and(|one| one.detail.contains("line break")), "{kind}: {said:#?}");
    }
}
