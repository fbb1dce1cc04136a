//! Records that a Store application brings, and the domain of a record.

use crate::support::{Instance, id, started};
use serde_json::json;
use simulator::{Seed, Simulator, Unknowns, Verdict};

async fn with_spoke(unknowns: Unknowns) -> Instance {
    let builder = Simulator::builder().seed(Seed::Customer).unknowns(unknowns);
    let instance = started(builder).await;
    let install = "/api/sn_cicd/app_repo/install?scope=x_camun_camunda";
    assert_eq!(instance.post(install, json!({})).await.0, 200);
    instance.advance(60).await;
    instance
}

async fn describe_shipped_alias(instance: &Instance) -> (u16, String) {
    let alias = instance.rows("sys_alias", "id=x_camun_camunda.Camunda").await;
    let path = format!("/api/now/table/sys_alias/{}", id(&alias[0]));
    let (status, body) = instance.patch(&path, json!({ "description": "mine" })).await;
    (status, body.to_string())
}

#[tokio::test]
async fn what_a_store_application_shipped_can_be_updated() {
    let instance = with_spoke(Unknowns::likely()).await;
    assert_eq!(describe_shipped_alias(&instance).await.0, 200);
}

#[tokio::test]
async fn what_a_store_application_shipped_may_be_protected_and_nothing_else() {
    let refused = Verdict::Refused;
    let instance =
        with_spoke(Unknowns { update_of_shipped_record: refused, ..Unknowns::likely() }).await;
    let (status, body) = describe_shipped_alias(&instance).await;
    assert_eq!(status, 403);
    assert!(body.contains("Protect shipped records"), "{body}");
    let own = instance.insert("sys_alias", json!({ "name": "Own" })).await;
    let path = format!("/api/now/table/sys_alias/{}", id(&own));
    assert_eq!(instance.patch(&path, json!({ "description": "mine" })).await.0, 200);
}

#[tokio::test]
async fn a_record_may_have_to_stay_in_its_domain() {
    for (domain_writable, wanted) in [(true, "elsewhere"), (false, "global")] {
        let instance = started(
            Simulator::builder().unknowns(Unknowns { domain_writable, ..Unknowns::likely() }),
        )
        .await;
        let connection = json!({ "name": "One", "active": false, "sys_domain": "elsewhere" });
        let connection = instance.insert("http_connection", connection).await;
        assert_eq!(connection["sys_domain"], wanted);
    }
}
