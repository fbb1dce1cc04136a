//! Taking over what is there, and what destroy then does.

use serde_json::{Value as Json, json};
use tfplugin::testing::State;

use crate::ground;
use crate::seen::{attribute, id, one_error, one_warning, text};
use crate::stage::{Stage, full, under_both};

const ALIAS: &str = "connection_alias";

fn adopting(description: &str) -> Json {
    json!({ "name": "Ground", "description": description, "adopt_existing": true })
}

async fn destroy_warning(stage: &Stage, kind: &str, state: &State) -> tfplugin::Diagnostics {
    stage.provider.plan(&full(kind), Some(state), None).await.unwrap().warnings
}

#[tokio::test]
async fn the_one_record_of_that_key_is_taken_over_and_given_back() {
    under_both(async |stage| {
        ground::lay(&stage).await;
        let before = stage.export().await;
        let config = adopting("Ours now");
        stage.forget_requests().await;
        let state = stage.apply(ALIAS, None, &config).await;
        assert_eq!(stage.count("sys_alias", "POST").await, 0, "nothing is inserted");
        assert_eq!(text(&state, "deletion_policy"), "restore");
        assert_eq!(stage.column("sys_alias", &id(&state), "description").await, "Ours now");
        stage.is_settled(ALIAS, &state, &config).await;
        let state = stage.apply(ALIAS, Some(&state), &adopting("Later on")).await;
        one_warning(
            &destroy_warning(&stage, ALIAS, &state).await,
            "",
            &["gives it the values back"],
        );
        stage.destroy(ALIAS, state).await;
        assert_eq!(stage.export().await, before, "the record is as it was adopted");
    })
    .await;
}

#[tokio::test]
async fn nothing_to_adopt_is_inserted_and_deleted_as_usual() {
    under_both(async |stage| {
        let before = stage.export().await;
        let config = json!({ "name": "Fresh", "adopt_existing": true });
        let plan = stage.plan(ALIAS, None, &config).await;
        assert!(plan.planned.get("deletion_policy").is_unknown());
        let state = stage.apply(ALIAS, None, &config).await;
        assert_eq!(text(&state, "deletion_policy"), "delete");
        stage.destroy(ALIAS, state).await;
        assert_eq!(stage.export().await, before);
    })
    .await;
}

#[tokio::test]
async fn several_that_could_be_meant_are_listed_and_none_is_touched() {
    let stage = Stage::likely().await;
    let row = json!({ "name": "Twice", "type": "client" });
    let (one, other) =
        (stage.insert("oauth_entity", row.clone()).await, stage.insert("oauth_entity", row).await);
    let before = stage.export().await;
    let config =
        json!({ "type": "client", "name": "Twice", "adopt_existing": true, "comments": "x" });
    let said = stage.refused("oauth_registry", None, &config).await;
    one_error(&said, "adopt_existing", &["2 have it", &one, &other, "Import the one"]);
    assert_eq!(stage.export().await, before);
}

#[tokio::test]
async fn a_client_is_not_adopted_as_a_third_party_of_the_same_name() {
    let stage = Stage::likely().await;
    let client = stage.insert("oauth_entity", json!({ "name": "Same", "type": "client" })).await;
    let config = json!({ "type": "oauth_provider", "name": "Same", "client_id": "c", "adopt_existing": true });
    let state = stage.apply("oauth_registry", None, &config).await;
    assert_ne!(id(&state), client);
}

#[tokio::test]
async fn without_adopting_a_second_record_is_made_where_names_are_not_unique() {
    let stage = Stage::likely().await;
    let first = stage.insert("oauth_entity", json!({ "name": "Same", "type": "client" })).await;
    let state =
        stage.apply("oauth_registry", None, &json!({ "type": "client", "name": "Same" })).await;
    assert_ne!(id(&state), first);
}

#[tokio::test]
async fn the_default_profile_is_adopted_by_what_it_is_whatever_its_name() {
    under_both(async |stage| {
        ground::lay(&stage).await;
        let before = stage.export().await;
        let config = json!({ "name": "Renamed", "oauth_registry": "Ground registry", "is_default": true,
            "grant_type": "password", "adopt_existing": true });
        let state = stage.apply("oauth_profile", None, &config).await;
        assert_eq!(stage.column("oauth_entity_profile", &id(&state), "name").await, "Renamed");
        stage.is_settled("oauth_profile", &state, &config).await;
        stage.destroy("oauth_profile", state).await;
        assert_eq!(stage.export().await, before);
    })
    .await;
}

#[tokio::test]
async fn links_of_an_adopted_profile_are_given_back_too() {
    let stage = Stage::likely().await;
    ground::lay(&stage).await;
    let registry = stage.rows("oauth_entity", "name=Ground registry").await[0]["sys_id"].clone();
    let profile = stage.rows("oauth_entity_profile", "oauth_entity.name=Ground registry").await[0]
        ["sys_id"]
        .clone();
    for name in ["first", "second"] {
        let row = json!({ "name": name, "oauth_entity_scope": name, "oauth_entity": registry });
        let scope = stage.insert("oauth_entity_scope", row).await;
        if name == "first" {
            let join = json!({ "oauth_entity_profile": profile, "oauth_entity_scope": scope });
            stage.insert("oauth_entity_profile_scope", join).await;
        }
    }
    let joined = |rows: Vec<Json>| {
        rows.iter().map(|row| row["oauth_entity_scope"].clone()).collect::<Vec<_>>()
    };
    let before = joined(stage.rows("oauth_entity_profile_scope", "").await);
    let config = json!({ "name": "Ground registry default_profile", "oauth_registry": "Ground registry",
        "scopes": ["second"], "adopt_existing": true });
    let state = stage.apply("oauth_profile", None, &config).await;
    assert_ne!(joined(stage.rows("oauth_entity_profile_scope", "").await), before);
    stage.is_settled("oauth_profile", &state, &config).await;
    stage.destroy("oauth_profile", state).await;
    assert_eq!(joined(stage.rows("oauth_entity_profile_scope", "").await), before);
}

#[tokio::test]
async fn an_overwritten_secret_cannot_be_given_back_and_the_plan_says_so() {
    let stage = Stage::likely().await;
    stage
        .insert(
            "oauth_entity",
            json!({ "name": "Acme", "type": "oauth_provider", "client_id": "c" }),
        )
        .await;
    let config = json!({ "type": "oauth_provider", "name": "Acme", "client_id": "c", "adopt_existing": true,
        "client_secret_wo": "planted", "client_secret_wo_version": 1 });
    let state = stage.apply("oauth_registry", None, &config).await;
    let said = destroy_warning(&stage, "oauth_registry", &state).await;
    one_warning(&said, "", &["client_secret", "cannot be given back"]);
    stage.destroy("oauth_registry", state).await;
    assert_eq!(
        stage.rows("oauth_entity", "name=Acme").await.len(),
        1,
        "an adopted record is never deleted"
    );
}

#[tokio::test]
async fn an_adopted_record_gets_its_values_back_when_the_rest_of_the_create_fails() {
    let stage = Stage::likely().await;
    ground::lay(&stage).await;
    let before = stage.export().await;
    let drop = json!({ "kind": "drop_column", "column": "description" });
    stage
        .faults(json!([{ "method": "PATCH", "table": "sys_alias", "times": 1, "fault": drop }]))
        .await;
    let mut config = adopting("never stored");
    config["multiple_connections"] = json!(true);
    let applied = stage.attempt(ALIAS, None, &config).await;
    one_error(&applied.diagnostics, "description", &["did not", "description"]);
    assert!(applied.state.is_none());
    stage.no_faults().await;
    assert_eq!(stage.export().await, before);
}

#[tokio::test]
async fn an_abandoned_record_stays_as_it_is() {
    under_both(async |stage| {
        let config = json!({ "name": "Left", "deletion_policy": "abandon" });
        let state = stage.apply(ALIAS, None, &config).await;
        one_warning(
            &destroy_warning(&stage, ALIAS, &state).await,
            "",
            &["leaves it on the instance"],
        );
        let sys_id = id(&state);
        stage.destroy(ALIAS, state).await;
        assert_eq!(stage.column("sys_alias", &sys_id, "name").await, "Left");
    })
    .await;
}

#[tokio::test]
async fn changing_only_the_policy_sends_no_write() {
    let stage = Stage::likely().await;
    let state = stage.apply(ALIAS, None, &json!({ "name": "A" })).await;
    stage.forget_requests().await;
    let config = json!({ "name": "A", "deletion_policy": "abandon" });
    let state = stage.apply(ALIAS, Some(&state), &config).await;
    assert_eq!(attribute(&state, "deletion_policy"), json!("abandon"));
    assert_eq!(stage.count("sys_alias", "PATCH").await, 0);
}

#[tokio::test]
async fn restoring_what_was_not_adopted_is_refused_by_the_plan() {
    let stage = Stage::likely().await;
    let state = stage.apply(ALIAS, None, &json!({ "name": "A" })).await;
    let config = json!({ "name": "A", "adopt_existing": true, "deletion_policy": "restore" });
    let said = stage.provider.plan(&full(ALIAS), Some(&state), Some(config)).await.unwrap_err();
    one_error(&said, "deletion_policy", &["was not adopted", "\"delete\" or \"abandon\""]);
}

#[tokio::test]
async fn replacing_an_adopted_record_restores_it_and_never_deletes_it() {
    let stage = Stage::likely().await;
    ground::lay(&stage).await;
    let before = stage.rows("sys_alias", "name=Ground").await[0].clone();
    let state = stage.apply(ALIAS, None, &adopting("Ours")).await;
    let mut config = adopting("Ours");
    config["connection_type"] = json!("jdbc_connection");
    let plan = stage.plan(ALIAS, Some(&state), &config).await;
    assert!(plan.replaces);
    let replaced = stage.apply(ALIAS, Some(&state), &config).await;
    assert_eq!(replaced.value.get("id"), state.value.get("id"), "restored and adopted again");
    stage.destroy(ALIAS, replaced).await;
    let after = stage.rows("sys_alias", "name=Ground").await[0].clone();
    for column in ["sys_id", "description", "connection_type"] {
        assert_eq!(after[column], before[column], "{column}");
    }
}
