//! What changes behind Terraform's back: put back, noticed as gone, or hidden.

use serde_json::{Value as Json, json};
use tfplugin::testing::State;

use crate::seen::{attribute, id, one_error};
use crate::world::{World, full, under_both, under_both_with_every_column};

const ALIAS: &str = "connection_alias";

fn registry() -> Json {
    json!({ "type": "oauth_provider", "name": "Acme", "client_id": "acme", "comments": "Ours", "active": true,
        "access_token_lifespan": 600, "redirect_urls": ["https://a.example"], "token_url": "https://a.example/token",
        "oauth_api_script": "OAuthUtil", "accessible_from": "public" })
}

/// What somebody else might write into the columns of [`registry`].
const DRIFT: &[(&str, &str, &str)] = &[
    ("name", "name", "Other"),
    ("client_id", "client_id", "other"),
    ("comments", "comments", ""),
    ("active", "active", "false"),
    ("access_token_lifespan", "access_token_lifespan", "60"),
    ("redirect_urls", "redirect_url", "https://b.example"),
    ("token_url", "token_url", "https://b.example/token"),
    ("oauth_api_script", "oauth_api_script", ""),
    ("accessible_from", "access", "package_private"),
];

#[tokio::test]
async fn drift_of_each_kind_of_field_is_seen_and_put_back() {
    under_both(async |world| {
        let mut state = world.apply("oauth_registry", None, &registry()).await;
        for (name, column, value) in DRIFT {
            world.change("oauth_entity", &id(&state), json!({ *column: value })).await;
            let seen = world.read("oauth_registry", &state).await.unwrap();
            assert_ne!(attribute(&seen, name), attribute(&state, name), "{name} drifted");
            state = world.apply("oauth_registry", Some(&state), &registry()).await;
            world.is_settled("oauth_registry", &state, &registry()).await;
            let stored = world.column("oauth_entity", &id(&state), column).await;
            assert_ne!(stored, *value, "{name} is put back");
        }
    })
    .await;
}

#[tokio::test]
async fn what_was_never_configured_is_nobodys_drift() {
    under_both_with_every_column(async |world| {
        let config = json!({ "name": "A" });
        let state = world.apply(ALIAS, None, &config).await;
        assert_eq!(attribute(&state, "description"), Json::Null);
        world.change("sys_alias", &id(&state), json!({ "description": "Theirs" })).await;
        world.is_settled(ALIAS, &state, &config).await;
        let state = world.apply(ALIAS, Some(&state), &json!({ "name": "B" })).await;
        assert_eq!(world.column("sys_alias", &id(&state), "description").await, "Theirs");
    })
    .await;
}

#[tokio::test]
async fn what_the_instance_owns_is_shown_when_it_changes_and_not_put_back() {
    let world = World::likely().await;
    let config = json!({ "name": "A" });
    let state = world.apply(ALIAS, None, &config).await;
    world.change("sys_alias", &id(&state), json!({ "multiple_connections": "true" })).await;
    let seen = world.read(ALIAS, &state).await.unwrap();
    assert_eq!(attribute(&seen, "multiple_connections"), json!(true));
    assert!(world.plan(ALIAS, Some(&seen), &config).await.is_empty(&seen));
}

#[tokio::test]
async fn a_record_that_is_gone_leaves_the_state_and_is_made_again() {
    under_both(async |world| {
        let config = json!({ "name": "A" });
        let state = world.apply(ALIAS, None, &config).await;
        world.delete("sys_alias", &id(&state)).await;
        assert!(world.read(ALIAS, &state).await.is_none());
        let again = world.apply(ALIAS, Some(&state), &config).await;
        assert_ne!(id(&again), id(&state));
    })
    .await;
}

#[tokio::test]
async fn deleting_what_is_gone_already_is_done() {
    let world = World::likely().await;
    let state = world.apply(ALIAS, None, &json!({ "name": "A" })).await;
    let plan = world.provider.plan(&full(ALIAS), Some(&state), None).await.unwrap();
    world.delete("sys_alias", &id(&state)).await;
    let applied = world.provider.apply(&full(ALIAS), Some(&state), &plan, None).await;
    assert!(applied.state.is_none() && applied.diagnostics.is_empty(), "{:?}", applied.diagnostics);
}

#[tokio::test]
async fn a_record_that_vanishes_between_plan_and_update_is_an_error() {
    let world = World::likely().await;
    let state = world.apply(ALIAS, None, &json!({ "name": "A" })).await;
    world.delete("sys_alias", &id(&state)).await;
    let applied = world.attempt(ALIAS, Some(&state), &json!({ "name": "B" })).await;
    one_error(&applied.diagnostics, "", &["no longer has the record", "Plan again"]);
    assert_eq!(applied.state.unwrap().value, state.value);
}

#[tokio::test]
async fn a_record_that_is_hidden_is_an_error_and_never_gone() {
    let world = World::likely().await;
    let config = json!({ "type": "basic_auth", "name": "A" });
    let state = world.apply("credential", None, &config).await;
    let blind = world.signed_in("itil.user").await;
    let said = blind.read(&full("credential"), &state).await.unwrap_err();
    one_error(&said, "", &["credential_admin, which connection_admin contains, or admin"]);
    let said = world.apply_blind(&blind, &state, &config).await;
    one_error(&said, "", &["credential_admin, which connection_admin contains, or admin"]);
}

#[tokio::test]
async fn a_delete_that_is_refused_keeps_the_record_in_the_state() {
    let world = World::likely().await;
    let state = world.apply(ALIAS, None, &json!({ "name": "A" })).await;
    world.faults(json!([{ "method": "DELETE", "table": "sys_alias", "fault": { "kind": "acl_refusal" } }])).await;
    let plan = world.provider.plan(&full(ALIAS), Some(&state), None).await.unwrap();
    let applied = world.provider.apply(&full(ALIAS), Some(&state), &plan, None).await;
    one_error(&applied.diagnostics, "", &["ACL", "still there"]);
    assert_eq!(applied.state.unwrap().value, state.value);
}

impl World {
    async fn apply_blind(
        &self,
        provider: &tfplugin::testing::Harness,
        state: &State,
        config: &Json,
    ) -> tfplugin::Diagnostics {
        provider
            .apply_config(&full("credential"), Some(state.clone()), config.clone())
            .await
            .unwrap_err()
    }
}
