//! Each type's life, one test for each kind of record.

use serde_json::json;

use crate::life_cycle::live;
use crate::world::{World, under_both};

#[tokio::test]
async fn a_third_party_in_the_registry_lives_and_leaves_nothing() {
    let config = json!({ "type": "oauth_provider", "name": "Acme", "client_id": "acme",
        "token_url": "https://acme.example/token", "default_grant_type": "client_credentials" });
    live("oauth_registry", config).await;
}

#[tokio::test]
async fn an_inbound_client_in_the_registry_lives_and_leaves_nothing() {
    live("oauth_registry", json!({ "type": "client", "name": "Inbound" })).await;
}

#[tokio::test]
async fn a_signing_client_in_the_registry_lives_and_leaves_nothing() {
    live(
        "oauth_registry",
        json!({ "type": "jwt_client", "name": "Signing", "client_id": "signing" }),
    )
    .await;
}

#[tokio::test]
async fn an_identity_provider_in_the_registry_lives_and_leaves_nothing() {
    live(
        "oauth_registry",
        json!({ "type": "oidc_provider", "name": "Identity", "client_id": "identity" }),
    )
    .await;
}

#[tokio::test]
async fn an_oauth_profile_lives_and_leaves_nothing() {
    let config = json!({ "name": "Own", "oauth_registry": "Ground client", "grant_type": "client_credentials" });
    live("oauth_profile", config).await;
}

#[tokio::test]
async fn a_basic_credential_lives_and_leaves_nothing() {
    live("credential", json!({ "type": "basic_auth", "name": "Basic", "username": "someone" }))
        .await;
}

#[tokio::test]
async fn an_oauth_credential_lives_and_leaves_nothing() {
    let config = json!({ "type": "oauth_2_0", "name": "OAuth", "oauth_profile": "Ground registry default_profile" });
    live("credential", config).await;
}

#[tokio::test]
async fn an_api_key_credential_lives_and_leaves_nothing() {
    live("credential", json!({ "type": "api_key", "name": "Key" })).await;
}

#[tokio::test]
async fn a_connection_with_an_url_lives_and_leaves_nothing() {
    let config = json!({ "name": "Plain", "connection_alias": "Ground", "connection_url": "https://a.example/api" });
    live("connection", config).await;
}

#[tokio::test]
async fn a_connection_with_the_url_builder_lives_and_leaves_nothing() {
    let config = json!({ "name": "Built", "connection_alias": "Ground", "url_builder": true, "host": "a.example" });
    live("connection", config).await;
}

#[tokio::test]
async fn a_connection_through_a_mid_server_lives_and_leaves_nothing() {
    let config = json!({ "name": "Inside", "connection_alias": "Ground", "connection_url": "https://a.example",
        "use_mid_server": true });
    live("connection", config).await;
}

#[tokio::test]
async fn a_database_connection_lives_and_leaves_nothing() {
    let config = json!({ "type": "jdbc", "name": "Database", "connection_alias": "Ground",
        "connection_url": "jdbc:postgresql://a.example/db" });
    live("connection", config).await;
}

#[tokio::test]
async fn a_basic_connection_lives_and_leaves_nothing() {
    live("connection", json!({ "type": "basic", "name": "Bare", "connection_alias": "Ground" }))
        .await;
}

#[tokio::test]
async fn an_alias_lives_and_leaves_nothing() {
    live("connection_alias", json!({ "name": "Acme" })).await;
}

#[tokio::test]
async fn an_alias_of_credentials_lives_and_leaves_nothing() {
    live(
        "connection_alias",
        json!({ "name": "Keys", "type": "credential", "multiple_connections": false }),
    )
    .await;
}

#[tokio::test]
async fn a_retry_policy_lives_and_leaves_nothing() {
    live("retry_policy", json!({ "name": "Patient" })).await;
}

#[tokio::test]
async fn a_scope_of_a_third_party_lives_and_leaves_nothing() {
    live(
        "oauth_scope",
        json!({ "name": "Writing", "scope": "api.write", "oauth_registry": "Ground registry" }),
    )
    .await;
}

#[tokio::test]
async fn a_configuration_of_an_identity_provider_lives_and_leaves_nothing() {
    let config = json!({ "name": "Own", "metadata_url": "https://id.example/.well-known/openid-configuration" });
    live("oidc_provider_configuration", config).await;
}

#[tokio::test]
async fn a_scope_for_inbound_clients_lives_and_leaves_nothing() {
    live("auth_scope", json!({ "name": "own_scope" })).await;
}

#[tokio::test]
async fn what_a_scope_opens_lives_and_leaves_nothing() {
    live("api_access_scope", json!({ "auth_scope": "ground_scope", "api_path": "/now/table" }))
        .await;
}

#[tokio::test]
async fn a_scope_given_to_a_client_lives_and_leaves_nothing() {
    live(
        "oauth_registry_auth_scope",
        json!({ "oauth_registry": "Ground client", "auth_scope": "ground_scope" }),
    )
    .await;
}

#[tokio::test]
async fn a_user_lives_and_leaves_nothing() {
    live("user", json!({ "user_name": "robot" })).await;
}

#[tokio::test]
async fn a_group_lives_and_leaves_nothing() {
    live("group", json!({ "name": "Robots" })).await;
}

#[tokio::test]
async fn a_role_lives_and_leaves_nothing() {
    live("role", json!({ "name": "robot" })).await;
}

#[tokio::test]
async fn a_role_of_a_user_lives_and_leaves_nothing() {
    live("user_role", json!({ "user": "plain.user", "role": "itil" })).await;
}

#[tokio::test]
async fn a_member_of_a_group_lives_and_leaves_nothing() {
    live("group_member", json!({ "group": "Ground group", "user": "plain.user" })).await;
}

#[tokio::test]
async fn a_role_of_a_group_lives_and_leaves_nothing() {
    live("group_role", json!({ "group": "Ground group", "role": "itil" })).await;
}

#[tokio::test]
async fn a_role_in_a_role_lives_and_leaves_nothing() {
    live("role_contains", json!({ "role": "itil", "contains": "snc_internal" })).await;
}

#[tokio::test]
async fn a_property_lives_and_leaves_nothing() {
    live("system_property", json!({ "name": "x.own.property" })).await;
}

#[tokio::test]
async fn an_access_rule_lives_and_leaves_nothing() {
    live("acl", json!({ "name": "incident", "operation": "report_on", "roles": ["itil"] })).await;
}

#[tokio::test]
async fn a_certificate_lives_and_leaves_nothing() {
    live("certificate", json!({ "name": "Own" })).await;
}

#[tokio::test]
async fn a_provider_of_assertions_lives_and_leaves_nothing() {
    live("jwt_provider", json!({ "name": "Own" })).await;
}

#[tokio::test]
async fn a_map_to_a_verifier_lives_and_leaves_nothing() {
    live("jwt_verifier_map", json!({ "name": "Own", "oauth_registry": "Ground signer" })).await;
}

#[tokio::test]
async fn a_key_for_the_rest_api_lives_and_leaves_nothing() {
    live("rest_api_key", json!({ "name": "Own", "user": "plain.user" })).await;
}

#[tokio::test]
async fn an_inbound_profile_lives_and_leaves_nothing() {
    live("inbound_auth_profile", json!({ "name": "Own" })).await;
}

#[tokio::test]
async fn a_policy_of_an_api_lives_and_leaves_nothing() {
    live("api_access_policy", json!({ "name": "Own", "api_path": "now/table" })).await;
}

#[tokio::test]
async fn a_global_policy_names_no_path() {
    under_both(async |world| {
        let config = json!({ "name": "Everywhere", "global": true });
        let state = world.apply("api_access_policy", None, &config).await;
        world.is_settled("api_access_policy", &state, &config).await;
    })
    .await;
}

#[tokio::test]
async fn what_is_read_from_a_certificate_is_open_when_the_certificate_changes() {
    let world = World::likely().await;
    let made = rcgen::generate_simple_self_signed(["a.example".to_owned()]).unwrap();
    let pem = made.cert.pem();
    let state = world.apply("certificate", None, &json!({ "name": "Own" })).await;
    let config = json!({ "name": "Own", "pem_certificate": pem });
    let plan = world.plan("certificate", Some(&state), &config).await;
    for name in ["valid_from", "expires", "issuer", "subject"] {
        assert!(plan.planned.get(name).is_unknown(), "{name}");
    }
}
