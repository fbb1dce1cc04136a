//! The token endpoint, and acting by a token.

use crate::support::{Instance, id, parts, pdi};
use reqwest::Method;
use serde_json::{Value, json};

const PROPERTY: &str = "glide.oauth.inbound.client.credential.grant_type.enabled";

async fn client(instance: &Instance, extra: Value) -> Value {
    let mut record = json!({ "name": "Client", "client_id": "abc", "client_secret": "s3cret" });
    record.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
    instance.insert("oauth_entity", record).await
}

async fn token(instance: &Instance, form: &[(&str, &str)]) -> (u16, Value) {
    let url = format!("{}/oauth_token.do", instance.simulator.url());
    let client = [("client_id", "abc"), ("client_secret", "s3cret")];
    let form: Vec<_> = form.iter().chain(&client).collect();
    parts(instance.client.post(url).form(&form).send().await.unwrap()).await
}

async fn by_bearer(instance: &Instance, token: &Value) -> (u16, Value) {
    let url = format!("{}/api/now/ui/user/current_user", instance.simulator.url());
    let request = instance.client.get(url).bearer_auth(token.as_str().unwrap());
    parts(request.send().await.unwrap()).await
}

const PASSWORD: &[(&str, &str)] =
    &[("grant_type", "password"), ("username", "itil.user"), ("password", "itil.user")];
const CREDENTIALS: &[(&str, &str)] = &[("grant_type", "client_credentials")];

#[tokio::test]
async fn a_password_gives_a_token_that_acts_as_its_user() {
    let instance = pdi().await;
    client(&instance, json!({})).await;
    let (status, body) = token(&instance, PASSWORD).await;
    assert_eq!(status, 200);
    assert_eq!((&body["token_type"], &body["scope"]), (&json!("Bearer"), &json!("useraccount")));
    assert_eq!(body["expires_in"], 1800);
    assert_eq!(body["access_token"].as_str().unwrap().len(), 86);
    let (_, user) = by_bearer(&instance, &body["access_token"]).await;
    assert_eq!(user["result"]["user_name"], "itil.user");
    let (_, again) = token(&instance, PASSWORD).await;
    assert_eq!(again["access_token"], body["access_token"]);
}

#[tokio::test]
async fn client_credentials_need_the_property_and_a_user() {
    let instance = pdi().await;
    let user = &instance.rows("sys_user", "user_name=oauth.admin").await[0];
    let entity = client(&instance, json!({})).await;
    let denied = json!({ "error_description": "access_denied", "error": "server_error" });
    assert_eq!(token(&instance, CREDENTIALS).await, (401, denied.clone()));
    instance.property(PROPERTY, "true").await;
    assert_eq!(token(&instance, CREDENTIALS).await, (401, denied));
    let path = format!("/api/now/table/oauth_entity/{}", id(&entity));
    instance.patch(&path, json!({ "user": id(user) })).await;
    let (status, body) = token(&instance, CREDENTIALS).await;
    assert_eq!(status, 200);
    assert!(body.get("refresh_token").is_none());
    let (_, user) = by_bearer(&instance, &body["access_token"]).await;
    assert_eq!(user["result"]["user_name"], "oauth.admin");
}

#[tokio::test]
async fn a_token_expires_by_the_instances_clock_and_is_refreshed() {
    let instance = pdi().await;
    client(&instance, json!({ "access_token_lifespan": 60, "refresh_token_lifespan": 600 })).await;
    let (_, first) = token(&instance, PASSWORD).await;
    instance.advance(61).await;
    assert_eq!(by_bearer(&instance, &first["access_token"]).await.0, 401);
    let refresh = first["refresh_token"].as_str().unwrap();
    let form = [("grant_type", "refresh_token"), ("refresh_token", refresh)];
    let (status, second) = token(&instance, &form).await;
    assert_eq!(status, 200);
    assert_eq!(second["refresh_token"], first["refresh_token"]);
    assert_ne!(second["access_token"], first["access_token"]);
    assert_eq!(by_bearer(&instance, &second["access_token"]).await.0, 200);
    instance.advance(600).await;
    assert_eq!(token(&instance, &form).await.0, 401);
}

#[tokio::test]
async fn wrong_secrets_users_and_grants_are_denied() {
    let instance = pdi().await;
    client(&instance, json!({})).await;
    let wrong = [("grant_type", "password"), ("username", "itil.user"), ("password", "no")];
    assert_eq!(token(&instance, &wrong).await.0, 401);
    let (status, body) = token(&instance, &[("grant_type", "magic")]).await;
    assert_eq!((status, &body["error"]), (401, &json!("unsupported_grant_type")));
    let url = format!("{}/oauth_token.do", instance.simulator.url());
    for secret in ["wrong", ""] {
        let form = [("client_id", "abc"), ("client_secret", secret)];
        let form: Vec<_> = PASSWORD.iter().chain(&form).collect();
        let answer = instance.client.post(&url).form(&form).send().await.unwrap();
        assert_eq!(answer.status(), 401);
    }
    assert_eq!(
        instance.request(Method::POST, "/oauth_token.do").send().await.unwrap().status(),
        401
    );
}

#[tokio::test]
async fn a_user_who_must_not_sign_in_gets_no_token() {
    let instance = pdi().await;
    client(&instance, json!({})).await;
    let user = &instance.rows("sys_user", "user_name=itil.user").await[0];
    let path = format!("/api/now/table/sys_user/{}", id(user));
    for column in ["password_needs_reset", "web_service_access_only", "locked_out"] {
        instance.patch(&path, json!({ column: true })).await;
        assert_eq!(token(&instance, PASSWORD).await.0, 401, "{column}");
        instance.patch(&path, json!({ column: false })).await;
    }
    assert_eq!(token(&instance, PASSWORD).await.0, 200);
}

#[tokio::test]
async fn the_client_may_be_named_in_a_basic_header_and_must_be_active() {
    let instance = pdi().await;
    let entity = client(&instance, json!({})).await;
    let url = format!("{}/oauth_token.do", instance.simulator.url());
    let request = instance.client.post(&url).basic_auth("abc", Some("s3cret")).form(PASSWORD);
    let (status, body) = parts(request.send().await.unwrap()).await;
    assert_eq!(status, 200);
    let path = format!("/api/now/table/oauth_entity/{}", id(&entity));
    instance.patch(&path, json!({ "active": false })).await;
    assert_eq!(by_bearer(&instance, &body["access_token"]).await.0, 401);
    assert_eq!(token(&instance, PASSWORD).await.0, 401);
}

#[tokio::test]
async fn tokens_are_kept_as_rows_without_being_readable() {
    let instance = pdi().await;
    client(&instance, json!({})).await;
    let before = instance.export().await;
    let (_, issued) = token(&instance, PASSWORD).await;
    let rows = instance.rows("oauth_credential", "").await;
    assert_eq!(rows.len(), 2);
    let text = serde_json::to_string(&rows).unwrap();
    assert!(!text.contains(issued["access_token"].as_str().unwrap()));
    assert!(rows[0].get("token_digest").is_none());
    assert_eq!(instance.export().await, before);
}
