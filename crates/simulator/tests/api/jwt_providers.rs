//! The instance as a client that asserts who it is: claims, keys, and a token of another instance.

use crate::support::{Instance, id, parts, pdi, with};
use rcgen::{CertificateParams, KeyPair, PKCS_RSA_SHA256, RsaKeySize};
use reqwest::Method;
use serde_json::{Value, json};
use simulator::{Unknowns, key_store};

const GRANT: &str = "urn:ietf:params:oauth:grant-type:jwt-bearer";
const PASSWORD: &str = "changeit";

/// A key store, and the certificate of its key in PEM form.
fn made() -> (Vec<u8>, String) {
    let pair = KeyPair::generate_rsa_for(&PKCS_RSA_SHA256, RsaKeySize::_2048).unwrap();
    let certificate = CertificateParams::new(Vec::new()).unwrap().self_signed(&pair).unwrap();
    (key_store::java(PASSWORD, &pair.serialize_der(), certificate.der()), certificate.pem())
}

async fn refused(instance: &Instance, table: &str, record: Value) -> String {
    let (status, body) = instance.post(&format!("/api/now/table/{table}"), record).await;
    assert_eq!(status, 403, "{body}");
    body.to_string()
}

async fn claims(instance: &Instance, provider: &Value) -> Vec<(String, String)> {
    let query = format!("jwt_provider={}^ORDERBYname", id(provider));
    let rows = instance.rows("jwt_claim_validation", &query).await;
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    rows.iter().map(|row| (text(&row["name"]), text(&row["value"]))).collect()
}

#[tokio::test]
async fn a_provider_has_three_empty_claims_that_go_with_it() {
    let instance = pdi().await;
    let before = instance.export().await;
    let provider = instance.insert("jwt_provider", json!({ "name": "Signer" })).await;
    let empty = ["aud", "iss", "sub"].map(|name| (name.to_owned(), String::new()));
    assert_eq!(claims(&instance, &provider).await, empty);
    instance.delete(&format!("/api/now/table/jwt_provider/{}", id(&provider))).await;
    assert_eq!(instance.export().await, before);
}

#[tokio::test]
async fn claims_may_be_missing_and_may_outlive_their_provider() {
    let instance = with(Unknowns {
        jwt_provider_makes_claims: false,
        claims_outlive_jwt_provider: true,
        ..Unknowns::likely()
    })
    .await;
    let provider = instance.insert("jwt_provider", json!({ "name": "Signer" })).await;
    assert!(claims(&instance, &provider).await.is_empty());
    let claim = json!({ "jwt_provider": id(&provider), "name": "aud", "value": "x" });
    instance.insert("jwt_claim_validation", claim).await;
    instance.delete(&format!("/api/now/table/jwt_provider/{}", id(&provider))).await;
    let left = instance.rows("jwt_claim_validation", "name=aud").await;
    assert_eq!(left[0]["jwt_provider"], "");
}

#[tokio::test]
async fn an_assertion_lives_for_some_time_and_not_for_too_long() {
    let instance = pdi().await;
    for interval in [0, -1, 3601] {
        let record = json!({ "name": "Signer", "expiry_interval": interval });
        let said = refused(&instance, "jwt_provider", record).await;
        assert!(said.contains("Validate expiry interval"), "{interval}: {said}");
    }
    let provider =
        instance.insert("jwt_provider", json!({ "name": "A", "expiry_interval": 3600 })).await;
    let path = format!("/api/now/table/jwt_provider/{}", id(&provider));
    assert_eq!(instance.patch(&path, json!({ "expiry_interval": 0 })).await.0, 403);
    instance.property("jwt.provider.expiry.interval.limit", "7200").await;
    assert_eq!(instance.patch(&path, json!({ "expiry_interval": 7200 })).await.0, 200);
}

#[tokio::test]
async fn a_key_is_in_an_active_key_store_and_lasts_as_long() {
    let instance = pdi().await;
    let certificate = async |extra: Value| {
        let mut record = json!({ "name": "Store" });
        record.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
        id(&instance.insert("sys_certificate", record).await).to_owned()
    };
    for wrong in [
        json!({ "type": "trust_store_cert" }),
        json!({ "type": "pkcs12_key_store" }),
        json!({ "type": "key_store", "active": false }),
    ] {
        let record = json!({ "name": "Key", "signing_keystore": certificate(wrong).await });
        let said = refused(&instance, "jwt_keystore_aliases", record).await;
        assert!(said.contains("Validate signing keystore"), "{said}");
    }
    let pem = made().1;
    let store = certificate(json!({ "type": "key_store", "pem_certificate": pem })).await;
    let expires = &instance.rows("sys_certificate", &format!("sys_id={store}")).await[0]["expires"];
    let record = json!({ "name": "Key", "signing_keystore": store });
    let key = instance.insert("jwt_keystore_aliases", record).await;
    assert_eq!(&key["expiry"], expires);
    assert_eq!(key["active"], "true");
}

/// A remote instance that believes assertions signed with the key of this certificate.
async fn remote(pem: &str) -> Instance {
    let remote = pdi().await;
    let client = json!({ "name": "Local", "client_id": "local", "client_secret": "s3cret",
        "inbound_grant_type": "jwt", "user_field": "user_name" });
    let client = remote.insert("oauth_jwt", client).await;
    let certificate = json!({ "name": "Local", "pem_certificate": pem });
    let certificate = remote.insert("sys_certificate", certificate).await;
    let map = json!({ "name": "Local", "kid": "key-1", "oauth_jwt": id(&client),
        "sys_certificate": id(&certificate) });
    remote.insert("jwt_verifier_map", map).await;
    remote
}

/// The local instance with all that it takes to assert who it is, and the alias to call by.
async fn local(remote: &Instance, store: Vec<u8>) -> (Instance, String) {
    let local = pdi().await;
    let certificate =
        json!({ "name": "Store", "type": "key_store", "key_store_password": PASSWORD });
    let certificate = local.insert("sys_certificate", certificate).await;
    attach(&local, id(&certificate), store).await;
    let key = json!({ "name": "Key", "kid": "key-1", "signing_keystore": id(&certificate),
        "signing_key_password": PASSWORD });
    let key = local.insert("jwt_keystore_aliases", key).await;
    let signer = json!({ "name": "Signer", "jwt_keystore_alias": id(&key) });
    let signer = local.insert("jwt_provider", signer).await;
    let url = remote.simulator.url();
    let registry = json!({ "name": "Remote", "type": "oauth_provider", "client_id": "local",
        "client_secret": "s3cret", "default_grant_type": GRANT,
        "token_url": format!("{url}/oauth_token.do") });
    let registry = local.insert("oauth_entity", registry).await;
    let profiles =
        local.rows("oauth_entity_profile", &format!("oauth_entity={}", id(&registry))).await;
    let path = format!("/api/now/table/oauth_entity_profile/{}", id(&profiles[0]));
    local.patch(&path, json!({ "jwt_provider": id(&signer) })).await;
    let credential = json!({ "name": "Remote", "oauth_entity_profile": id(&profiles[0]) });
    let credential = local.insert("oauth_2_0_credentials", credential).await;
    let alias = local.insert("sys_alias", json!({ "name": "Remote" })).await;
    let connection = json!({ "name": "Remote", "connection_alias": id(&alias),
        "credential": id(&credential), "connection_url": url });
    local.insert("http_connection", connection).await;
    let alias = id(&alias).to_owned();
    (local, alias)
}

async fn attach(instance: &Instance, certificate: &str, store: Vec<u8>) {
    let path = format!(
        "/api/now/attachment/file?table_name=sys_certificate&table_sys_id={certificate}\
         &file_name=store.jks"
    );
    let request = instance.request(Method::POST, &path).header("Content-Type", "application/x-jks");
    let (status, body) = parts(request.body(store).send().await.unwrap()).await;
    assert_eq!(status, 201, "{body}");
}

async fn call(local: &Instance, alias: &str) -> (u16, Value) {
    let wanted = json!({ "path": "/api/now/ui/user/current_user" });
    local.post(&format!("/simulator/aliases/{alias}/call"), wanted).await
}

async fn fill(local: &Instance, values: &[(&str, &str)]) {
    for (name, value) in values {
        let claim = &local.rows("jwt_claim_validation", &format!("name={name}")).await[0];
        let path = format!("/api/now/table/jwt_claim_validation/{}", id(claim));
        local.patch(&path, json!({ "value": value })).await;
    }
}

#[tokio::test]
async fn once_its_claims_are_filled_an_instance_gets_a_token_by_its_own_assertion() {
    let (store, pem) = made();
    let remote = remote(&pem).await;
    let (local, alias) = local(&remote, store).await;
    let (status, body) = call(&local, &alias).await;
    assert_eq!(status, 409);
    let said = body["error"]["detail"].as_str().unwrap();
    assert!(said.contains("no value for these claims: aud, sub, iss"), "{said}");
    fill(&local, &[("aud", "local"), ("iss", "local"), ("sub", "itil.user")]).await;
    let (_, body) = call(&local, &alias).await;
    assert_eq!(body["body"]["result"]["user_name"], "itil.user", "{body}");
    assert_eq!(body["exchanges"][0]["form"]["grant_type"], GRANT);
    assert_eq!(body["exchanges"][0]["form"]["assertion"], "****");
    // Each token is asked for with a new assertion, for each may be used once.
    for instance in [&local, &remote] {
        instance.advance(3600).await;
    }
    let (_, body) = call(&local, &alias).await;
    assert_eq!(body["body"]["result"]["user_name"], "itil.user", "{body}");
}

#[tokio::test]
async fn what_keeps_the_key_from_signing_is_told() {
    let (store, pem) = made();
    let remote = remote(&pem).await;
    let (local, alias) = local(&remote, store).await;
    fill(&local, &[("aud", "local"), ("iss", "local"), ("sub", "itil.user")]).await;
    let said = async |table: &str, change: Value| {
        let row = &local.rows(table, "name=Key^ORname=Store^ORname=Signer").await[0];
        local.patch(&format!("/api/now/table/{table}/{}", id(row)), change).await;
        call(&local, &alias).await.1["error"]["detail"].as_str().unwrap_or_default().to_owned()
    };
    let wrong = json!({ "signing_key_password": "other" });
    assert!(said("jwt_keystore_aliases", wrong).await.contains("its key has another password"));
    let wrong = json!({ "key_store_password": "other" });
    assert!(said("sys_certificate", wrong).await.contains("it has another password"));
    let file = &local.rows("sys_attachment", "file_name=store.jks").await[0];
    local.delete(&format!("/api/now/attachment/{}", id(file))).await;
    let text = said("sys_certificate", json!({ "short_description": "empty" })).await;
    assert!(text.contains("Nothing is attached to the key store Store"), "{text}");
    let text = said("jwt_keystore_aliases", json!({ "active": false })).await;
    assert!(text.contains("names no active JWT key"), "{text}");
}

#[tokio::test]
async fn an_assertion_signed_with_another_key_gives_no_token() {
    let remote = remote(&made().1).await;
    let (local, alias) = local(&remote, made().0).await;
    fill(&local, &[("aud", "local"), ("iss", "local"), ("sub", "itil.user")]).await;
    let (status, body) = call(&local, &alias).await;
    assert_eq!(status, 502);
    assert_eq!(body["exchanges"][0]["status"], 401, "{body}");
}
