//! Taking over what is there, and what destroy then does.

use serde_json::{Value as Json, json};
use tfplugin::testing::State;

use crate::ground;
use crate::seen::{attribute, id, one_error, one_warning, text};
use crate::world::{World, full, under_both, under_both_with_every_column};

const ALIAS: &str = "connection_alias";

fn adopting(description: &str) -> Json {
    json!({ "name": "Ground", "description": description, "adopt_existing": true })
}

async fn destroy_warning(world: &World, kind: &str, state: &State) -> tfplugin::Diagnostics {
    world.provider.plan(&full(kind), Some(state), None).await.unwrap().warnings
}

#[tokio::test]
async fn the_one_record_of_that_key_is_taken_over_and_given_back() {
    under_both_with_every_column(async |world| {
        ground::lay(&world).await;
        let before = world.export().await;
        let config = adopting("Ours now");
        world.forget_requests().await;
        let state = world.apply(ALIAS, None, &config).await;
        assert_eq!(world.count("sys_alias", "POST").await, 0, "nothing is inserted");
        assert_eq!(text(&state, "deletion_policy"), "restore");
        assert_eq!(world.column("sys_alias", &id(&state), "description").await, "Ours now");
        world.is_settled(ALIAS, &state, &config).await;
        let state = world.apply(ALIAS, Some(&state), &adopting("Later on")).await;
        one_warning(
            &destroy_warning(&world, ALIAS, &state).await,
            "",
            &["gives it the values back"],
        );
        world.destroy(ALIAS, state).await;
        assert_eq!(world.export().await, before, "the record is as it was adopted");
    })
    .await;
}

#[tokio::test]
async fn nothing_to_adopt_is_inserted_and_deleted_as_usual() {
    under_both(async |world| {
        let before = world.export().await;
        let config = json!({ "name": "Fresh", "adopt_existing": true });
        let plan = world.plan(ALIAS, None, &config).await;
        assert!(plan.planned.get("deletion_policy").is_unknown());
        let state = world.apply(ALIAS, None, &config).await;
        assert_eq!(text(&state, "deletion_policy"), "delete");
        world.destroy(ALIAS, state).await;
        assert_eq!(world.export().await, before);
    })
    .await;
}

#[tokio::test]
async fn several_that_could_be_meant_are_listed_and_none_is_touched() {
    let world = World::likely().await;
    let row = json!({ "name": "Twice", "type": "client" });
    let (one, other) =
        (world.insert("oauth_entity", row.clone()).await, world.insert("oauth_entity", row).await);
    let before = world.export().await;
    let config =
        json!({ "type": "client", "name": "Twice", "adopt_existing": true, "comments": "x" });
    let said = world.refused("oauth_registry", None, &config).await;
    one_error(&said, "adopt_existing", &["2 have it", &one, &other, "Import the one"]);
    assert_eq!(world.export().await, before);
}

#[tokio::test]
async fn a_client_is_not_adopted_as_a_third_party_of_the_same_name() {
    let world = World::likely().await;
    let client = world.insert("oauth_entity", json!({ "name": "Same", "type": "client" })).await;
    let config = json!({ "type": "oauth_provider", "name": "Same", "client_id": "c", "adopt_existing": true });
    let state = world.apply("oauth_registry", None, &config).await;
    assert_ne!(id(&state), client);
}

#[tokio::test]
async fn without_adopting_a_second_record_is_made_where_names_are_not_unique() {
    let world = World::likely().await;
    let first = world.insert("oauth_entity", json!({ "name": "Same", "type": "client" })).await;
    // A record that this user made a moment ago would be taken for the orphan of an ended run.
    world.advance(2 * 3600).await;
    let state =
        world.apply("oauth_registry", None, &json!({ "type": "client", "name": "Same" })).await;
    assert_ne!(id(&state), first);
}

#[tokio::test]
async fn the_default_profile_is_adopted_by_what_it_is_whatever_its_name() {
    under_both(async |world| {
        ground::lay(&world).await;
        let before = world.export().await;
        let config = json!({ "name": "Renamed", "oauth_registry": "Ground registry", "is_default": true,
            "grant_type": "password", "adopt_existing": true });
        let state = world.apply("oauth_profile", None, &config).await;
        assert_eq!(world.column("oauth_entity_profile", &id(&state), "name").await, "Renamed");
        world.is_settled("oauth_profile", &state, &config).await;
        world.destroy("oauth_profile", state).await;
        assert_eq!(world.export().await, before);
    })
    .await;
}

#[tokio::test]
async fn links_of_an_adopted_profile_are_given_back_too() {
    let world = World::likely().await;
    ground::lay(&world).await;
    let registry = world.rows("oauth_entity", "name=Ground registry").await[0]["sys_id"].clone();
    let profile = world.rows("oauth_entity_profile", "oauth_entity.name=Ground registry").await[0]
        ["sys_id"]
        .clone();
    for name in ["first", "second"] {
        let row = json!({ "name": name, "oauth_entity_scope": name, "oauth_entity": registry });
        let scope = world.insert("oauth_entity_scope", row).await;
        if name == "first" {
            let join = json!({ "oauth_entity_profile": profile, "oauth_entity_scope": scope });
            world.insert("oauth_entity_profile_scope", join).await;
        }
    }
    let joined = |rows: Vec<Json>| {
        rows.iter().map(|row| row["oauth_entity_scope"].clone()).collect::<Vec<_>>()
    };
    let before = joined(world.rows("oauth_entity_profile_scope", "").await);
    let config = json!({ "name": "Ground registry default_profile", "oauth_registry": "Ground registry",
        "scopes": ["second"], "adopt_existing": true });
    let state = world.apply("oauth_profile", None, &config).await;
    assert_ne!(joined(world.rows("oauth_entity_profile_scope", "").await), before);
    world.is_settled("oauth_profile", &state, &config).await;
    world.destroy("oauth_profile", state).await;
    assert_eq!(joined(world.rows("oauth_entity_profile_scope", "").await), before);
}

#[tokio::test]
async fn an_overwritten_secret_cannot_be_given_back_and_the_plan_says_so() {
    let world = World::likely().await;
    world
        .insert(
            "oauth_entity",
            json!({ "name": "Acme", "type": "oauth_provider", "client_id": "c" }),
        )
        .await;
    let config = json!({ "type": "oauth_provider", "name": "Acme", "client_id": "c", "adopt_existing": true,
        "client_secret_wo": "planted", "client_secret_wo_version": 1 });
    let state = world.apply("oauth_registry", None, &config).await;
    let said = destroy_warning(&world, "oauth_registry", &state).await;
    one_warning(&said, "", &["client_secret", "cannot be given back"]);
    world.destroy("oauth_registry", state).await;
    assert_eq!(
        world.rows("oauth_entity", "name=Acme").await.len(),
        1,
        "an adopted record is never deleted"
    );
}

#[tokio::test]
async fn an_adopted_record_gets_its_values_back_when_the_rest_of_the_create_fails() {
    let world = World::likely().await;
    ground::lay(&world).await;
    let before = world.export().await;
    let drop = json!({ "kind": "drop_column", "column": "description" });
    world
        .faults(json!([{ "method": "PATCH", "table": "sys_alias", "times": 1, "fault": drop }]))
        .await;
    let mut config = adopting("never stored");
    config["multiple_connections"] = json!(true);
    let applied = world.attempt(ALIAS, None, &config).await;
    one_error(&applied.diagnostics, "description", &["did not", "description"]);
    assert!(applied.state.is_none());
    world.no_faults().await;
    assert_eq!(world.export().await, before);
}

#[tokio::test]
async fn an_abandoned_record_stays_as_it_is() {
    under_both(async |world| {
        let config = json!({ "name": "Left", "deletion_policy": "abandon" });
        let state = world.apply(ALIAS, None, &config).await;
        one_warning(
            &destroy_warning(&world, ALIAS, &state).await,
            "",
            &["leaves it on the instance"],
        );
        let sys_id = id(&state);
        world.destroy(ALIAS, state).await;
        assert_eq!(world.column("sys_alias", &sys_id, "name").await, "Left");
    })
    .await;
}

#[tokio::test]
async fn changing_only_the_policy_sends_no_write() {
    let world = World::likely().await;
    let state = world.apply(ALIAS, None, &json!({ "name": "A" })).await;
    world.forget_requests().await;
    let config = json!({ "name": "A", "deletion_policy": "abandon" });
    let state = world.apply(ALIAS, Some(&state), &config).await;
    assert_eq!(attribute(&state, "deletion_policy"), json!("abandon"));
    assert_eq!(world.count("sys_alias", "PATCH").await, 0);
}

#[tokio::test]
async fn restoring_what_was_not_adopted_is_refused_by_the_plan() {
    let world = World::likely().await;
    let state = world.apply(ALIAS, None, &json!({ "name": "A" })).await;
    let config = json!({ "name": "A", "adopt_existing": true, "deletion_policy": "restore" });
    let said = world.provider.plan(&full(ALIAS), Some(&state), Some(config)).await.unwrap_err();
    one_error(&said, "deletion_policy", &["was not adopted", "\"delete\" or \"abandon\""]);
}

#[tokio::test]
async fn replacing_an_adopted_record_restores_it_and_never_deletes_it() {
    let world = World::likely().await;
    ground::lay(&world).await;
    let before = world.rows("sys_alias", "name=Ground").await[0].clone();
    let state = world.apply(ALIAS, None, &adopting("Ours")).await;
    let mut config = adopting("Ours");
    config["connection_type"] = json!("jdbc_connection");
    let plan = world.plan(ALIAS, Some(&state), &config).await;
    assert!(plan.replaces);
    let replaced = world.apply(ALIAS, Some(&state), &config).await;
    assert_eq!(replaced.value.get("id"), state.value.get("id"), "restored and adopted again");
    world.destroy(ALIAS, replaced).await;
    let after = world.rows("sys_alias", "name=Ground").await[0].clone();
    for column in ["sys_id", "description", "connection_type"] {
        assert_eq!(after[column], before[column], "{column}");
    }
}
