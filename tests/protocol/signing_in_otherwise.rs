//! Every way to authenticate, each against the simulated instance, and what the block refuses about them.

use rcgen::{CertificateParams, KeyPair, PKCS_RSA_SHA256, RsaKeySize};
use serde_json::{Value as Json, json};
use simulator::Simulator;
use tfplugin::Diagnostics;
use tfplugin::testing::{Harness, unknown};

use crate::seen::{json_of, one_error};
use crate::world::{World, fresh, full, in_environment, with};

const ALIAS: &str = "connection_alias";
const TOKEN: &str = "now_0123456789abcdef";

/// Signs in with these arguments and reads who it is.
async fn signs_in(url: &str, arguments: Json, user: &str) {
    let provider = fresh();
    let config = with(json!({ "instance_url": url, "max_retries": 0 }), arguments);
    assert_eq!(provider.configure(config).await, Diagnostics::new());
    is_signed_in(&provider, user).await;
}

async fn is_signed_in(provider: &Harness, user: &str) {
    let query = "user_name=javascript:gs.getUserName()";
    let asked = json!({ "table": "sys_user", "query": query, "fields": ["user_name"] });
    let read = provider.read_data(&full("records"), asked).await;
    let read = read.unwrap_or_else(|said| panic!("{user}: {said:#?}"));
    let shown = json_of(&read).to_string();
    assert!(shown.contains(&format!("\"{user}\"")), "{shown}");
}

async fn first(world: &World, table: &str, query: &str) -> String {
    world.rows(table, query).await[0]["sys_id"].as_str().unwrap().to_owned()
}

/// A token that the instance gave for this form.
async fn token(world: &World, form: &[(&str, &str)]) -> Json {
    let url = format!("{}/oauth_token.do", world.url());
    let answer = reqwest::Client::new().post(url).form(form).send().await.unwrap();
    answer.json().await.unwrap()
}

/// A client whose secret is `robots-own`: its id.
async fn client(world: &World) -> String {
    let row = json!({ "name": "Robot", "type": "client", "client_id": "robot", "client_secret": "robots-own" });
    world.insert("oauth_entity", row).await;
    "robot".to_owned()
}

#[tokio::test]
async fn a_refresh_token_and_a_given_token_sign_in() {
    let world = World::likely().await;
    let client_id = client(&world).await;
    let form = [
        ("grant_type", "password"),
        ("client_id", &client_id),
        ("client_secret", "robots-own"),
        ("username", "admin"),
        ("password", "admin"),
    ];
    let granted = token(&world, &form).await;
    let oauth = json!({ "grant_type": "refresh_token", "client_id": client_id,
        "client_secret": "robots-own", "refresh_token": granted["refresh_token"] });
    signs_in(world.url(), json!({ "oauth": oauth }), "admin").await;
    let given = json!({ "access_token": granted["access_token"] });
    signs_in(world.url(), given, "admin").await;
}

/// A key pair whose certificate the client `asserting` trusts: the key as PEM.
async fn trusted_key(world: &World) -> String {
    let row = json!({ "name": "Asserting", "client_id": "asserting", "client_secret": "s3cret",
        "inbound_grant_type": "jwt", "user_field": "email" });
    let entry = world.insert("oauth_jwt", row).await;
    let key = KeyPair::generate_rsa_for(&PKCS_RSA_SHA256, RsaKeySize::_2048).unwrap();
    let certificate = CertificateParams::new(vec!["robot".to_owned()]).unwrap().self_signed(&key);
    let row = json!({ "name": "Robot", "type": "trust_store", "format": "pem",
        "pem_certificate": certificate.unwrap().pem() });
    let certificate = world.insert("sys_certificate", row).await;
    let row =
        json!({ "name": "Robot", "kid": "k1", "oauth_jwt": entry, "sys_certificate": certificate });
    world.insert("jwt_verifier_map", row).await;
    key.serialize_pem()
}

#[tokio::test]
async fn a_signed_assertion_signs_in_with_a_key_from_text_or_file() {
    let world = World::likely().await;
    let pem = trusted_key(&world).await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("key.pem");
    std::fs::write(&path, &pem).unwrap();
    let subject = world.rows("sys_user", "user_name=itil.user").await[0]["email"].clone();
    let signing_in = |key: &str| {
        let jwt =
            json!({ "private_key": key, "key_id": "k1", "subject": subject, "lifetime": "1m" });
        json!({ "oauth": { "grant_type": "jwt_bearer", "client_id": "asserting",
            "client_secret": "s3cret", "jwt": jwt } })
    };
    signs_in(world.url(), signing_in(&pem), "itil.user").await;
    signs_in(world.url(), signing_in(path.to_str().unwrap()), "itil.user").await;
    let provider = fresh();
    let config = with(json!({ "instance_url": world.url() }), signing_in("no/such/key.pem"));
    let said = provider.configure(config).await;
    one_error(&said, "oauth.jwt.private_key", &["-----BEGIN", "path"]);
}

#[tokio::test]
async fn an_api_key_signs_in_where_a_policy_lets_it_in() {
    let world = World::likely().await;
    let plugin = first(&world, "v_plugin", "id=com.glide.tokenbased_auth").await;
    world.change("v_plugin", &plugin, json!({ "active": "active" })).await;
    let admin = first(&world, "sys_user", "user_name=admin").await;
    world.insert("api_key", json!({ "name": "Key", "user": admin, "token": TOKEN })).await;
    let key = json!({ "api_key": TOKEN });
    let provider = fresh();
    let config = with(json!({ "instance_url": world.url() }), key.clone());
    provider.configure(config).await;
    let said = provider.apply_config(&full(ALIAS), None, json!({ "name": "A" })).await.unwrap_err();
    one_error(&said, "", &["did not accept the credentials", "API access policy"]);
    let policy = json!({ "name": "Table by key", "api_path": "now/table" });
    let policy = world.insert("sys_api_access_policy", policy).await;
    let profile = world.insert("http_key_auth", json!({ "name": "Keys" })).await;
    let mapping = json!({ "api_access_policy": policy, "inbound_auth_profile": profile });
    world.insert("sys_auth_profile_mapping", mapping).await;
    signs_in(world.url(), key, "admin").await;
}

#[tokio::test]
async fn an_instance_with_a_certificate_of_its_own_is_reached_by_authority_or_insecurely() {
    let simulator = Simulator::builder().tls(true).start().await.unwrap();
    let authority = simulator.certificate().unwrap().to_str().unwrap().to_owned();
    let text = std::fs::read_to_string(&authority).unwrap();
    let admin = json!({ "username": "admin", "password": "admin" });
    let trusting = |more| with(admin.clone(), more);
    signs_in(simulator.url(), trusting(json!({ "ca_certificate": authority })), "admin").await;
    signs_in(simulator.url(), trusting(json!({ "ca_certificate": text })), "admin").await;
    signs_in(simulator.url(), trusting(json!({ "insecure": true })), "admin").await;
    let provider = fresh();
    provider.configure(with(json!({ "instance_url": simulator.url() }), admin)).await;
    let said = provider.apply_config(&full(ALIAS), None, json!({ "name": "D" })).await.unwrap_err();
    one_error(&said, "", &["cannot be reached", "ertificate"]);
}

#[tokio::test]
async fn headers_go_with_every_request() {
    let world = World::likely().await;
    let more = json!({ "username": "admin", "password": "admin", "requests_per_second": 50,
        "headers": { "X-Gateway-Key": "g-1" } });
    signs_in(world.url(), more, "admin").await;
}

async fn refused(config: Json, at: &str, words: &[&str]) {
    one_error(&fresh().validate_provider(config).await, at, words);
}

#[tokio::test]
async fn any_two_ways_to_authenticate_are_refused_by_both_names() {
    let ways = [
        (json!({ "username": "u", "password": "p" }), "username"),
        (json!({ "access_token": "t" }), "access_token"),
        (json!({ "api_key": "k" }), "api_key"),
        (json!({ "oauth": { "grant_type": "refresh_token" } }), "oauth"),
    ];
    for (at, (first, first_name)) in ways.iter().enumerate() {
        for (second, second_name) in &ways[at + 1..] {
            let config = with(first.clone(), second.clone());
            refused(config, second_name, &[first_name, second_name, "Keep one"]).await;
        }
    }
}

#[tokio::test]
async fn what_a_grant_has_no_use_for_is_refused() {
    let oauth = |extra: Json| {
        let base =
            json!({ "grant_type": "client_credentials", "client_id": "c", "client_secret": "s" });
        json!({ "oauth": with(base, extra) })
    };
    refused(
        oauth(json!({ "refresh_token": "r" })),
        "oauth.refresh_token",
        &["The client credentials grant has no use for", "\"refresh_token\""],
    )
    .await;
    let jwt = json!({ "jwt": { "subject": "ann" } });
    refused(oauth(jwt), "oauth.jwt.subject", &["\"jwt_bearer\""]).await;
    let scoped = json!({ "grant_type": "refresh_token", "refresh_token": "r", "scope": "x" });
    refused(oauth(scoped), "oauth.scope", &["The refresh token grant"]).await;
}

#[tokio::test]
async fn an_assertion_that_cannot_be_made_is_refused() {
    let oauth = |jwt: Json| {
        let base = json!({ "private_key": unknown(), "subject": "ann" });
        json!({ "oauth": { "grant_type": "jwt_bearer", "client_id": "c", "jwt": with(base, jwt) } })
    };
    assert!(fresh().validate_provider(oauth(json!({}))).await.is_empty());
    let at = |name: &str| format!("oauth.jwt.{name}");
    refused(oauth(json!({ "algorithm": "HS256" })), &at("algorithm"), &["\"RS256\""]).await;
    refused(oauth(json!({ "lifetime": "soon" })), &at("lifetime"), &["no duration"]).await;
    refused(oauth(json!({ "subject": null })), &at("subject"), &["needs oauth.jwt.subject"]).await;
    let cut = "-----BEGIN PRIVATE KEY-----\nplanted\n-----END PRIVATE KEY-----";
    let said = fresh().validate_provider(oauth(json!({ "private_key": cut }))).await;
    one_error(&said, &at("private_key"), &["cannot be used"]);
    assert!(!format!("{said:?}").contains("planted"));
}

#[tokio::test]
async fn connections_that_cannot_be_made_are_refused() {
    let pem = "-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----";
    let half = json!({ "client_certificate": pem });
    refused(half, "client_key", &["client_certificate is set", "Set both"]).await;
    refused(json!({ "ca_certificate": pem }), "ca_certificate", &["no certificate"]).await;
    refused(json!({ "proxy_url": "proxy:1" }), "proxy_url", &["address of a proxy"]).await;
    let headers = |name: &str| json!({ "headers": { name: "x" } });
    for own in ["Authorization", "Host", "cookie", "X-SN-ApiKey"] {
        refused(headers(own), "headers", &[own, "sets itself"]).await;
    }
    let with_own = with(json!({ "instance": "dev1", "api_key": "k" }), headers("Host"));
    one_error(&fresh().configure(with_own).await, "headers", &["Host", "sets itself"]);
    refused(json!({ "requests_per_second": 0 }), "requests_per_second", &["0.01"]).await;
    let insecure =
        json!({ "instance": "dev1", "username": "u", "password": "p", "insecure": true });
    one_error(&fresh().configure(insecure.clone()).await, "insecure", &["ca_certificate"]);
    refused(insecure, "insecure", &["ca_certificate"]).await;
    let open = json!({ "client_certificate": unknown(), "client_key": unknown(),
        "headers": { "X-A": unknown() }, "insecure": unknown(), "proxy_url": unknown() });
    assert!(fresh().validate_provider(open).await.is_empty());
}

#[tokio::test]
async fn nested_arguments_flags_and_headers_come_from_the_environment_too() {
    let world = World::likely().await;
    let pem = trusted_key(&world).await;
    let email = world.rows("sys_user", "user_name=itil.user").await[0]["email"].clone();
    let variables = [
        ("SERVICENOW_INSTANCE_URL", world.url()),
        ("SERVICENOW_OAUTH_GRANT_TYPE", "jwt_bearer"),
        ("SERVICENOW_OAUTH_CLIENT_ID", "asserting"),
        ("SERVICENOW_OAUTH_CLIENT_SECRET", "s3cret"),
        ("SERVICENOW_OAUTH_JWT_PRIVATE_KEY", pem.as_str()),
        ("SERVICENOW_OAUTH_JWT_SUBJECT", email.as_str().unwrap()),
        ("SERVICENOW_INSECURE", "true"),
        ("SERVICENOW_HEADERS", "{\"X-Gateway\": \"1\"}"),
    ];
    let provider = in_environment(&variables);
    assert_eq!(provider.configure(json!({})).await, Diagnostics::new());
    is_signed_in(&provider, "itil.user").await;
    let wrong = [variables[0], ("SERVICENOW_API_KEY", "k"), ("SERVICENOW_INSECURE", "maybe")];
    let said = in_environment(&wrong).configure(json!({})).await;
    one_error(&said, "insecure", &["SERVICENOW_INSECURE", "\"true\" or \"false\""]);
    let wrong = [variables[0], ("SERVICENOW_API_KEY", "k"), ("SERVICENOW_HEADERS", "X: 1")];
    let said = in_environment(&wrong).configure(json!({})).await;
    one_error(&said, "headers", &["SERVICENOW_HEADERS", "JSON object"]);
}

#[tokio::test]
async fn a_line_break_in_the_credentials_is_said_before_anything_is_sent() {
    let oauth = |name: &str, text: &str| {
        let mut oauth = json!({ "grant_type": "password", "client_id": "c", "client_secret": "s", "username": "u",
            "password": "p" });
        oauth[name] = json!(text);
        json!({ "oauth": oauth })
    };
    let broken = "planted\n";
    for (config, at) in [
        (json!({ "access_token": broken }), "access_token"),
        (json!({ "api_key": broken }), "api_key"),
        (json!({ "username": "u", "password": broken }), "password"),
        (json!({ "username": "u\r\n", "password": "p" }), "username"),
        (oauth("client_secret", broken), "oauth.client_secret"),
        (oauth("password", broken), "oauth.password"),
    ] {
        let said = fresh().validate_provider(config).await;
        one_error(&said, at, &["ends in a line break", "trimspace"]);
        assert!(!said[0].detail.contains("planted"));
    }
    let inside = fresh().validate_provider(json!({ "access_token": "a\nb" })).await;
    one_error(&inside, "access_token", &["line break or another control character"]);
    let formatted = fresh().validate_provider(json!({ "api_key": "a\u{2013}b" })).await;
    one_error(&formatted, "api_key", &["beyond ASCII"]);
}

#[tokio::test]
async fn a_certificate_is_read_from_a_regular_file_of_its_size() {
    let folder = tempfile::tempdir().unwrap();
    let large = folder.path().join("large.pem");
    std::fs::write(&large, vec![b'a'; 1_100_000]).unwrap();
    let folder = folder.path().to_str().unwrap();
    for (path, words) in [
        ("/dev/zero", "no regular file"),
        (folder, "no regular file"),
        (large.to_str().unwrap(), "more than 1 MB"),
    ] {
        let config = json!({ "instance_url": "https://dev1.example", "username": "u", "password": "p",
            "ca_certificate": path });
        one_error(&fresh().configure(config).await, "ca_certificate", &[words]);
    }
}
