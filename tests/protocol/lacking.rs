//! What an account lacks is said in one error, and costs nothing while nothing is refused.

use serde_json::{Value as Json, json};
use tfplugin::testing::{Harness, Plan};

use crate::ground;
use crate::world::{World, configured, full};

const WORK: &[&str] =
    &["oauth_registry", "connection_alias", "credential", "application", "record"];

fn config(kind: &str) -> Json {
    match kind {
        "oauth_registry" => json!({ "type": "client", "name": "A", "public_client": true }),
        "credential" => json!({ "type": "basic_auth", "name": "A", "username": "u" }),
        "application" => json!({ "scope": "x_acme_orders" }),
        "record" => json!({ "table": "cmn_department", "fields": { "name": "A" } }),
        _ => json!({ "name": "A" }),
    }
}

async fn plans(provider: &Harness) -> Vec<(&'static str, Plan)> {
    let mut plans = Vec::new();
    for kind in WORK {
        plans.push((*kind, provider.plan(&full(kind), None, Some(config(kind))).await.unwrap()));
    }
    plans
}

/// What apply says to each planned record.
async fn said(provider: &Harness) -> Vec<(&'static str, String)> {
    let mut said = Vec::new();
    for (kind, plan) in plans(provider).await {
        let applied = provider.apply(&full(kind), None, &plan, Some(config(kind))).await;
        let details: Vec<&str> =
            applied.diagnostics.iter().map(|told| told.detail.as_str()).collect();
        said.push((kind, details.join("\n")));
    }
    said
}

#[tokio::test]
async fn the_first_refusal_names_all_that_the_account_lacks_and_the_others_stay_short() {
    let world = World::likely().await;
    let said = said(&configured(world.url(), "plain.user", json!({})).await).await;
    let (kind, first) = &said[0];
    assert_eq!(*kind, "oauth_registry");
    for words in [
        "user \"plain.user\"",
        "to write oauth_entity",
        "to write sys_alias",
        "credential_admin",
        "to write basic_auth_credentials",
        "sn_cicd.sys_ci_automation",
        "to install applications",
    ] {
        assert!(first.contains(words), "{words}: {first}");
    }
    assert!(!first.contains("cmn_department"), "nobody knows what it asks for: {first}");
    for (kind, later) in &said[1..] {
        assert!(!later.contains("Terraform has shown"), "{kind}: {later}");
    }
}

#[tokio::test]
async fn what_the_account_has_is_not_among_what_it_lacks() {
    let world = World::likely().await;
    let said = said(&configured(world.url(), "oauth.admin", json!({})).await).await;
    let all = said.iter().find(|(_, text)| text.contains("Terraform has shown")).unwrap();
    assert_eq!(all.0, "connection_alias", "the registry was made");
    assert!(!all.1.contains("oauth_entity"), "{}", all.1);
    assert!(!all.1.contains("oauth_admin"), "{}", all.1);
}

#[tokio::test]
async fn one_missing_role_is_named_once() {
    let world = World::likely().await;
    let provider = configured(world.url(), "oauth.admin", json!({})).await;
    let kind = full("credential");
    let plan = provider.plan(&kind, None, Some(config("credential"))).await.unwrap();
    let applied = provider.apply(&kind, None, &plan, Some(config("credential"))).await;
    let text = &applied.diagnostics[0].detail;
    assert!(text.contains("credential_admin") && !text.contains("Terraform has shown"), "{text}");
}

#[tokio::test]
async fn roles_that_cannot_be_read_leave_the_list_of_what_the_work_takes() {
    let world = World::likely().await;
    let refusal = json!({ "kind": "acl_refusal" });
    world.faults(json!([{ "table": "sys_user_has_role", "fault": refusal }])).await;
    let said = said(&configured(world.url(), "plain.user", json!({})).await).await;
    assert!(said[0].1.contains("cannot be read") && said[0].1.contains("to write sys_alias"));
}

#[tokio::test]
async fn while_nothing_is_refused_nobody_asks_for_roles() {
    let world = World::likely().await;
    ground::lay(&world).await;
    world.forget_requests().await;
    let provider = configured(world.url(), "admin", json!({})).await;
    for (kind, plan) in plans(&provider).await {
        if kind != "application" {
            let applied = provider.apply(&full(kind), None, &plan, Some(config(kind))).await;
            assert!(applied.diagnostics.is_empty(), "{kind}: {:#?}", applied.diagnostics);
        }
    }
    assert_eq!(world.count("sys_user_has_role", "GET").await, 0);
    let who = world.requests().await;
    assert!(who.iter().all(|one| !one["path"].as_str().unwrap().contains("current_user")));
}
