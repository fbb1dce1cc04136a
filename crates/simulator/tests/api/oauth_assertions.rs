//! The JWT bearer grant: assertions that are believed, and those that are not.

use crate::support::{Instance, id, parts, pdi};
use jiff::Timestamp;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use rcgen::{CertificateParams, KeyPair, PKCS_ECDSA_P256_SHA256, PKCS_RSA_SHA256, RsaKeySize};
use serde_json::{Value, json};

const GRANT: &str = "urn:ietf:params:oauth:grant-type:jwt-bearer";
const SHARED: &str = "a shared key of enough length, surely";

/// A client that asserts who its users are, by their e-mail address.
async fn asserting(instance: &Instance, extra: Value) -> Value {
    let mut record = json!({
        "name": "Asserting", "client_id": "jwt", "client_secret": "s3cret",
        "inbound_grant_type": "jwt", "user_field": "email", "clock_skew": 0,
    });
    record.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
    instance.insert("oauth_jwt", record).await
}

async fn with_shared_key(extra: Value) -> Instance {
    let instance = pdi().await;
    let client = asserting(&instance, extra).await;
    let map = json!({ "name": "Shared", "oauth_jwt": id(&client), "shared_key": SHARED });
    let map = instance.insert("jwt_verifier_map", map).await;
    assert_eq!(map["kid"].as_str().unwrap().len(), 32);
    instance
}

fn claims(extra: &Value) -> Value {
    let now = Timestamp::now().as_second();
    let mut claims = json!({
        "iss": "jwt", "aud": "jwt", "sub": "itil.user@example.com",
        "iat": now - 1, "exp": now + 300, "jti": format!("{:x}", rand::random::<u64>()),
    });
    for (name, value) in extra.as_object().unwrap() {
        match value {
            Value::Null => claims.as_object_mut().unwrap().remove(name),
            value => claims.as_object_mut().unwrap().insert(name.clone(), value.clone()),
        };
    }
    claims
}

fn signed(claims: &Value) -> String {
    let key = EncodingKey::from_secret(SHARED.as_bytes());
    jsonwebtoken::encode(&Header::new(Algorithm::HS256), claims, &key).unwrap()
}

async fn ask(instance: &Instance, assertion: &str) -> (u16, Value) {
    let url = format!("{}/oauth_token.do", instance.simulator.url());
    let form = [
        ("grant_type", GRANT),
        ("client_id", "jwt"),
        ("client_secret", "s3cret"),
        ("assertion", assertion),
    ];
    parts(instance.client.post(url).form(&form).send().await.unwrap()).await
}

async fn user_of(instance: &Instance, granted: &Value) -> Value {
    let url = format!("{}/api/now/ui/user/current_user", instance.simulator.url());
    let request = instance.client.get(url).bearer_auth(granted["access_token"].as_str().unwrap());
    parts(request.send().await.unwrap()).await.1["result"]["user_name"].clone()
}

#[tokio::test]
async fn an_assertion_gives_a_token_that_acts_as_its_subject_once() {
    let instance = with_shared_key(json!({})).await;
    let assertion = signed(&claims(&json!({})));
    let (status, granted) = ask(&instance, &assertion).await;
    assert_eq!(status, 200, "{granted}");
    assert!(granted.get("refresh_token").is_none());
    assert_eq!(user_of(&instance, &granted).await, "itil.user");
    assert_eq!(ask(&instance, &assertion).await.0, 401);
}

#[tokio::test]
async fn without_jti_verification_an_assertion_may_be_sent_again() {
    let instance = with_shared_key(json!({ "enable_jti_verification": false })).await;
    let assertion = signed(&claims(&json!({ "jti": null })));
    assert_eq!(ask(&instance, &assertion).await.0, 200);
    assert_eq!(ask(&instance, &assertion).await.0, 200);
}

#[tokio::test]
async fn wrong_claims_are_refused() {
    let instance = with_shared_key(json!({})).await;
    let now = Timestamp::now().as_second();
    for wrong in [
        json!({ "iss": "other" }),
        json!({ "aud": "other" }),
        json!({ "aud": null }),
        json!({ "exp": now - 1 }),
        json!({ "exp": null }),
        json!({ "nbf": now + 100 }),
        json!({ "jti": null }),
        json!({ "sub": "nobody@example.com" }),
        json!({ "sub": "" }),
    ] {
        assert_eq!(ask(&instance, &signed(&claims(&wrong))).await.0, 401, "{wrong}");
    }
    assert_eq!(ask(&instance, "no assertion").await.0, 401);
    assert_eq!(ask(&instance, &signed(&claims(&json!({})))).await.0, 200);
}

#[tokio::test]
async fn the_clock_may_differ_by_the_registrys_skew() {
    let instance = with_shared_key(json!({ "clock_skew": 300 })).await;
    let now = Timestamp::now().as_second();
    assert_eq!(ask(&instance, &signed(&claims(&json!({ "exp": now - 100 })))).await.0, 200);
    assert_eq!(ask(&instance, &signed(&claims(&json!({ "exp": now - 400 })))).await.0, 401);
    instance.advance(3600).await;
    assert_eq!(ask(&instance, &signed(&claims(&json!({})))).await.0, 401);
}

#[tokio::test]
async fn administrators_get_no_token_that_way() {
    let instance = with_shared_key(json!({})).await;
    let (status, body) =
        ask(&instance, &signed(&claims(&json!({ "sub": "admin@example.com" })))).await;
    assert_eq!((status, &body["error"]), (401, &json!("invalid_grant")));
    assert_eq!(body["error_description"], "Grant access to admin is not allowed");
}

#[tokio::test]
async fn the_subject_is_looked_up_in_the_column_the_registry_names() {
    let instance = with_shared_key(json!({ "user_field": "User ID" })).await;
    assert_eq!(ask(&instance, &signed(&claims(&json!({ "sub": "itil.user" })))).await.0, 200);
    assert_eq!(ask(&instance, &signed(&claims(&json!({})))).await.0, 401);
    let instance = with_shared_key(json!({ "user_field": "user_password" })).await;
    assert_eq!(ask(&instance, &signed(&claims(&json!({ "sub": "itil.user" })))).await.0, 401);
}

#[tokio::test]
async fn certificates_verify_assertions_under_their_key_id() {
    let instance = pdi().await;
    let client = asserting(&instance, json!({})).await;
    let kinds = [
        (KeyPair::generate_rsa_for(&PKCS_RSA_SHA256, RsaKeySize::_2048).unwrap(), Algorithm::RS256),
        (KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).unwrap(), Algorithm::ES256),
    ];
    for (key, algorithm) in kinds {
        let params = CertificateParams::new(vec!["client.example".to_owned()]).unwrap();
        let pem = params.self_signed(&key).unwrap().pem();
        let certificate = json!({ "name": "Client", "format": "pem", "pem_certificate": pem });
        let certificate = instance.insert("sys_certificate", certificate).await;
        assert!(certificate["issuer"].as_str().unwrap().starts_with("CN="));
        assert!(!certificate["expires"].as_str().unwrap().is_empty());
        let kid = format!("{algorithm:?}");
        let map = json!({ "name": kid, "kid": kid, "oauth_jwt": id(&client),
            "sys_certificate": id(&certificate) });
        instance.insert("jwt_verifier_map", map).await;
        let der = key.serialize_pem();
        let key = match algorithm {
            Algorithm::RS256 => EncodingKey::from_rsa_pem(der.as_bytes()).unwrap(),
            _ => EncodingKey::from_ec_pem(der.as_bytes()).unwrap(),
        };
        let sign = |kid: &str| {
            let header = Header { kid: Some(kid.to_owned()), ..Header::new(algorithm) };
            jsonwebtoken::encode(&header, &claims(&json!({})), &key).unwrap()
        };
        let (status, body) = ask(&instance, &sign(&kid)).await;
        assert_eq!(status, 200, "{algorithm:?} {body}");
        assert_eq!(ask(&instance, &sign("another")).await.0, 401);
        let path = format!("/api/now/table/sys_certificate/{}", id(&certificate));
        instance.patch(&path, json!({ "active": false })).await;
        assert_eq!(ask(&instance, &sign(&kid)).await.0, 401);
    }
}

#[tokio::test]
async fn a_certificate_that_is_not_wrapped_is_refused() {
    let instance = pdi().await;
    let long = format!("-----BEGIN CERTIFICATE-----\n{}\n", "A".repeat(65));
    let record = json!({ "name": "Long", "pem_certificate": long });
    let (status, body) = instance.post("/api/now/table/sys_certificate", record).await;
    assert_eq!(status, 403);
    assert!(body.to_string().contains("Validate X.509 certificate"));
}

/// A token that an instance signed, for a client that has the name of the instance: so that its
/// issuer and its audience are the client, as an assertion wants.
async fn signed_by(issuer: &Instance) -> String {
    let url = issuer.simulator.url();
    let own = json!({ "name": "Own", "client_id": url, "client_secret": "x",
        "token_format": "jwt", "sub_claim": "email" });
    issuer.insert("oauth_entity", own).await;
    let form = [
        ("grant_type", "password"),
        ("client_id", url),
        ("client_secret", "x"),
        ("username", "itil.user"),
        ("password", "itil.user"),
    ];
    let request = issuer.client.post(format!("{url}/oauth_token.do")).form(&form);
    let (_, token) = parts(request.send().await.unwrap()).await;
    token["access_token"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn keys_published_by_the_issuer_verify_its_assertions() {
    let issuer = pdi().await;
    let assertion = signed_by(&issuer).await;
    let instance = pdi().await;
    let url = issuer.simulator.url();
    let keys = json!({ "client_id": url, "jwks_url": format!("{url}/api/now/oauth/jwks") });
    let client = asserting(&instance, keys).await;
    let form = [
        ("grant_type", GRANT),
        ("client_id", url),
        ("client_secret", "s3cret"),
        ("assertion", &assertion),
    ];
    let token_url = format!("{}/oauth_token.do", instance.simulator.url());
    let ask = || instance.client.post(&token_url).form(&form).send();
    let path = format!("/api/now/table/oauth_jwt/{}", id(&client));
    instance.patch(&path, json!({ "jwks_url": "http://127.0.0.1:1/keys" })).await;
    assert_eq!(ask().await.unwrap().status(), 401);
    instance.patch(&path, json!({ "jwks_url": format!("{url}/api/now/oauth/jwks") })).await;
    let (status, granted) = parts(ask().await.unwrap()).await;
    assert_eq!(status, 200, "{granted}");
    assert_eq!(user_of(&instance, &granted).await, "itil.user");
}

#[tokio::test]
async fn a_client_that_is_no_jwt_client_has_no_keys() {
    let instance = pdi().await;
    let plain = json!({ "name": "Plain", "client_id": "jwt", "client_secret": "s3cret" });
    instance.insert("oauth_entity", plain).await;
    assert_eq!(ask(&instance, &signed(&claims(&json!({})))).await.0, 401);
}
