//! A second record of a key that exists: refused where the key names one thing, else told; and a plan that adopts says what
//! it takes over.

use serde_json::{Value as Json, json};
use simulator::Unknowns;
use terraform_provider_servicenow::describe::{Lifecycle, Namesakes, Resource};
use terraform_provider_servicenow::resources;
use tfplugin::testing::Harness;
use tfplugin::{Diagnostic, Diagnostics};

use crate::ground;
use crate::seen::{id, one_error, one_warning, says};
use crate::shown::Example;
use crate::world::{World, full, under_both, with};

async fn planned(provider: &Harness, kind: &str, config: &Json) -> Diagnostics {
    match provider.plan(&full(kind), None, Some(config.clone())).await {
        Ok(plan) => plan.warnings,
        Err(said) => said,
    }
}

/// What a plan is to say of a second record like this one: whether it is an error; none for nothing.
fn expected(resource: &Resource, config: &Json) -> Option<bool> {
    let is_sure = config.get("application_scope").is_some()
        || !resource.natural_keys[0].contains(&"application_scope");
    match resource.namesakes {
        Namesakes::Usual => None,
        Namesakes::Refused => Some(is_sure),
        Namesakes::Told => Some(false),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_plan_refuses_or_tells_a_second_record_of_every_type() {
    let mut seen = 0;
    for unknowns in [Unknowns::likely, Unknowns::worst] {
        for example in Example::all() {
            let resource = resources::ALL.iter().find(|one| one.name == example.of);
            let record = example.records().find(|one| one.kind() == example.of);
            let (Some(resource), Some(record)) = (resource, record) else { continue };
            if resource.lifecycle != Lifecycle::Record {
                continue;
            }
            let world = World::with(unknowns()).await;
            ground::lay(&world).await;
            let made = record.made(&world).await;
            let mut config = record.config(&made);
            let first = world.apply(resource.name, None, &config).await;
            config.as_object_mut().unwrap().remove("adopt_existing");
            let next = world.signed_in("admin").await;
            let said = planned(&next, resource.name, &config).await;
            let sys_id = id(&first);
            let named: Vec<bool> = said
                .iter()
                .filter(|one| one.detail.contains(&sys_id))
                .map(Diagnostic::is_error)
                .collect();
            // A demand of the type may refuse what a name alone does not.
            let is_said = match expected(resource, &config) {
                None => named.is_empty(),
                Some(is_refused) => named.len() == 1 && (named[0] || !is_refused),
            };
            assert!(is_said, "{}: {said:#?}", resource.name);
            seen += 1;
        }
    }
    assert!(seen > 50, "the law saw only {seen} records");
}

#[tokio::test]
async fn a_shipped_role_or_property_is_not_made_twice_and_the_ways_out_are_named() {
    under_both(async |world| {
        let property = world.rows("sys_properties", "").await[0].clone();
        let role = world.rows("sys_user_role", "name=itil").await[0].clone();
        for (kind, table, row) in
            [("role", "sys_user_role", role), ("system_property", "sys_properties", property)]
        {
            let config = json!({ "name": row["name"] });
            world.forget_requests().await;
            let said = planned(&world.provider, kind, &config).await;
            let sys_id = row["sys_id"].as_str().unwrap();
            one_error(
                &said,
                "name",
                &[sys_id, "one too many", "terraform import", "adopt_existing"],
            );
            assert_eq!(world.count(table, "POST").await, 0);
            assert_eq!(id(&world.import(kind, sys_id).await), sys_id);
            let adopted =
                world.apply(kind, None, &with(config, json!({ "adopt_existing": true }))).await;
            assert_eq!(id(&adopted), sys_id);
        }
    })
    .await;
}

#[tokio::test]
async fn what_the_plan_could_not_know_is_refused_by_apply() {
    let world = World::likely().await;
    let config = json!({ "name": "u_twin" });
    let plan = world.plan("role", None, &config).await;
    let sys_id = world.insert("sys_user_role", config.clone()).await;
    let next = world.signed_in("admin").await;
    let applied = next.apply(&full("role"), None, &plan, Some(config)).await;
    one_error(&applied.diagnostics, "name", &[&sys_id]);
    assert_eq!(world.rows("sys_user_role", "name=u_twin").await.len(), 1);
}

#[tokio::test]
async fn two_resources_of_one_key_in_one_run_make_one_record() {
    under_both(async |world| {
        let config = json!({ "name": "u_both" });
        let kind = full("role");
        let (one, other) =
            (world.plan("role", None, &config).await, world.plan("role", None, &config).await);
        let (one, other) = tokio::join!(
            world.provider.apply(&kind, None, &one, Some(config.clone())),
            world.provider.apply(&kind, None, &other, Some(config.clone())),
        );
        let said = [one.diagnostics, other.diagnostics].concat();
        one_error(&said, "name", &["one too many"]);
        assert_eq!(world.rows("sys_user_role", "name=u_both").await.len(), 1);
        let made = one.state.or(other.state).expect("one of the two is made");
        world.destroy("role", made).await;
        world.apply("role", None, &config).await;
    })
    .await;
}

#[tokio::test]
async fn a_rename_onto_a_key_that_exists_is_refused_by_the_plan() {
    let world = World::likely().await;
    let state = world.apply("auth_scope", None, &json!({ "name": "mine" })).await;
    let theirs = world.insert("sys_auth_scope", json!({ "name": "theirs" })).await;
    let renamed = Some(json!({ "name": "theirs" }));
    let said = world.provider.plan(&full("auth_scope"), Some(&state), renamed).await.unwrap_err();
    one_error(&said, "name", &[&theirs]);
}

#[tokio::test]
async fn a_record_that_is_to_be_replaced_is_no_twin() {
    under_both(async |world| {
        let config = |scope: &str| json!({ "name": "u_replaced", "application_scope": scope });
        let app = world.insert("sys_app", json!({ "name": "App", "scope": "x_app" })).await;
        let state = world.apply("role", None, &config("global")).await;
        let next = world.signed_in("admin").await;
        let replaced = next.apply_config(&full("role"), Some(state.clone()), config(&app)).await;
        assert_ne!(id(&replaced.unwrap()), id(&state));
        assert_eq!(world.rows("sys_user_role", "name=u_replaced").await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_hundred_new_records_cost_one_request_to_look_for_others() {
    let world = World::likely().await;
    world.forget_requests().await;
    for number in 0..100 {
        world.plan("role", None, &json!({ "name": format!("u_peer_{number}") })).await;
    }
    assert_eq!(world.count("sys_user_role", "GET").await, 1);
    world.forget_requests().await;
    for number in 0..30 {
        let name = format!("{}_role", char::from(b'a' + number));
        world.plan("role", None, &json!({ "name": name.repeat(2) })).await;
    }
    let asked = world.count("sys_user_role", "GET").await;
    assert!(asked <= 4, "names that have nothing in common cost {asked} requests");
}

#[tokio::test]
async fn who_may_not_read_the_table_is_told_nothing() {
    let world = World::likely().await;
    world.insert("sys_user_role", json!({ "name": "u_unseen" })).await;
    let hidden =
        json!({ "method": "GET", "table": "sys_user_role", "fault": { "kind": "acl_refusal" } });
    world.faults(json!([hidden])).await;
    assert_eq!(planned(&world.provider, "role", &json!({ "name": "u_unseen" })).await, Vec::new());
}

#[tokio::test]
async fn a_plan_that_adopts_says_which_record_and_which_values_change() {
    under_both(async |world| {
        let row = json!({ "name": "Theirs", "connection_type": "http_connection" });
        let alias = world.insert("sys_alias", row).await;
        let config =
            json!({ "name": "Theirs", "multiple_connections": true, "adopt_existing": true });
        let said = planned(&world.provider, "connection_alias", &config).await;
        let words =
            [alias.as_str(), "sys_alias", "multiple_connections from \"false\" to \"true\""];
        one_warning(&said, "adopt_existing", &words);
        let same = json!({ "name": "Theirs", "adopt_existing": true });
        let said = planned(&world.provider, "connection_alias", &same).await;
        one_warning(&said, "adopt_existing", &[&alias, "None of its values changes"]);
        let none = json!({ "name": "Nobody has it", "adopt_existing": true });
        assert_eq!(planned(&world.provider, "connection_alias", &none).await, Vec::new());
        let adopted = world.apply("connection_alias", None, &same).await;
        let next = world.signed_in("admin").await;
        next.read(&full("connection_alias"), &adopted).await.unwrap();
        let said = planned(&next, "connection_alias", &config).await;
        assert_eq!(said, Vec::new(), "a state has it");
    })
    .await;
}

#[tokio::test]
async fn a_plan_that_adopts_shows_no_secret_and_names_the_one_that_is_lost() {
    let world = World::likely().await;
    let row = json!({ "name": "Acme", "type": "oauth_provider", "client_id": "c", "client_secret": "of theirs" });
    world.insert("oauth_entity", row).await;
    let config = json!({ "type": "oauth_provider", "name": "Acme", "client_id": "d", "adopt_existing": true,
        "client_secret_wo": "of ours", "client_secret_wo_version": 1 });
    let said = planned(&world.provider, "oauth_registry", &config).await;
    one_warning(
        &said,
        "adopt_existing",
        &["client_id from \"c\" to \"d\"", "What client_secret holds is overwritten"],
    );
    assert!(!format!("{said:?}").contains("of theirs") && !format!("{said:?}").contains("of ours"));
    let secret = json!({ "name": "u.secret", "type": "password2", "value": "of theirs" });
    world.insert("sys_properties", secret).await;
    let config = json!({ "name": "u.secret", "value": "plain", "adopt_existing": true });
    let said = planned(&world.provider, "system_property", &config).await;
    says(&said[0], "adopt_existing", &["value from a value that is not shown"]);
}

#[tokio::test]
async fn several_to_adopt_are_an_error_of_the_plan() {
    let world = World::likely().await;
    for _ in 0..2 {
        world.insert("oauth_entity", json!({ "name": "Twice", "type": "client" })).await;
    }
    let config = json!({ "type": "client", "name": "Twice", "adopt_existing": true });
    let said = planned(&world.provider, "oauth_registry", &config).await;
    one_error(&said, "adopt_existing", &["2 have it"]);
}
