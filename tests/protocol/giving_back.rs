//! Giving an adopted record back: all that was changed since, read back like every write, and told where it cannot be.

use serde_json::{Value as Json, json};
use simulator::Unknowns;
use tfplugin::testing::State;
use tfplugin::{Diagnostic, Diagnostics};

use crate::ground;
use crate::seen::{attribute, id, one_error, one_warning, text};
use crate::walks::{Way, replace, walk, without_private};
use crate::world::{World, full, under_both, under_both_with_every_column, with};

const ALIAS: &str = "connection_alias";

fn adopting(more: Json) -> Json {
    with(json!({ "name": "Ground", "adopt_existing": true }), more)
}

/// The row of the alias that was there before.
async fn row(world: &World) -> Json {
    let rows = world.rows("sys_alias", "name=Ground").await;
    assert_eq!(rows.len(), 1);
    rows[0].clone()
}

/// What destroying says, and what is left in the state.
async fn destroyed(world: &World, kind: &str, state: &State) -> (Diagnostics, Option<State>) {
    let plan = world.provider.plan(&full(kind), Some(state), None).await.unwrap();
    let applied = world.provider.apply(&full(kind), Some(state), &plan, None).await;
    (applied.diagnostics, applied.state)
}

#[tokio::test]
async fn what_later_changes_overwrote_is_given_back_too() {
    under_both_with_every_column(async |world| {
        ground::lay(&world).await;
        let before = world.export().await;
        let state = world.apply(ALIAS, None, &adopting(json!({ "description": "First" }))).await;
        let later = json!({ "description": "Second", "multiple_connections": true,
            "configuration_template": "Ground template" });
        let config = adopting(later);
        let state = world.apply(ALIAS, Some(&state), &config).await;
        world.is_settled(ALIAS, &state, &config).await;
        world.destroy(ALIAS, state).await;
        assert_eq!(world.export().await, before);
    })
    .await;
}

#[tokio::test]
async fn an_adopted_profile_that_was_renamed_later_gets_its_name_back() {
    under_both(async |world| {
        ground::lay(&world).await;
        let before = world.export().await;
        let config = |name: &str| {
            json!({ "name": name, "oauth_registry": "Ground registry",
            "is_default": true, "adopt_existing": true })
        };
        let kept = "Ground registry default_profile";
        let state = world.apply("oauth_profile", None, &config(kept)).await;
        let state = world.apply("oauth_profile", Some(&state), &config("Renamed")).await;
        world.is_settled("oauth_profile", &state, &config("Renamed")).await;
        let way = Way::Replaced;
        let replaced = replace(&world, "oauth_profile", &state, &config("Again"), way).await;
        let state = replaced.succeeded();
        world.destroy("oauth_profile", state).await;
        assert_eq!(world.export().await, before);
    })
    .await;
}

#[tokio::test]
async fn a_secret_that_a_later_change_overwrote_cannot_be_given_back_and_the_plan_says_so() {
    let world = World::likely().await;
    let row = json!({ "name": "Acme", "user_name": "u" });
    world.insert("basic_auth_credentials", row).await;
    let config = |more| {
        with(
            json!({ "name": "Acme", "type": "basic_auth", "username": "u", "adopt_existing": true }),
            more,
        )
    };
    let state = world.apply("credential", None, &config(json!({}))).await;
    let secret = json!({ "password_wo": "planted", "password_wo_version": 1 });
    let state = world.apply("credential", Some(&state), &config(secret)).await;
    let plan = world.provider.plan(&full("credential"), Some(&state), None).await.unwrap();
    one_warning(&plan.warnings, "", &["password", "cannot be given back"]);
}

#[tokio::test]
async fn what_the_instance_does_not_take_back_is_an_error_and_stays_in_the_state() {
    under_both_with_every_column(async |world| {
        ground::lay(&world).await;
        let before = row(&world).await;
        let state = world.apply(ALIAS, None, &adopting(json!({ "description": "Ours" }))).await;
        let drop = json!({ "kind": "drop_column", "column": "description" });
        let rule = json!([{ "method": "PATCH", "table": "sys_alias", "fault": drop }]);
        world.faults(rule).await;
        let (said, left) = destroyed(&world, ALIAS, &state).await;
        one_error(&said, "", &["Cannot restore", &id(&state), "description", "abandon"]);
        let state = left.expect("it stays in the state");
        world.no_faults().await;
        world.destroy(ALIAS, state).await;
        assert_eq!(row(&world).await["description"], before["description"]);
    })
    .await;
}

#[tokio::test]
async fn a_record_that_was_hidden_meanwhile_is_not_said_to_be_given_back() {
    let world = World::likely().await;
    ground::lay(&world).await;
    let state = world.apply(ALIAS, None, &adopting(json!({ "description": "Ours" }))).await;
    let gone = json!({ "kind": "status", "status": 404, "body": "{\"error\": {\"message\": \"No Record found\"}}" });
    world.faults(json!([{ "method": "PATCH", "table": "sys_alias", "fault": gone }])).await;
    let (said, left) = destroyed(&world, ALIAS, &state).await;
    assert!(left.is_some() && said.iter().any(Diagnostic::is_error), "{said:#?}");
}

#[tokio::test]
async fn a_record_that_somebody_deleted_needs_nothing_back() {
    let world = World::likely().await;
    ground::lay(&world).await;
    let state = world.apply(ALIAS, None, &adopting(json!({ "description": "Ours" }))).await;
    world.delete("sys_alias", &id(&state)).await;
    let (said, left) = destroyed(&world, ALIAS, &state).await;
    assert!(left.is_none() && said.is_empty(), "{said:#?}");
}

#[tokio::test]
async fn a_tainted_record_that_was_not_refreshed_is_left_and_what_stays_is_named() {
    under_both_with_every_column(async |world| {
        ground::lay(&world).await;
        let config = adopting(json!({ "description": "Ours" }));
        let state = world.apply(ALIAS, None, &config).await;
        let replaced = replace(&world, ALIAS, &state, &config, Way::TaintedUnrefreshed).await;
        assert!(replaced.says("stays on the instance") && replaced.says("description"));
        assert_eq!(id(&replaced.succeeded()), id(&state));
        let plan = world.provider.plan(&full(ALIAS), Some(&without_private(&state)), None).await;
        one_warning(&plan.unwrap().warnings, "", &[&id(&state), "not known", "description"]);
    })
    .await;
}

#[tokio::test]
async fn a_replacement_that_comes_first_says_what_is_not_known_any_more() {
    under_both_with_every_column(async |world| {
        ground::lay(&world).await;
        let config = adopting(json!({ "description": "Ours" }));
        let state = world.apply(ALIAS, None, &config).await;
        let replaced = replace(&world, ALIAS, &state, &config, Way::CreatedFirst).await;
        assert!(replaced.says(&id(&state)) && replaced.says("`moved` block"));
        assert!(replaced.says("in description is not known any more"), "{:#?}", replaced.said);
        let state = replaced.succeeded();
        world.destroy(ALIAS, state).await;
        assert_eq!(row(&world).await["description"], "Ours", "and it is still there");
    })
    .await;
}

#[tokio::test]
async fn one_record_is_never_adopted_under_two_addresses_in_one_run() {
    let world = World::likely().await;
    ground::lay(&world).await;
    let provider = walk(&world).await;
    let config = adopting(json!({ "description": "Ours" }));
    let apply = async || provider.apply_config(&full(ALIAS), None, config.clone()).await;
    let (one, other) = tokio::join!(apply(), apply());
    let (adopted, said) = match (one, other) {
        (Ok(state), Err(said)) | (Err(said), Ok(state)) => (state, said),
        (one, other) => panic!("{one:#?} {other:#?}"),
    };
    one_error(&said, "", &["another address", &id(&adopted), "moved"]);
    assert_eq!(row(&world).await["description"], "Ours");
}

#[tokio::test]
async fn what_one_address_could_not_let_go_of_another_does_not_take() {
    let world = World::likely().await;
    let config = json!({ "name": "Ground", "adopt_existing": true });
    let state = world.apply(ALIAS, None, &config).await;
    let refused = json!({ "kind": "business_rule", "rule": "Not on Sundays" });
    world.faults(json!([{ "method": "DELETE", "table": "sys_alias", "fault": refused }])).await;
    let replaced = replace(&world, ALIAS, &state, &config, Way::RenamedDestroyedFirst).await;
    assert!(replaced.says("Not on Sundays") && replaced.says("another address"));
    assert!(replaced.old.is_some() && replaced.new.is_none(), "one address holds it");
}

#[tokio::test]
async fn a_policy_taken_out_of_the_configuration_is_as_if_it_had_never_been_there() {
    under_both_with_every_column(async |world| {
        ground::lay(&world).await;
        let before = row(&world).await;
        let adopted = adopting(json!({ "description": "Ours" }));
        let made = json!({ "name": "Made" });
        let imported = json!({ "name": "Second" });
        let second = world.rows("sys_alias", "name=Second").await[0]["sys_id"].clone();
        let second = world.import(ALIAS, second.as_str().unwrap()).await;
        for (state, config, policy) in [
            (None, &adopted, "restore"),
            (None, &made, "delete"),
            (Some(second), &imported, "delete"),
        ] {
            let abandoned = with(config.clone(), json!({ "deletion_policy": "abandon" }));
            let state = world.apply(ALIAS, state.as_ref(), &abandoned).await;
            assert_eq!(attribute(&state, "deletion_policy"), json!("abandon"));
            let state = world.apply(ALIAS, Some(&state), config).await;
            assert_eq!(text(&state, "deletion_policy"), policy);
            world.is_settled(ALIAS, &state, config).await;
            world.destroy(ALIAS, state).await;
        }
        assert_eq!(row(&world).await["description"], before["description"]);
        assert!(world.rows("sys_alias", "nameINMade,Second").await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_tainted_application_is_uninstalled_and_installed_anew() {
    for unknowns in [Unknowns::likely(), Unknowns::worst()] {
        let world = World::with(unknowns).await;
        let first = world.apply("application", None, &json!({ "scope": "x_camun_camunda" })).await;
        world.delete("sys_store_app", &id(&first)).await;
        let config = json!({ "app_id": id(&first), "version": text(&first, "version"),
            "deletion_policy": "uninstall" });
        let (provider, kind) = (walk(&world).await, full("application"));
        let state = provider.apply_config(&kind, None, config.clone()).await.unwrap();
        let way = Way::TaintedUnrefreshed;
        let replaced = replace(&world, "application", &state, &config, way).await;
        one_error(&replaced.said, "", &["Cannot uninstall", "terraform untaint"]);
        let kept = replaced.old.expect("nothing was changed");
        assert_eq!(id(&kept), id(&state));
        let replaced = replace(&world, "application", &state, &config, Way::Tainted).await;
        let state = replaced.succeeded();
        assert_eq!(text(&state, "deletion_policy"), "uninstall");
        world.destroy("application", state).await;
        let left = world.rows("sys_store_app", "scope=x_camun_camunda^active=true").await;
        assert!(left.is_empty(), "it goes where that was agreed");
    }
}
