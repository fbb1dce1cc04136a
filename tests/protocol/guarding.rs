//! Guards: another instance, no writes, the identity in use. Each refuses before a request is made.

use serde_json::json;
use tfplugin::testing::State;
use tfplugin::{Diagnostics, Value};

use crate::seen::{attribute, id, one_error};
use crate::world::{World, configured, fresh, full, with};

const ALIAS: &str = "connection_alias";

#[tokio::test]
async fn an_instance_that_is_not_among_those_allowed_is_refused_by_validate() {
    let block = |allowed| json!({ "instance": "dev2", "allowed_instances": allowed });
    for allowed in [json!(["dev2"]), json!(["x", "dev2.service-now.com"])] {
        assert_eq!(fresh().validate_provider(block(allowed)).await, Diagnostics::new());
    }
    let said = fresh().validate_provider(block(json!(["dev1", "test1"]))).await;
    one_error(&said, "allowed_instances", &["dev2.service-now.com", "dev1, test1"]);
    let said = fresh().validate_provider(block(json!([]))).await;
    one_error(&said, "allowed_instances", &["empty"]);
}

#[tokio::test]
async fn an_instance_that_is_not_among_those_allowed_gets_no_request() {
    let world = World::likely().await;
    world.forget_requests().await;
    let provider = fresh();
    let config = json!({ "instance_url": world.url(), "username": "admin", "password": "admin",
        "allowed_instances": ["dev1"] });
    one_error(&provider.configure(config).await, "allowed_instances", &["127.0.0.1", "dev1"]);
    assert!(world.requests().await.is_empty());
}

#[tokio::test]
async fn a_provider_that_only_reads_plans_and_writes_nothing() {
    let world = World::likely().await;
    let state = world.apply(ALIAS, None, &json!({ "name": "A" })).await;
    let reading = world.with_arguments(json!({ "read_only": true })).await;
    let read = reading.read(&full(ALIAS), &state).await.unwrap().unwrap();
    let changed = json!({ "name": "A", "description": "other" });
    let plan = reading.plan(&full(ALIAS), Some(&read), Some(changed.clone())).await.unwrap();
    assert!(!plan.is_empty(&read), "the drift is shown");
    world.forget_requests().await;
    let words = ["only reads", "read_only"];
    let said = reading.apply_config(&full(ALIAS), None, json!({ "name": "B" })).await.unwrap_err();
    one_error(&said, "", &words);
    let applied = reading.apply(&full(ALIAS), Some(&read), &plan, Some(changed)).await;
    one_error(&applied.diagnostics, "", &words);
    one_error(&reading.destroy(&full(ALIAS), read).await.unwrap_err(), "", &words);
    let writes = world.requests().await;
    assert!(writes.iter().all(|one| one["method"] == "GET"), "{writes:#?}");
}

#[tokio::test]
async fn a_record_of_another_instance_is_neither_gone_nor_made_again() {
    let (first, second) = (World::likely().await, World::likely().await);
    let config = json!({ "name": "A" });
    let state = first.apply(ALIAS, None, &config).await;
    let (there, here) = (&first.url()["http://".len()..], &second.url()["http://".len()..]);
    second.forget_requests().await;
    let words = [there, here, "instance_aliases"];
    let said = second.provider.read(&full(ALIAS), &state).await.unwrap_err();
    one_error(&said, "", &words);
    let changed = json!({ "name": "A", "description": "x" });
    let plan = first.plan(ALIAS, Some(&state), &changed).await;
    let applied = second.provider.apply(&full(ALIAS), Some(&state), &plan, Some(changed)).await;
    one_error(&applied.diagnostics, "", &words);
    assert!(applied.state.is_some(), "the state stays");
    let said = second.provider.plan(&full(ALIAS), Some(&state), Some(config)).await;
    one_error(&said.err().unwrap(), "", &words);
    assert!(second.requests().await.is_empty());
}

#[tokio::test]
async fn a_record_of_any_table_belongs_to_its_instance_too() {
    let (first, second) = (World::likely().await, World::likely().await);
    let config = json!({ "table": "cmn_department", "fields": { "name": "A" } });
    let state = first.apply("record", None, &config).await;
    let said = second.provider.read(&full("record"), &state).await.unwrap_err();
    one_error(&said, "", &["instance_aliases"]);
    let plugin = json!({ "plugin_id": "com.glide.tokenbased_auth" });
    let state = first.apply("plugin", None, &plugin).await;
    let said = second.provider.read(&full("plugin"), &state).await.unwrap_err();
    one_error(&said, "", &["instance_aliases"]);
}

#[tokio::test]
async fn another_address_of_the_same_instance_is_named_as_one() {
    let world = World::likely().await;
    let config = json!({ "name": "A" });
    let state = world.apply(ALIAS, None, &config).await;
    let renamed = world.url().replace("127.0.0.1", "localhost");
    let plain = configured(&renamed, "admin", json!({})).await;
    one_error(&plain.read(&full(ALIAS), &state).await.unwrap_err(), "", &["localhost"]);
    let aliases = json!({ "instance_aliases": [&world.url()["http://".len()..]] });
    let knowing = configured(&renamed, "admin", aliases).await;
    let read = knowing.read(&full(ALIAS), &state).await.unwrap().unwrap();
    assert_eq!(read.identity, state.identity, "an alias does not change what was stored");
    // A Terraform before 1.12 stores no identity. There the state names the new address from then on.
    let unnamed = |state: &State| State { identity: Value::Null, ..state.clone() };
    one_error(&plain.read(&full(ALIAS), &unnamed(&state)).await.unwrap_err(), "", &["localhost"]);
    assert!(plain.read(&full(ALIAS), &unnamed(&read)).await.unwrap().is_some());
}

#[tokio::test]
async fn the_user_in_use_is_kept_unless_that_is_allowed() {
    let world = World::likely().await;
    let own = world.import("user", "admin").await;
    let config = |active: bool| json!({ "user_name": "admin", "active": active });
    let words = ["\"admin\"", "lock itself out", "allow_self_change"];
    one_error(&world.refused("user", Some(&own), &config(false)).await, "", &words);
    let destroyed = world.provider.destroy(&full("user"), own.clone()).await;
    one_error(&destroyed.unwrap_err(), "", &words);
    assert_eq!(world.column("sys_user", &id(&own), "active").await, "true");
    let record = json!({ "table": "sys_user", "fields": { "active": "false" } });
    let any = world.import("record", &format!("sys_user/{}", id(&own))).await;
    one_error(&world.refused("record", Some(&any), &record).await, "", &words);
    let other = world.import("user", "plain.user").await;
    let config = json!({ "user_name": "plain.user", "active": false });
    let state = world.apply("user", Some(&other), &config).await;
    assert_eq!(attribute(&state, "active"), json!(false));
}

#[tokio::test]
async fn the_user_in_use_is_changed_where_that_is_allowed() {
    let world = World::likely().await;
    let own = world.import("user", "admin").await;
    let free = world.with_arguments(json!({ "allow_self_change": true })).await;
    let config = json!({ "user_name": "renamed" });
    let state = free.apply_config(&full("user"), Some(own), config).await.unwrap();
    assert_eq!(attribute(&state, "user_name"), json!("renamed"));
}

#[tokio::test]
async fn who_locks_himself_out_is_stopped_by_the_instance_where_the_guard_is_off() {
    let world = World::likely().await;
    let own = world.import("user", "admin").await;
    let free = world.with_arguments(json!({ "allow_self_change": true })).await;
    let config = with(json!({ "user_name": "admin" }), json!({ "active": false }));
    let said = free.apply_config(&full("user"), Some(own), config).await.unwrap_err();
    one_error(&said, "", &["aborted by Business Rule", "locking out oneself"]);
    assert_eq!(world.rows("sys_user", "user_name=admin").await[0]["active"], "true");
}

#[tokio::test]
async fn the_oauth_client_in_use_keeps_its_secret() {
    let world = World::likely().await;
    let secret = |text: &str| json!({ "type": "client", "name": "Robot", "client_id": "robot", "client_secret": text });
    let state = world.apply("oauth_registry", None, &secret("robots-own")).await;
    let oauth = json!({ "grant_type": "password", "client_id": "robot", "client_secret": "robots-own",
        "username": "admin", "password": "admin" });
    let provider = fresh();
    provider.configure(json!({ "instance_url": world.url(), "oauth": oauth })).await;
    let kind = full("oauth_registry");
    let said = provider.apply_config(&kind, Some(state.clone()), secret("another")).await;
    one_error(&said.unwrap_err(), "client_secret", &["\"robot\"", "allow_self_change"]);
    let said = provider.destroy(&kind, state.clone()).await.unwrap_err();
    one_error(&said, "", &["\"robot\"", "allow_self_change"]);
    let kept = world.holds_secret("oauth_entity", &id(&state), "client_secret", "robots-own").await;
    assert!(kept);
}
