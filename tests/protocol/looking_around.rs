//! Data sources that are no record: the instance, a table, the tokens of a credential.

use serde_json::{Value as Json, json};
use simulator::Unknowns;
use tfplugin::testing::Harness;

use crate::seen::{json_of, one_error};
use crate::world::{World, full, under_both};

async fn read(provider: &Harness, kind: &str, config: Json) -> Json {
    let read = provider.read_data(&full(kind), config.clone()).await;
    json_of(&read.unwrap_or_else(|said| panic!("{kind} {config}: {said:#?}")))
}

#[tokio::test]
async fn the_instance_tells_its_release_and_who_is_signed_in() {
    under_both(async |world| {
        let seen = read(&world.provider, "instance", json!({})).await;
        assert_eq!(seen["url"], json!(world.url()));
        assert_eq!((&seen["name"], &seen["build"]), (&json!("simulator"), &json!("Simulated")));
        assert_eq!(seen["build_tag"], "simulated-1");
        assert_eq!(seen["user_name"], "admin");
        assert_eq!(
            world.column("sys_user", seen["user_id"].as_str().unwrap(), "user_name").await,
            "admin"
        );
        let roles = seen["roles"].as_array().unwrap();
        assert!(
            roles.contains(&json!("admin")) && roles.contains(&json!("security_admin")),
            "{roles:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn what_the_user_may_not_read_of_the_instance_is_null() {
    let world = World::with(Unknowns::worst()).await;
    let refusal = |table| json!({ "table": table, "fault": { "kind": "acl_refusal" } });
    world.faults(json!([refusal("sys_properties"), refusal("sys_user_has_role")])).await;
    let seen = read(&world.provider, "instance", json!({})).await;
    for name in ["name", "build", "build_tag", "roles"] {
        assert_eq!(seen[name], Json::Null, "{name}");
    }
    assert_eq!(seen["user_name"], "admin");
}

#[tokio::test]
async fn an_ordinary_user_sees_who_he_is() {
    under_both(async |world| {
        let seen = read(&world.signed_in("plain.user").await, "instance", json!({})).await;
        assert_eq!(seen["user_name"], "plain.user");
    })
    .await;
}

#[tokio::test]
async fn a_table_shows_its_columns_and_those_it_inherits() {
    under_both(async |world| {
        let table = read(&world.provider, "table", json!({ "name": "http_connection" })).await;
        assert_eq!(
            (&table["extends"], &table["label"]),
            (&json!("sys_connection"), &json!("HTTP(s) Connections"))
        );
        let columns = &table["columns"];
        let alias = &columns["connection_alias"];
        assert_eq!(
            (&alias["type"], &alias["reference"]),
            (&json!("reference"), &json!("sys_alias"))
        );
        assert_eq!(alias["defined_on"], "sys_connection");
        assert_eq!(columns["base_path"]["defined_on"], "http_connection");
        assert_eq!(columns["name"]["mandatory"], json!(true));
        assert_eq!(columns["name"]["unique"], json!(false));
        assert!(columns["name"]["max_length"].as_i64().unwrap() > 0);
        assert_eq!(columns["sys_created_on"]["read_only"], json!(true));
        let own = world.rows("sys_db_object", "name=http_connection").await;
        assert_eq!(table["id"], own[0]["sys_id"]);
    })
    .await;
}

#[tokio::test]
async fn a_table_that_is_not_there_or_not_to_be_read_is_an_error() {
    let world = World::likely().await;
    let said = world.provider.read_data(&full("table"), json!({ "name": "incidents" })).await;
    one_error(
        &said.unwrap_err(),
        "name",
        &["no table incidents", "Check the spelling", "personalize_dictionary"],
    );
    let plain = world.signed_in("plain.user").await;
    let said = plain.read_data(&full("table"), json!({ "name": "incident" })).await.unwrap_err();
    assert!(said.iter().any(|said| said.detail.contains("personalize_dictionary")), "{said:#?}");
}

/// A credential that gets its tokens by the profile of the ground's registry.
async fn credential(world: &World) -> String {
    crate::ground::lay(world).await;
    let config = json!({ "type": "oauth_2_0", "name": "Shipping", "oauth_profile": "Ground registry default_profile" });
    crate::seen::id(&world.apply("credential", None, &config).await)
}

/// Puts a token there as the platform does when somebody has got one.
async fn got(world: &World, credential: &str, kind: &str, expires: &str) {
    let profile = world.column("oauth_2_0_credentials", credential, "oauth_entity_profile").await;
    let joined = json!({ "oauth_entity_profile": profile, "requestor_context": "oauth_2_0_credentials",
        "requestor": credential });
    let joined = world.insert("oauth_requestor_profile", joined).await;
    let token = json!({ "type": kind, "expires": expires, "oauth_requestor_profile": joined,
        "token_received": "planted-token" });
    world.insert("oauth_credential", token).await;
}

#[tokio::test]
async fn a_credential_without_a_token_has_none() {
    under_both(async |world| {
        let sys_id = credential(&world).await;
        let status =
            read(&world.provider, "oauth_token_status", json!({ "credential": "Shipping" })).await;
        assert_eq!(status["access_token_available"], json!(false));
        assert_eq!(status["refresh_token_available"], json!(false));
        assert_eq!(status["access_token_expires_at"], Json::Null);
        let profile = world.column("oauth_2_0_credentials", &sys_id, "oauth_entity_profile").await;
        assert_eq!(status["oauth_profile_id"], json!(profile));
    })
    .await;
}

#[tokio::test]
async fn the_tokens_of_a_credential_are_told_by_kind_and_never_shown() {
    under_both(async |world| {
        let sys_id = credential(&world).await;
        got(&world, &sys_id, "access_token", "2020-01-31 12:00:00").await;
        got(&world, &sys_id, "refresh_token", "2099-01-31 12:00:00").await;
        let other = json!({ "type": "oauth_2_0", "name": "Other", "oauth_profile": "Ground registry default_profile" });
        let other = crate::seen::id(&world.apply("credential", None, &other).await);
        got(&world, &other, "access_token", "2098-01-31 12:00:00").await;
        let status = read(&world.provider, "oauth_token_status", json!({ "credential": sys_id })).await;
        assert_eq!(status["access_token_available"], json!(false), "it has expired");
        assert_eq!(status["access_token_expires_at"], "2020-01-31T12:00:00Z");
        assert_eq!(status["refresh_token_available"], json!(true));
        assert_eq!(status["refresh_token_expires_at"], "2099-01-31T12:00:00Z");
        assert!(!status.to_string().contains("planted"), "{status}");
    })
    .await;
}

#[tokio::test]
async fn tokens_that_are_hidden_are_not_called_absent() {
    let world = World::likely().await;
    let sys_id = credential(&world).await;
    got(&world, &sys_id, "access_token", "2099-01-31 12:00:00").await;
    let reader = world.signed_in("connection.admin").await;
    let said = reader.read_data(&full("oauth_token_status"), json!({ "credential": sys_id })).await;
    one_error(&said.unwrap_err(), "", &["oauth_requestor_profile", "oauth_admin"]);
    let nobody = json!({ "credential": "Nobody" });
    let said = world.provider.read_data(&full("oauth_token_status"), nobody).await.unwrap_err();
    one_error(&said, "credential", &["\"Nobody\"", "oauth_2_0_credentials"]);
}
