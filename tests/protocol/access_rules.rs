//! Access rules: never live and empty, whatever breaks and whenever; and what stands in the way of writing one.

use serde_json::{Value as Json, json};
use simulator::Unknowns;
use tfplugin::testing::{Applied, State};

use crate::seen::{as_before, attribute, id, one_error, text};
use crate::world::{World, configured, full, under_both, with};

const ACL: &str = "acl";
const RULES: &str = "sys_security_acl";
const ROLES: &str = "sys_security_acl_role";
/// A column that no stock rule guards.
const GUARDED: &str = "oauth_credential.user";

fn rule(more: Json) -> Json {
    with(json!({ "name": GUARDED, "operation": "read" }), more)
}

#[tokio::test]
async fn a_rule_is_switched_on_when_its_roles_are_there_and_off_before_they_go() {
    under_both(async |world| {
        world.forget_requests().await;
        let config = rule(json!({ "roles": ["itil"] }));
        let state = world.apply(ACL, None, &config).await;
        let made = [format!("POST {RULES}"), format!("POST {ROLES}"), format!("PATCH {RULES}")];
        assert_eq!(world.writes().await, made);
        assert_eq!(attribute(&state, "active"), json!(true));
        world.forget_requests().await;
        world.destroy(ACL, state).await;
        let undone =
            [format!("PATCH {RULES}"), format!("DELETE {ROLES}"), format!("DELETE {RULES}")];
        assert_eq!(world.writes().await, undone);
    })
    .await;
}

#[tokio::test]
async fn a_rule_that_is_to_be_inactive_is_never_switched_on() {
    let world = World::likely().await;
    world.forget_requests().await;
    let config = rule(json!({ "roles": ["itil"], "active": false }));
    let state = world.apply(ACL, None, &config).await;
    assert_eq!(world.writes().await, [format!("POST {RULES}"), format!("POST {ROLES}")]);
    world.is_settled(ACL, &state, &config).await;
}

#[tokio::test]
async fn a_rule_has_exactly_its_roles_before_it_is_switched_on_later() {
    let world = World::likely().await;
    let idle = rule(json!({ "roles": ["itil"], "active": false }));
    let state = world.apply(ACL, None, &idle).await;
    world.forget_requests().await;
    let live = rule(json!({ "roles": ["admin"], "active": true }));
    let state = world.apply(ACL, Some(&state), &live).await;
    let steps = [format!("POST {ROLES}"), format!("DELETE {ROLES}"), format!("PATCH {RULES}")];
    assert_eq!(world.writes().await, steps);
    world.is_settled(ACL, &state, &live).await;
}

#[tokio::test]
async fn a_change_that_refers_to_nothing_leaves_the_roles_alone() {
    let world = World::likely().await;
    let state = world.apply(ACL, None, &rule(json!({ "roles": ["itil"] }))).await;
    world.forget_requests().await;
    let wrong = json!({ "roles": ["itil", "admin"], "security_attribute": "NoSuchAttribute" });
    let said = world.refused(ACL, Some(&state), &rule(wrong)).await;
    one_error(&said, "security_attribute", &["NoSuchAttribute"]);
    assert_eq!(world.writes().await, Vec::<String>::new());
}

#[tokio::test]
async fn advanced_goes_with_the_script() {
    let world = World::likely().await;
    let scripted = rule(json!({ "script": "answer = gs.hasRole('itil');" }));
    let state = world.apply(ACL, None, &scripted).await;
    assert_eq!(attribute(&state, "advanced"), json!(true));
    let plain = rule(json!({ "roles": ["itil"] }));
    let state = world.apply(ACL, Some(&state), &plain).await;
    assert_eq!(attribute(&state, "advanced"), json!(false));
    world.is_settled(ACL, &state, &plain).await;
    let scripted = rule(json!({ "roles": ["itil"], "script": "answer = gs.hasRole('itil');" }));
    let planned = world.plan(ACL, Some(&state), &scripted).await.planned;
    assert!(planned.get("advanced").is_unknown(), "the instance sets it");
    let state = world.apply(ACL, Some(&state), &scripted).await;
    assert_eq!(attribute(&state, "advanced"), json!(true));
    world.is_settled(ACL, &state, &scripted).await;
}

#[tokio::test]
async fn a_rule_that_is_deleted_or_taken_back_leaves_no_rows_without_a_rule() {
    under_both(async |world| {
        let state = world.apply(ACL, None, &rule(json!({ "roles": ["itil"] }))).await;
        world.destroy(ACL, state).await;
        let refused = json!({ "kind": "business_rule", "rule": "Some rule" });
        let switching_on =
            json!([{ "method": "PATCH", "table": RULES, "nth": 1, "fault": refused }]);
        world.faults(switching_on).await;
        let said = world.refused(ACL, None, &rule(json!({ "roles": ["itil"] }))).await;
        one_error(&said, "", &["Some rule"]);
        assert!(world.rows(RULES, &format!("name={GUARDED}")).await.is_empty());
        assert!(world.rows(ROLES, "sys_security_aclISEMPTY").await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_rule_for_a_script_that_nobody_can_call_is_refused_by_the_plan() {
    let world = World::likely().await;
    let config = json!({ "name": "Helper", "type": "client_callable_script_include",
        "operation": "execute", "roles": ["itil"] });
    let said = world.refused(ACL, None, &config).await;
    one_error(&said, "name", &["no script include", "client_callable"]);
    assert!(world.rows(RULES, "name=Helper").await.is_empty());
    let script = json!({ "name": "Helper", "client_callable": false });
    let script = world.insert("sys_script_include", script).await;
    let said = world.provider.plan(&full(ACL), None, Some(config.clone())).await.unwrap_err();
    one_error(&said, "name", &["cannot be called by clients"]);
    world.change("sys_script_include", &script, json!({ "client_callable": true })).await;
    let state = world.apply(ACL, None, &config).await;
    world.is_settled(ACL, &state, &config).await;
    world.change("sys_script_include", &script, json!({ "client_callable": false })).await;
    let described = with(config, json!({ "description": "Closed since" }));
    let state = world.apply(ACL, Some(&state), &described).await;
    world.is_settled(ACL, &state, &described).await;
}

#[tokio::test]
async fn an_older_release_has_no_denying_rules_and_says_so() {
    let older = Unknowns { unestablished_columns: false, ..Unknowns::likely() };
    let world = World::with(older).await;
    let plain = rule(json!({ "roles": ["itil"] }));
    let state = world.apply(ACL, None, &plain).await;
    assert_eq!(attribute(&state, "decision_type"), json!(null));
    world.is_settled(ACL, &state, &plain).await;
    world.destroy(ACL, state).await;
    world.forget_requests().await;
    let denying = rule(json!({ "roles": ["itil"], "decision_type": "deny" }));
    let said = world.provider.plan(&full(ACL), None, Some(denying.clone())).await.unwrap_err();
    one_error(&said, "decision_type", &["no column", "Remove"]);
    let said = world.refused(ACL, None, &denying).await;
    one_error(&said, "decision_type", &["no column", "Remove"]);
    assert_eq!(world.writes().await, Vec::<String>::new());
}

/// An instance where nobody can tell whether a column is there.
async fn without_a_dictionary(unestablished_columns: bool) -> World {
    let world = World::with(Unknowns { unestablished_columns, ..Unknowns::likely() }).await;
    let hidden = ["sys_dictionary", "sys_db_object"].map(
        |table| json!({ "method": "GET", "table": table, "fault": { "kind": "acl_refusal" } }),
    );
    world.faults(json!(hidden)).await;
    world
}

/// What an older release makes of these would let in whom they are to keep out.
const DECIDING: [(&str, &str); 2] = [("decision_type", "deny"), ("applies_to", "active=true")];

#[tokio::test]
async fn where_nobody_can_tell_a_rule_that_lost_what_decides_is_not_switched_on() {
    let world = without_a_dictionary(false).await;
    for (name, value) in DECIDING {
        let idle = rule(json!({ "roles": ["itil"], "active": false }));
        let live = rule(json!({ "roles": ["itil"], name: value }));
        // Twice: what is said once of a column is no reason to let the next rule through.
        for _ in 0..2 {
            world.forget_requests().await;
            let said = world.refused(ACL, None, &live).await;
            one_error(&said, name, &["not switched on", "remove"]);
            // What is taken back is switched off once more, before it has a role.
            let undone = ["POST", "PATCH", "DELETE"].map(|method| format!("{method} {RULES}"));
            assert_eq!(world.writes().await, undone, "{name}");
        }
        let state = world.apply(ACL, None, &idle).await;
        let applied = world.attempt(ACL, Some(&state), &live).await;
        one_error(&applied.diagnostics, name, &["not switched on"]);
        let state = applied.state.unwrap();
        assert_eq!(attribute(&state, "active"), json!(false), "{name}");
        assert_eq!(world.column(RULES, &id(&state), "active").await, "false", "{name}");
        world.destroy(ACL, state).await;
    }
}

#[tokio::test]
async fn where_the_columns_are_there_a_rule_is_switched_on_when_all_else_has_come_back() {
    let world = without_a_dictionary(true).await;
    let idle = rule(json!({ "roles": ["itil"], "active": false }));
    let denying = rule(json!({ "roles": ["itil"], "decision_type": "deny" }));
    let state = world.apply(ACL, None, &idle).await;
    world.forget_requests().await;
    let state = world.apply(ACL, Some(&state), &denying).await;
    assert_eq!(world.writes().await, [format!("PATCH {RULES}"), format!("PATCH {RULES}")]);
    assert_eq!(world.column(RULES, &id(&state), "decision_type").await, "deny");
    world.is_settled(ACL, &state, &denying).await;
    world.destroy(ACL, state).await;
    let state = world.apply(ACL, None, &denying).await;
    world.is_settled(ACL, &state, &denying).await;
}

/// What a rule is changed from and to, so that who passes moves from one kind of condition to another.
const CHANGES: &[(&str, &str)] = &[
    (r#"{ "roles": ["itil"] }"#, r#"{ "roles": ["admin"] }"#),
    (r#"{ "roles": ["itil"] }"#, r#"{ "condition": "active=true" }"#),
    (r#"{ "condition": "active=true" }"#, r#"{ "roles": ["itil"] }"#),
    (r#"{ "roles": ["itil"], "active": false }"#, r#"{ "roles": ["admin"], "active": true }"#),
    (r#"{ "roles": ["itil"], "active": true }"#, r#"{ "roles": ["admin"], "active": false }"#),
];

fn changes() -> impl Iterator<Item = (Json, Json)> {
    let parse = |text: &str| rule(serde_json::from_str(text).unwrap());
    CHANGES.iter().map(move |(from, to)| (parse(from), parse(to)))
}

/// What is on the instance, with the rows that join rules and roles by what they join: their sys_ids are new ones after
/// a rule was given back.
async fn export(world: &World) -> Json {
    let mut export = world.export().await;
    let rows = export[ROLES].take();
    let joined = rows.as_object().unwrap().values();
    let joined =
        joined.map(|row| (format!("{} {}", row[RULES], row["sys_user_role"]), json!(true)));
    export[ROLES] = Json::Object(joined.collect());
    export
}

/// From the nth request about rules on, nothing comes back: what was sent may have been done, or not.
fn broken_from(nth: u64, kind: &str) -> Json {
    let path = format!("/api/now/table/{RULES}");
    json!([{ "path": path, "nth": nth, "times": 1000, "fault": { "kind": kind } }])
}

/// Fails where a rule of ours is live and nothing says who passes it.
async fn nothing_is_live_and_empty(world: &World, when: &str) {
    for rule in world.rows(RULES, &format!("name={GUARDED}^active=true")).await {
        let roles =
            world.rows(ROLES, &format!("{RULES}={}", rule["sys_id"].as_str().unwrap())).await;
        let says = rule["condition"] != "" || rule["script"] != "" || !roles.is_empty();
        assert!(says, "{when}: {rule:#}");
    }
}

/// Breaks an operation at each of its requests in turn, in both ways, until it runs through unbroken. It begins with
/// the rule of `from`, if there is to be one.
async fn broken_everywhere(
    world: &World,
    from: Option<&Json>,
    operation: impl AsyncFn(&World, Option<State>) -> Applied,
    mend: impl AsyncFn(&World, Applied),
) {
    for kind in ["cut_before", "cut_after"] {
        for nth in 1.. {
            assert!(nth < 20, "the operation never runs through");
            let prior = match from {
                Some(config) => Some(world.apply(ACL, None, config).await),
                None => None,
            };
            world.faults(broken_from(nth, kind)).await;
            let applied = operation(world, prior).await;
            world.no_faults().await;
            nothing_is_live_and_empty(world, &format!("{kind} at request {nth}")).await;
            let whole = applied.diagnostics.is_empty();
            mend(world, applied).await;
            if whole {
                break;
            }
        }
    }
}

/// Applies what a cut creation left: nothing, a tainted rule, or one whose answer was lost.
async fn mended(world: &World, applied: Applied, config: &Json) -> State {
    if let Some(state) = applied.state {
        world.destroy(ACL, state).await;
    } else if applied.diagnostics.iter().any(|said| said.detail.contains("terraform import"))
        && let Some(left) = world.rows(RULES, &format!("name={GUARDED}")).await.first()
    {
        let state = world.import(ACL, left["sys_id"].as_str().unwrap()).await;
        return world.apply(ACL, Some(&state), config).await;
    }
    world.apply(ACL, None, config).await
}

#[tokio::test]
async fn a_creation_cut_at_any_step_is_mended_by_the_next_apply() {
    let world = World::impatient().await;
    let before = export(&world).await;
    let config = rule(json!({ "roles": ["itil"] }));
    let create = async |world: &World, _: Option<State>| world.attempt(ACL, None, &config).await;
    broken_everywhere(&world, None, create, async |world, applied| {
        let state = mended(world, applied, &config).await;
        assert_eq!(attribute(&state, "active"), json!(true));
        world.is_settled(ACL, &state, &config).await;
        world.destroy(ACL, state).await;
        as_before(&before, &export(world).await);
    })
    .await;
}

#[tokio::test]
async fn a_change_cut_at_any_step_is_mended_by_the_next_apply() {
    for (from, to) in changes() {
        let world = World::impatient().await;
        let before = export(&world).await;
        let change = async |world: &World, prior: Option<State>| {
            world.attempt(ACL, prior.as_ref(), &to).await
        };
        broken_everywhere(&world, Some(&from), change, async |world, applied| {
            let state = applied.state.expect("a change leaves the record in the state");
            let state = world.apply(ACL, Some(&state), &to).await;
            world.is_settled(ACL, &state, &to).await;
            world.destroy(ACL, state).await;
            as_before(&before, &export(world).await);
        })
        .await;
    }
}

#[tokio::test]
async fn a_destruction_cut_at_any_step_is_finished_by_the_next() {
    let world = World::impatient().await;
    let before = export(&world).await;
    let config = rule(json!({ "roles": ["itil", "admin"] }));
    let destroy = async |world: &World, prior: Option<State>| {
        let plan = world.provider.plan(&full(ACL), prior.as_ref(), None).await.unwrap();
        world.provider.apply(&full(ACL), prior.as_ref(), &plan, None).await
    };
    broken_everywhere(&world, Some(&config), destroy, async |world, applied| {
        if let Some(state) = applied.state {
            world.destroy(ACL, state).await;
        }
        as_before(&before, &export(world).await);
    })
    .await;
}

#[tokio::test]
async fn a_stock_rule_is_taken_over_and_given_back() {
    under_both(async |world| {
        let before = export(&world).await;
        let config = json!({ "name": "oauth_credential", "operation": "read", "adopt_existing": true,
            "roles": ["itil"], "active": false });
        let state = world.apply(ACL, None, &config).await;
        assert_eq!(text(&state, "deletion_policy"), "restore");
        world.is_settled(ACL, &state, &config).await;
        world.destroy(ACL, state).await;
        as_before(&before, &export(&world).await);
    })
    .await;
}

#[tokio::test]
async fn an_inactive_rule_that_was_taken_over_and_switched_on_is_inactive_again_afterwards() {
    let world = World::likely().await;
    let before = export(&world).await;
    let config = json!({ "name": "snc_platform_rest_api_access", "type": "REST_Endpoint", "operation": "execute",
        "adopt_existing": true, "roles": ["itil"], "active": true });
    let state = world.apply(ACL, None, &config).await;
    assert_eq!(attribute(&state, "active"), json!(true));
    world.destroy(ACL, state).await;
    as_before(&before, &export(&world).await);
}

#[tokio::test]
async fn several_rules_of_one_name_are_imported_by_sys_id_alone() {
    let world = World::likely().await;
    let config = rule(json!({ "roles": ["itil"] }));
    let one = world.apply(ACL, None, &config).await;
    let other = world.apply(ACL, None, &config).await;
    let said =
        world.provider.import(&full(ACL), &format!("record/{GUARDED}/read")).await.unwrap_err();
    one_error(&said, "", &[&id(&one), &id(&other)]);
    assert_eq!(id(&world.import(ACL, &id(&other)).await), id(&other));
}

#[tokio::test]
async fn without_elevation_the_error_says_what_to_set_and_how_it_is_done_by_hand() {
    under_both(async |world| {
        let before = export(&world).await;
        let plain = configured(world.url(), "admin", json!({})).await;
        let config = rule(json!({ "roles": ["itil"] }));
        let said = plain.apply_config(&full(ACL), None, config).await.unwrap_err();
        let words = ["\"Operation Failed", "elevate_roles = [\"security_admin\"]", "update set"];
        one_error(&said, "", &words);
        as_before(&before, &export(&world).await);
    })
    .await;
}

#[tokio::test]
async fn where_elevation_is_refused_the_error_says_why_and_how_it_is_done_by_hand() {
    let elevating = || json!({ "elevate_roles": ["security_admin"] });
    let config = rule(json!({ "roles": ["itil"] }));
    under_both(async |world| {
        let user = configured(world.url(), "itil.user", elevating()).await;
        let said = user.apply_config(&full(ACL), None, config.clone()).await.unwrap_err();
        one_error(&said, "", &["security_admin", "Grant the role", "update set", "terraform import"]);
        let closed = json!([{ "path": "/api/now/ui/impersonate/role",
            "fault": { "kind": "status", "status": 404, "body": "{\"error\":{\"message\":\"No such resource\"}}" } }]);
        world.faults(closed).await;
        let admin = configured(world.url(), "admin", elevating()).await;
        let said = admin.apply_config(&full(ACL), None, config.clone()).await.unwrap_err();
        one_error(&said, "", &["not documented", "update set", "terraform import"]);
    })
    .await;
}
