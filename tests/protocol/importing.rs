//! Imports that name nothing, too much, or something with a slash or a colon in it.

use serde_json::{Value as Json, json};
use tfplugin::Diagnostics;

use crate::ground;
use crate::seen::{attribute, id, one_error, text};
use crate::world::{World, full, schema, under_both};

async fn refused(world: &World, kind: &str, import_id: &str) -> Diagnostics {
    world.provider.import(&full(kind), import_id).await.unwrap_err()
}

#[tokio::test]
async fn a_miss_names_what_is_near_and_the_forms_there_are() {
    under_both(async |world| {
        ground::lay(&world).await;
        let said = refused(&world, "connection_alias", "Groumd").await;
        one_error(&said, "", &["\"Groumd\"", "Similar: Ground (", "a sys_id or its alias_id"]);
        let said = refused(&world, "oauth_registry", "name:Ground registrar").await;
        one_error(&said, "", &["Similar:", "Ground registry", "`client_id:…`", "`name:…`"]);
        let said = refused(&world, "oauth_profile", "Ground registry/no such").await;
        one_error(&said, "", &["`<oauth_registry>/<name>`"]);
    })
    .await;
}

#[tokio::test]
async fn an_id_that_fits_several_is_refused_with_each_of_them() {
    let world = World::likely().await;
    let row = json!({ "name": "Twice", "type": "client" });
    let (one, other) =
        (world.insert("oauth_entity", row.clone()).await, world.insert("oauth_entity", row).await);
    let said = refused(&world, "oauth_registry", "name:Twice").await;
    one_error(&said, "", &[&one, &other, "by its sys_id"]);
    assert_eq!(id(&world.import("oauth_registry", &one).await), one);
}

#[tokio::test]
async fn an_empty_id_is_refused() {
    let world = World::likely().await;
    one_error(&refused(&world, "connection", " ").await, "", &["is empty", "a sys_id or its name"]);
}

#[tokio::test]
async fn slashes_and_colons_inside_names_are_found_out() {
    let world = World::likely().await;
    let entity = world.insert("oauth_entity", json!({ "name": "a/b", "type": "client" })).await;
    let row = json!({ "name": "c/d", "oauth_entity": entity, "grant_type": "password" });
    let profile = world.insert("oauth_entity_profile", row).await;
    assert_eq!(id(&world.import("oauth_profile", "a/b/c/d").await), profile);
    let row = json!({ "name": "urn:x:y", "active": false, "connection_url": "https://a.example" });
    let connection = world.insert("http_connection", row).await;
    assert_eq!(id(&world.import("connection", "urn:x:y").await), connection);
    assert_eq!(id(&world.import("connection", "name:urn:x:y").await), connection);
}

#[tokio::test]
async fn a_record_of_another_type_is_not_imported_by_a_path_that_names_the_type() {
    let world = World::likely().await;
    world.insert("basic_auth_credentials", json!({ "name": "A" })).await;
    let said = refused(&world, "credential", "api_key/A").await;
    one_error(&said, "", &["`<type>/<name>`"]);
    let imported = world.import("credential", "basic_auth/A").await;
    assert_eq!(text(&imported, "type"), "basic_auth");
}

#[tokio::test]
async fn an_import_fills_what_only_the_provider_knows_with_its_defaults() {
    under_both(async |world| {
        ground::lay(&world).await;
        let imported = world.import("connection_alias", "Ground").await;
        assert_eq!(attribute(&imported, "adopt_existing"), json!(false));
        assert_eq!(attribute(&imported, "deletion_policy"), json!("delete"));
        let imported = world.import("oauth_registry", "name:Ground registry").await;
        for secret in ["client_secret", "client_secret_wo", "client_secret_wo_version"] {
            assert_eq!(attribute(&imported, secret), Json::Null);
        }
    })
    .await;
}

#[tokio::test]
async fn an_import_writes_references_by_the_key_that_people_use() {
    let world = World::likely().await;
    ground::lay(&world).await;
    let config = json!({ "name": "A", "connection_alias": "Ground", "credential": "Ground credential",
        "connection_url": "https://a.example" });
    world.apply("connection", None, &config).await;
    let imported = world.import("connection", "A").await;
    assert_eq!(text(&imported, "connection_alias"), "Ground");
    assert_eq!(text(&imported, "credential"), "Ground credential");
    assert_eq!(text(&imported, "application_scope"), "global");
}

#[tokio::test]
async fn older_type_words_are_third_parties_and_shown_as_stored() {
    let world = World::likely().await;
    let row = json!({ "name": "Old", "type": "consumer", "client_id": "c", "token_url": "https://a.example" });
    let sys_id = world.insert("oauth_entity", row).await;
    let imported = world.import("oauth_registry", &sys_id).await;
    assert_eq!(text(&imported, "type"), "consumer");
    assert_eq!(text(&imported, "token_url"), "https://a.example");
    let config = json!({ "type": "consumer", "name": "Old", "client_id": "c", "token_url": "https://a.example" });
    assert!(world.plan("oauth_registry", Some(&imported), &config).await.is_empty(&imported));
}

#[tokio::test]
async fn generated_configuration_plans_clean() {
    under_both(async |world| {
        ground::lay(&world).await;
        let built = json!({ "name": "B", "connection_alias": "Ground", "url_builder": true, "host": "a.example" });
        world.apply("connection", None, &built).await;
        for (kind, import_id) in [("connection", "B"), ("connection_alias", "Ground"), ("oauth_registry", "name:Ground registry"),
            ("oauth_registry", "name:Ground client"), ("credential", "basic_auth/Ground credential")]
        {
            let imported = world.import(kind, import_id).await;
            let config = crate::seen::as_configuration(&imported, &schema(kind));
            let said = world.provider.validate(&full(kind), config.clone()).await;
            assert!(said.is_empty(), "{kind} {config}: {said:#?}");
            let plan = world.plan(kind, Some(&imported), &config).await;
            crate::seen::same(&imported.value, &plan.planned);
        }
    })
    .await;
}
