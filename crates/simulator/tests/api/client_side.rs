//! The instance as a client: "Get OAuth Token" with a second instance, and calls by an alias.

use crate::{
    browser::{Browser, Page},
    support::{Instance, id, pdi, started},
};
use serde_json::{Value, json};
use simulator::Simulator;

const PROPERTY: &str = "glide.oauth.inbound.client.credential.grant_type.enabled";

/// A remote instance with a client whose redirect is the local instance.
async fn remote(local: &Instance, extra: Value) -> Instance {
    let remote = pdi().await;
    remote.property(PROPERTY, "true").await;
    let user = &remote.rows("sys_user", "user_name=oauth.admin").await[0];
    let mut client = json!({
        "name": "Local instance", "client_id": "local", "client_secret": "s3cret",
        "redirect_url": format!("{}/oauth_redirect.do", local.simulator.url()),
        "user": id(user),
    });
    client.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
    remote.insert("oauth_entity", client).await;
    remote
}

/// A provider on the local instance with its default profile and a credential.
async fn provider(
    local: &Instance,
    remote: &Instance,
    grant: &str,
    extra: Value,
) -> (String, String) {
    let url = remote.simulator.url();
    let mut entity = json!({
        "name": "Remote", "type": "oauth_provider", "client_id": "local",
        "client_secret": "s3cret", "default_grant_type": grant,
        "auth_url": format!("{url}/oauth_auth.do"), "token_url": format!("{url}/oauth_token.do"),
    });
    entity.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
    let entity = local.insert("oauth_entity", entity).await;
    let profiles =
        local.rows("oauth_entity_profile", &format!("oauth_entity={}", id(&entity))).await;
    let credential = json!({ "name": "Remote", "oauth_entity_profile": id(&profiles[0]) });
    let credential = local.insert("oauth_2_0_credentials", credential).await;
    (id(&credential).to_owned(), id(&profiles[0]).to_owned())
}

async fn connected(local: &Instance, remote: &Instance, credential: &str) -> String {
    let alias = local.insert("sys_alias", json!({ "name": "Remote" })).await;
    let connection = json!({ "name": "Remote", "connection_alias": id(&alias),
        "credential": credential, "connection_url": remote.simulator.url() });
    local.insert("http_connection", connection).await;
    id(&alias).to_owned()
}

async fn call(local: &Instance, alias: &str, path: &str) -> (u16, Value) {
    let wanted = json!({ "method": "GET", "path": path });
    local.post(&format!("/simulator/aliases/{alias}/call"), wanted).await
}

const WHO: &str = "/api/now/ui/user/current_user";

/// Opens "Get OAuth Token" and signs in on the local instance.
async fn begun(browser: &Browser, local: &Instance, credential: &str, profile: &str) -> Page {
    let url = format!(
        "{}/oauth_initiator.do?oauth_requestor_context=oauth_2_0_credentials\
         &oauth_requestor={credential}&oauth_provider_profile={profile}&response_type=code",
        local.simulator.url()
    );
    let here = [local.simulator.url()];
    let form = browser.follow(browser.open(&url).await, &here).await;
    let fields = [("user_name", "admin"), ("user_password", "admin")];
    let page = browser.submit(&form, &fields).await;
    browser.follow(page, &here).await
}

/// Signs in on the remote instance and decides there; back on the local one.
async fn decided(
    browser: &Browser,
    (local, remote): (&Instance, &Instance),
    sent: Page,
    decision: &str,
) -> Page {
    let there = [remote.simulator.url()];
    let form = browser.follow(sent, &there).await;
    let fields = [("user_name", "itil.user"), ("user_password", "itil.user")];
    let consent = browser.follow(browser.submit(&form, &fields).await, &there).await;
    let back = browser.submit(&consent, &[("decision", decision)]).await;
    browser.follow(back, &[local.simulator.url()]).await
}

#[tokio::test]
async fn a_consent_on_the_other_instance_ends_with_a_token_that_reads_it() {
    let local = pdi().await;
    let remote = remote(&local, json!({})).await;
    let (credential, profile) = provider(&local, &remote, "authorization_code", json!({})).await;
    let alias = connected(&local, &remote, &credential).await;
    let (status, body) = call(&local, &alias, WHO).await;
    assert_eq!(status, 409);
    assert!(body["error"]["detail"].as_str().unwrap().contains("/oauth_initiator.do?"));

    let browser = Browser::new();
    let sent = begun(&browser, &local, &credential, &profile).await;
    assert_eq!(sent.sent("code_challenge_method").as_deref(), Some("S256"));
    let done = decided(&browser, (&local, &remote), sent, "allow").await;
    assert_eq!(done.status, 200);
    assert!(done.text.contains("will expire at"), "{}", done.text);

    let (status, body) = call(&local, &alias, WHO).await;
    assert_eq!((status, &body["status"]), (200, &json!(200)), "{body}");
    assert_eq!(body["body"]["result"]["user_name"], "itil.user");
    assert_eq!(body["exchanges"].as_array().unwrap().len(), 1);
    let rows = local.rows("oauth_credential", "typeINaccess_token,refresh_token").await;
    assert_eq!(rows.len(), 2);
    let requestors = local.rows("oauth_requestor_profile", "").await;
    assert_eq!(requestors[0]["requestor"], credential.as_str());
}

#[tokio::test]
async fn a_token_that_expired_is_refreshed_on_the_next_call() {
    let local = pdi().await;
    let remote = remote(&local, json!({})).await;
    let (credential, profile) = provider(&local, &remote, "authorization_code", json!({})).await;
    let alias = connected(&local, &remote, &credential).await;
    let browser = Browser::new();
    let sent = begun(&browser, &local, &credential, &profile).await;
    decided(&browser, (&local, &remote), sent, "allow").await;
    for instance in [&local, &remote] {
        instance.advance(3600).await;
    }
    let (_, body) = call(&local, &alias, WHO).await;
    assert_eq!(body["body"]["result"]["user_name"], "itil.user", "{body}");
    assert_eq!(body["exchanges"][0]["form"]["grant_type"], "refresh_token");
    assert_eq!(body["exchanges"][0]["form"]["refresh_token"], "****");
    assert_eq!(local.rows("oauth_credential", "").await.len(), 2);
}

#[tokio::test]
async fn a_denial_or_a_forged_return_gives_no_token() {
    let local = pdi().await;
    let remote = remote(&local, json!({})).await;
    let (credential, profile) = provider(&local, &remote, "authorization_code", json!({})).await;
    let browser = Browser::new();
    let sent = begun(&browser, &local, &credential, &profile).await;
    let done = decided(&browser, (&local, &remote), sent, "deny").await;
    assert_eq!(done.status, 400);
    assert!(done.text.contains("access_denied"));
    let forged = format!("{}/oauth_redirect.do?code=x&state=made-up", local.simulator.url());
    assert_eq!(browser.open(&forged).await.status, 400);
    assert!(local.rows("oauth_credential", "").await.is_empty());
}

#[tokio::test]
async fn whoever_may_not_use_credentials_gets_no_token_for_them() {
    let local = pdi().await;
    let remote = remote(&local, json!({})).await;
    let (credential, profile) = provider(&local, &remote, "authorization_code", json!({})).await;
    let browser = Browser::new();
    let url = format!(
        "{}/oauth_initiator.do?oauth_requestor={credential}&oauth_provider_profile={profile}",
        local.simulator.url()
    );
    let here = [local.simulator.url()];
    let form = browser.follow(browser.open(&url).await, &here).await;
    let fields = [("user_name", "plain.user"), ("user_password", "plain.user")];
    let page = browser.follow(browser.submit(&form, &fields).await, &here).await;
    assert_eq!(page.status, 403);
}

#[tokio::test]
async fn client_credentials_are_fetched_at_the_first_call_and_kept() {
    let local = pdi().await;
    let remote = remote(&local, json!({})).await;
    let (credential, _) = provider(&local, &remote, "client_credentials", json!({})).await;
    let alias = connected(&local, &remote, &credential).await;
    let (_, first) = call(&local, &alias, WHO).await;
    assert_eq!(first["body"]["result"]["user_name"], "oauth.admin", "{first}");
    assert_eq!(first["exchanges"].as_array().unwrap().len(), 2);
    assert_eq!(first["exchanges"][0]["form"]["client_secret"], "****");
    assert_eq!(first["exchanges"][0]["response"]["access_token"], "****");
    assert!(!first.to_string().contains("s3cret"));
    let (_, second) = call(&local, &alias, WHO).await;
    assert_eq!(second["exchanges"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn the_secret_goes_into_a_header_where_the_registry_says_so() {
    let local = pdi().await;
    let remote = remote(&local, json!({})).await;
    let header = json!({ "send_client_credentials_as": "basic_authorization_header" });
    let (credential, _) = provider(&local, &remote, "client_credentials", header).await;
    let alias = connected(&local, &remote, &credential).await;
    let (_, body) = call(&local, &alias, WHO).await;
    assert_eq!(body["status"], 200);
    assert_eq!(body["exchanges"][0]["headers"]["Authorization"], "Basic ****");
    assert!(body["exchanges"][0]["form"].get("client_id").is_none());
}

#[tokio::test]
async fn a_wrong_secret_is_reported_with_what_the_provider_answered() {
    let local = pdi().await;
    let remote = remote(&local, json!({})).await;
    let wrong = json!({ "client_secret": "another" });
    let (credential, _) = provider(&local, &remote, "client_credentials", wrong).await;
    let alias = connected(&local, &remote, &credential).await;
    let (status, body) = call(&local, &alias, WHO).await;
    assert_eq!(status, 502);
    assert_eq!(body["exchanges"][0]["status"], 401);
    assert_eq!(body["exchanges"][0]["response"]["error_description"], "access_denied");
}

#[tokio::test]
async fn a_form_takes_user_name_and_password_for_the_password_grant() {
    let local = pdi().await;
    let remote = remote(&local, json!({})).await;
    let (credential, profile) = provider(&local, &remote, "password", json!({})).await;
    let alias = connected(&local, &remote, &credential).await;
    let browser = Browser::new();
    let form = begun(&browser, &local, &credential, &profile).await;
    assert_eq!(form.url.path(), "/oauth_password_input.do");
    let wrong = browser.submit(&form, &[("username", "itil.user"), ("password", "no")]).await;
    assert_eq!(wrong.status, 502);
    let done = browser.submit(&form, &[("username", "itil.user"), ("password", "itil.user")]).await;
    assert!(done.text.contains("will expire at"), "{}", done.text);
    let (_, body) = call(&local, &alias, WHO).await;
    assert_eq!(body["body"]["result"]["user_name"], "itil.user");
}

#[tokio::test]
async fn user_names_and_keys_are_sent_as_the_credential_says() {
    let local = pdi().await;
    let remote = pdi().await;
    let basic = json!({ "name": "Basic", "user_name": "itil.user", "password": "itil.user" });
    let basic = local.insert("basic_auth_credentials", basic).await;
    let alias = connected(&local, &remote, id(&basic)).await;
    let (_, body) = call(&local, &alias, WHO).await;
    // The password is the user name, so the name is hidden too.
    assert_eq!(body["body"]["result"]["user_display_name"], "ITIL User");
    assert_eq!(body["body"]["result"]["user_name"], "****");
    let key = json!({ "name": "Key", "api_key": "an-api-key" });
    let key = local.insert("api_key_credentials", key).await;
    let connection = &local.rows("http_connection", "").await[0];
    let path = format!("/api/now/table/http_connection/{}", id(connection));
    local.patch(&path, json!({ "credential": id(&key) })).await;
    let (status, body) = call(&local, &alias, WHO).await;
    assert_eq!((status, &body["status"]), (200, &json!(401)));
    assert_eq!(body["exchanges"][0]["headers"]["x-sn-apikey"], "****");
    assert!(!body.to_string().contains("an-api-key"));
}

#[tokio::test]
async fn what_is_not_set_up_is_said() {
    let local = pdi().await;
    let alias = local.insert("sys_alias", json!({ "name": "Lonely" })).await;
    let (status, body) = call(&local, id(&alias), "/").await;
    assert_eq!(status, 409);
    assert_eq!(body["error"]["detail"], "The alias has no active connection.");
    assert_eq!(call(&local, "nothing", "/").await.0, 404);
    let (by_id, _) = call(&local, "Lonely", "/").await;
    assert_eq!(by_id, 409);
    let bad = local.post(&format!("/simulator/aliases/{}/call", id(&alias)), json!([1])).await;
    assert_eq!(bad.0, 400);
}

#[tokio::test]
async fn real_host_names_lead_to_instances_on_loopback() {
    const NAME: &str = "remote.service-now.com";
    let remote = Simulator::builder().tls(true).host_name(NAME).start().await.unwrap();
    let address = remote.url().strip_prefix("https://").unwrap().parse().unwrap();
    let trusting = Simulator::builder().resolve(NAME, address).trust(remote.certificate().unwrap());
    for (builder, trusted) in
        [(trusting, true), (Simulator::builder().resolve(NAME, address), false)]
    {
        let local = started(builder).await;
        let basic = json!({ "name": "Basic", "user_name": "admin", "password": "admin" });
        let basic = local.insert("basic_auth_credentials", basic).await;
        let alias = local.insert("sys_alias", json!({ "name": "Remote" })).await;
        let connection = json!({ "name": "Remote", "connection_alias": id(&alias),
            "credential": id(&basic), "connection_url": format!("https://{NAME}") });
        local.insert("http_connection", connection).await;
        let (status, body) = call(&local, id(&alias), WHO).await;
        assert_eq!(status, if trusted { 200 } else { 502 }, "{body}");
    }
}
