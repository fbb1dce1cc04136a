//! The simulator's own controls.

use crate::support::{id, pdi, started};
use serde_json::json;
use simulator::{
    Seed, Simulator, Unknowns,
    control::{CloneSource, Control, ControlError, SecretPlace},
};

#[tokio::test]
async fn an_export_is_the_same_before_and_after() {
    let instance = pdi().await;
    let before = instance.export().await;
    let entity = json!({ "name": "Passing", "type": "oauth_provider" });
    let entity = instance.insert("oauth_entity", entity).await;
    let during = instance.export().await;
    assert_ne!(during, before);
    let row = &during["oauth_entity"][id(&entity)];
    assert_eq!(row["name"], "Passing");
    assert!(row.get("sys_mod_count").is_none());
    for profile in instance.rows("oauth_entity_profile", "").await {
        instance.delete(&format!("/api/now/table/oauth_entity_profile/{}", id(&profile))).await;
    }
    instance.delete(&format!("/api/now/table/oauth_entity/{}", id(&entity))).await;
    assert_eq!(instance.export().await, before);
}

#[tokio::test]
async fn two_instances_of_one_seed_are_equal() {
    for seed in [Seed::Empty, Seed::Pdi, Seed::Customer] {
        let builder = || Simulator::builder().seed(seed.clone());
        let (one, two) = (started(builder()).await, started(builder()).await);
        assert_eq!(one.export().await, two.export().await);
    }
}

#[tokio::test]
async fn requests_are_listed_without_secrets_and_counted() {
    let instance = pdi().await;
    instance.get("/api/now/table/sys_user?sysparm_limit=1&client_secret=hush").await;
    instance.get("/api/now/table/no_such_table").await;
    instance.export().await;
    let (_, requests) = instance.get("/simulator/requests").await;
    assert_eq!(requests.as_array().unwrap().len(), 2);
    assert_eq!(requests[0]["n"], 1);
    assert_eq!(requests[0]["table"], "sys_user");
    assert_eq!(requests[0]["user"], "admin");
    assert_eq!(requests[1]["status"], 400);
    assert!(!requests.to_string().contains("hush"));
    let (_, stats) = instance.get("/simulator/stats").await;
    assert_eq!(stats["total"], 2);
    assert_eq!(stats["by_table"]["sys_user"]["GET"], 1);
    assert_eq!(instance.delete("/simulator/requests").await.0, 204);
    assert_eq!(instance.get("/simulator/stats").await.1["total"], 0);
}

#[tokio::test]
async fn the_clock_can_be_put_forward() {
    let instance = pdi().await;
    let (_, before) = instance.get("/simulator/clock").await;
    let (status, after) =
        instance.post("/simulator/clock", json!({ "advance_seconds": 90_000 })).await;
    assert_eq!(status, 200);
    assert_ne!(before["now"].as_str().unwrap()[..10], after["now"].as_str().unwrap()[..10]);
}

#[tokio::test]
async fn a_reset_brings_everything_back_to_the_beginning() {
    let instance = pdi().await;
    let before = instance.export().await;
    let entity = json!({ "name": "Passing", "type": "oauth_provider" });
    instance.insert("oauth_entity", entity).await;
    let users = instance.rows("sys_user", "user_name=itil.user").await;
    instance.delete(&format!("/api/now/table/sys_user/{}", id(&users[0]))).await;
    instance.advance(90_000).await;
    instance.fault(json!([{ "fault": { "kind": "html" } }])).await;
    assert_eq!(instance.post("/simulator/reset", json!(null)).await.0, 204);
    assert_eq!(instance.export().await, before);
    assert_eq!(instance.get("/simulator/stats").await.1["total"], 0);
    assert_eq!(instance.rows("sys_user", "user_name=itil.user").await.len(), 1);
    let (_, clock) = instance.get("/simulator/clock").await;
    let now = jiff::Timestamp::now().strftime("%F").to_string();
    assert!(clock["now"].as_str().unwrap().starts_with(&now), "{clock}");
}

#[tokio::test]
async fn the_unknowns_in_play_are_told() {
    let instance = crate::support::with(Unknowns::worst()).await;
    let (_, unknowns) = instance.get("/simulator/unknowns").await;
    assert_eq!(unknowns, serde_json::to_value(Unknowns::worst()).unwrap());
}

#[tokio::test]
async fn a_seed_file_adds_its_rows_and_a_wrong_one_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("seed.toml");
    let row = "[[sys_user]]\nuser_name = 'abel'\nmanager = '@user_name:admin'\n";
    std::fs::write(&file, row).unwrap();
    let instance = started(Simulator::builder().seed(Seed::File(file.clone()))).await;
    let abel = instance.rows("sys_user", "user_name=abel^manager.user_name=admin").await;
    assert_eq!(abel.len(), 1);
    std::fs::write(&file, "[[sys_user]]\nfavourite_colour = 'red'\n").unwrap();
    let refused = Simulator::builder().seed(Seed::File(file)).start().await;
    assert!(refused.is_err());
}

#[tokio::test]
async fn more_rows_stand_beside_those_of_a_seed_and_come_back_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("accounts.toml");
    let rows = "[[sys_user]]\nuser_name = 'abel'\n\n[[sys_user_has_role]]\nuser = '@user_name:abel'\n\
                role = '@name:security_admin'\n";
    std::fs::write(&file, rows).unwrap();
    let instance = started(Simulator::builder().seed(Seed::Customer).more_rows(file)).await;
    let grant = "user.user_name=abel^role.name=security_admin";
    assert_eq!(instance.rows("sys_user_has_role", grant).await.len(), 1);
    assert_eq!(instance.rows("sys_user", "user_name=connection.admin").await.len(), 1);
    instance.post("/simulator/reset", json!({})).await;
    assert_eq!(instance.rows("sys_user_has_role", grant).await.len(), 1);
}

#[tokio::test]
async fn a_file_keeps_everything_from_one_start_to_the_next() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("instance.sqlite");
    let first = started(Simulator::builder().data(&file)).await;
    let record = json!({ "name": "Kept", "client_secret": "hush" });
    let kept = first.insert("oauth_entity", record).await;
    let before = first.export().await;
    first.simulator.stop().await;
    let second = started(Simulator::builder().data(&file)).await;
    assert_eq!(second.export().await, before);
    assert!(second.reveal("oauth_entity", &kept, "client_secret", "hush").await.equal);
}

#[tokio::test]
async fn over_tls_it_answers_whoever_trusts_its_certificate() {
    let simulator = Simulator::builder().tls(true).start().await.unwrap();
    let pem = std::fs::read(simulator.certificate().unwrap()).unwrap();
    let trusting = reqwest::Client::builder()
        .tls_certs_only([reqwest::Certificate::from_pem(&pem).unwrap()])
        .build()
        .unwrap();
    let url = format!("{}/api/now/table/sys_user?sysparm_limit=1", simulator.url());
    assert!(url.starts_with("https://"));
    let answer = trusting.get(&url).basic_auth("admin", Some("admin")).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    assert!(reqwest::get(&url).await.is_err());
}

#[tokio::test]
async fn a_dropped_simulator_no_longer_listens() {
    let simulator = Simulator::builder().start().await.unwrap();
    let url = simulator.url().to_owned();
    assert!(reqwest::get(&url).await.is_ok());
    drop(simulator);
    tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    assert!(reqwest::get(&url).await.is_err());
}

#[tokio::test]
async fn a_control_that_is_refused_tells_why() {
    let instance = pdi().await;
    let user = instance.rows("sys_user", "user_name=admin").await.remove(0);
    let place = SecretPlace { table: "sys_user", sys_id: id(&user), column: "user_name" };
    let refused = instance.control().reveal(place, "admin").await.unwrap_err();
    assert!(matches!(refused, ControlError::Refused { status: 404, .. }), "{refused}");
    assert!(
        refused.to_string().contains("/simulator/reveal was answered with 404: {"),
        "{refused}"
    );
    let nobody = Control::new(instance.client.clone(), "http://127.0.0.1:1").export().await;
    assert!(matches!(nobody.unwrap_err(), ControlError::Unreachable(_)));
}

#[tokio::test]
async fn after_a_clone_records_are_as_the_other_instance_wrote_them() {
    let instance = pdi().await;
    let entity = json!({ "name": "Shared", "type": "oauth_provider" });
    let entity = instance.insert("oauth_entity", entity).await;
    let bare = json!({ "name": "Without", "type": "oauth_provider" });
    let bare = instance.insert("oauth_entity", bare).await;
    let path =
        format!("/api/now/table/oauth_entity/{}?sysparm_input_display_value=true", id(&entity));
    assert_eq!(instance.patch(&path, json!({ "client_secret": "here" })).await.0, 200);
    let source = CloneSource {
        tables: &["oauth_entity"],
        written_by: "their.admin",
        written_on: "2026-01-02 03:04:05",
        secret: "there",
    };
    instance.control().clone_over(source).await.unwrap();
    for record in [&entity, &bare] {
        let row = instance.rows("oauth_entity", &format!("sys_id={}", id(record))).await.remove(0);
        let written = (&row["sys_updated_by"], &row["sys_updated_on"]);
        assert_eq!(written, (&json!("their.admin"), &json!("2026-01-02 03:04:05")));
        assert_eq!(row["name"], record["name"]);
    }
    let place =
        |record| SecretPlace { table: "oauth_entity", sys_id: id(record), column: "client_secret" };
    assert!(instance.control().reveal(place(&entity), "there").await.unwrap().equal);
    let none = instance.control().reveal(place(&bare), "there").await.unwrap();
    assert!(!none.equal && !none.encrypted, "where there is none there is none");
    let never = CloneSource { written_on: "yesterday", ..source };
    let refused = instance.control().clone_over(never).await.unwrap_err();
    assert!(matches!(refused, ControlError::Refused { status: 400, .. }), "{refused}");
}
