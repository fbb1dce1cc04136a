//! Where new records go: application, update set and domain of the provider block, and what is said where they do not.

use serde_json::{Value as Json, json};
use simulator::Unknowns;
use terraform_provider_servicenow::describe::{FieldType, Links};
use terraform_provider_servicenow::resources;
use tfplugin::Diagnostics;
use tfplugin::testing::Harness;

use crate::ground;
use crate::seen::{attribute, id, one_error, one_warning};
use crate::world::{World, configured, fresh, full, reading, under_both, with};

const ALIAS: &str = "connection_alias";

/// An application of one's own and an update set of it that is in progress.
async fn application(world: &World, scope: &str) -> (String, String) {
    let application = world.insert("sys_scope", json!({ "name": scope, "scope": scope })).await;
    let set = json!({ "name": format!("For {scope}"), "application": application });
    let set = world.insert("sys_update_set", set).await;
    (application, set)
}

/// What the update set of that name has captured, as `action table`.
async fn captured(world: &World, set: &str) -> Vec<String> {
    let rows = world.rows("sys_update_xml", &format!("update_set.name={set}")).await;
    let text = |row: &Json, column: &str| row[column].as_str().unwrap().to_owned();
    rows.iter().map(|row| format!("{} {}", text(row, "action"), text(row, "table"))).collect()
}

async fn makes(provider: &Harness, kind: &str, config: Json) -> tfplugin::testing::State {
    let made = provider.apply_config(&full(kind), None, config).await;
    made.unwrap_or_else(|said| panic!("{kind}: {said:#?}"))
}

async fn refused(provider: &Harness, config: Json, words: &[&str]) {
    let said = provider.apply_config(&full(ALIAS), None, config).await.unwrap_err();
    one_error(&said, "", words);
}

#[tokio::test]
async fn new_records_go_to_the_application_of_the_block_and_a_records_own_comes_first() {
    let world = World::likely().await;
    let (application, _) = application(&world, "x_own").await;
    for spelling in ["x_own", "X_OWN", &application] {
        let provider = world.with_arguments(json!({ "application_scope": spelling })).await;
        let name = format!("A{}", spelling.len() + usize::from(spelling.contains('X')));
        let state = makes(&provider, ALIAS, json!({ "name": name })).await;
        assert_eq!(attribute(&state, "application_scope"), json!("x_own"));
        assert_eq!(world.column("sys_alias", &id(&state), "sys_scope").await, application);
        let config = json!({ "name": format!("{name}_own"), "application_scope": "global" });
        let own = makes(&provider, ALIAS, config).await;
        assert_eq!(world.column("sys_alias", &id(&own), "sys_scope").await, "global");
    }
}

#[tokio::test]
async fn each_table_keeps_its_application_in_a_column_of_its_own() {
    let world = World::likely().await;
    crate::ground::lay(&world).await;
    let (application, _) = application(&world, "x_own").await;
    let provider = world.with_arguments(json!({ "application_scope": "x_own" })).await;
    let config = json!({ "type": "basic_auth", "name": "C", "username": "u", "password": "p" });
    let credential = makes(&provider, "credential", config).await;
    let stored = world.column("basic_auth_credentials", &id(&credential), "application").await;
    assert_eq!(stored, application);
    let config =
        json!({ "name": "C", "connection_alias": "Ground", "connection_url": "https://a.example" });
    let connection = makes(&provider, "connection", config).await;
    let stored = world.column("http_connection", &id(&connection), "app_scope").await;
    assert_eq!(stored, application);
    // Users belong to no application: nothing is sent amiss.
    makes(&provider, "user", json!({ "user_name": "somebody" })).await;
}

#[tokio::test]
async fn the_rows_that_join_records_go_where_their_record_goes() {
    let world = World::likely().await;
    crate::ground::lay(&world).await;
    let (application, _) = application(&world, "x_own").await;
    let provider = world.with_arguments(json!({ "application_scope": "x_own" })).await;
    let config = json!({ "name": "P", "oauth_registry": "Ground client", "scopes": ["api.read"],
        "grant_type": "client_credentials" });
    let profile = makes(&provider, "oauth_profile", config).await;
    let query = format!("oauth_entity_profile={}", id(&profile));
    let rows = world.rows("oauth_entity_profile_scope", &query).await;
    assert_eq!((rows.len(), &rows[0]["sys_scope"]), (1, &json!(application)));
}

/// A record of each type that has links: its configuration, the attribute, what it is linked to at first, and then too.
const LINKED: &[(&str, &str, &str, [&str; 2])] = &[
    (
        "acl",
        r#"{ "name": "oauth_credential.user", "operation": "read" }"#,
        "roles",
        ["itil", "admin"],
    ),
    (
        "oauth_profile",
        r#"{ "name": "P", "oauth_registry": "Ground client", "grant_type": "client_credentials" }"#,
        "scopes",
        ["api.read", "api.write"],
    ),
    (
        "api_access_policy",
        r#"{ "name": "P", "api_path": "now/import" }"#,
        "inbound_auth_profiles",
        ["Ground inbound", "Second inbound"],
    ),
    (
        "catalog_item",
        r#"{ "name": "Chair" }"#,
        "categories",
        ["Ground category", "Second category"],
    ),
    (
        "catalog_item",
        r#"{ "name": "Chair" }"#,
        "available_for",
        ["Ground criteria", "Second criteria"],
    ),
    (
        "catalog_item",
        r#"{ "name": "Chair" }"#,
        "not_available_for",
        ["Ground criteria", "Second criteria"],
    ),
    (
        "record_producer",
        r#"{ "name": "Ask for a chair", "table": "incident" }"#,
        "categories",
        ["Ground category", "Second category"],
    ),
    (
        "record_producer",
        r#"{ "name": "Ask for a chair", "table": "incident" }"#,
        "available_for",
        ["Ground criteria", "Second criteria"],
    ),
    (
        "record_producer",
        r#"{ "name": "Ask for a chair", "table": "incident" }"#,
        "not_available_for",
        ["Ground criteria", "Second criteria"],
    ),
    ("ui_action", r#"{ "name": "Escalate", "table": "incident" }"#, "roles", ["itil", "admin"]),
];

/// The law of joining rows: they lie where their record lies, whoever makes them and wherever he works, also where the
/// record alone names the application. An application that is published takes along what lies in it, and nothing else.
#[tokio::test]
async fn the_rows_that_join_records_follow_their_record_into_the_application_it_names_itself() {
    let described = resources::ALL.iter().flat_map(|resource| {
        let links = resource.fields.iter().filter_map(|field| match field.holds {
            FieldType::Links(links) => Some((resource.name, field.name, links)),
            _ => None,
        });
        links.collect::<Vec<_>>()
    });
    let mut seen = 0;
    for (kind, attribute, links) in described {
        let sample = LINKED.iter().find(|(of, _, name, _)| (*of, *name) == (kind, attribute));
        let (_, config, _, members) = sample.unwrap_or_else(|| panic!("{kind}.{attribute}"));
        seen += 1;
        let config: Json = serde_json::from_str(config).unwrap();
        under_both(async |world| {
            ground::lay(&world).await;
            let (application, _) = application(&world, "x_own").await;
            further(&world).await;
            let linked = |some: &[&str], more: Json| {
                let own = json!({ "application_scope": "x_own", attribute: some });
                with(with(config.clone(), own), more)
            };
            let state = world.apply(kind, None, &linked(&members[..1], json!({}))).await;
            let state = world.apply(kind, Some(&state), &linked(members, json!({}))).await;
            let rows = world.rows(links.table, &format!("{}={}", links.owner, id(&state))).await;
            assert_eq!(rows.len(), 2, "{kind}");
            for row in rows {
                assert_eq!(row["sys_scope"], json!(application), "{kind}.{attribute}");
            }
            adopted(&world, kind, links, &id(&state), &linked(&members[..1], json!({}))).await;
        })
        .await;
    }
    assert!(seen >= 3, "the law saw only {seen} links");
}

/// What the ground lacks of second members.
async fn further(world: &World) {
    world.insert("inbound_auth_profile", json!({ "name": "Second inbound" })).await;
    world.insert("sc_category", json!({ "title": "Second category" })).await;
    world.insert("user_criteria", json!({ "name": "Second criteria" })).await;
    let client = world.rows("oauth_entity", "name=Ground client").await;
    let scope = json!({ "name": "Writing", "oauth_entity_scope": "api.write",
        "oauth_entity": client[0]["sys_id"] });
    world.insert("oauth_entity_scope", scope).await;
}

/// One who takes the record over, loses a link and gives it back leaves the row in the record's application again.
async fn adopted(world: &World, kind: &str, links: Links, owner: &str, config: &Json) {
    let mut config = with(config.clone(), json!({ "adopt_existing": true }));
    config.as_object_mut().unwrap().remove("application_scope");
    let state = world.apply(kind, None, &config).await;
    assert_eq!(id(&state), owner, "{kind}");
    world.destroy(kind, state).await;
    let rows = world.rows(links.table, &format!("{}={owner}", links.owner)).await;
    let scopes: Vec<_> = rows.iter().map(|row| row["sys_scope"].clone()).collect();
    let own = world.rows(kind_table(kind), &format!("sys_id={owner}")).await;
    assert_eq!(scopes, [own[0]["sys_scope"].clone(), own[0]["sys_scope"].clone()], "{kind}");
}

fn kind_table(kind: &str) -> &'static str {
    resources::ALL.iter().find(|resource| resource.name == kind).unwrap().table
}

#[tokio::test]
async fn a_role_is_named_after_the_application_also_where_its_maker_works_in_global() {
    for role_named_in_global in [false, true] {
        let world = World::with(Unknowns { role_named_in_global, ..Unknowns::likely() }).await;
        let (application, _) = application(&world, "x_own").await;
        for (suffix, scope) in [("a", "x_own"), ("b", application.as_str()), ("c", "X_OWN")] {
            let config = json!({ "suffix": suffix, "application_scope": scope });
            let state = world.apply("role", None, &config).await;
            assert_eq!(attribute(&state, "name"), json!(format!("x_own.{suffix}")));
            world.is_settled("role", &state, &config).await;
        }
        let provider = world.with_arguments(json!({ "application_scope": "x_own" })).await;
        let state = makes(&provider, "role", json!({ "suffix": "d" })).await;
        assert_eq!(attribute(&state, "name"), json!("x_own.d"));
    }
}

#[tokio::test]
async fn a_role_that_gets_no_name_is_taken_back_and_told() {
    let world = World::likely().await;
    let said = world.refused("role", None, &json!({ "suffix": "reader" })).await;
    one_error(&said, "name", &["without one", "application_scope", "set name"]);
    assert!(world.rows("sys_user_role", "suffix=reader").await.is_empty());
}

#[tokio::test]
async fn a_row_of_any_table_is_placed_where_its_table_has_the_column() {
    let world = World::likely().await;
    let (application, _) = application(&world, "x_own").await;
    let provider = world.with_arguments(json!({ "application_scope": "x_own" })).await;
    let row = |table: &str| json!({ "table": table, "fields": { "name": "A" } });
    let alias = makes(&provider, "record", row("sys_alias")).await;
    assert_eq!(world.column("sys_alias", &id(&alias), "sys_scope").await, application);
    makes(&provider, "record", row("cmn_department")).await;
    let own = json!({ "table": "sys_alias", "fields": { "name": "B", "sys_scope": "global" } });
    let own = makes(&provider, "record", own).await;
    assert_eq!(world.column("sys_alias", &id(&own), "sys_scope").await, "global");
}

#[tokio::test]
async fn changes_come_into_the_update_set_and_with_it_into_its_application() {
    let world = World::likely().await;
    let (application, set) = application(&world, "x_own").await;
    for (index, spelling) in ["For x_own", &set].into_iter().enumerate() {
        let provider = world.with_arguments(json!({ "update_set": spelling })).await;
        let config = |text: &str| json!({ "name": format!("A{index}"), "description": text });
        let state = makes(&provider, ALIAS, config("one")).await;
        assert_eq!(world.column("sys_alias", &id(&state), "sys_scope").await, application);
        let next = provider.apply_config(&full(ALIAS), Some(state), config("two")).await.unwrap();
        provider.destroy(&full(ALIAS), next).await.unwrap();
        let row = json!({ "table": "sys_alias", "fields": { "name": format!("B{index}") } });
        makes(&provider, "record", row).await;
    }
    let entries = captured(&world, "For x_own").await;
    let deleted = entries.iter().filter(|entry| entry.starts_with("DELETE")).count();
    assert_eq!((entries.len(), deleted), (4, 2), "{entries:?}");
    assert!(captured(&world, "Default").await.iter().all(|entry| !entry.contains("sys_alias")));
}

#[tokio::test]
async fn names_are_looked_up_once_and_a_set_is_looked_into_once_for_a_table() {
    let world = World::likely().await;
    let _ = application(&world, "x_own").await;
    let arguments = json!({ "application_scope": "x_own", "update_set": "For x_own" });
    let provider = world.with_arguments(arguments).await;
    makes(&provider, ALIAS, json!({ "name": "A" })).await;
    world.forget_requests().await;
    for name in ["B", "C"] {
        let state = makes(&provider, ALIAS, json!({ "name": name })).await;
        assert_eq!(attribute(&state, "application_scope"), json!("x_own"));
    }
    assert_eq!(world.count("sys_alias", "POST").await, 2);
    assert_eq!(world.count("sys_alias", "GET").await, 2, "who has these names");
    assert_eq!(world.requests().await.len(), 4, "and no more");
    let own = |name: &str| json!({ "name": name, "application_scope": "x_own" });
    makes(&provider, ALIAS, own("D")).await;
    world.forget_requests().await;
    makes(&provider, ALIAS, own("E")).await;
    let looked_up = world.count("sys_scope", "GET").await;
    let before = world.requests().await.len() as u64 - looked_up;
    // After a few names that have nothing in common the whole table is asked for, so that the name is known by now.
    assert_eq!(before, 1, "the record; its own spelling is looked up as that of any reference");
    world.forget_requests().await;
    let config = json!({ "name": "A" });
    provider.plan(&full(ALIAS), None, Some(config)).await.unwrap();
    assert!(world.requests().await.is_empty(), "a plan looks nothing up");
}

#[tokio::test]
async fn names_that_lead_nowhere_are_errors_that_name_the_argument_and_nothing_is_written() {
    let world = World::likely().await;
    let before = world.rows("sys_alias", "").await.len();
    let nowhere = "0123456789abcdef0123456789abcdef";
    for argument in ["application_scope", "update_set", "domain"] {
        for text in ["x_none", nowhere] {
            let provider = world.with_arguments(json!({ argument: text })).await;
            let words = [argument, text, "Check the spelling", "Nothing was written"];
            refused(&provider, json!({ "name": "A" }), &words).await;
        }
    }
    assert_eq!(world.rows("sys_alias", "").await.len(), before);
}

#[tokio::test]
async fn a_set_that_is_closed_or_of_another_application_or_not_one_is_refused() {
    let world = World::likely().await;
    let _ = application(&world, "x_own").await;
    let _ = application(&world, "x_other").await;
    for state in ["complete", "ignore"] {
        let set = json!({ "name": state, "application": "global", "state": state });
        world.insert("sys_update_set", set).await;
        let provider = world.with_arguments(json!({ "update_set": state })).await;
        let words = ["update_set", state, "in progress"];
        refused(&provider, json!({ "name": "A" }), &words).await;
    }
    let arguments = json!({ "update_set": "For x_own", "application_scope": "x_other" });
    let provider = world.with_arguments(arguments).await;
    let words = ["update_set", "For x_own", "application x_own", "x_other", "application_scope"];
    refused(&provider, json!({ "name": "A" }), &words).await;
    for scope in ["x_own", "x_other"] {
        let application = world.rows("sys_scope", &format!("scope={scope}")).await;
        let set = json!({ "name": "Sprint", "application": application[0]["sys_id"] });
        world.insert("sys_update_set", set).await;
    }
    let provider = world.with_arguments(json!({ "update_set": "Sprint" })).await;
    refused(&provider, json!({ "name": "A" }), &["update_set", "sys_id", "application_scope"])
        .await;
    let arguments = json!({ "update_set": "Sprint", "application_scope": "x_own" });
    makes(&world.with_arguments(arguments).await, ALIAS, json!({ "name": "A" })).await;
}

#[tokio::test]
async fn a_record_of_another_application_than_the_sets_is_warned_about_once() {
    let world = World::likely().await;
    let _ = application(&world, "x_own").await;
    let provider = world.with_arguments(json!({ "update_set": "For x_own" })).await;
    let config = |name: &str| json!({ "name": name, "application_scope": "global" });
    for (name, warnings) in [("A", 1), ("B", 0)] {
        let plan = provider.plan(&full(ALIAS), None, Some(config(name))).await.unwrap();
        let applied = provider.apply(&full(ALIAS), None, &plan, Some(config(name))).await;
        assert_eq!(applied.diagnostics.len(), warnings, "{:#?}", applied.diagnostics);
        if warnings == 1 {
            one_warning(&applied.diagnostics, "", &["update_set", "For x_own", "own application"]);
        }
    }
    assert!(captured(&world, "For x_own").await.is_empty());
}

#[tokio::test]
async fn a_change_that_was_not_captured_is_no_success() {
    let world = World::likely().await;
    let (_, set) = application(&world, "x_own").await;
    let provider = world.with_arguments(json!({ "update_set": "For x_own" })).await;
    let config = json!({ "name": "A", "description": "one" });
    let state = makes(&provider, "role", json!({ "name": "x_own.r" })).await;
    // Somebody completes the set between two writes.
    world.change("sys_update_set", &set, json!({ "state": "complete" })).await;
    refused(&provider, config, &["update_set", "For x_own", "without capturing"]).await;
    assert!(world.rows("sys_alias", "name=A").await.is_empty(), "the record was taken back");
    assert!(!id(&state).is_empty());
}

#[tokio::test]
async fn an_instance_that_puts_a_record_elsewhere_is_not_believed() {
    let fixed = Unknowns { domain_writable: false, ..Unknowns::likely() };
    for (unknowns, is_heeded) in [(Unknowns::likely(), true), (fixed, false)] {
        let world = World::with(unknowns).await;
        let domain = world.insert("domain", json!({ "name": "Acme" })).await;
        let provider = world.with_arguments(json!({ "domain": "Acme" })).await;
        let user = json!({ "user_name": "somebody" });
        let made = provider.apply_config(&full("user"), None, user).await;
        if is_heeded {
            let state = made.unwrap();
            assert_eq!(world.column("sys_user", &id(&state), "sys_domain").await, domain);
        } else {
            let words = ["domain is \"Acme\"", "sys_domain", "\"global\""];
            one_error(&made.unwrap_err(), "", &words);
            assert!(world.rows("sys_user", "user_name=somebody").await.is_empty());
        }
    }
}

#[tokio::test]
async fn a_connections_own_domain_comes_before_that_of_the_block() {
    let world = World::likely().await;
    crate::ground::lay(&world).await;
    let acme = world.insert("domain", json!({ "name": "Acme" })).await;
    let own = world.insert("domain", json!({ "name": "Own" })).await;
    let provider = world.with_arguments(json!({ "domain": "Acme" })).await;
    let config = |more: Json| {
        let base = json!({ "name": "C", "connection_alias": "Ground", "active": false,
            "connection_url": "https://a.example" });
        with(base, more)
    };
    let state = makes(&provider, "connection", config(json!({}))).await;
    assert_eq!(world.column("http_connection", &id(&state), "sys_domain").await, acme);
    let config = config(json!({ "name": "D", "domain": "Own" }));
    let state = makes(&provider, "connection", config).await;
    assert_eq!(world.column("http_connection", &id(&state), "sys_domain").await, own);
}

#[tokio::test]
async fn an_active_connection_is_in_the_way_only_in_its_own_domain() {
    let world = World::likely().await;
    let acme = world.insert("domain", json!({ "name": "Acme" })).await;
    let alias = world.insert("sys_alias", json!({ "name": "Shared" })).await;
    let row = json!({ "name": "Global", "connection_alias": alias, "connection_url": "https://a.example" });
    world.insert("http_connection", row).await;
    let provider = world.with_arguments(json!({ "domain": "Acme" })).await;
    let config =
        json!({ "name": "C", "connection_alias": alias, "connection_url": "https://a.example" });
    let state = makes(&provider, "connection", config).await;
    assert_eq!(world.column("http_connection", &id(&state), "sys_domain").await, acme);
}

#[tokio::test]
async fn the_environment_names_places_too_and_is_named_in_the_error() {
    let world = World::likely().await;
    let (application, _) = application(&world, "x_own").await;
    for (scope, is_there) in [("x_own", true), ("x_none", false)] {
        let scope = scope.to_owned();
        let provider =
            reading(move |name| (name == "SERVICENOW_APPLICATION_SCOPE").then(|| scope.clone()));
        let config =
            json!({ "instance_url": world.url(), "username": "admin", "password": "admin" });
        assert_eq!(provider.configure(config).await, Diagnostics::new());
        if is_there {
            let state = makes(&provider, ALIAS, json!({ "name": "A" })).await;
            assert_eq!(world.column("sys_alias", &id(&state), "sys_scope").await, application);
        } else {
            refused(&provider, json!({ "name": "B" }), &["SERVICENOW_APPLICATION_SCOPE"]).await;
        }
    }
}

#[tokio::test]
async fn a_name_that_is_empty_is_refused_by_validate() {
    for argument in ["application_scope", "update_set", "domain"] {
        let said = fresh().validate_provider(json!({ "instance": "dev1", argument: " " })).await;
        one_error(&said, argument, &[argument, "names nothing"]);
    }
}

#[tokio::test]
async fn who_cannot_look_into_update_sets_is_told_that_nothing_was_checked() {
    let world = World::likely().await;
    let _ = application(&world, "x_own").await;
    let arguments = json!({ "update_set": "For x_own" });
    let provider = configured(world.url(), "admin", arguments).await;
    let forbidden = json!({ "kind": "acl_refusal" });
    world.faults(json!([{ "method": "GET", "table": "sys_update_xml", "fault": forbidden }])).await;
    let config = json!({ "name": "A" });
    let plan = provider.plan(&full(ALIAS), None, Some(config.clone())).await.unwrap();
    let applied = provider.apply(&full(ALIAS), None, &plan, Some(config)).await;
    one_warning(&applied.diagnostics, "", &["update_set", "was not checked"]);
    assert!(applied.state.is_some());
}
