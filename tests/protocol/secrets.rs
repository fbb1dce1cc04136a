//! Secrets: sent alone and in the right form, again when the version moves, and kept only where they must be.

use serde_json::{Value as Json, json};
use tfplugin::testing::State;

use crate::seen::{attribute, id, json_of, one_error, one_warning, text};
use crate::world::{World, full, under_both, with};

const REGISTRY: &str = "oauth_registry";
const TABLE: &str = "oauth_entity";

fn provider(secret: Json) -> Json {
    with(json!({ "type": "oauth_provider", "name": "Acme", "client_id": "acme" }), secret)
}

fn hidden(secret: &str, version: i64) -> Json {
    provider(json!({ "client_secret_wo": secret, "client_secret_wo_version": version }))
}

async fn holds(world: &World, state: &State, secret: &str) -> bool {
    world.holds_secret(TABLE, &id(state), "client_secret", secret).await
}

/// Fails if the text is anywhere in what Terraform keeps.
fn is_nowhere(state: &State, secret: &str) {
    assert!(!json_of(&state.value).to_string().contains(secret), "the secret is in the state");
    assert!(
        !String::from_utf8_lossy(&state.private).contains(secret),
        "the secret is in the private data"
    );
}

#[tokio::test]
async fn a_write_only_secret_is_stored_usably_and_kept_nowhere() {
    under_both(async |world| {
        let config = hidden("planted-one", 1);
        let state = world.apply(REGISTRY, None, &config).await;
        assert!(holds(&world, &state, "planted-one").await, "what uses the secret gets it");
        is_nowhere(&state, "planted-one");
        world.is_settled(REGISTRY, &state, &config).await;
    })
    .await;
}

#[tokio::test]
async fn every_secret_of_every_type_is_stored_usably() {
    under_both(async |world| {
        let basic = json!({ "type": "basic_auth", "name": "A", "username": "u", "password_wo": "planted", "password_wo_version": 1 });
        let basic = world.apply("credential", None, &basic).await;
        assert!(world.holds_secret("basic_auth_credentials", &id(&basic), "password", "planted").await);
        let key = json!({ "type": "api_key", "name": "B", "api_key": "planted" });
        let key = world.apply("credential", None, &key).await;
        assert!(world.holds_secret("api_key_credentials", &id(&key), "api_key", "planted").await);
        let client = json!({ "type": "client", "name": "C", "client_secret_wo": "planted", "client_secret_wo_version": 3 });
        let client = world.apply(REGISTRY, None, &client).await;
        assert!(holds(&world, &client, "planted").await);
        assert_eq!(attribute(&client, "client_secret"), Json::Null, "nothing is generated beside it");
    })
    .await;
}

#[tokio::test]
async fn a_secret_goes_in_a_request_of_its_own() {
    let world = World::likely().await;
    world.forget_requests().await;
    world.apply(REGISTRY, None, &hidden("planted", 1)).await;
    let writes: Vec<(String, String)> = world
        .requests()
        .await
        .iter()
        .filter(|request| request["table"] == TABLE && request["method"] != "GET")
        .map(|request| {
            (request["method"].as_str().unwrap().into(), request["query"].as_str().unwrap().into())
        })
        .collect();
    let [(insert, plain), (update, display)] = writes.as_slice() else { panic!("{writes:?}") };
    assert_eq!((insert.as_str(), update.as_str()), ("POST", "PATCH"));
    assert!(
        !plain.contains("input_display_value=true") && display.contains("input_display_value=true"),
        "{writes:?}"
    );
}

#[tokio::test]
async fn a_version_that_moves_either_way_sends_again_and_one_that_stays_does_not() {
    under_both(async |world| {
        let state = world.apply(REGISTRY, None, &hidden("first", 5)).await;
        let same = hidden("unnoticed", 5);
        assert!(world.plan(REGISTRY, Some(&state), &same).await.is_empty(&state));
        let state = world.apply(REGISTRY, Some(&state), &hidden("second", 6)).await;
        assert!(holds(&world, &state, "second").await);
        let state = world.apply(REGISTRY, Some(&state), &hidden("third", 1)).await;
        assert!(holds(&world, &state, "third").await);
        assert_eq!(attribute(&state, "client_secret_wo_version"), json!(1));
    })
    .await;
}

#[tokio::test]
async fn a_secret_changed_on_the_instance_is_no_change_here() {
    let world = World::likely().await;
    let config = provider(json!({ "client_secret": "in-state" }));
    let state = world.apply(REGISTRY, None, &config).await;
    world.change(TABLE, &id(&state), json!({ "client_secret": "elsewhere" })).await;
    world.is_settled(REGISTRY, &state, &config).await;
}

#[tokio::test]
async fn moving_to_the_write_only_form_takes_the_secret_out_of_the_state_at_once() {
    under_both(async |world| {
        let state =
            world.apply(REGISTRY, None, &provider(json!({ "client_secret": "planted" }))).await;
        assert_eq!(text(&state, "client_secret"), "planted");
        let config = hidden("planted-next", 1);
        let state = world.apply(REGISTRY, Some(&state), &config).await;
        is_nowhere(&state, "planted");
        assert!(holds(&world, &state, "planted-next").await);
        world.is_settled(REGISTRY, &state, &config).await;
    })
    .await;
}

#[tokio::test]
async fn moving_back_into_the_state_sends_the_secret() {
    let world = World::likely().await;
    let state = world.apply(REGISTRY, None, &hidden("first", 1)).await;
    let config = provider(json!({ "client_secret": "second" }));
    let state = world.apply(REGISTRY, Some(&state), &config).await;
    assert!(holds(&world, &state, "second").await);
    world.is_settled(REGISTRY, &state, &config).await;
}

#[tokio::test]
async fn a_send_that_fails_keeps_the_old_version_so_that_the_next_apply_sends_again() {
    let world = World::likely().await;
    let state = world.apply(REGISTRY, None, &hidden("first", 1)).await;
    world
        .faults(json!([{ "method": "PATCH", "table": TABLE, "fault": { "kind": "acl_refusal" } }]))
        .await;
    let applied = world.attempt(REGISTRY, Some(&state), &hidden("second", 2)).await;
    one_error(&applied.diagnostics, "client_secret", &["ACL", "next apply sends the secret again"]);
    let kept = applied.state.unwrap();
    assert_eq!(attribute(&kept, "client_secret_wo_version"), json!(1));
    world.no_faults().await;
    let state = world.apply(REGISTRY, Some(&kept), &hidden("second", 2)).await;
    assert!(holds(&world, &state, "second").await);
}

#[tokio::test]
async fn a_send_that_fails_leaves_the_other_columns_as_they_were_stored() {
    let world = World::likely().await;
    let state = world.apply(REGISTRY, None, &hidden("first", 1)).await;
    let mut config = hidden("second", 2);
    config["comments"] = json!("Noted");
    world.faults(json!([{ "method": "PATCH", "table": TABLE, "nth": 2, "fault": { "kind": "acl_refusal" } }])).await;
    let applied = world.attempt(REGISTRY, Some(&state), &config).await;
    one_error(&applied.diagnostics, "client_secret", &[]);
    let kept = applied.state.unwrap();
    assert_eq!(attribute(&kept, "comments"), json!("Noted"));
    assert_eq!(world.column(TABLE, &id(&kept), "comments").await, "Noted");
}

#[tokio::test]
async fn a_create_whose_secret_is_refused_leaves_no_record() {
    under_both(async |world| {
        let before = world.export().await;
        world
            .faults(
                json!([{ "method": "PATCH", "table": TABLE, "fault": { "kind": "acl_refusal" } }]),
            )
            .await;
        let applied = world.attempt(REGISTRY, None, &hidden("planted", 1)).await;
        one_error(&applied.diagnostics, "client_secret", &["ACL"]);
        assert!(applied.state.is_none());
        assert!(!format!("{:?}", applied.diagnostics).contains("planted"));
        world.no_faults().await;
        world.later().await;
        assert_eq!(world.export().await["oauth_entity"], before["oauth_entity"]);
    })
    .await;
}

#[tokio::test]
async fn unsetting_a_secret_warns_that_it_stays() {
    under_both(async |world| {
        for config in [hidden("planted", 1), provider(json!({ "client_secret": "planted" }))] {
            let state = world.apply(REGISTRY, None, &config).await;
            let bare = provider(json!({}));
            let plan = world.plan(REGISTRY, Some(&state), &bare).await;
            one_warning(&plan.warnings, "client_secret", &["stays on the instance"]);
            let state = world.apply(REGISTRY, Some(&state), &bare).await;
            assert!(holds(&world, &state, "planted").await, "the remote secret is left alone");
            is_nowhere(&state, "planted");
            assert!(
                world.plan(REGISTRY, Some(&state), &bare).await.warnings.is_empty(),
                "said once"
            );
            world.destroy(REGISTRY, state).await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_private_inbound_client_without_a_secret_gets_one_it_can_use() {
    under_both(async |world| {
        let config = json!({ "type": "client", "name": "Robot" });
        let plan = world.plan(REGISTRY, None, &config).await;
        assert!(plan.planned.get("client_secret").is_unknown());
        let state = world.apply(REGISTRY, None, &config).await;
        let secret = text(&state, "client_secret");
        assert!(
            secret.len() == 64 && secret.bytes().all(|byte| byte.is_ascii_hexdigit()),
            "32 random bytes"
        );
        assert!(holds(&world, &state, &secret).await);
        world.is_settled(REGISTRY, &state, &config).await;
        let other =
            world.apply(REGISTRY, None, &json!({ "type": "client", "name": "Other" })).await;
        assert_ne!(text(&other, "client_secret"), secret);
    })
    .await;
}

#[tokio::test]
async fn a_public_client_gets_no_secret() {
    let world = World::likely().await;
    let state = world
        .apply(REGISTRY, None, &json!({ "type": "client", "name": "App", "public_client": true }))
        .await;
    assert_eq!(attribute(&state, "client_secret"), Json::Null);
}

#[tokio::test]
async fn an_inbound_client_that_becomes_public_loses_its_secret_from_the_state() {
    let world = World::likely().await;
    let state = world.apply(REGISTRY, None, &json!({ "type": "client", "name": "App" })).await;
    let public = json!({ "type": "client", "name": "App", "public_client": true });
    one_warning(
        &world.plan(REGISTRY, Some(&state), &public).await.warnings,
        "client_secret",
        &["stays"],
    );
    let state = world.apply(REGISTRY, Some(&state), &public).await;
    assert_eq!(attribute(&state, "client_secret"), Json::Null);
    world.is_settled(REGISTRY, &state, &public).await;
}

#[tokio::test]
async fn after_an_import_exactly_the_secret_is_sent() {
    let world = World::likely().await;
    let state = world.apply(REGISTRY, None, &hidden("first", 1)).await;
    let imported = world.import(REGISTRY, &id(&state)).await;
    let plan = world.plan(REGISTRY, Some(&imported), &hidden("second", 1)).await;
    let changes = crate::seen::differing(&imported.value, &plan.planned);
    let sent = [
        ("client_secret_wo_version".to_owned(), Json::Null, json!(1)),
        ("secrets_sent_at".to_owned(), Json::Null, json!("(known after apply)")),
    ];
    assert_eq!(changes, sent);
    let state = world.apply(REGISTRY, Some(&imported), &hidden("second", 1)).await;
    assert!(holds(&world, &state, "second").await);
}

#[tokio::test]
async fn a_client_that_is_there_keeps_its_live_secret() {
    under_both(async |world| {
        let live = json!({ "type": "client", "name": "Live", "client_id": "live", "client_secret": "live-secret" });
        let earlier = world.signed_in("admin").await;
        let made = earlier.apply_config(&full(REGISTRY), None, live).await.unwrap();
        let sys_id = id(&made);
        let config = json!({ "type": "client", "name": "Live", "comments": "Ours now", "adopt_existing": true });
        let state = world.apply(REGISTRY, None, &config).await;
        assert_eq!(id(&state), sys_id);
        assert!(holds(&world, &state, "live-secret").await, "nobody made another one");
        assert_eq!(attribute(&state, "client_secret"), Json::Null);
        assert!(!String::from_utf8_lossy(&state.private).contains("client_secret"));
        world.is_settled(REGISTRY, &state, &config).await;
        let state = world.apply(REGISTRY, Some(&state), &with(config, json!({ "comments": "Later" }))).await;
        assert!(holds(&world, &state, "live-secret").await);
        world.destroy(REGISTRY, state.clone()).await;
        assert!(holds(&world, &state, "live-secret").await, "given back with its own");
        let config = json!({ "type": "client", "name": "Live", "client_secret": "configured", "adopt_existing": true });
        let later = world.signed_in("admin").await;
        let state = later.apply_config(&full(REGISTRY), None, config).await.unwrap();
        assert!(holds(&world, &state, "configured").await, "one that is configured is sent");
    })
    .await;
}

#[tokio::test]
async fn a_client_to_adopt_that_is_not_there_gets_a_secret() {
    under_both(async |world| {
        let config = json!({ "type": "client", "name": "Fresh", "adopt_existing": true });
        let state = world.apply(REGISTRY, None, &config).await;
        let secret = text(&state, "client_secret");
        assert!(secret.len() == 64 && holds(&world, &state, &secret).await);
    })
    .await;
}
