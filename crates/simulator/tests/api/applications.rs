//! Installing an application through the CI/CD API.

use crate::support::{Instance, id, pdi, started};
use serde_json::{Value, json};
use simulator::{Seed, Simulator, Unknowns};
use std::time::Duration;

const INSTALL: &str = "/api/sn_cicd/app_repo/install?scope=x_camun_camunda";

async fn customer() -> Instance {
    started(Simulator::builder().seed(Seed::Customer)).await
}

/// Polls until the operation is over; the labels seen on the way, and the last answer.
async fn watch(instance: &Instance, first: &Value) -> (Vec<String>, Value) {
    let mut labels = Vec::new();
    let progress = first["result"]["links"]["progress"]["id"].as_str().unwrap();
    loop {
        let (status, body) = instance.get(&format!("/api/sn_cicd/progress/{progress}")).await;
        assert_eq!(status, 200);
        let label = body["result"]["status_label"].as_str().unwrap().to_owned();
        if labels.last() != Some(&label) {
            labels.push(label);
        }
        if ["2", "3"].contains(&body["result"]["status"].as_str().unwrap()) {
            return (labels, body["result"].clone());
        }
        tokio::time::sleep(Duration::from_millis(15)).await;
    }
}

#[tokio::test]
async fn an_installation_goes_through_its_states_and_brings_its_records() {
    let instance = customer().await;
    assert!(instance.rows("sys_alias", "name=Camunda").await.is_empty());
    let (status, first) = instance.post(INSTALL, json!({})).await;
    assert_eq!(status, 200);
    assert_eq!(first["result"]["status"], "0");
    let (labels, last) = watch(&instance, &first).await;
    assert_eq!(labels, ["Pending", "Running", "Successful"]);
    assert_eq!(last["percent_complete"], 100);
    let app = &instance.rows("sys_store_app", "scope=x_camun_camunda").await[0];
    assert_eq!(
        (app["name"].as_str(), app["version"].as_str()),
        (Some("Camunda Spoke"), Some("1.3.1"))
    );
    let alias = &instance.rows("sys_alias", "id=x_camun_camunda.Camunda").await[0];
    assert_eq!(alias["sys_scope"], app["sys_id"]);
    let script = &instance.rows("sys_script_include", "name=OAuthCamundaUtil").await[0];
    assert_eq!(script["api_name"], "x_camun_camunda.OAuthCamundaUtil");
    let menu = "sys_scope.scope=x_camun_camunda^title=Camunda Spoke";
    assert_eq!(instance.rows("sys_app_application", menu).await.len(), 1);
    let modules = "application.title=Camunda Spoke";
    assert_eq!(instance.rows("sys_app_module", modules).await.len(), 2);
}

#[tokio::test]
async fn an_older_version_is_upgraded_and_the_same_is_refused() {
    let instance = customer().await;
    let (_, first) = instance.post(&format!("{INSTALL}&version=1.2.0"), json!({})).await;
    watch(&instance, &first).await;
    let app = &instance.rows("sys_store_app", "scope=x_camun_camunda").await[0];
    assert_eq!((&app["version"], &app["latest_version"]), (&json!("1.2.0"), &json!("1.3.1")));
    let before = instance.rows("sys_alias", "").await;
    let (_, second) = instance.post(INSTALL, json!({})).await;
    assert_eq!(second["result"]["rollback_version"], "1.2.0");
    watch(&instance, &second).await;
    assert_eq!(instance.rows("sys_alias", "").await, before);
    let (_, third) = instance.post(INSTALL, json!({})).await;
    let (_, last) = watch(&instance, &third).await;
    assert_eq!(last["error"], "Version 1.3.1 is already installed");
}

#[tokio::test]
async fn an_application_without_entitlement_is_not_available() {
    let instance = pdi().await;
    let (status, body) = instance.post(INSTALL, json!({})).await;
    assert_eq!((status, &body["result"]["status"]), (404, &json!("3")));
    let later = Unknowns { unknown_plugin_is_404: false, ..Unknowns::likely() };
    let elsewhere = started(Simulator::builder().unknowns(later)).await;
    let (_, first) = elsewhere.post(INSTALL, json!({})).await;
    let (_, last) = watch(&elsewhere, &first).await;
    for (instance, result) in [(instance, &body["result"]), (elsewhere, &last)] {
        assert!(result["error"].as_str().unwrap().contains("not available to this instance"));
        assert!(instance.rows("sys_store_app", "").await.is_empty());
    }
}

#[tokio::test]
async fn an_unknown_version_and_a_missing_scope_are_refused() {
    let instance = customer().await;
    let (_, first) = instance.post(&format!("{INSTALL}&version=7.0.0"), json!({})).await;
    assert_eq!(watch(&instance, &first).await.1["error"], "The requested version does not exist");
    assert_eq!(instance.post("/api/sn_cicd/app_repo/install", json!({})).await.0, 400);
}

#[tokio::test]
async fn installing_needs_its_role() {
    let instance = customer().await.user("plain.user");
    let (status, body) = instance.post(INSTALL, json!({})).await;
    assert_eq!(status, 403);
    assert_eq!(body["error"]["detail"], "Failed API level ACL Validation");
}

#[tokio::test]
async fn a_spoke_brings_its_registry_with_one_profile_whatever_inserts_do() {
    for unknowns in [Unknowns::likely(), Unknowns::worst()] {
        let builder = Simulator::builder().seed(Seed::Customer).unknowns(unknowns);
        let instance = started(builder).await;
        let install = "/api/sn_cicd/app_repo/install?scope=x_sim_remote_spoke";
        let (_, first) = instance.post(install, json!({})).await;
        watch(&instance, &first).await;
        instance.advance(60).await;
        let registry = &instance.rows("oauth_entity", "name=RemoteSpoke").await[0];
        let own = format!("oauth_entity={}", id(registry));
        let profiles = instance.rows("oauth_entity_profile", &own).await;
        assert_eq!(profiles.len(), 1, "{profiles:?}");
        assert_eq!(profiles[0]["name"], "RemoteSpoke default_profile");
        assert_eq!(profiles[0]["default"], "true");
        for name in ["ServiceNowRemoteInstance", "ServiceNowRemoteInstanceLocalAlias"] {
            let alias = &instance.rows("sys_alias", &format!("name={name}")).await[0];
            assert_eq!(alias["id"], format!("x_sim_remote_spoke.{name}"));
            assert_eq!(alias["sys_scope"], registry["sys_scope"]);
        }
    }
}
