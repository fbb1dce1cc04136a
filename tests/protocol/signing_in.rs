//! The provider block: what validate and configure refuse, where arguments come from, and what a wrong one leads to.

use serde_json::{Value as Json, json};
use simulator::{Seed, Simulator, Unknowns};
use tfplugin::Diagnostics;
use tfplugin::testing::{Harness, unknown};

use crate::seen::{one_error, one_warning, place, text};
use crate::world::{World, configured, fresh, full, in_environment};

const ALIAS: &str = "connection_alias";

fn basic(url: &str) -> Json {
    json!({ "instance_url": url, "username": "admin", "password": "admin", "max_retries": 0 })
}

async fn refused_by_validate(config: Json, at: &str, words: &[&str]) {
    one_error(&fresh().validate_provider(config).await, at, words);
}

#[tokio::test]
async fn plain_http_is_for_loopback_only() {
    let config = |url| json!({ "instance_url": url });
    refused_by_validate(
        config("http://dev1.service-now.com"),
        "instance_url",
        &["https", "loopback"],
    )
    .await;
    assert!(fresh().validate_provider(config("http://127.0.0.1:8080")).await.is_empty());
    assert!(fresh().validate_provider(config("https://dev1.service-now.com")).await.is_empty());
    refused_by_validate(config("not an address"), "instance_url", &["Write it like"]).await;
}

#[tokio::test]
async fn the_instance_is_named_once() {
    let config = json!({ "instance_url": "https://dev1.service-now.com", "instance": "dev1" });
    refused_by_validate(config, "instance_url", &["Both instance_url and instance", "Keep"]).await;
}

#[tokio::test]
async fn two_kinds_of_credentials_are_refused() {
    let config = json!({ "username": "u", "password": "p",
        "oauth": { "grant_type": "client_credentials", "client_id": "c", "client_secret": "s" } });
    refused_by_validate(config, "oauth", &["username", "oauth", "Keep one"]).await;
}

#[tokio::test]
async fn half_a_kind_of_credentials_is_refused_at_the_half_that_is_missing() {
    refused_by_validate(json!({ "username": "u" }), "password", &["needs password"]).await;
    let oauth = json!({ "oauth": { "grant_type": "client_credentials", "client_id": "c" } });
    refused_by_validate(oauth, "oauth.client_secret", &["needs oauth.client_secret"]).await;
    let oauth = json!({ "oauth": { "grant_type": "implicit", "client_id": "c" } });
    refused_by_validate(oauth, "oauth.grant_type", &["client_credentials"]).await;
    assert!(
        fresh()
            .validate_provider(json!({ "username": "u", "password": unknown() }))
            .await
            .is_empty()
    );
}

#[tokio::test]
async fn limits_outside_their_range_are_refused() {
    refused_by_validate(json!({ "request_timeout": "soon" }), "request_timeout", &["90s"]).await;
    refused_by_validate(
        json!({ "max_concurrent_requests": 0 }),
        "max_concurrent_requests",
        &["from 1 to"],
    )
    .await;
    refused_by_validate(json!({ "max_retries": -1 }), "max_retries", &["from 0 to"]).await;
}

#[tokio::test]
async fn roles_to_elevate_to_are_names() {
    for wrong in [json!(["security_admin", ""]), json!(["security_admin,admin"]), json!([null])] {
        refused_by_validate(
            json!({ "elevate_roles": wrong }),
            "elevate_roles",
            &["name of one role", "[\"security_admin\"]"],
        )
        .await;
    }
    for right in [json!(["security_admin"]), json!([]), json!([unknown()]), unknown()] {
        let said = fresh().validate_provider(json!({ "elevate_roles": right })).await;
        assert_eq!(said, Diagnostics::new());
    }
}

#[tokio::test]
async fn a_role_decided_by_apply_makes_the_provider_wait() {
    let world = World::likely().await;
    let later = fresh();
    let mut config = basic(world.url());
    config["elevate_roles"] = json!([unknown()]);
    assert_eq!(later.configure(config).await, Diagnostics::new());
    let said = later.apply_config(&full(ALIAS), None, json!({ "name": "A" })).await.unwrap_err();
    one_error(&said, "", &["elevate_roles"]);
}

/// Whether reading access rules made the provider open a session, which asks who is signed in to it.
async fn opens_a_session(world: &World, provider: &Harness, config: Json) -> bool {
    assert_eq!(provider.configure(config).await, Diagnostics::new());
    world.forget_requests().await;
    let table = json!({ "table": "sys_security_acl", "limit": 1 });
    // Whether the user may elevate is not the question here.
    let _ = provider.read_data(&full("records"), table).await;
    let requests = world.requests().await;
    requests.iter().any(|request| request["path"] == "/api/now/ui/user/current_user")
}

#[tokio::test]
async fn roles_to_elevate_to_come_from_either_place() {
    let world = World::likely().await;
    let roles = || in_environment(&[("SERVICENOW_ELEVATE_ROLES", " security_admin, ")]);
    let mut elevating = basic(world.url());
    elevating["elevate_roles"] = json!(["security_admin"]);
    let mut plain = basic(world.url());
    plain["elevate_roles"] = json!([]);
    assert!(opens_a_session(&world, &fresh(), elevating).await);
    assert!(opens_a_session(&world, &roles(), basic(world.url())).await);
    assert!(!opens_a_session(&world, &fresh(), basic(world.url())).await);
    assert!(!opens_a_session(&world, &roles(), plain).await, "the configuration wins");
}

#[tokio::test]
async fn configure_demands_an_address_and_credentials_and_names_both_places() {
    let said = fresh().configure(json!({ "username": "u", "password": "p" })).await;
    one_error(&said, "instance_url", &["Set instance_url", "SERVICENOW_INSTANCE_URL"]);
    let said = fresh().configure(json!({ "instance": "dev1" })).await;
    one_error(&said, "", &["username and password", "SERVICENOW_OAUTH_CLIENT_ID"]);
    let said = fresh().configure(json!({})).await;
    assert_eq!(said.len(), 2, "all that is missing is said at once: {said:#?}");
}

#[tokio::test]
async fn the_environment_fills_in_and_the_configuration_wins() {
    let world = World::likely().await;
    let url = world.url();
    let provider = in_environment(&[
        ("SERVICENOW_INSTANCE_URL", url),
        ("SERVICENOW_USERNAME", "admin"),
        ("SERVICENOW_PASSWORD", "admin"),
    ]);
    assert_eq!(provider.configure(json!({})).await, Diagnostics::new());
    provider.apply_config(&full(ALIAS), None, json!({ "name": "A" })).await.unwrap();

    let provider = in_environment(&[
        ("SERVICENOW_INSTANCE_URL", "https://nowhere.example"),
        ("SERVICENOW_USERNAME", "nobody"),
        ("SERVICENOW_OAUTH_GRANT_TYPE", "password"),
    ]);
    assert_eq!(provider.configure(basic(url)).await, Diagnostics::new());
    provider.apply_config(&full(ALIAS), None, json!({ "name": "B" })).await.unwrap();
}

#[tokio::test]
async fn two_kinds_of_credentials_in_the_environment_are_refused_by_name() {
    let provider = in_environment(&[
        ("SERVICENOW_INSTANCE", "dev1"),
        ("SERVICENOW_USERNAME", "u"),
        ("SERVICENOW_PASSWORD", "p"),
        ("SERVICENOW_OAUTH_CLIENT_ID", "c"),
    ]);
    let said = provider.configure(json!({})).await;
    assert!(
        said.len() == 1 && said[0].detail.contains("The environment names two ways"),
        "{said:#?}"
    );
}

#[tokio::test]
async fn an_oauth_client_signs_in_with_either_grant() {
    let world = World::likely().await;
    let property = json!({ "name": "glide.oauth.inbound.client.credential.grant_type.enabled", "value": "true" });
    world.insert("sys_properties", property).await;
    let config = json!({ "type": "client", "name": "Robot", "client_secret": "robots-own", "application_user": "admin" });
    let client = world.apply("oauth_registry", None, &config).await;
    let client_id = text(&client, "client_id");
    let grants = [
        json!({ "grant_type": "client_credentials", "client_id": client_id, "client_secret": "robots-own" }),
        json!({ "grant_type": "password", "client_id": client_id, "client_secret": "robots-own",
            "username": "admin", "password": "admin" }),
    ];
    for (name, oauth) in ["A", "B"].into_iter().zip(grants) {
        let provider = fresh();
        let said = provider.configure(json!({ "instance_url": world.url(), "oauth": oauth })).await;
        assert_eq!(said, Diagnostics::new());
        provider.apply_config(&full(ALIAS), None, json!({ "name": name })).await.unwrap();
    }
}

/// The provider signed in with the client credentials of an inbound client.
async fn as_client(world: &World, client_id: &str, secret: &str) -> Harness {
    let oauth = json!({ "grant_type": "client_credentials", "client_id": client_id, "client_secret": secret });
    let provider = fresh();
    let config = json!({ "instance_url": world.url(), "oauth": oauth, "max_retries": 0 });
    assert_eq!(provider.configure(config).await, Diagnostics::new());
    provider
}

#[tokio::test]
async fn a_restricted_client_of_a_hardened_instance_is_told_what_opens_the_api() {
    for unknowns in [Unknowns::likely(), Unknowns::worst()] {
        let world = World::seeded(unknowns, Seed::Hardened).await;
        let provider = as_client(&world, "integration.client", "integration.client").await;
        let said = refused_when_applied(&provider).await;
        let words = [
            "Access to unscoped api is not allowed",
            "glide.security.oauth_allow_unscoped_clients",
            "servicenow_oauth_registry_auth_scope",
            "servicenow_api_access_scope",
            "useraccount",
        ];
        one_error(&said, "", &words);
        assert!(!said[0].detail.contains("role"), "no role opens it: {said:#?}");
    }
}

#[tokio::test]
async fn a_token_without_the_scope_of_an_api_is_told_which_scope_lacks() {
    let world = World::likely().await;
    let property = json!({ "name": "glide.oauth.inbound.client.credential.grant_type.enabled", "value": "true" });
    world.insert("sys_properties", property).await;
    let scope = world.insert("sys_auth_scope", json!({ "name": "table_all" })).await;
    let access = json!({ "auth_scope": scope, "name": "Table", "api_path": "now/table" });
    world.insert("sys_api_access_scope", access).await;
    let user = world.rows("sys_user", "user_name=admin").await[0]["sys_id"].clone();
    let client = json!({ "name": "Robot", "client_id": "robot", "client_secret": "robots-own", "user": user,
        "scope_restriction_status": "restricted" });
    world.insert("oauth_entity", client).await;
    let provider = as_client(&world, "robot", "robots-own").await;
    let said = refused_when_applied(&provider).await;
    one_error(&said, "", &["table_all", "servicenow_oauth_registry_auth_scope", "oauth.scope"]);
    assert!(!said[0].detail.contains("unscoped"), "{said:#?}");
}

#[tokio::test]
async fn a_refused_token_names_what_to_check_and_never_the_secret() {
    let world = World::likely().await;
    let oauth = json!({ "grant_type": "client_credentials", "client_id": "nobody", "client_secret": "planted-secret" });
    let provider = fresh();
    provider
        .configure(json!({ "instance_url": world.url(), "oauth": oauth, "max_retries": 0 }))
        .await;
    let said = provider.apply_config(&full(ALIAS), None, json!({ "name": "A" })).await.unwrap_err();
    one_error(&said, "", &["OAuth token", "Check client id", "OAuth Application User"]);
    assert!(!format!("{said:?}").contains("planted-secret"));
}

async fn refused_when_applied(provider: &Harness) -> Diagnostics {
    provider.apply_config(&full(ALIAS), None, json!({ "name": "A" })).await.unwrap_err()
}

#[tokio::test]
async fn a_wrong_password_is_called_one() {
    let world = World::likely().await;
    let provider = fresh();
    provider.configure(json!({ "instance_url": world.url(), "username": "admin", "password": "planted-secret" })).await;
    let said = refused_when_applied(&provider).await;
    one_error(&said, "", &["did not accept the credentials", "Check user name and password"]);
    assert!(!format!("{said:?}").contains("planted-secret"));
    assert!(
        world.count("sys_alias", "POST").await <= 2,
        "a wrong password is not tried again and again"
    );
}

#[tokio::test]
async fn a_host_that_is_not_there_is_called_unreachable() {
    let simulator = Simulator::builder().unknowns(Unknowns::likely()).start().await.unwrap();
    let url = simulator.url().to_owned();
    simulator.stop().await;
    let provider = fresh();
    provider.configure(basic(&url)).await;
    one_error(
        &refused_when_applied(&provider).await,
        "",
        &["cannot be reached", "Check instance_url"],
    );
    let provider = fresh();
    provider.configure(basic("https://no-such-host.invalid")).await;
    one_error(
        &refused_when_applied(&provider).await,
        "",
        &["no-such-host.invalid", "name resolution"],
    );
}

#[tokio::test]
async fn a_web_page_and_a_sleeping_instance_are_told_apart() {
    let world = World::likely().await;
    let provider = world.with_arguments(json!({ "max_retries": 0, "request_timeout": "2s" })).await;
    world.faults(json!([{ "table": "sys_alias", "fault": { "kind": "html" } }])).await;
    one_error(
        &refused_when_applied(&provider).await,
        "",
        &["web page instead of JSON", "Check that instance_url"],
    );
    world.no_faults().await;
    world.faults(json!([{ "table": "sys_alias", "fault": { "kind": "hibernating" } }])).await;
    one_error(&refused_when_applied(&provider).await, "", &["hibernating", "developer portal"]);
}

#[tokio::test]
async fn a_refusal_by_access_rule_names_the_table_and_the_role() {
    let world = World::likely().await;
    let provider = world.signed_in("plain.user").await;
    let said = provider.apply_config(&full(ALIAS), None, json!({ "name": "A" })).await.unwrap_err();
    one_error(&said, "", &["ACL", "sys_alias", "admin"]);
    let config = json!({ "type": "basic_auth", "name": "A" });
    let said = provider.apply_config(&full("credential"), None, config).await.unwrap_err();
    one_error(
        &said,
        "",
        &[
            "write the table basic_auth_credentials",
            "credential_admin, which connection_admin contains, or admin",
        ],
    );
}

#[tokio::test]
async fn a_business_rule_and_a_rate_limit_are_told_apart_from_an_access_rule() {
    let world = World::likely().await;
    let provider = world.with_arguments(json!({ "max_retries": 0, "request_timeout": "1s" })).await;
    let rule = json!({ "kind": "business_rule", "rule": "No aliases on Sundays" });
    world.faults(json!([{ "method": "POST", "table": "sys_alias", "fault": rule }])).await;
    one_error(
        &refused_when_applied(&provider).await,
        "",
        &["business rule", "No aliases on Sundays"],
    );
    world.no_faults().await;
    let limit = json!({ "kind": "rate_limit", "reset_seconds": 900 });
    world.faults(json!([{ "table": "sys_alias", "fault": limit }])).await;
    one_error(
        &refused_when_applied(&provider).await,
        "",
        &["takes no more requests", "max_concurrent_requests"],
    );
}

#[tokio::test]
async fn with_an_unknown_argument_reads_keep_the_state_and_plans_go_on() {
    let world = World::likely().await;
    let config = json!({ "name": "A" });
    let state = world.apply(ALIAS, None, &config).await;
    let later = fresh();
    let said = later
        .configure(
            json!({ "instance_url": world.url(), "username": "admin", "password": unknown() }),
        )
        .await;
    assert_eq!(said, Diagnostics::new());
    world.forget_requests().await;
    let read = later.read(&full(ALIAS), &state).await.unwrap().unwrap();
    assert_eq!(read, state);
    let plan = later.plan(&full(ALIAS), Some(&read), Some(config.clone())).await.unwrap();
    assert!(plan.is_empty(&read));
    let anew = later.plan(&full(ALIAS), None, Some(config.clone())).await.unwrap();
    let applied = later.apply(&full(ALIAS), None, &anew, Some(config)).await;
    one_error(&applied.diagnostics, "", &["password", "-target"]);
    let said = later.import(&full(ALIAS), "A").await.unwrap_err();
    one_error(&said, "", &["password"]);
    assert!(world.requests().await.is_empty(), "there is nobody to ask");
}

#[tokio::test]
async fn without_a_provider_block_at_all_a_read_says_so() {
    let world = World::likely().await;
    let state = world.apply(ALIAS, None, &json!({ "name": "A" })).await;
    let said = fresh().read(&full(ALIAS), &state).await.unwrap_err();
    one_error(&said, "", &["before it configured the provider"]);
}

#[tokio::test]
async fn configuring_makes_no_request() {
    let world = World::likely().await;
    world.forget_requests().await;
    configured(world.url(), "admin", json!({})).await;
    assert!(world.requests().await.is_empty());
}

#[tokio::test]
async fn a_sentence_about_the_environment_calls_the_variable_by_its_name() {
    let provider = in_environment(&[
        ("SERVICENOW_INSTANCE_URL", "http://dev1.example"),
        ("SERVICENOW_USERNAME", "u"),
    ]);
    let said = provider.configure(json!({})).await;
    let all: Vec<(String, &str)> =
        said.iter().map(|one| (place(one), one.detail.as_str())).collect();
    assert!(all.iter().any(|(_, detail)| detail.contains("SERVICENOW_INSTANCE_URL")), "{all:#?}");
    assert!(all.iter().any(|(_, detail)| detail.contains("SERVICENOW_PASSWORD")), "{all:#?}");
    for (variable, text) in [
        ("SERVICENOW_REQUEST_TIMEOUT", "soon"),
        ("SERVICENOW_MAX_RETRIES", "few"),
        ("SERVICENOW_MAX_CONCURRENT_REQUESTS", "0"),
        ("SERVICENOW_REQUESTS_PER_SECOND", "0"),
    ] {
        let instance = ("SERVICENOW_INSTANCE", "dev1");
        let provider = in_environment(&[instance, ("SERVICENOW_API_KEY", "k"), (variable, text)]);
        let argument = variable["SERVICENOW_".len()..].to_lowercase();
        one_error(&provider.configure(json!({})).await, &argument, &[variable, text]);
    }
    let warned =
        fresh().validate(&full("oauth_registry"), json!({ "type": "consumer", "name": "A" })).await;
    one_warning(&warned, "type", &["consumer"]);
}
