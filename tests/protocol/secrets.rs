//! Secrets: sent alone and in the right form, again when the version moves, and kept only where they must be.

use serde_json::{Value as Json, json};
use tfplugin::testing::State;

use crate::seen::{attribute, id, json_of, one_error, one_warning, text};
use crate::stage::{Stage, under_both};

const REGISTRY: &str = "oauth_registry";
const TABLE: &str = "oauth_entity";

fn provider(secret: &Json) -> Json {
    let mut config = json!({ "type": "oauth_provider", "name": "Acme", "client_id": "acme" });
    config.as_object_mut().unwrap().extend(secret.as_object().unwrap().clone());
    config
}

fn hidden(secret: &str, version: i64) -> Json {
    provider(&json!({ "client_secret_wo": secret, "client_secret_wo_version": version }))
}

async fn holds(stage: &Stage, state: &State, secret: &str) -> bool {
    stage.holds_secret(TABLE, &id(state), "client_secret", secret).await
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
    under_both(async |stage| {
        let config = hidden("planted-one", 1);
        let state = stage.apply(REGISTRY, None, &config).await;
        assert!(holds(&stage, &state, "planted-one").await, "what uses the secret gets it");
        is_nowhere(&state, "planted-one");
        stage.is_settled(REGISTRY, &state, &config).await;
    })
    .await;
}

#[tokio::test]
async fn every_secret_of_every_type_is_stored_usably() {
    under_both(async |stage| {
        let basic = json!({ "type": "basic_auth", "name": "A", "username": "u", "password_wo": "planted", "password_wo_version": 1 });
        let basic = stage.apply("credential", None, &basic).await;
        assert!(stage.holds_secret("basic_auth_credentials", &id(&basic), "password", "planted").await);
        let key = json!({ "type": "api_key", "name": "B", "api_key": "planted" });
        let key = stage.apply("credential", None, &key).await;
        assert!(stage.holds_secret("api_key_credentials", &id(&key), "api_key", "planted").await);
        let client = json!({ "type": "client", "name": "C", "client_secret_wo": "planted", "client_secret_wo_version": 3 });
        let client = stage.apply(REGISTRY, None, &client).await;
        assert!(holds(&stage, &client, "planted").await);
        assert_eq!(attribute(&client, "client_secret"), Json::Null, "nothing is generated beside it");
    })
    .await;
}

#[tokio::test]
async fn a_secret_goes_in_a_request_of_its_own() {
    let stage = Stage::likely().await;
    stage.forget_requests().await;
    stage.apply(REGISTRY, None, &hidden("planted", 1)).await;
    let writes: Vec<(String, String)> = stage
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
    under_both(async |stage| {
        let state = stage.apply(REGISTRY, None, &hidden("first", 5)).await;
        let same = hidden("unnoticed", 5);
        assert!(stage.plan(REGISTRY, Some(&state), &same).await.is_empty(&state));
        let state = stage.apply(REGISTRY, Some(&state), &hidden("second", 6)).await;
        assert!(holds(&stage, &state, "second").await);
        let state = stage.apply(REGISTRY, Some(&state), &hidden("third", 1)).await;
        assert!(holds(&stage, &state, "third").await);
        assert_eq!(attribute(&state, "client_secret_wo_version"), json!(1));
    })
    .await;
}

#[tokio::test]
async fn a_secret_changed_on_the_instance_is_no_change_here() {
    let stage = Stage::likely().await;
    let config = provider(&json!({ "client_secret": "in-state" }));
    let state = stage.apply(REGISTRY, None, &config).await;
    stage.change(TABLE, &id(&state), json!({ "client_secret": "elsewhere" })).await;
    stage.is_settled(REGISTRY, &state, &config).await;
}

#[tokio::test]
async fn moving_to_the_write_only_form_takes_the_secret_out_of_the_state_at_once() {
    under_both(async |stage| {
        let state =
            stage.apply(REGISTRY, None, &provider(&json!({ "client_secret": "planted" }))).await;
        assert_eq!(text(&state, "client_secret"), "planted");
        let config = hidden("planted-next", 1);
        let state = stage.apply(REGISTRY, Some(&state), &config).await;
        is_nowhere(&state, "planted");
        assert!(holds(&stage, &state, "planted-next").await);
        stage.is_settled(REGISTRY, &state, &config).await;
    })
    .await;
}

#[tokio::test]
async fn moving_back_into_the_state_sends_the_secret() {
    let stage = Stage::likely().await;
    let state = stage.apply(REGISTRY, None, &hidden("first", 1)).await;
    let config = provider(&json!({ "client_secret": "second" }));
    let state = stage.apply(REGISTRY, Some(&state), &config).await;
    assert!(holds(&stage, &state, "second").await);
    stage.is_settled(REGISTRY, &state, &config).await;
}

#[tokio::test]
async fn a_send_that_fails_keeps_the_old_version_so_that_the_next_apply_sends_again() {
    let stage = Stage::likely().await;
    let state = stage.apply(REGISTRY, None, &hidden("first", 1)).await;
    stage
        .faults(json!([{ "method": "PATCH", "table": TABLE, "fault": { "kind": "acl_refusal" } }]))
        .await;
    let applied = stage.attempt(REGISTRY, Some(&state), &hidden("second", 2)).await;
    one_error(&applied.diagnostics, "client_secret", &["ACL", "next apply sends it again"]);
    let kept = applied.state.unwrap();
    assert_eq!(attribute(&kept, "client_secret_wo_version"), json!(1));
    stage.no_faults().await;
    let state = stage.apply(REGISTRY, Some(&kept), &hidden("second", 2)).await;
    assert!(holds(&stage, &state, "second").await);
}

#[tokio::test]
async fn a_send_that_fails_leaves_the_other_columns_as_they_were_stored() {
    let stage = Stage::likely().await;
    let state = stage.apply(REGISTRY, None, &hidden("first", 1)).await;
    let mut config = hidden("second", 2);
    config["comments"] = json!("Noted");
    stage.faults(json!([{ "method": "PATCH", "table": TABLE, "nth": 2, "fault": { "kind": "acl_refusal" } }])).await;
    let applied = stage.attempt(REGISTRY, Some(&state), &config).await;
    one_error(&applied.diagnostics, "client_secret", &[]);
    let kept = applied.state.unwrap();
    assert_eq!(attribute(&kept, "comments"), json!("Noted"));
    assert_eq!(stage.column(TABLE, &id(&kept), "comments").await, "Noted");
}

#[tokio::test]
async fn a_create_whose_secret_is_refused_leaves_no_record() {
    under_both(async |stage| {
        let before = stage.export().await;
        stage
            .faults(
                json!([{ "method": "PATCH", "table": TABLE, "fault": { "kind": "acl_refusal" } }]),
            )
            .await;
        let applied = stage.attempt(REGISTRY, None, &hidden("planted", 1)).await;
        one_error(&applied.diagnostics, "client_secret", &["ACL"]);
        assert!(applied.state.is_none());
        assert!(!format!("{:?}", applied.diagnostics).contains("planted"));
        stage.no_faults().await;
        stage.later().await;
        assert_eq!(stage.export().await["oauth_entity"], before["oauth_entity"]);
    })
    .await;
}

#[tokio::test]
async fn unsetting_a_secret_warns_that_it_stays() {
    under_both(async |stage| {
        for config in [hidden("planted", 1), provider(&json!({ "client_secret": "planted" }))] {
            let state = stage.apply(REGISTRY, None, &config).await;
            let bare = provider(&json!({}));
            let plan = stage.plan(REGISTRY, Some(&state), &bare).await;
            one_warning(&plan.warnings, "client_secret", &["stays on the instance"]);
            let state = stage.apply(REGISTRY, Some(&state), &bare).await;
            assert!(holds(&stage, &state, "planted").await, "the remote secret is left alone");
            is_nowhere(&state, "planted");
            assert!(
                stage.plan(REGISTRY, Some(&state), &bare).await.warnings.is_empty(),
                "said once"
            );
            stage.destroy(REGISTRY, state).await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_private_inbound_client_without_a_secret_gets_one_it_can_use() {
    under_both(async |stage| {
        let config = json!({ "type": "client", "name": "Robot" });
        let plan = stage.plan(REGISTRY, None, &config).await;
        assert!(plan.planned.get("client_secret").is_unknown());
        let state = stage.apply(REGISTRY, None, &config).await;
        let secret = text(&state, "client_secret");
        assert!(
            secret.len() == 64 && secret.bytes().all(|byte| byte.is_ascii_hexdigit()),
            "32 random bytes"
        );
        assert!(holds(&stage, &state, &secret).await);
        stage.is_settled(REGISTRY, &state, &config).await;
        let other =
            stage.apply(REGISTRY, None, &json!({ "type": "client", "name": "Other" })).await;
        assert_ne!(text(&other, "client_secret"), secret);
    })
    .await;
}

#[tokio::test]
async fn a_public_client_gets_no_secret() {
    let stage = Stage::likely().await;
    let state = stage
        .apply(REGISTRY, None, &json!({ "type": "client", "name": "App", "public_client": true }))
        .await;
    assert_eq!(attribute(&state, "client_secret"), Json::Null);
}

#[tokio::test]
async fn an_inbound_client_that_becomes_public_loses_its_secret_from_the_state() {
    let stage = Stage::likely().await;
    let state = stage.apply(REGISTRY, None, &json!({ "type": "client", "name": "App" })).await;
    let public = json!({ "type": "client", "name": "App", "public_client": true });
    one_warning(
        &stage.plan(REGISTRY, Some(&state), &public).await.warnings,
        "client_secret",
        &["stays"],
    );
    let state = stage.apply(REGISTRY, Some(&state), &public).await;
    assert_eq!(attribute(&state, "client_secret"), Json::Null);
    stage.is_settled(REGISTRY, &state, &public).await;
}

#[tokio::test]
async fn after_an_import_exactly_the_secret_is_sent() {
    let stage = Stage::likely().await;
    let state = stage.apply(REGISTRY, None, &hidden("first", 1)).await;
    let imported = stage.import(REGISTRY, &id(&state)).await;
    let plan = stage.plan(REGISTRY, Some(&imported), &hidden("second", 1)).await;
    let changes = crate::seen::differing(&imported.value, &plan.planned);
    assert_eq!(changes, [("client_secret_wo_version".to_owned(), Json::Null, json!(1))]);
    let state = stage.apply(REGISTRY, Some(&imported), &hidden("second", 1)).await;
    assert!(holds(&stage, &state, "second").await);
}
