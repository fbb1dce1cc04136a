//! Installing an application and following it to its end.

use std::time::Duration;

use servicenow::{AppRef, AppToInstall, ProgressStatus};

use crate::client;
use crate::server::{Fault, Server};

const INSTALL: &str = "/api/sn_cicd/app_repo/install";
const PROGRESS: &str = "/api/sn_cicd/progress/p1";
const PENDING: &str = r#"{"result":{"links":{"progress":{"id":"p1","url":"x"}},"status":"0","status_message":"","status_detail":"","error":"","percent_complete":0,"rollback_version":"1.0.0"}}"#;
const RUNNING: &str =
    r#"{"result":{"status":"1","status_message":"Installing","percent_complete":40}}"#;
const DONE: &str = r#"{"result":{"status":"2","status_message":"Done","percent_complete":100}}"#;
const FAILED: &str = r#"{"result":{"status":"3","status_message":"Installing","error":"Not entitled","percent_complete":45}}"#;

fn camunda() -> AppToInstall {
    AppToInstall {
        app: AppRef::Scope("x_camun_camunda".into()),
        version: Some("1.2.0".into()),
        base_app_version: None,
        auto_upgrade_base_app: false,
    }
}

#[tokio::test]
async fn an_install_is_followed_to_its_success() {
    let server = Server::start().await;
    server.fault("POST", INSTALL, Fault::Instead(200, &[], PENDING));
    for body in [RUNNING, RUNNING, DONE] {
        server.fault("GET", PROGRESS, Fault::Instead(200, &[], body));
    }
    let cicd = client(&server.url).cicd();
    let progress = cicd.install_app(&camunda()).await.unwrap();
    assert_eq!((progress.id.as_str(), progress.status), ("p1", ProgressStatus::Pending));
    let mut told = Vec::new();
    let done =
        cicd.finish(progress, Duration::from_secs(20), |p| told.push(p.percent)).await.unwrap();
    assert_eq!(
        (done.status, done.rollback_version.as_deref()),
        (ProgressStatus::Successful, Some("1.0.0"))
    );
    assert_eq!(told, [0, 40, 100]);
    let seen = &server.seen()[0];
    assert_eq!(seen.parameter("scope"), Some("x_camun_camunda"));
    assert_eq!(seen.parameter("version"), Some("1.2.0"));
    assert_eq!(seen.parameter("auto_upgrade_base_app"), None);
}

#[tokio::test]
async fn a_batch_names_the_package_and_can_be_rolled_back_by_the_id_it_gave() {
    let server = Server::start().await;
    let begun =
        r#"{"result":{"links":{"progress":{"id":"p1"},"rollback":{"id":"r1"}},"status":"0"}}"#;
    server.fault("POST", "/api/sn_cicd/app/batch/install", Fault::Instead(200, &[], begun));
    server.fault("GET", PROGRESS, Fault::Instead(200, &[], DONE));
    server.fault("POST", "/api/sn_cicd/app/batch/rollback/r1", Fault::Instead(200, &[], DONE));
    let cicd = client(&server.url).cicd();
    let progress = cicd.install_batch("a1", "1.2.0").await.unwrap();
    let done = cicd.finish(progress, Duration::from_secs(20), |_| {}).await.unwrap();
    assert_eq!(done.rollback_id.as_deref(), Some("r1"));
    let undone = cicd.rollback_batch("r1").await.unwrap();
    assert_eq!(undone.status, ProgressStatus::Successful);
    let sent: serde_json::Value = serde_json::from_str(&server.seen()[0].body).unwrap();
    assert_eq!(sent["packages"][0]["id"], "a1");
    assert_eq!(sent["packages"][0]["requested_version"], "1.2.0");
}

#[tokio::test]
async fn a_plugin_is_activated_by_its_id() {
    let server = Server::start().await;
    let path = "/api/sn_cicd/plugin/com.glide.tokenbased_auth/activate";
    server.fault("POST", path, Fault::Instead(200, &[], PENDING));
    server.fault("GET", PROGRESS, Fault::Instead(200, &[], DONE));
    let cicd = client(&server.url).cicd();
    let begun = cicd.activate_plugin("com.glide.tokenbased_auth").await.unwrap();
    let done = cicd.finish(begun, Duration::from_secs(20), |_| {}).await.unwrap();
    assert_eq!(done.status, ProgressStatus::Successful);
}

#[tokio::test]
async fn a_failed_install_quotes_percent_and_message() {
    let server = Server::start().await;
    server.fault("POST", INSTALL, Fault::Instead(200, &[], PENDING));
    server.fault("GET", PROGRESS, Fault::Instead(200, &[], FAILED));
    let cicd = client(&server.url).cicd();
    let progress = cicd.install_app(&camunda()).await.unwrap();
    let error = cicd.finish(progress, Duration::from_secs(20), |_| {}).await.unwrap_err();
    assert_eq!(error.percent(), Some(45));
    assert_eq!((error.message(), error.detail()), ("Installing", "Not entitled"));
}

#[tokio::test]
async fn an_install_without_end_is_a_timeout() {
    let server = Server::start().await;
    server.fault("POST", INSTALL, Fault::Instead(200, &[], PENDING));
    for _ in 0..20 {
        server.fault("GET", PROGRESS, Fault::Instead(200, &[], RUNNING));
    }
    let cicd = client(&server.url).cicd();
    let progress = cicd.install_app(&camunda()).await.unwrap();
    let error = cicd.finish(progress, Duration::from_millis(700), |_| {}).await.unwrap_err();
    assert!(error.is_timeout());
    assert_eq!((error.percent(), error.message()), (Some(40), "Installing"));
}

#[tokio::test]
async fn an_install_is_not_started_twice() {
    let server = Server::start().await;
    server.fault("POST", INSTALL, Fault::CutBefore);
    let error = client(&server.url).cicd().install_app(&camunda()).await.unwrap_err();
    assert!(error.is_retryable());
    assert_eq!(server.count("POST", INSTALL), 1);
}

#[tokio::test]
async fn a_refused_install_keeps_the_words() {
    let server = Server::start().await;
    let body =
        r#"{"result":{"status":"3","status_message":"Not found","error":"x_camun_camunda"}}"#;
    server.fault("POST", INSTALL, Fault::Instead(404, &[], body));
    let error = client(&server.url).cicd().install_app(&camunda()).await.unwrap_err();
    assert!(error.is_not_found());
    assert_eq!((error.message(), error.detail()), ("Not found", "x_camun_camunda"));
}

#[tokio::test]
async fn the_user_in_use_is_asked_for_once() {
    let server = Server::start().await;
    let path = "/api/now/ui/user/current_user";
    let body = r#"{"result":{"user_sys_id":"u1","user_name":"ann","user_display_name":"Ann"}}"#;
    server.fault("GET", path, Fault::Instead(200, &[], body));
    let client = client(&server.url);
    for _ in 0..2 {
        let user = client.clone().current_user().await.unwrap();
        assert_eq!((user.sys_id.as_str(), user.user_name.as_str()), ("u1", "ann"));
    }
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn a_user_that_is_not_told_is_looked_for_and_not_counted() {
    let server = Server::start().await;
    server.fault("GET", "/api/now/ui/user", Fault::Instead(404, &[], "{}"));
    server.tables().add("sys_user", "u1", &[("user_name", "ann")]);
    assert_eq!(client(&server.url).current_user().await.unwrap().sys_id, "u1");
    let seen = server.seen();
    let asked = seen.last().unwrap();
    assert_eq!(asked.path, "/api/now/table/sys_user");
    assert_eq!(asked.parameter("sysparm_limit"), Some("2"));
    assert_eq!(asked.parameter("sysparm_no_count"), Some("true"));
}
