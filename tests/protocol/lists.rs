//! Lists and the configuration that is generated for what they find: for every type, none left out.

use std::collections::BTreeSet;

use futures_util::future::BoxFuture;
use serde_json::{Value as Json, json};
use simulator::Unknowns;
use terraform_provider_servicenow::ServiceNow;
use tfplugin::testing::{Found, Harness, State};
use tfplugin::{Diagnostic, Provider};

use crate::life_cycle::Sample;
use crate::lives::each_goes_through;
use crate::seen::{attribute, id, json_of, one_error, one_warning, same};
use crate::world::{World, full, under_both};

const ALL: u32 = 10_000;

/// The one object of a list that has this value in its identity.
async fn found(provider: &Harness, kind: &str, config: Json, (name, value): (&str, &str)) -> Found {
    let listing = provider.list(&full(kind), config, true, ALL).await;
    let listing = listing.unwrap_or_else(|said| panic!("{kind}: {said:#?}"));
    let mut found: Vec<Found> = listing
        .found
        .into_iter()
        .filter(|one| one.identity.get(name).as_str() == Some(value))
        .collect();
    assert_eq!(found.len(), 1, "{kind} {value} is listed {} times", found.len());
    found.remove(0)
}

/// What comes of an object that a list has found: it is imported by its identity, its generated configuration is right by
/// itself and changes nothing, however often it is planned.
async fn comes_under_terraform(provider: &Harness, kind: &str, found: &Found) -> (State, Json) {
    let (full, identity) = (full(kind), json_of(&found.identity));
    let imported = provider.import_identity(&full, identity).await;
    let imported = imported.unwrap_or_else(|said| panic!("{kind}: {said:#?}"));
    same(&imported.value, found.state.as_ref().unwrap());
    let config = provider.generate(&full, &imported.value).await;
    let config = config.unwrap_or_else(|said| panic!("{kind}: {said:#?}"));
    let said = provider.validate(&full, config.clone()).await;
    assert!(!said.iter().any(Diagnostic::is_error), "{kind} {config}: {said:#?}");
    for name in ["id", "deletion_policy", "adopt_existing"] {
        assert!(config.get(name).is_none_or(Json::is_null), "{kind} says {name}: {config}");
    }
    plans_nothing(provider, kind, &imported, &config).await;
    let read = provider.read(&full, &imported).await.unwrap().unwrap();
    plans_nothing(provider, kind, &read, &config).await;
    (imported, config)
}

async fn plans_nothing(provider: &Harness, kind: &str, state: &State, config: &Json) {
    let plan = provider.plan(&full(kind), Some(state), Some(config.clone())).await;
    let plan = plan.unwrap_or_else(|said| panic!("{kind} {config}: {said:#?}"));
    same(&state.value, &plan.planned);
    assert!(plan.is_empty(state), "{kind} {config}");
}

fn listed<'a>(world: &'a World, sample: &'a Sample) -> BoxFuture<'a, ()> {
    Box::pin(async move {
        let state = world.apply(sample.kind, None, &sample.config).await;
        // Another process, as `terraform query` is one.
        let provider = world.later_run().await;
        let found = found(&provider, sample.kind, json!({}), ("sys_id", &id(&state))).await;
        comes_under_terraform(&provider, sample.kind, &found).await;
        world.destroy(sample.kind, state).await;
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_made_is_listed_and_its_configuration_changes_nothing() {
    each_goes_through(listed, Unknowns::likely, |_| true).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_made_is_listed_and_changes_nothing_where_the_instance_hurts_most() {
    each_goes_through(listed, Unknowns::worst, |_| true).await;
}

#[test]
fn every_type_can_be_listed() {
    let offers = ServiceNow::with_environment(|_| None).offers();
    let lists: BTreeSet<String> = offers.lists().map(|one| one.type_name().to_owned()).collect();
    let types: BTreeSet<String> =
        offers.resources().map(|one| one.type_name().to_owned()).collect();
    assert_eq!(lists, types);
}

#[tokio::test]
async fn what_is_installed_is_listed_by_its_scope_or_id_and_nothing_else_is() {
    under_both(async |world| {
        let provider = world.later_run().await;
        let spoke = ("scope", "x_camun_camunda");
        let before = provider.list(&full("application"), json!({}), false, ALL).await.unwrap();
        let is_spoke = |one: &Found| one.identity.get(spoke.0).as_str() == Some(spoke.1);
        assert!(!before.found.iter().any(is_spoke), "it is offered, not installed");
        let config = json!({ "scope": spoke.1 });
        world.apply("application", None, &config).await;
        let one = found(&provider, "application", json!({}), spoke).await;
        let (_, config) = comes_under_terraform(&provider, "application", &one).await;
        assert!(config["app_id"].is_null(), "{config}");
        let plugin = json!({ "plugin_id": "com.glide.tokenbased_auth" });
        let id = ("plugin_id", "com.glide.tokenbased_auth");
        world.apply("plugin", None, &plugin).await;
        let one = found(&provider, "plugin", json!({}), id).await;
        comes_under_terraform(&provider, "plugin", &one).await;
    })
    .await;
}

#[tokio::test]
async fn rows_of_any_table_are_listed_with_what_says_something() {
    under_both(async |world| {
        let row = json!({ "name": "incident", "element": "u_mood", "value": "1", "label": "Good" });
        let sys_id = world.insert("sys_choice", row).await;
        let provider = world.later_run().await;
        let config = json!({ "table": "sys_choice", "filter": { "element": "u_mood" } });
        let one = found(&provider, "record", config, ("sys_id", &sys_id)).await;
        assert_eq!(
            (one.display_name.as_str(), one.identity.get("table").as_str()),
            ("Good", Some("sys_choice"))
        );
        let (_, config) = comes_under_terraform(&provider, "record", &one).await;
        assert_eq!(config["fields"]["label"], "Good");
        for (attribute, wrong) in
            [("query", json!("elemnt=x")), ("filter", json!({ "elemnt": "x" }))]
        {
            let config = json!({ "table": "sys_choice", attribute: wrong });
            let said = provider.list(&full("record"), config, false, 1).await.unwrap_err();
            one_error(&said, attribute, &["no column elemnt", "Similar: element"]);
        }
    })
    .await;
}

#[tokio::test]
async fn what_a_type_leaves_out_is_not_listed() {
    under_both(async |world| {
        let group = world.insert("sys_user_group", json!({ "name": "Listed" })).await;
        let role = world.rows("sys_user_role", "name=itil").await[0]["sys_id"].clone();
        let user = world.rows("sys_user", "user_name=plain.user").await[0]["sys_id"].clone();
        world.insert("sys_group_has_role", json!({ "group": group, "role": role })).await;
        world.insert("sys_user_grmember", json!({ "group": group, "user": user })).await;
        world.later().await;
        let direct = json!({ "user": "plain.user", "role": "snc_internal" });
        world.apply("user_role", None, &direct).await;
        let all = world.rows("sys_user_has_role", "user.user_name=plain.user").await;
        assert!(all.iter().any(|row| row["inherited"] == "true"), "{all:?}");
        let config = json!({ "filter": { "user": "plain.user" }, "query": "role.nameISNOTEMPTY^NQsys_idISNOTEMPTY" });
        let listing = world.provider.list(&full("user_role"), config, true, ALL).await.unwrap();
        for one in &listing.found {
            let row = all.iter().find(|row| row["sys_id"].as_str() == one.identity.get("sys_id").as_str());
            assert_eq!(row.unwrap_or_else(|| panic!("{one:?}"))["inherited"], "false");
        }
        let direct = all.iter().filter(|row| row["inherited"] == "false").count();
        assert_eq!(listing.found.len(), direct);
    })
    .await;
}

#[tokio::test]
async fn a_list_is_filtered_by_attributes_as_the_type_describes_them() {
    let world = World::likely().await;
    let alias = world.insert("sys_alias", json!({ "name": "Listed", "type": "connection" })).await;
    for (name, active) in [("One", "true"), ("Two", "false")] {
        let row = json!({ "name": name, "active": active, "connection_alias": alias,
            "connection_url": "https://a.example" });
        world.insert("http_connection", row).await;
    }
    let names = async |filter: Json| {
        let config = json!({ "filter": filter });
        let listing = world.provider.list(&full("connection"), config, false, ALL).await.unwrap();
        listing.found.into_iter().map(|one| one.display_name).collect::<Vec<_>>()
    };
    let both = names(json!({ "connection_alias": "Listed" })).await;
    assert_eq!(BTreeSet::from_iter(both), BTreeSet::from(["One".to_owned(), "Two".to_owned()]));
    assert_eq!(names(json!({ "connection_alias": "Listed", "active": "true" })).await, ["One"]);
    assert_eq!(names(json!({ "connection_alias": alias, "active": "false" })).await, ["Two"]);
    assert!(names(json!({ "connection_alias": "Listed", "type": "jdbc" })).await.is_empty());
    let refused = async |filter: Json| {
        let config = json!({ "filter": filter });
        world.provider.list(&full("connection"), config, false, ALL).await.unwrap_err()
    };
    one_error(&refused(json!({ "activ": "true" })).await, "filter", &["Similar: active"]);
    one_error(&refused(json!({ "active": "yes" })).await, "filter", &["\"true\" or \"false\""]);
    let said = refused(json!({ "connection_alias": "Listd" })).await;
    one_error(&said, "filter", &["connection_alias is \"Listd\"", "Listed"]);
}

#[tokio::test]
async fn a_list_asks_for_a_page_at_a_time_and_ends_at_its_limit() {
    let world = World::likely().await;
    for n in 0..30 {
        world.insert("sys_user_group", json!({ "name": format!("Listed {n:02}") })).await;
    }
    let config = json!({ "query": "nameSTARTSWITHListed" });
    world.provider.list(&full("group"), config.clone(), true, 5).await.unwrap();
    for limit in [5, 20] {
        world.forget_requests().await;
        let listing =
            world.provider.list(&full("group"), config.clone(), true, limit).await.unwrap();
        assert_eq!(listing.found.len(), limit as usize);
        assert_eq!(world.count("sys_user_group", "GET").await, 1, "{limit}");
    }
}

#[tokio::test]
async fn what_joins_records_is_looked_up_once_for_a_page() {
    let world = World::likely().await;
    for n in 0..6 {
        let rule = json!({ "name": format!("x_listed_{n}"), "operation": "read", "active": false,
            "roles": ["admin", "itil"] });
        world.apply("acl", None, &rule).await;
    }
    world.forget_requests().await;
    let config = json!({ "query": "nameSTARTSWITHx_listed_", "filter": { "roles": "itil" } });
    let listing = world.provider.list(&full("acl"), config, true, ALL).await.unwrap();
    assert_eq!(listing.found.len(), 6);
    for one in &listing.found {
        let state = State::new(one.state.clone().unwrap());
        assert_eq!(attribute(&state, "roles"), json!(["admin", "itil"]));
    }
    // One for the filter, one for the page.
    assert_eq!(world.count("sys_security_acl_role", "GET").await, 2);
    assert_eq!(world.count("sys_security_acl", "GET").await, 1);
}

#[tokio::test]
async fn hidden_records_are_told_of_in_one_warning() {
    let world = World::likely().await;
    world.insert("oauth_entity", json!({ "name": "Hidden", "type": "client" })).await;
    let plain = world.signed_in("plain.user").await;
    let listing = plain.list(&full("oauth_registry"), json!({}), false, ALL).await;
    let listing = listing.unwrap_or_else(|said| panic!("{said:#?}"));
    assert!(listing.found.is_empty());
    one_warning(&listing.warnings, "", &["oauth_entity", "access control rules hide them"]);
}

#[tokio::test]
async fn own_and_late_records_are_told_from_others() {
    let world = World::likely().await;
    world.insert("sys_user_group", json!({ "name": "Mine" })).await;
    let names = async |config: Json| {
        let listing = world.provider.list(&full("group"), config, false, ALL).await.unwrap();
        listing.found.into_iter().map(|one| one.display_name).collect::<Vec<_>>()
    };
    assert!(names(json!({ "created_by_me": true })).await.contains(&"Mine".to_owned()));
    assert!(names(json!({ "updated_since": "2100-01-01T00:00:00Z" })).await.is_empty());
    let config = json!({ "updated_since": "yesterday" });
    let said = world.provider.validate_list(&full("group"), config).await;
    one_error(&said, "updated_since", &["with its zone"]);
}
