//! Providers that break core's rules are caught, and what the crate puts right by itself is put
//! right.

use std::panic::AssertUnwindSafe;
use std::time::{Duration, Instant};

use futures_util::FutureExt as _;
use serde_json::{Value as Json, json};
use tfplugin::testing::State;
use tfplugin::{AttributePath, Diagnostics};

use super::{THING, harness};

fn quirky(quirk: &str) -> Json {
    json!({ "name": "a", "note": "n", "secret_wo": "s3cret", "quirk": quirk })
}

async fn made(quirk: &str) -> Result<State, Diagnostics> {
    harness().apply_config(THING, None, quirky(quirk)).await
}

/// The harness's complaint about a provider with this quirk.
async fn complaint(quirk: &str) -> String {
    let panic = AssertUnwindSafe(made(quirk)).catch_unwind().await;
    let Err(payload) = panic else { panic!("nobody complained about: {quirk}") };
    let text = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_default()
}

#[tokio::test]
async fn each_broken_rule_is_caught() {
    let cases = [
        ("plan something else", "note: a configured value is planned as configured"),
        ("plan differently each time", "what the first plan knew stays in the second"),
        ("make something else", "apply makes what was planned"),
        ("replace for a secret", "a write-only value never asks for a new object"),
    ];
    for (quirk, expected) in cases {
        let complaint = complaint(quirk).await;
        assert!(complaint.contains(expected), "{quirk}: {complaint}");
    }
}

#[tokio::test]
async fn a_secret_that_the_author_answers_is_nulled() {
    let state = made("keep the secret").await.unwrap();
    assert!(state.value.get("secret_wo").is_null());
}

#[tokio::test]
async fn an_unknown_that_the_author_leaves_is_a_fault_and_stored_as_null() {
    let harness = harness();
    let config = quirky("leave unknown");
    let plan = harness.plan(THING, None, Some(config.clone())).await.unwrap();
    let applied = harness.apply(THING, None, &plan, Some(config)).await;
    assert_eq!(applied.diagnostics[0].path, Some(AttributePath::attribute("size")));
    assert!(applied.diagnostics[0].detail.contains("fault of the provider, please report"));
    assert!(applied.state.unwrap().value.get("size").is_null());
}

#[tokio::test]
async fn an_answer_that_does_not_fit_the_schema_is_a_fault() {
    let said = made("plan an attribute too many").await.unwrap_err();
    assert_eq!(said[0].path, Some(AttributePath::attribute("extra")));
    assert!(said[0].detail.contains("fault of the provider"), "{said:?}");
}

#[tokio::test]
async fn a_panic_is_a_diagnostic_without_its_message() {
    for quirk in ["panic in validate", "panic in plan", "panic in apply"] {
        let said = made(quirk).await.unwrap_err();
        assert!(said[0].detail.contains("fault of the provider, please report"), "{said:?}");
        assert!(!format!("{said:?}").contains("planted-secret"), "{said:?}");
    }
}

#[tokio::test]
async fn a_panic_in_apply_keeps_the_state() {
    let harness = harness();
    let state = harness.apply_config(THING, None, quirky("mark")).await.unwrap();
    let config = json!({ "name": "a", "quirk": "panic in apply" });
    let plan = harness.plan(THING, Some(&state), Some(config.clone())).await.unwrap();
    let applied = harness.apply(THING, Some(&state), &plan, Some(config)).await;
    assert_eq!(applied.diagnostics.len(), 1);
    assert_eq!(applied.state, Some(state));
}

#[tokio::test]
async fn stopping_ends_what_waits_and_nothing_later() {
    let harness = harness();
    let begun = Instant::now();
    let waiting = harness.apply_config(THING, None, quirky("wait in apply"));
    let stopping = async {
        tokio::time::sleep(Duration::from_millis(100)).await;
        harness.stop().await;
    };
    let (outcome, ()) = tokio::join!(waiting, stopping);
    assert_eq!(outcome.unwrap_err()[0].summary, "Stopped");
    assert!(begun.elapsed() < Duration::from_secs(5));
    harness.apply_config(THING, None, json!({ "name": "later" })).await.unwrap();
}

/// What the harness says about a configuration that no Terraform would let through.
async fn objection(config: Json) -> String {
    let harness = harness();
    let panic = AssertUnwindSafe(harness.validate(THING, config)).catch_unwind().await;
    let Err(payload) = panic else { panic!("nobody objected") };
    payload.downcast_ref::<String>().cloned().unwrap_or_default()
}

#[tokio::test]
async fn a_configuration_that_core_would_refuse_is_the_tests_mistake() {
    assert!(objection(json!({ "note": "n" })).await.contains("lacks `name`"));
    assert!(objection(json!({ "name": "a", "nome": "b" })).await.contains("names `nome`"));
    assert!(objection(json!({ "name": "a", "size": "many" })).await.contains("does not fit"));
}
