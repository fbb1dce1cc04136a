//! Answers that are put off while the provider's own configuration is open, for a Terraform that lets them be.

use serde_json::{Value as Json, json};
use tfplugin::Deferred;
use tfplugin::testing::{Harness, unknown};

use crate::world::{fresh, full};

const OPEN: &str = "group";

fn group() -> Json {
    json!({ "name": "Later" })
}

async fn open(harness: Harness) -> Harness {
    let said = harness
        .configure(json!({ "instance_url": unknown(), "username": "admin", "password": "x" }))
        .await;
    assert!(said.is_empty(), "{said:#?}");
    harness
}

#[tokio::test]
async fn a_plan_is_put_off_while_the_instance_is_not_known() {
    let harness = open(fresh().deferring()).await;
    let plan = harness.plan(&full(OPEN), None, Some(group())).await.unwrap();
    assert_eq!(plan.deferred, Some(Deferred::ProviderConfigUnknown));
    assert_eq!(plan.planned.get("name").as_str(), Some("Later"), "what is known of it is shown");
}

#[tokio::test]
async fn nothing_is_put_off_unasked() {
    let harness = open(fresh()).await;
    let plan = harness.plan(&full(OPEN), None, Some(group())).await.unwrap();
    assert_eq!(plan.deferred, None);
}
