//! A good provider through everything that Terraform does with it.

use serde_json::json;
use tfplugin::testing::{State, unknown};
use tfplugin::{AttributePath, Severity, Value};

use super::{THING, harness};

#[tokio::test]
async fn a_thing_lives_and_dies() {
    let harness = harness();
    assert!(harness.configure(json!({ "token": "long enough" })).await.is_empty());
    let config =
        json!({ "name": "a", "note": "n", "secret_wo": "s3cret", "any": { "k": [1, "x"] } });
    let made = harness.apply_config(THING, None, config.clone()).await.unwrap();
    assert_eq!(made.value.get("id").as_str(), Some("thing-1"));
    assert!(*made.value.get("size") == Value::from(10) && made.value.get("secret_wo").is_null());
    let again = harness.plan(THING, Some(&made), Some(config)).await.unwrap();
    assert!(again.is_empty(&made), "{:?}", again.planned.revealed());

    let changed =
        harness.apply_config(THING, Some(made), json!({ "name": "a", "size": 3 })).await.unwrap();
    assert_eq!(changed.value.get("id").as_str(), Some("thing-1"));
    assert!(*changed.value.get("size") == Value::from(3) && changed.value.get("note").is_null());
    harness.destroy(THING, changed).await.unwrap();
}

#[tokio::test]
async fn a_new_name_makes_a_new_thing() {
    let harness = harness();
    let first = harness.apply_config(THING, None, json!({ "name": "a" })).await.unwrap();
    let plan = harness.plan(THING, Some(&first), Some(json!({ "name": "b" }))).await.unwrap();
    assert!(plan.replaces && plan.planned.get("id").is_unknown());
    assert_eq!(plan.requires_replace, [AttributePath::attribute("name")]);
    let second = harness.apply_config(THING, Some(first), json!({ "name": "b" })).await.unwrap();
    assert_eq!(second.value.get("id").as_str(), Some("thing-2"));
}

#[tokio::test]
async fn what_is_unknown_at_plan_is_known_at_apply() {
    let harness = harness();
    let config = json!({ "name": unknown(), "parts": [{ "key": unknown(), "pin_wo": unknown() }] });
    assert!(harness.validate(THING, config.clone()).await.is_empty());
    let plan = harness.plan(THING, None, Some(config)).await.unwrap();
    assert!(plan.planned.get("name").is_unknown());
    let known = json!({ "name": "a", "parts": [{ "key": "k", "pin_wo": "1234" }] });
    let applied = harness.apply(THING, None, &plan, Some(known)).await;
    assert!(applied.diagnostics.is_empty());
    let part = &applied.state.unwrap().value.get("parts").as_list().unwrap()[0].clone();
    assert!(part.get("pin_wo").is_null() && part.get("key").as_str() == Some("k"));
}

#[tokio::test]
async fn a_thing_is_imported_and_read() {
    let harness = harness();
    let state = harness.import(THING, "thing-9").await.unwrap();
    assert_eq!(
        (state.value.get("id").as_str(), state.private.as_slice()),
        (Some("thing-9"), &b"imported"[..])
    );
    let errors = harness.import(THING, "missing").await.unwrap_err();
    assert_eq!(errors[0].summary, "No such thing");
}

#[tokio::test]
async fn drift_and_disappearance_are_read() {
    let harness = harness();
    let config = |quirk: &str| json!({ "name": "a", "quirk": quirk });
    let drifting = harness.apply_config(THING, None, config("drift")).await.unwrap();
    let read = harness.read(THING, &drifting).await.unwrap().unwrap();
    assert_eq!(read.value.get("note").as_str(), Some("drifted"));
    let gone = harness.apply_config(THING, None, config("gone")).await.unwrap();
    assert_eq!(harness.read(THING, &gone).await.unwrap(), None);
    let anew = harness.apply_config(THING, Some(gone.clone()), config("gone")).await.unwrap();
    assert_ne!(anew.value.get("id").as_str(), gone.value.get("id").as_str());
    harness.destroy(THING, anew).await.unwrap();
}

#[tokio::test]
async fn private_bytes_stay_until_they_are_replaced() {
    let harness = harness();
    let marked =
        harness.apply_config(THING, None, json!({ "name": "a", "quirk": "mark" })).await.unwrap();
    assert_eq!(marked.private, b"marked");
    let kept =
        harness.apply_config(THING, Some(marked), json!({ "name": "a", "size": 1 })).await.unwrap();
    assert_eq!(kept.private, b"marked", "through read, plan and apply");
}

#[tokio::test]
async fn data_is_read() {
    let value = harness().read_data(THING, json!({ "name": "a" })).await.unwrap();
    assert!(*value.get("size") == Value::from(7));
    assert_eq!(value.get("tags").get("colour").as_str(), Some("red"));
}

#[tokio::test]
async fn checks_of_the_author_reach_the_person() {
    let harness = harness();
    let said = harness.configure(json!({ "token": "x" })).await;
    assert_eq!(said[0].path, Some(AttributePath::attribute("token")));
    let said = harness.configure(json!({ "token": unknown() })).await;
    assert_eq!((said.len(), said[0].severity), (1, Severity::Warning));
    let said = harness.apply_config(THING, None, json!({ "name": "" })).await.unwrap_err();
    assert_eq!(said[0].summary, "Empty name");
}

#[tokio::test]
async fn an_error_after_making_leaves_the_object_in_state() {
    let harness = harness();
    let config = json!({ "name": "a", "quirk": "fail after making" });
    let plan = harness.plan(THING, None, Some(config.clone())).await.unwrap();
    let applied = harness.apply(THING, None, &plan, Some(config)).await;
    assert_eq!(applied.diagnostics[0].summary, "Half done");
    assert_eq!(applied.state.unwrap().value.get("id").as_str(), Some("thing-1"));
}

#[tokio::test]
async fn a_state_of_another_version_of_the_schema_is_brought_into_shape() {
    let harness = harness();
    let made = harness.apply_config(THING, None, json!({ "name": "a" })).await.unwrap();
    let Value::Map(mut fields) = made.value else { panic!() };
    fields.remove("size");
    let short = State::new(Value::Map(fields));
    let read = harness.read(THING, &short).await.unwrap().unwrap();
    assert!(read.value.as_map().unwrap().contains_key("size"));
}
