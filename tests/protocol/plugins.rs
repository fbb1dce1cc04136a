//! Plugins: activated once, never deactivated, and what keeps one from being active.

use serde_json::{Value as Json, json};

use crate::seen::{attribute, one_error, one_warning, text};
use crate::world::{World, full, under_both};

const KIND: &str = "plugin";
const KEYS: &str = "com.glide.tokenbased_auth";

fn plugin(id: &str) -> Json {
    json!({ "plugin_id": id })
}

#[tokio::test]
async fn a_plugin_is_activated_once_and_stays_active() {
    under_both(async |world| {
        let state = world.apply(KIND, None, &plugin(KEYS)).await;
        assert_eq!(attribute(&state, "active"), json!(true));
        world.is_settled(KIND, &state, &plugin(KEYS)).await;
        world.forget_requests().await;
        world.apply(KIND, None, &plugin(KEYS)).await;
        let requests = world.requests().await;
        let activations = requests.iter().filter(|one| one["method"] == "POST").count();
        assert_eq!(activations, 0, "it is active already");
        let plan = world.provider.plan(&full(KIND), Some(&state), None).await.unwrap();
        one_warning(&plan.warnings, "", &["cannot be deactivated"]);
        world.destroy(KIND, state).await;
        let rows = world.rows("v_plugin", &format!("id={KEYS}")).await;
        assert_eq!(rows[0]["active"], "active");
    })
    .await;
}

#[tokio::test]
async fn a_plugin_that_became_active_meanwhile_is_no_failure() {
    under_both(async |world| {
        let active = "com.snc.core.oauth";
        let unseen = json!({ "method": "GET", "table": "v_plugin", "nth": 1,
            "fault": { "kind": "unreadable" } });
        world.faults(json!([unseen])).await;
        let state = world.apply(KIND, None, &plugin(active)).await;
        assert_eq!(attribute(&state, "active"), json!(true));
        let requests = world.requests().await;
        let asked = requests.iter().filter(|one| one["method"] == "POST").count();
        assert_eq!(asked, 1, "the instance was asked, and said that it is active");
    })
    .await;
}

#[tokio::test]
async fn a_plugin_that_the_instance_does_not_know_says_where_ids_are_shown() {
    under_both(async |world| {
        let said = world.refused(KIND, None, &plugin("com.glide.tokenbased_aut")).await;
        one_error(
            &said,
            "plugin_id",
            &["Plugin ID is not valid", "check the spelling", "All > Plugins"],
        );
    })
    .await;
}

#[tokio::test]
async fn a_plugin_that_needs_a_subscription_says_who_activates_it() {
    under_both(async |world| {
        let pack = "com.glide.hub.flow_trigger.rest";
        let rows = world.rows("v_plugin", &format!("id={pack}")).await;
        let sys_id = rows[0]["sys_id"].as_str().unwrap().to_owned();
        world.change("v_plugin", &sys_id, json!({ "active": "inactive" })).await;
        let said = world.refused(KIND, None, &plugin(pack)).await;
        let words = ["ServiceNow's staff activates it", "data source servicenow_plugin"];
        one_error(&said, "plugin_id", &words);
        assert_eq!(world.rows("v_plugin", &format!("id={pack}")).await[0]["active"], "inactive");
    })
    .await;
}

#[tokio::test]
async fn an_activation_that_never_ends_is_given_up_with_what_was_last_heard() {
    under_both(async |world| {
        let config = json!({ "plugin_id": KEYS, "timeouts": { "create": "1ms" } });
        world.stands_still().await;
        let said = world.refused(KIND, None, &config).await;
        one_error(&said, "plugin_id", &["50 %"]);
        world.no_faults().await;
        world.later().await;
        let state = world.apply(KIND, None, &plugin(KEYS)).await;
        assert_eq!(attribute(&state, "active"), json!(true), "the next apply finds it");
    })
    .await;
}

#[tokio::test]
async fn the_right_to_activate_is_named_when_it_is_missing() {
    let world = World::likely().await;
    let provider = world.signed_in("plain.user").await;
    let said = provider.apply_config(&full(KIND), None, plugin(KEYS)).await.unwrap_err();
    one_error(&said, "plugin_id", &["sn_cicd.sys_ci_automation"]);
    assert!(!said[0].detail.contains("spelling"), "{said:#?}");
}

#[tokio::test]
async fn a_plugin_is_imported_by_its_id_and_one_that_is_inactive_counts_as_gone() {
    let world = World::likely().await;
    let active = "com.snc.core.oauth";
    for import_id in [active.to_owned(), format!("plugin_id:{active}")] {
        let state = world.import(KIND, &import_id).await;
        assert_eq!(text(&state, "plugin_id"), active);
        world.is_settled(KIND, &state, &plugin(active)).await;
    }
    let state = world.apply(KIND, None, &plugin(KEYS)).await;
    let rows = world.rows("v_plugin", &format!("id={KEYS}")).await;
    let sys_id = rows[0]["sys_id"].as_str().unwrap().to_owned();
    world.change("v_plugin", &sys_id, json!({ "active": "inactive" })).await;
    assert!(world.read(KIND, &state).await.is_none());
}
