//! What identifies an object for good: the instance, and what names it there.

use serde_json::{Value as Json, json};
use tfplugin::Value;
use tfplugin::testing::State;

use crate::seen::{id, one_error};
use crate::world::{World, full, under_both};

const PLUGIN: &str = "com.glide.tokenbased_auth";

/// A configuration of each sort of identity, with what names the object beside the instance.
fn sorts() -> [(&'static str, Json, &'static [&'static str]); 3] {
    [
        ("group", json!({ "name": "A" }), &["sys_id"]),
        (
            "record",
            json!({ "table": "cmn_department", "fields": { "name": "A" } }),
            &["table", "sys_id"],
        ),
        ("plugin", json!({ "plugin_id": PLUGIN }), &["plugin_id"]),
    ]
}

fn host(world: &World) -> &str {
    &world.url()["http://".len()..]
}

fn text<'a>(identity: &'a Value, name: &str) -> &'a str {
    identity.get(name).as_str().unwrap_or_default()
}

/// The identity as a configuration writes it.
fn written(identity: &Value, names: &[&str]) -> Json {
    names.iter().map(|name| (name.to_string(), json!(text(identity, name)))).collect()
}

#[tokio::test]
async fn an_object_is_identified_from_its_creation_on_and_imported_by_that() {
    under_both(async |world| {
        for (kind, config, names) in sorts() {
            let state = world.apply(kind, None, &config).await;
            assert_eq!(text(&state.identity, "instance"), host(&world), "{kind}");
            if names.contains(&"sys_id") {
                assert_eq!(text(&state.identity, "sys_id"), id(&state), "{kind}");
            }
            for names in [names.to_vec(), [&["instance"], names].concat()] {
                let identity = written(&state.identity, &names);
                let imported = world.provider.import_identity(&full(kind), identity).await;
                let imported = imported.unwrap();
                assert_eq!(imported.identity, state.identity, "{kind}");
                assert_eq!(id(&imported), id(&state), "{kind}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_state_without_identity_gets_one_when_it_is_read_and_when_it_is_planned() {
    let world = World::likely().await;
    for (kind, config, _) in sorts() {
        let state = world.apply(kind, None, &config).await;
        let unnamed = State { identity: Value::Null, ..state.clone() };
        let read = world.read(kind, &unnamed).await.unwrap();
        assert_eq!(read.identity, state.identity, "{kind}");
        let plan = world.plan(kind, Some(&unnamed), &config).await;
        assert_eq!(plan.identity, state.identity, "{kind}");
    }
}

#[tokio::test]
async fn an_identity_of_another_instance_is_refused_also_where_nothing_is_kept_beside_the_state() {
    let (first, second) = (World::likely().await, World::likely().await);
    for (kind, config, names) in sorts() {
        let made = first.apply(kind, None, &config).await;
        let bare = State { private: Vec::new(), ..made.clone() };
        second.forget_requests().await;
        let words = [host(&first), host(&second), "instance_aliases"];
        let said = second.provider.read(&full(kind), &bare).await.unwrap_err();
        one_error(&said, "", &words);
        let identity = written(&made.identity, &[&["instance"], names].concat());
        let said = second.provider.import_identity(&full(kind), identity).await.unwrap_err();
        one_error(&said, "", &words);
        assert!(second.requests().await.is_empty(), "{kind}");
    }
}

#[tokio::test]
async fn a_new_object_in_place_of_another_one_has_an_identity_of_its_own() {
    let world = World::likely().await;
    let config = |table: &str| json!({ "table": table, "fields": { "name": "A" } });
    let old = world.apply("record", None, &config("cmn_department")).await;
    let plan = world.plan("record", Some(&old), &config("core_company")).await;
    assert!(plan.replaces && plan.identity.is_null());
    let new = world.apply("record", Some(&old), &config("core_company")).await;
    assert_eq!(text(&new.identity, "table"), "core_company");
    assert_eq!(text(&new.identity, "sys_id"), id(&new));
}
