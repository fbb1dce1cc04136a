//! References by name to a record that the run replaces: what refers to it is planned with it, and leads to the new one.

use serde_json::{Value as Json, json};
use tfplugin::Diagnostic;
use tfplugin::testing::{Harness, State};

use crate::ground;
use crate::seen::{attribute, id, one_warning};
use crate::world::{World, full, under_both};

/// What core does in a run with `-replace`: it refreshes and plans each object in the order of the graph, the replaced one
/// once more from nothing, and then carries out the plans.
struct Run<'a> {
    provider: &'a Harness,
}

impl Run<'_> {
    async fn refreshed(&self, kind: &str, state: &State) -> State {
        self.provider.read(&full(kind), state).await.unwrap().expect("it is there")
    }

    /// The plan of an object that core was told to replace.
    async fn plans_replacement(&self, kind: &str, state: &State, config: &Json) {
        let state = self.refreshed(kind, state).await;
        let plan =
            self.provider.plan(&full(kind), Some(&state), Some(config.clone())).await.unwrap();
        assert!(plan.is_empty(&state), "the provider has no reason of its own");
        self.provider.plan(&full(kind), None, Some(config.clone())).await.unwrap();
    }

    /// Deletes and makes it.
    async fn replaces(&self, kind: &str, state: State, config: &Json) -> State {
        self.provider.destroy(&full(kind), state).await.unwrap();
        self.makes(kind, config).await
    }

    async fn makes(&self, kind: &str, config: &Json) -> State {
        let kind = full(kind);
        let plan = self.provider.plan(&kind, None, Some(config.clone())).await.unwrap();
        let applied = self.provider.apply(&kind, None, &plan, Some(config.clone())).await;
        assert!(
            !applied.diagnostics.iter().any(Diagnostic::is_error),
            "{:#?}",
            applied.diagnostics
        );
        applied.state.unwrap()
    }
}

/// Rows that join by name, each with its replaced side: the type and configuration of that, and of the row.
fn joins() -> Vec<(&'static str, Json, &'static str, Json)> {
    let role = || json!({ "name": "reader" });
    let group = || json!({ "name": "Readers" });
    vec![
        ("role", role(), "user_role", json!({ "user": "plain.user", "role": "reader" })),
        ("role", role(), "group_role", json!({ "group": "Ground group", "role": "reader" })),
        ("role", role(), "role_contains", json!({ "role": "reader", "contains": "itil" })),
        ("group", group(), "group_member", json!({ "group": "Readers", "user": "plain.user" })),
    ]
}

#[tokio::test]
async fn a_row_that_joins_by_name_is_replaced_with_what_it_joins() {
    under_both(async |world| {
        ground::lay(&world).await;
        for (sided, side, joined, row) in joins() {
            let old = world.apply(sided, None, &side).await;
            let state = world.apply(joined, None, &row).await;
            let provider =
                world.with_arguments(json!({ "elevate_roles": ["security_admin"] })).await;
            let run = Run { provider: &provider };
            run.plans_replacement(sided, &old, &side).await;
            let state = run.refreshed(joined, &state).await;
            let plan = provider.plan(&full(joined), Some(&state), Some(row.clone())).await.unwrap();
            assert!(plan.replaces, "{joined}: its row goes with the old {sided}");
            provider.destroy(&full(joined), state).await.unwrap();
            let new = run.replaces(sided, old, &side).await;
            let made = run.makes(joined, &row).await;
            let again = provider.plan(&full(joined), Some(&made), Some(row.clone())).await.unwrap();
            assert!(again.is_empty(&made), "{joined}: it leads to the new {sided}");
            world.is_settled(joined, &made, &row).await;
            provider.destroy(&full(joined), made).await.unwrap();
            provider.destroy(&full(sided), new).await.unwrap();
        }
    })
    .await;
}

fn connection(policy: &Json) -> Json {
    json!({ "name": "C", "connection_alias": "Web", "connection_url": "https://a.example", "deletion_policy": policy })
}

#[tokio::test]
async fn a_reference_by_name_is_sent_again_when_its_record_is_replaced() {
    under_both(async |world| {
        let alias = json!({ "name": "Web" });
        let old = world.apply("connection_alias", None, &alias).await;
        let config = connection(&Json::Null);
        let state = world.apply("connection", None, &config).await;
        let run = Run { provider: &world.provider };
        run.plans_replacement("connection_alias", &old, &alias).await;
        let plan = world.plan("connection", Some(&state), &config).await;
        assert!(!plan.replaces && !plan.is_empty(&state), "it changes in place");
        assert!(plan.planned.get("deletion_policy").is_unknown());
        let new = run.replaces("connection_alias", old, &alias).await;
        let applied = world
            .provider
            .apply(&full("connection"), Some(&state), &plan, Some(config.clone()))
            .await;
        assert!(applied.diagnostics.is_empty(), "{:#?}", applied.diagnostics);
        let state = applied.state.unwrap();
        assert_eq!(attribute(&state, "deletion_policy"), json!("delete"));
        let stored = world.column("http_connection", &id(&state), "connection_alias").await;
        assert_eq!(stored, id(&new));
        world.is_settled("connection", &state, &config).await;
    })
    .await;
}

#[tokio::test]
async fn links_by_name_are_made_anew_when_their_record_is_replaced() {
    let world = World::likely().await;
    let role = json!({ "name": "guard" });
    let old = world.apply("role", None, &role).await;
    let config =
        json!({ "name": "incident", "operation": "read", "roles": ["guard"], "active": false });
    let state = world.apply("acl", None, &config).await;
    let run = Run { provider: &world.provider };
    run.plans_replacement("role", &old, &role).await;
    let plan = world.plan("acl", Some(&state), &config).await;
    assert!(!plan.replaces && !plan.is_empty(&state));
    let new = run.replaces("role", old, &role).await;
    let applied =
        world.provider.apply(&full("acl"), Some(&state), &plan, Some(config.clone())).await;
    assert!(applied.diagnostics.is_empty(), "{:#?}", applied.diagnostics);
    let state = applied.state.unwrap();
    let rows =
        world.rows("sys_security_acl_role", &format!("sys_security_acl={}", id(&state))).await;
    let roles: Vec<&str> = rows.iter().filter_map(|row| row["sys_user_role"].as_str()).collect();
    assert_eq!(roles, [id(&new)]);
    world.is_settled("acl", &state, &config).await;
}

#[tokio::test]
async fn what_cannot_be_sent_again_is_told() {
    let world = World::likely().await;
    let alias = json!({ "name": "Web" });
    let old = world.apply("connection_alias", None, &alias).await;
    let mut config = connection(&json!("delete"));
    config["adopt_existing"] = json!(false);
    let state = world.apply("connection", None, &config).await;
    Run { provider: &world.provider }.plans_replacement("connection_alias", &old, &alias).await;
    let plan = world.plan("connection", Some(&state), &config).await;
    assert!(plan.is_empty(&state));
    one_warning(&plan.warnings, "connection_alias", &["replaces", "id of the resource"]);
}

#[tokio::test]
async fn what_refers_to_the_id_or_to_another_record_is_left_alone() {
    let world = World::likely().await;
    ground::lay(&world).await;
    let role = json!({ "name": "reader" });
    let old = world.apply("role", None, &role).await;
    let other = json!({ "user": "plain.user", "role": "itil" });
    let state = world.apply("user_role", None, &other).await;
    Run { provider: &world.provider }.plans_replacement("role", &old, &role).await;
    assert!(world.plan("user_role", Some(&state), &other).await.is_empty(&state));
}

#[tokio::test]
async fn a_tainted_record_counts_as_replaced() {
    let world = World::likely().await;
    let role = json!({ "name": "reader" });
    let old = world.apply("role", None, &role).await;
    let row = json!({ "user": "plain.user", "role": "reader" });
    let state = world.apply("user_role", None, &row).await;
    let provider = world.signed_in("admin").await;
    // Core plans a tainted object from nothing at once.
    provider.read(&full("role"), &old).await.unwrap();
    provider.plan(&full("role"), None, Some(role)).await.unwrap();
    assert!(provider.plan(&full("user_role"), Some(&state), Some(row)).await.unwrap().replaces);
}
