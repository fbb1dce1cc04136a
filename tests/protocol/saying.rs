//! What users are told when something is in the way: what happened, which record, and what to do.

use serde_json::{Value as Json, json};
use simulator::{Simulator, Unknowns};
use tfplugin::Diagnostics;
use tfplugin::testing::{Harness, unknown};

use crate::ground;
use crate::seen::{id, one_error, place, says};
use crate::world::{World, fresh, full, under_both, with};

const GROUP: &str = "group";

async fn unfound(world: &World, kind: &str, config: Json) -> Diagnostics {
    world.provider.read_data(&full(kind), config).await.unwrap_err()
}

/// Fails unless the refusal and its reason are told, the reason at this attribute with these words.
fn explained(said: &Diagnostics, at: &str, words: &[&str]) {
    assert_eq!(said.len(), 2, "{said:#?}");
    says(&said[0], "", &["refused it", "why is said in the message beside this one"]);
    says(&said[1], at, words);
}

#[tokio::test]
async fn a_user_that_is_there_already_is_named_with_the_ways_out() {
    under_both(async |world| {
        let there = world.insert("sys_user", json!({ "user_name": "svc.double" })).await;
        world.advance(7200).await;
        let config = json!({ "user_name": "svc.double" });
        let said = world.refused("user", None, &config).await;
        let words = [&there, "same user_name", "terraform import", "adopt_existing = true"];
        one_error(&said, "user_name", &words);
        let own = world.apply("user", None, &json!({ "user_name": "svc.own" })).await;
        let said = world.refused("user", Some(&own), &config).await;
        one_error(&said, "user_name", &["Cannot update servicenow_user", &there, "same user_name"]);
    })
    .await;
}

#[tokio::test]
async fn a_name_or_a_credential_of_another_connection_is_explained() {
    under_both(async |world| {
        ground::lay(&world).await;
        let config = |name: &str, alias: &str| {
            json!({ "name": name, "connection_alias": alias, "connection_url": "https://a.example",
                "credential": "Ground credential" })
        };
        let first = world.apply("connection", None, &config("First", "Ground")).await;
        world.advance(7200).await;
        let said = world.refused("connection", None, &config("Second", "Second")).await;
        explained(&said, "credential", &["\"First\"", "credential of its own"]);
        let mut named = config("First", "Second");
        named.as_object_mut().unwrap().remove("credential");
        let said = world.refused("connection", None, &named).await;
        one_error(&said, "name", &[&id(&first), "same name", "adopt_existing"]);
    })
    .await;
}

#[tokio::test]
async fn a_business_rule_that_nobody_knows_is_told_as_before() {
    let world = World::impatient().await;
    let rule = json!({ "kind": "business_rule", "rule": "No groups on Sundays" });
    world.faults(json!([{ "method": "POST", "table": "sys_user_group", "fault": rule }])).await;
    let said = world.refused(GROUP, None, &json!({ "name": "A" })).await;
    one_error(&said, "", &["No groups on Sundays", "System Definition > Business Rules"]);
}

#[tokio::test]
async fn what_cannot_be_read_while_creating_is_told_as_creating() {
    let world = World::impatient().await;
    let config = json!({ "name": "A", "adopt_existing": true });
    world
        .faults(
            json!([{ "method": "GET", "table": "sys_user_group", "fault": { "kind": "html" } }]),
        )
        .await;
    let said = world.refused(GROUP, None, &config).await;
    one_error(&said, "", &["Cannot create servicenow_group", "web page"]);
    world.no_faults().await;
    let state = world.apply(GROUP, None, &json!({ "name": "A" })).await;
    world.faults(json!([{ "table": "sys_user_group", "fault": { "kind": "html" } }])).await;
    let said = world.provider.read(&full(GROUP), &state).await.unwrap_err();
    one_error(&said, "", &["Cannot read servicenow_group"]);
    let said = world.provider.import(&full(GROUP), "A").await.unwrap_err();
    one_error(&said, "", &["Cannot import servicenow_group"]);
}

#[tokio::test]
async fn an_inherited_role_is_not_imported_and_its_group_is_named() {
    let world = World::likely().await;
    let group = world.insert("sys_user_group", json!({ "name": "Operators" })).await;
    let role = world.insert("sys_user_role", json!({ "name": "ledger_reader" })).await;
    let user = world.rows("sys_user", "user_name=itil.user").await[0]["sys_id"].clone();
    world.insert("sys_group_has_role", json!({ "group": group, "role": role })).await;
    world.insert("sys_user_grmember", json!({ "group": group, "user": user })).await;
    world.later().await;
    let rows = world.rows("sys_user_has_role", &format!("role={role}")).await;
    for import_id in ["itil.user/ledger_reader", rows[0]["sys_id"].as_str().unwrap()] {
        let said = world.provider.import(&full("user_role"), import_id).await.unwrap_err();
        let words = ["inherited", "\"Operators\"", "\"itil.user\"", "servicenow_group_role"];
        one_error(&said, "", &words);
    }
}

#[tokio::test]
async fn a_plugin_that_is_not_active_is_nothing_to_import() {
    under_both(async |world| {
        let kind = full("plugin");
        let said = world.provider.import(&kind, "com.glide.tokenbased_auth").await.unwrap_err();
        let words =
            ["\"com.glide.tokenbased_auth\"", "nothing to take over", "Leave the import out"];
        one_error(&said, "", &words);
        let said = world.provider.import(&kind, "com.glide.no_such").await.unwrap_err();
        one_error(&said, "", &["v_plugin"]);
    })
    .await;
}

#[tokio::test]
async fn a_name_with_a_caret_is_found() {
    under_both(async |world| {
        let group = world.insert("sys_user_group", json!({ "name": "R&D ^ Ops" })).await;
        world.insert("sys_user_group", json!({ "name": "R&D Ops" })).await;
        assert_eq!(id(&world.import(GROUP, "R&D ^ Ops").await), group);
        let found = world.provider.read_data(&full(GROUP), json!({ "name": "R&D ^ Ops" })).await;
        assert_eq!(found.unwrap().get("id").as_str(), Some(group.as_str()));
        let member = json!({ "group": "R&D ^ Ops", "user": "itil.user" });
        let state = world.apply("group_member", None, &member).await;
        world.is_settled("group_member", &state, &member).await;
        let adopted =
            world.apply(GROUP, None, &json!({ "name": "R&D ^ Ops", "adopt_existing": true })).await;
        assert_eq!(id(&adopted), group);
    })
    .await;
}

#[tokio::test]
async fn a_data_source_that_finds_nothing_lists_what_resembles_it() {
    under_both(async |world| {
        ground::lay(&world).await;
        let said = unfound(&world, GROUP, json!({ "name": "Ground grop" })).await;
        one_error(&said, "", &["Similar: \"Ground group\" (", "Check the spelling"]);
        let said = unfound(&world, "connection_alias", json!({ "alias_id": "Groumd" })).await;
        one_error(&said, "", &["Similar: \"Ground\" ("]);
        let said = unfound(&world, GROUP, json!({ "name": "entirely different" })).await;
        one_error(&said, "", &["has these values"]);
        assert!(!said[0].detail.contains("Similar"), "{said:#?}");
    })
    .await;
}

#[tokio::test]
async fn a_text_that_was_cut_is_told_by_its_length() {
    let world = World::likely().await;
    let long = "x".repeat(300);
    let config = json!({ "type": "basic_auth", "name": "A", "username": "u", "external_credential_id": long });
    let said = world.refused("credential", None, &config).await;
    one_error(&said, "external_credential_id", &["300 characters", "takes 40"]);
    // Where the plan cannot know, what was kept tells.
    let hidden = json!([{ "table": "sys_dictionary", "fault": { "kind": "acl_refusal" } }]);
    world.faults(hidden).await;
    let blind = world.signed_in("admin").await;
    let said = blind.apply_config(&full("credential"), None, config.clone()).await.unwrap_err();
    world.no_faults().await;
    one_error(&said, "external_credential_id", &["300 characters", "keeps 40"]);
    assert!(!said[0].detail.contains("xxx"), "{said:#?}");
    let rows =
        world.rows("sys_dictionary", "name=discovery_credentials^element=credential_id").await;
    let column = rows[0]["sys_id"].as_str().unwrap();
    world.change("sys_dictionary", column, json!({ "max_length": "400" })).await;
    let later = world.signed_in("admin").await;
    later.apply_config(&full("credential"), None, config).await.unwrap();
}

#[tokio::test]
async fn where_an_instance_sends_its_callers_is_told_and_nothing_else_of_it() {
    let world = World::impatient().await;
    let moved = json!({ "kind": "status", "status": 301,
        "headers": { "location": "https://new-name.example.com/x?ticket=planted" } });
    world.faults(json!([{ "path": "/api", "fault": moved }])).await;
    let said = unfound(&world, GROUP, json!({ "name": "A" })).await;
    one_error(&said, "", &["new-name.example.com", "301", "set instance_url", "instance_aliases"]);
    assert!(!said[0].detail.contains("planted"));
    world.no_faults().await;
    let titled = json!({ "kind": "status", "status": 200, "headers": { "content-type": "text/html" },
        "body": "<title>Sign in to ACME</title>" });
    world.faults(json!([{ "path": "/api", "fault": titled }])).await;
    let said = unfound(&world, GROUP, json!({ "name": "A" })).await;
    one_error(&said, "", &["web page instead of JSON", "\"Sign in to ACME\""]);
}

#[tokio::test]
async fn an_ignored_secret_is_not_said_to_be_gone() {
    let world = World::likely().await;
    let config = json!({ "type": "basic_auth", "name": "A", "username": "u", "password_wo": "p", "password_wo_version": 1 });
    let state = world.apply("credential", None, &config).await;
    // As ignore_changes hands it over.
    let ignored =
        json!({ "type": "basic_auth", "name": "A", "username": "u", "password_wo_version": 1 });
    let plan = world.plan("credential", Some(&state), &ignored).await;
    assert!(plan.warnings.is_empty(), "{:#?}", plan.warnings);
    let gone = json!({ "type": "basic_auth", "name": "A", "username": "u" });
    let plan = world.plan("credential", Some(&state), &gone).await;
    assert!(plan.warnings.iter().any(|one| one.summary.contains("stays on the instance")));
}

#[tokio::test]
async fn a_default_profile_that_goes_with_its_entry_is_not_said_to_stay() {
    under_both(async |world| {
        let entry = json!({ "type": "oauth_provider", "name": "Acme", "client_id": "acme",
            "default_grant_type": "client_credentials", "token_url": "https://a.example/token" });
        let registry = world.apply("oauth_registry", None, &entry).await;
        let config = json!({ "name": "Acme default_profile", "oauth_registry": id(&registry), "is_default": true,
            "grant_type": "client_credentials", "adopt_existing": true });
        let profile = world.apply("oauth_profile", None, &config).await;
        let plan = world.provider.plan(&full("oauth_profile"), Some(&profile), None).await.unwrap();
        assert!(plan.warnings.is_empty(), "{:#?}", plan.warnings);
        // Another process, in which no state holds the entry.
        let other = world.signed_in("admin").await;
        let plan = other.plan(&full("oauth_profile"), Some(&profile), None).await.unwrap();
        assert!(plan.warnings[0].summary.contains("stays on the instance"), "{:#?}", plan.warnings);
    })
    .await;
}

#[tokio::test]
async fn the_name_of_an_instance_that_is_an_address_is_told_where_it_goes() {
    for text in ["https://dev98042.service-now.com", "abcd123.servicenowservices.com"] {
        let said = fresh().validate_provider(json!({ "instance": text })).await;
        one_error(&said, "instance", &["instance_url", "the name alone"]);
    }
}

fn checking(url: &str, arguments: Json) -> Json {
    let base = json!({ "instance_url": url, "username": "admin", "password": "admin", "max_retries": 0,
        "check": "on_configure" });
    with(base, arguments)
}

async fn proven(config: Json) -> (Harness, Diagnostics) {
    let provider = fresh();
    let said = provider.configure(config).await;
    (provider, said)
}

#[tokio::test]
async fn a_check_on_configure_asks_once() {
    let world = World::likely().await;
    world.forget_requests().await;
    let (_, said) = proven(checking(world.url(), json!({}))).await;
    assert_eq!(said, Diagnostics::new());
    assert_eq!(world.requests().await.len(), 1);
    world.forget_requests().await;
    for open in
        [json!({ "check": "never" }), json!({ "check": null }), json!({ "password": unknown() })]
    {
        let (_, said) = proven(checking(world.url(), open)).await;
        assert_eq!(said, Diagnostics::new());
    }
    assert!(world.requests().await.is_empty(), "nothing is asked unasked");
    let said = fresh().validate_provider(json!({ "check": "always" })).await;
    one_error(&said, "check", &["\"always\"", "\"on_configure\", \"never\""]);
}

#[tokio::test]
async fn who_may_read_nothing_is_let_in_all_the_same() {
    let world = World::likely().await;
    world.faults(json!([{ "path": "/api", "fault": { "kind": "acl_refusal" } }])).await;
    let (_, said) = proven(checking(world.url(), json!({}))).await;
    assert_eq!(said, Diagnostics::new());
}

#[tokio::test]
async fn a_check_on_configure_tells_what_is_wrong() {
    let world = World::likely().await;
    let summary = "Cannot sign in to the instance";
    let (_, said) = proven(checking(world.url(), json!({ "password": "planted-secret" }))).await;
    one_error(
        &said,
        "",
        &[summary, "did not accept the credentials", "Check user name and password"],
    );
    assert!(!format!("{said:?}").contains("planted-secret"));
    for (fault, words) in
        [("hibernating", "developer portal"), ("html", "web page instead of JSON")]
    {
        world.faults(json!([{ "path": "/api", "fault": { "kind": fault } }])).await;
        let (_, said) = proven(checking(world.url(), json!({}))).await;
        one_error(&said, "", &[summary, words]);
        world.no_faults().await;
    }
    let secure = world.url().replace("http:", "https:");
    let (_, said) = proven(checking(&secure, json!({}))).await;
    one_error(&said, "", &[summary, "speaks no TLS", "instance_url"]);
    let gone = Simulator::builder().unknowns(Unknowns::likely()).start().await.unwrap();
    let url = gone.url().to_owned();
    gone.stop().await;
    let (_, said) = proven(checking(&url, json!({}))).await;
    one_error(&said, "", &[summary, "cannot be reached", "Check instance_url"]);
    let oauth = json!({ "username": null, "password": null,
        "oauth": { "grant_type": "client_credentials", "client_id": "nobody", "client_secret": "planted-secret" } });
    let (_, said) = proven(checking(world.url(), oauth)).await;
    one_error(&said, "", &[summary, "refused to give an OAuth token"]);
}

#[tokio::test]
async fn values_that_are_none_of_their_kind_are_refused_by_validate() {
    let provider =
        |more| with(json!({ "type": "oauth_provider", "name": "A", "client_id": "c" }), more);
    let connection = |more| with(json!({ "name": "A", "connection_alias": "x.A" }), more);
    let all = [
        (
            "oauth_registry",
            provider(json!({ "token_url": "not a url" })),
            "token_url",
            "no address",
        ),
        (
            "oauth_registry",
            provider(json!({ "token_url": "login.example.com/token" })),
            "token_url",
            "no address",
        ),
        (
            "oauth_registry",
            provider(json!({ "access_token_lifespan": -5 })),
            "access_token_lifespan",
            "is -5",
        ),
        (
            "oauth_registry",
            provider(json!({ "redirect_urls": ["nope"] })),
            "redirect_urls.0",
            "no address",
        ),
        ("oauth_registry", json!({ "type": "oauth2", "name": "A" }), "type", "\"oauth_provider\""),
        (
            "oauth_registry",
            provider(json!({ "default_grant_type": "client_credential" })),
            "default_grant_type",
            "Similar: \"client_credentials\"",
        ),
        (
            "connection",
            connection(json!({ "connection_url": "a.example/x" })),
            "connection_url",
            "no address",
        ),
        ("user", json!({ "user_name": "a", "email": "nope" }), "email", "no e-mail address"),
        (
            "rest_api_key",
            json!({ "name": "a", "user": "b", "expires": "tomorrow" }),
            "expires",
            "no moment",
        ),
    ];
    for (kind, config, at, words) in all {
        let said = fresh().validate(&full(kind), config.clone()).await;
        let here: Diagnostics = said.iter().filter(|one| place(one) == at).cloned().collect();
        one_error(&here, at, &[words]);
        assert_eq!(said.iter().filter(|one| one.is_error()).count(), 1, "{config}: {said:#?}");
    }
}

#[tokio::test]
async fn pages_of_the_instance_and_applications_own_schemes_are_addresses_too() {
    let all = [
        json!({ "type": "oauth_provider", "client_id": "c", "token_url": "oauth_token.do", "authorization_url": "/oauth_auth.do" }),
        json!({ "type": "client", "redirect_urls": ["com.example.app:/callback", "http://localhost:3000/cb"], "logo_url": "logo.pngx" }),
        json!({ "type": "client", "redirect_urls": [unknown()], "access_token_lifespan": 0 }),
    ];
    for config in all {
        let config = with(config, json!({ "name": "A" }));
        let said = fresh().validate(&full("oauth_registry"), config.clone()).await;
        assert!(said.is_empty(), "{config}: {said:#?}");
    }
}

#[tokio::test]
async fn an_account_for_web_services_alone_plans_without_a_word() {
    let world = World::likely().await;
    let config = json!({ "user_name": "svc.own", "web_service_access_only": true });
    let said = world.provider.validate(&full("user"), config.clone()).await;
    assert!(said.is_empty(), "{said:#?}");
    assert!(world.plan("user", None, &config).await.warnings.is_empty());
}
