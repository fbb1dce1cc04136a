//! Access policies and what scopes open: said once, never in force before they are whole, and seen by the plan.

use serde_json::{Value as Json, json};
use tfplugin::testing::State;

use crate::ground;
use crate::seen::{attribute, id, one_error, one_warning};
use crate::world::{World, full, under_both, with};

const POLICY: &str = "api_access_policy";
const SCOPE: &str = "api_access_scope";
const POLICIES: &str = "sys_api_access_policy";
const MAPPINGS: &str = "sys_auth_profile_mapping";

/// A policy for an API that the tests do not use.
fn policy(more: Json) -> Json {
    with(json!({ "name": "Imports", "api_path": "now/import" }), more)
}

async fn profile(world: &World, table: &str) -> String {
    world.insert(table, json!({ "name": format!("A {table}") })).await;
    format!("A {table}")
}

#[tokio::test]
async fn the_plan_shows_what_a_policy_is_for() {
    under_both(async |world| {
        let config = policy(json!({ "http_method": "post", "inbound_auth_profiles": [] }));
        let planned = world.plan(POLICY, None, &config).await.planned;
        let flags = ["methods", "resources", "versions", "tables"];
        let flags = flags.map(|of| planned.get(&format!("apply_all_{of}")).as_bool());
        assert_eq!(flags, [Some(false), Some(true), Some(true), Some(true)]);
        assert_eq!(planned.get("apply_global").as_bool(), Some(false));
        let state = world.apply(POLICY, None, &config).await;
        let row = &world.rows(POLICIES, &format!("sys_id={}", id(&state))).await[0];
        let stored = ["apply_all_methods", "apply_all_tables", "http_method", "api_path"];
        let stored = stored.map(|column| row[column].as_str().unwrap());
        assert_eq!(stored, ["false", "true", "post", "now/import"]);
        let all = policy(json!({ "inbound_auth_profiles": [] }));
        let planned = world.plan(POLICY, Some(&state), &all).await.planned;
        assert_eq!(planned.get("apply_all_methods").as_bool(), Some(true));
    })
    .await;
}

#[tokio::test]
async fn a_policy_is_in_force_when_its_profiles_are_there_and_no_longer_before_they_go() {
    under_both(async |world| {
        let keys = profile(&world, "http_key_auth").await;
        world.forget_requests().await;
        let config = policy(json!({ "inbound_auth_profiles": [keys] }));
        let state = world.apply(POLICY, None, &config).await;
        let made =
            [format!("POST {POLICIES}"), format!("POST {MAPPINGS}"), format!("PATCH {POLICIES}")];
        assert_eq!(world.writes().await, made);
        assert_eq!(attribute(&state, "active"), json!(true));
        world.is_settled(POLICY, &state, &config).await;
        world.forget_requests().await;
        world.destroy(POLICY, state).await;
        let undone = ["PATCH", "DELETE", "DELETE"].into_iter().zip([POLICIES, MAPPINGS, POLICIES]);
        let undone: Vec<_> = undone.map(|(method, table)| format!("{method} {table}")).collect();
        assert_eq!(world.writes().await, undone);
    })
    .await;
}

#[tokio::test]
async fn a_second_active_policy_of_one_reach_is_refused_by_the_plan() {
    under_both(async |world| {
        let state = world.apply(POLICY, None, &policy(json!({}))).await;
        let second = |more: Json| policy(with(json!({ "name": "Second" }), more));
        world.forget_requests().await;
        let plan = world.provider.plan(&full(POLICY), None, Some(second(json!({})))).await;
        let words = ["\"Imports\"", &id(&state), "Another policy with the same configuration"];
        // Another process has planned: it does not know that a state holds the first policy.
        let other = world.signed_in("admin").await;
        for path in ["now/import", "/now/import"] {
            let second = second(json!({ "api_path": path }));
            let said = other.plan(&full(POLICY), None, Some(second)).await.unwrap_err();
            one_error(&said, "api_path", &words);
        }
        assert!(plan.is_ok(), "the same run may take the first one away before");
        let said = world.refused(POLICY, None, &second(json!({}))).await;
        one_error(&said, "api_path", &words);
        assert_eq!(world.rows(POLICIES, "name=Second").await.len(), 0);
        for more in [json!({ "active": false }), json!({ "http_method": "get" })] {
            let state = world.apply(POLICY, None, &second(more)).await;
            world.destroy(POLICY, state).await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_policy_that_is_to_be_adopted_is_not_in_its_own_way() {
    under_both(async |world| {
        let there = json!({ "name": "Imports", "api_path": "now/import", "active": "true",
            "apply_all_resources": "true", "apply_all_methods": "true",
            "apply_all_versions": "true", "apply_all_tables": "true" });
        let sys_id = world.insert(POLICIES, there).await;
        let said = world.provider.plan(&full(POLICY), None, Some(policy(json!({})))).await;
        one_error(&said.unwrap_err(), "api_path", &[&sys_id, "adopt_existing = true"]);
        let adopting = policy(json!({ "adopt_existing": true }));
        assert_eq!(id(&world.apply(POLICY, None, &adopting).await), sys_id);
        let other = policy(json!({ "name": "Other", "adopt_existing": true }));
        let said = world.refused(POLICY, None, &other).await;
        one_error(&said, "api_path", &[&sys_id]);
    })
    .await;
}

#[tokio::test]
async fn a_global_policy_with_a_profile_for_keys_is_refused_by_the_plan() {
    let world = World::likely().await;
    let keys = profile(&world, "http_key_auth").await;
    let config = json!({ "name": "Everywhere", "apply_global": true, "active": false,
        "inbound_auth_profiles": [keys] });
    let said = world.provider.plan(&full(POLICY), None, Some(config.clone())).await.unwrap_err();
    one_error(&said, "inbound_auth_profiles", &[&keys, "apply_global", "api_path"]);
    let passwords = profile(&world, "std_http_auth").await;
    let config = with(config, json!({ "inbound_auth_profiles": [passwords] }));
    let state = world.apply(POLICY, None, &config).await;
    world.is_settled(POLICY, &state, &config).await;
}

#[tokio::test]
async fn a_policy_that_lets_nobody_in_is_remarked_on() {
    let world = World::likely().await;
    let said = world.provider.validate(&full(POLICY), policy(json!({}))).await;
    one_warning(&said, "inbound_auth_profiles", &["names no profile", "active = false"]);
    let said = world.provider.validate(&full(POLICY), policy(json!({ "active": false }))).await;
    assert!(said.is_empty(), "{said:#?}");
}

/// What a scope opens: the same path as every other, unless more is said.
fn opened(scope: &str, more: Json) -> Json {
    let base = json!({ "name": "Counting", "auth_scope": scope, "api": "Aggregate API",
        "api_path": "/now/stats" });
    with(base, more)
}

async fn two_scopes(world: &World) -> State {
    ground::lay(world).await;
    world.insert("sys_auth_scope", json!({ "name": "second_scope" })).await;
    world.apply(SCOPE, None, &opened("ground_scope", json!({}))).await
}

#[tokio::test]
async fn what_one_scope_opens_no_other_opens() {
    under_both(async |world| {
        let state = two_scopes(&world).await;
        world.is_settled(SCOPE, &state, &opened("ground_scope", json!({}))).await;
        let other = world.signed_in("admin").await;
        let second = opened("second_scope", json!({}));
        for path in ["/now/stats", "now/stats"] {
            let second = with(second.clone(), json!({ "api_path": path }));
            let said = other.plan(&full(SCOPE), None, Some(second)).await.unwrap_err();
            let words = ["\"Counting\"", &id(&state), "duplicated API resource found"];
            one_error(&said, "api_path", &words);
        }
        let said = world.refused(SCOPE, None, &second).await;
        one_error(&said, "api_path", &["Give clients the scope of that record"]);
        let reading = opened("second_scope", json!({ "http_method": "get", "version": "v1" }));
        let state = world.apply(SCOPE, None, &reading).await;
        let flags = ["apply_all_methods", "apply_all_versions", "apply_all_resources"];
        let flags = flags.map(|flag| attribute(&state, flag));
        assert_eq!(flags, [json!(false), json!(false), json!(true)]);
        world.is_settled(SCOPE, &state, &reading).await;
    })
    .await;
}

#[tokio::test]
async fn a_scope_that_opens_all_versions_and_names_one_is_refused() {
    let world = World::likely().await;
    let config = opened("useraccount", json!({ "apply_all_versions": true, "version": "v1" }));
    let said = world.provider.validate(&full(SCOPE), config).await;
    one_error(&said, "version", &["apply_all_versions is true"]);
}
