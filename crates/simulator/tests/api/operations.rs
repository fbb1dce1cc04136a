//! Operations of the CI/CD API besides installing one application.

use crate::support::{Instance, id, pdi, started, with};
use serde_json::{Value, json};
use simulator::{Seed, Simulator, Unknowns, Verdict, WhileLocked};
use std::time::Duration;

const CICD: &str = "/api/sn_cicd";
const SPOKE: &str = "c0ffee00c4a34d09a1b2c3d4e5f60718";

async fn customer() -> Instance {
    started(Simulator::builder().seed(Seed::Customer)).await
}

async fn order(instance: &Instance, path: &str) -> Value {
    let (status, body) = instance.post(&format!("{CICD}/{path}"), json!({})).await;
    assert_eq!(status, 200, "{body}");
    body["result"].clone()
}

/// The last state of an operation; the clock is put forward to its end.
async fn finished(instance: &Instance, started: &Value) -> Value {
    let id = started["links"]["progress"]["id"].as_str().unwrap();
    instance.advance(2).await;
    let (_, body) = instance.get(&format!("{CICD}/progress/{id}")).await;
    body["result"].clone()
}

async fn run(instance: &Instance, path: &str) -> Value {
    let started = order(instance, path).await;
    finished(instance, &started).await
}

async fn spoke_version(instance: &Instance) -> Option<String> {
    let rows = instance.rows("sys_store_app", "scope=x_camun_camunda").await;
    rows.first().map(|row| row["version"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn activating_a_plugin_makes_it_active_at_the_end() {
    let instance = pdi().await;
    let query = "id=com.glide.tokenbased_auth";
    let started = order(&instance, "plugin/com.glide.tokenbased_auth/activate").await;
    assert_eq!((&started["status"], &started["status_label"]), (&json!("0"), &json!("Pending")));
    assert_eq!(instance.rows("v_plugin", query).await[0]["active"], "inactive");
    assert_eq!(finished(&instance, &started).await["status"], "2");
    assert_eq!(instance.rows("v_plugin", query).await[0]["active"], "active");
    assert_eq!(run(&instance, "plugin/com.glide.tokenbased_auth/rollback").await["status"], "3");
}

#[tokio::test]
async fn a_plugin_that_is_active_is_answered_at_once_and_locks_nothing() {
    let instance = pdi().await;
    let answer = order(&instance, "plugin/com.snc.core.oauth/activate").await;
    assert_eq!((&answer["status"], &answer["status_label"]), (&json!("2"), &json!("Successful")));
    assert_eq!((&answer["links"], &answer["percent_complete"]), (&json!({}), &json!(100)));
    let message = answer["status_message"].as_str().unwrap();
    assert!(message.starts_with("[WARNING] The plugin is already active"), "{message}");
    assert!(instance.rows("sys_mutex", "").await.is_empty());
}

#[tokio::test]
async fn what_the_instance_does_not_know_is_a_404_in_the_form_of_an_operation() {
    let instance = pdi().await;
    let failed = |error: &Value| {
        json!({ "result": { "status": "3", "status_label": "Failed", "status_message": "",
            "status_detail": "", "error": error } })
    };
    for path in ["plugin/com.nothing/activate", "plugin/com.nothing/rollback"] {
        let answer = instance.post(&format!("{CICD}/{path}"), json!({})).await;
        assert_eq!(answer, (404, failed(&json!("Plugin ID is not valid"))), "{path}");
    }
    for named in ["scope=x_nothing", "scope=x_camun_camunda", "sys_id=nothing"] {
        let path = format!("{CICD}/app_repo/install?{named}");
        let (status, body) = instance.post(&path, json!({})).await;
        let error = &body["result"]["error"];
        assert_eq!((status, &body), (404, &failed(error)), "{named}");
        assert!(error.as_str().unwrap().contains("is not available to this instance"));
    }
}

#[tokio::test]
async fn a_rollback_of_what_is_not_active_fails_at_once() {
    let instance = customer().await;
    for path in [
        "plugin/com.glide.tokenbased_auth/rollback",
        "app_repo/rollback?scope=x_camun_camunda",
        "app_repo/rollback?sys_id=nothing",
    ] {
        let answer = order(&instance, path).await;
        assert_eq!((&answer["status"], &answer["links"]), (&json!("3"), &json!({})), "{path}");
        assert!(!answer["error"].as_str().unwrap().is_empty());
    }
}

#[tokio::test]
async fn the_packs_of_integration_hub_are_not_activated_from_outside() {
    let last = run(&pdi().await, "plugin/com.glide.hub.flow_trigger.rest/activate").await;
    assert_eq!(last["status"], "3");
    assert!(last["error"].as_str().unwrap().contains("personnel"));
}

#[tokio::test]
async fn what_nobody_knows_about_plugins_is_a_switch() {
    let unknowns = Unknowns {
        unknown_plugin_is_404: false,
        activating_active_plugin: Verdict::Refused,
        ..Unknowns::likely()
    };
    let instance = with(unknowns).await;
    assert_eq!(run(&instance, "plugin/com.nothing/activate").await["status"], "3");
    let install = "app_repo/install?scope=x_nothing";
    assert_eq!(run(&instance, install).await["status"], "3");
    let active = run(&instance, "plugin/com.snc.core.oauth/activate").await;
    assert_eq!(active["error"], "Plugin com.snc.core.oauth is already active");
}

#[tokio::test]
async fn an_application_goes_back_to_the_version_before_and_no_further() {
    let instance = customer().await;
    let install = "app_repo/install?scope=x_camun_camunda";
    let back = "app_repo/rollback?scope=x_camun_camunda";
    assert_eq!(order(&instance, back).await["error"], "The application is not installed");
    run(&instance, &format!("{install}&version=1.2.0")).await;
    let refused = run(&instance, back).await;
    assert_eq!(refused["error"], "There is no earlier version to roll back to");
    run(&instance, install).await;
    assert_eq!(run(&instance, &format!("{back}&version=1.0.0")).await["status"], "3");
    assert_eq!(run(&instance, &format!("{back}&version=1.2.0")).await["status"], "2");
    assert_eq!(spoke_version(&instance).await.as_deref(), Some("1.2.0"));
}

#[tokio::test]
async fn a_batch_installs_what_it_can_and_its_rollback_uninstalls() {
    let instance = customer().await;
    let before = instance.export().await;
    let packages = json!({ "name": "All", "packages": [
        { "id": SPOKE, "type": "application", "requested_version": "1.3.1" },
        { "id": "com.nothing", "type": "plugin" },
    ] });
    let (status, body) = instance.post(&format!("{CICD}/app/batch/install"), packages).await;
    assert_eq!(status, 200, "{body}");
    let links = &body["result"]["links"];
    let results = format!("{CICD}/app/batch/results/{}", links["results"]["id"].as_str().unwrap());
    assert_eq!(instance.get(&results).await.1["result"]["batch_plan"]["state"], "In progress");
    assert_eq!(finished(&instance, &body["result"]).await["status"], "2");
    let (_, result) = instance.get(&results).await;
    let (plan, items) = (&result["result"]["batch_plan"], &result["result"]["batch_items"]);
    assert_eq!((&plan["state"], &plan["name"]), (&json!("Partial Install"), &json!("All")));
    assert_eq!(
        (&items[0]["state"], &items[0]["name"]),
        (&json!("Installed"), &json!("Camunda Spoke"))
    );
    assert_eq!(items[1]["status_message"], "Plugin ID is not valid");
    assert_eq!(spoke_version(&instance).await.as_deref(), Some("1.3.1"));
    let rollback = format!("app/batch/rollback/{}", links["rollback"]["id"].as_str().unwrap());
    assert_eq!(run(&instance, &rollback).await["status"], "2");
    assert_eq!(instance.export().await, before);
    assert_eq!(run(&instance, &rollback).await["status"], "3");
}

#[tokio::test]
async fn a_batch_of_nothing_is_refused_and_one_of_failures_fails() {
    let instance = pdi().await;
    let install = format!("{CICD}/app/batch/install");
    assert_eq!(instance.post(&install, json!({ "packages": [] })).await.0, 400);
    assert_eq!(instance.post(&install, json!({ "packages": 1 })).await.0, 400);
    let packages = json!({ "packages": [{ "id": "x", "type": "theme" }] });
    let (_, body) = instance.post(&install, packages).await;
    assert_eq!(finished(&instance, &body["result"]).await["status"], "3");
    assert_eq!(instance.get(&format!("{CICD}/app/batch/results/none")).await.0, 404);
    assert_eq!(instance.post(&format!("{CICD}/app/batch/rollback/none"), json!({})).await.0, 404);
}

#[tokio::test]
async fn one_operation_runs_at_a_time_and_the_next_waits_or_is_refused() {
    let instance = customer().await;
    order(&instance, "plugin/com.glide.tokenbased_auth/activate").await;
    let lock = "name=Update-Mutex^acquiredISNOTEMPTY";
    assert_eq!(instance.rows("sys_mutex", lock).await.len(), 1);
    let second = order(&instance, "app_repo/install?scope=x_camun_camunda").await;
    tokio::time::sleep(Duration::from_millis(310)).await;
    let id = second["links"]["progress"]["id"].as_str().unwrap();
    let (_, waiting) = instance.get(&format!("{CICD}/progress/{id}")).await;
    assert!(waiting["result"]["percent_complete"].as_u64().unwrap() < 100);
    assert_eq!(finished(&instance, &second).await["status"], "2");
    assert!(instance.rows("sys_mutex", lock).await.is_empty());

    let unknowns = Unknowns { while_locked: WhileLocked::Refused, ..Unknowns::likely() };
    let instance = with(unknowns).await;
    order(&instance, "plugin/com.glide.tokenbased_auth/activate").await;
    let path = format!("{CICD}/plugin/com.glide.hub.flow_trigger.rest/activate");
    assert_eq!(instance.post(&path, json!({})).await.0, 409);
}

#[tokio::test]
async fn an_update_set_is_made_in_an_application() {
    let instance = pdi().await;
    let path = format!("{CICD}/update_set/create?update_set_name=Mine&scope=global");
    let (status, body) = instance.post(&path, json!({})).await;
    assert_eq!(status, 201, "{body}");
    let made = &instance.rows("sys_update_set", "name=Mine").await[0];
    assert_eq!(body["result"]["update_set_id"], made["sys_id"]);
    assert_eq!((&made["state"], &made["application"]), (&json!("build"), &json!("global")));
}

#[tokio::test]
async fn update_sets_from_elsewhere_are_refused_in_so_many_words() {
    let instance = pdi().await;
    let retrieve = "update_set/retrieve?update_set_id=1&update_source_id=2";
    let failed = run(&instance, retrieve).await;
    assert!(failed["error"].as_str().unwrap().contains("cannot be reached"));
    let status = |path: &'static str| {
        let instance = &instance;
        async move { instance.post(&format!("{CICD}/update_set/{path}"), json!({})).await.0 }
    };
    assert_eq!(status("retrieve?update_set_id=1").await, 400);
    assert_eq!(status("create").await, 400);
    assert_eq!(status("create?update_set_name=a&scope=x_nothing").await, 400);
    assert_eq!(status("commit/1").await, 404);
    assert_eq!(status("explode/1").await, 400);
}

#[tokio::test]
async fn only_those_with_the_role_operate() {
    let instance = pdi().await.user("itil.user");
    for path in ["plugin/x/activate", "app/batch/install", "app_repo/rollback", "update_set/create"]
    {
        assert_eq!(instance.post(&format!("{CICD}/{path}"), json!({})).await.0, 403, "{path}");
    }
    let admin = pdi().await;
    let user = &admin.rows("sys_user", "user_name=itil.user").await[0];
    let role = &admin.rows("sys_user_role", "name=sn_cicd.sys_ci_automation").await[0];
    admin.insert("sys_user_has_role", json!({ "user": id(user), "role": id(role) })).await;
    let granted = admin.user("itil.user");
    let path = format!("{CICD}/plugin/com.glide.tokenbased_auth/activate");
    assert_eq!(granted.post(&path, json!({})).await.0, 200);
}

#[tokio::test]
async fn a_path_no_api_has_is_a_400_or_a_404() {
    assert_eq!(pdi().await.get("/api/now/nonsense").await.0, 400);
    let unknowns = Unknowns { unknown_path_is_404: true, ..Unknowns::likely() };
    let (status, body) = with(unknowns).await.get("/api/now/nonsense").await;
    assert_eq!(status, 404);
    assert_eq!(body["error"]["message"], "Requested URI does not represent any resource");
}
