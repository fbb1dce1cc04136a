//! Installed applications: installed once, upgraded, never gone back, and left installed.

use serde_json::json;
use simulator::{Seed, Unknowns};
use tfplugin::testing::unknown;

use crate::seen::{attribute, id, one_error, one_warning, text};
use crate::world::{World, full, under_both};

const KIND: &str = "application";
const SPOKE: &str = "x_camun_camunda";

#[tokio::test]
async fn an_application_is_installed_once_and_left_installed() {
    under_both(async |world| {
        let config = json!({ "scope": SPOKE });
        let state = world.apply(KIND, None, &config).await;
        assert_eq!(text(&state, "name"), "Camunda Spoke");
        assert_eq!(attribute(&state, "installed_version"), attribute(&state, "version"));
        world.is_settled(KIND, &state, &config).await;
        world.forget_requests().await;
        let again = world.apply(KIND, None, &config).await;
        assert_eq!(id(&again), id(&state));
        let installs = world.requests().await;
        assert!(
            installs.iter().all(|request| !request["path"].as_str().unwrap().contains("install"))
        );
        let plan = world.provider.plan(&full(KIND), Some(&state), None).await.unwrap();
        one_warning(&plan.warnings, "", &["leaves it installed", "Application Manager"]);
        world.destroy(KIND, state).await;
        assert_eq!(world.rows("sys_store_app", &format!("scope={SPOKE}")).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_higher_version_upgrades_and_a_lower_one_is_refused_by_the_plan() {
    under_both(async |world| {
        let version = |version: &str| json!({ "scope": SPOKE, "version": version });
        let state = world.apply(KIND, None, &version("1.2.0")).await;
        assert_eq!(text(&state, "installed_version"), "1.2.0");
        let plan = world.plan(KIND, Some(&state), &version("1.3.1")).await;
        assert!(!plan.replaces && plan.planned.get("installed_version").is_unknown());
        let state = world.apply(KIND, Some(&state), &version("1.3.1")).await;
        assert_eq!(text(&state, "installed_version"), "1.3.1");
        world.is_settled(KIND, &state, &version("1.3.1")).await;
        let said = world.refused(KIND, Some(&state), &version("1.2.0")).await;
        one_error(&said, "version", &["1.3.1", "1.2.0", "never goes back"]);
        let said = world.refused(KIND, None, &version("1.2.0")).await;
        one_error(&said, "version", &["1.3.1", "roll the application back"]);
    })
    .await;
}

#[tokio::test]
async fn an_application_that_is_not_entitled_says_where_to_get_it_and_does_not_wait() {
    for unknowns in [Unknowns::likely(), Unknowns::worst()] {
        let world = World::seeded(unknowns, Seed::Pdi).await;
        for named in [json!({ "scope": SPOKE }), json!({ "scope": "x_nothing" })] {
            let said = world.refused(KIND, None, &named).await;
            let scope = named["scope"].as_str().unwrap();
            let words =
                ["not available to this instance", "request it in the ServiceNow Store", scope];
            one_error(&said, "", &words);
        }
    }
}

#[tokio::test]
async fn a_version_that_does_not_exist_is_refused_in_the_instances_own_words() {
    let world = World::likely().await;
    let said = world.refused(KIND, None, &json!({ "scope": SPOKE, "version": "9.9.9" })).await;
    one_error(&said, "", &["version does not exist"]);
}

#[tokio::test]
async fn the_right_to_install_is_named_when_it_is_missing() {
    let world = World::likely().await;
    let provider = world.signed_in("plain.user").await;
    let said =
        provider.apply_config(&full(KIND), None, json!({ "scope": SPOKE })).await.unwrap_err();
    one_error(&said, "", &["sn_cicd.sys_ci_automation"]);
}

#[tokio::test]
async fn patience_ends_with_the_configured_timeout() {
    let world = World::likely().await;
    let config = json!({ "scope": SPOKE, "timeouts": { "create": "1ms" } });
    world.stands_still().await;
    let said = world.refused(KIND, None, &config).await;
    assert_eq!(said.len(), 1, "{said:#?}");
    assert!(said[0].detail.contains("50 %"), "the last percentage is told: {said:#?}");
}

#[tokio::test]
async fn an_application_is_imported_by_scope_or_sys_id() {
    let world = World::likely().await;
    let config = json!({ "scope": SPOKE });
    let state = world.apply(KIND, None, &config).await;
    for import_id in [SPOKE.to_owned(), format!("scope:{SPOKE}"), id(&state)] {
        let imported = world.import(KIND, &import_id).await;
        let plan = world.plan(KIND, Some(&imported), &config).await;
        assert!(
            plan.is_empty(&imported),
            "{import_id}: {:?}",
            crate::seen::differing(&imported.value, &plan.planned)
        );
    }
    let by_id = json!({ "app_id": id(&state) });
    assert!(
        world.plan(KIND, Some(&state), &by_id).await.is_empty(&state),
        "another way to name it is no change"
    );
    let other = json!({ "scope": unknown() });
    assert!(world.plan(KIND, Some(&state), &other).await.replaces);
}

#[tokio::test]
async fn an_application_that_was_uninstalled_is_installed_again() {
    let world = World::likely().await;
    let config = json!({ "scope": SPOKE });
    let state = world.apply(KIND, None, &config).await;
    world.delete("sys_store_app", &id(&state)).await;
    assert!(world.read(KIND, &state).await.is_none());
    let again = world.apply(KIND, Some(&state), &config).await;
    assert_eq!(text(&again, "scope"), SPOKE);
}

#[tokio::test]
async fn an_application_that_was_there_before_cannot_be_promised_to_go() {
    let world = World::likely().await;
    let abandoned = world.apply(KIND, None, &json!({ "scope": SPOKE })).await;
    let uninstall = json!({ "scope": SPOKE, "deletion_policy": "uninstall" });
    let said = world.refused(KIND, None, &uninstall).await;
    one_error(&said, "deletion_policy", &["was there before", "Keep \"abandon\""]);
    let said = world.refused(KIND, Some(&abandoned), &uninstall).await;
    one_error(&said, "deletion_policy", &["Application Manager"]);
}

#[tokio::test]
async fn generated_configuration_of_an_application_is_taken_and_plans_clean() {
    under_both(async |world| {
        world.apply(KIND, None, &json!({ "scope": SPOKE })).await;
        let imported = world.import(KIND, SPOKE).await;
        let config = crate::seen::as_configuration(&imported, &crate::world::schema(KIND));
        assert!(config["scope"].is_string() && config["app_id"].is_string(), "{config}");
        let said = world.provider.validate(&full(KIND), config.clone()).await;
        assert!(said.is_empty(), "{config}: {said:#?}");
        assert!(world.plan(KIND, Some(&imported), &config).await.is_empty(&imported));
        let again = world.apply(KIND, None, &config).await;
        assert_eq!(id(&again), id(&imported), "both names are of one application");
    })
    .await;
}

#[tokio::test]
async fn a_scope_and_an_id_of_two_applications_are_refused_before_anything_is_installed() {
    let world = World::likely().await;
    let installed = world.apply(KIND, None, &json!({ "scope": SPOKE })).await;
    world.forget_requests().await;
    let both = json!({ "scope": "x_other", "app_id": id(&installed) });
    let said = world.refused(KIND, None, &both).await;
    one_error(&said, "app_id", &["x_other", SPOKE]);
    assert!(world.writes().await.is_empty());
}
