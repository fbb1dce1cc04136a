//! Tokens once they are issued: revocation, scopes, signed tokens; and how the endpoint is asked.

use crate::support::{Instance, id, parts, pdi, started, with};
use reqwest::Method;
use serde_json::{Value, json};
use simulator::{Seed, Simulator, TokenScopes, Unknowns};

const PASSWORD: &[(&str, &str)] =
    &[("grant_type", "password"), ("username", "oauth.admin"), ("password", "oauth.admin")];

async fn client(instance: &Instance, extra: Value) -> Value {
    let mut record = json!({ "name": "Client", "client_id": "abc", "client_secret": "s3cret" });
    record.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
    instance.insert("oauth_entity", record).await
}

async fn token(instance: &Instance, more: &[(&str, &str)]) -> (u16, Value) {
    let url = format!("{}/oauth_token.do", instance.simulator.url());
    let client = [("client_id", "abc"), ("client_secret", "s3cret")];
    let form: Vec<_> = more.iter().chain(&client).collect();
    parts(instance.client.post(url).form(&form).send().await.unwrap()).await
}

async fn by_bearer(instance: &Instance, path: &str, token: &Value) -> (u16, Value) {
    let url = format!("{}{path}", instance.simulator.url());
    let request = instance.client.get(url).bearer_auth(token.as_str().unwrap());
    parts(request.send().await.unwrap()).await
}

const USERS: &str = "/api/now/table/sys_user?sysparm_limit=1";
const ENTITIES: &str = "/api/now/v2/table/oauth_entity?sysparm_limit=1";
const STATS: &str = "/api/now/stats/sys_user?sysparm_count=true";

#[tokio::test]
async fn either_spelling_of_revocation_ends_a_token_without_authentication() {
    let instance = pdi().await;
    client(&instance, json!({})).await;
    let (_, issued) = token(&instance, PASSWORD).await;
    let access = issued["access_token"].as_str().unwrap();
    let url = instance.simulator.url();
    let get = format!("{url}/oauth_revoke_token.do?token={access}");
    assert_eq!(instance.client.get(get).send().await.unwrap().status(), 200);
    assert_eq!(by_bearer(&instance, USERS, &issued["access_token"]).await.0, 401);
    let refresh = issued["refresh_token"].as_str().unwrap();
    let post = instance.client.post(format!("{url}/oauth_revoke.do")).form(&[("token", refresh)]);
    assert_eq!(post.send().await.unwrap().status(), 200);
    let form = [("grant_type", "refresh_token"), ("refresh_token", refresh)];
    assert_eq!(token(&instance, &form).await.0, 401);
    let (status, _) = instance.get("/oauth_revoke_token.do?token=never-issued").await;
    assert_eq!(status, 200);
    assert_eq!(instance.get("/oauth_revoke_token.do").await.0, 400);
}

#[tokio::test]
async fn a_revoked_token_is_replaced_when_the_password_is_sent_again() {
    let instance = pdi().await;
    client(&instance, json!({})).await;
    let (_, first) = token(&instance, PASSWORD).await;
    let access = first["access_token"].as_str().unwrap();
    instance.get(&format!("/oauth_revoke.do?token={access}")).await;
    let (_, second) = token(&instance, PASSWORD).await;
    assert_ne!(second["access_token"], first["access_token"]);
    assert_eq!(by_bearer(&instance, USERS, &second["access_token"]).await.0, 200);
}

#[tokio::test]
async fn a_repeated_password_grant_says_what_is_left_of_the_time() {
    let instance = pdi().await;
    client(&instance, json!({})).await;
    token(&instance, PASSWORD).await;
    instance.advance(600).await;
    let (_, again) = token(&instance, PASSWORD).await;
    let left = again["expires_in"].as_i64().unwrap();
    assert!((1198..=1200).contains(&left), "{left}");
}

#[tokio::test]
async fn a_refresh_token_serves_its_own_client_alone() {
    let instance = pdi().await;
    client(&instance, json!({})).await;
    instance
        .insert("oauth_entity", json!({ "name": "B", "client_id": "b", "client_secret": "bb" }))
        .await;
    let (_, issued) = token(&instance, PASSWORD).await;
    let refresh = issued["refresh_token"].as_str().unwrap();
    let url = format!("{}/oauth_token.do", instance.simulator.url());
    let form = [
        ("grant_type", "refresh_token"),
        ("refresh_token", refresh),
        ("client_id", "b"),
        ("client_secret", "bb"),
    ];
    assert_eq!(instance.client.post(url).form(&form).send().await.unwrap().status(), 401);
}

#[tokio::test]
async fn parameters_in_the_query_count_until_a_property_says_no() {
    let instance = pdi().await;
    client(&instance, json!({})).await;
    let path = "/oauth_token.do?grant_type=password&client_id=abc&client_secret=s3cret\
                &username=oauth.admin&password=oauth.admin";
    let url = format!("{}{path}", instance.simulator.url());
    assert_eq!(instance.client.post(&url).send().await.unwrap().status(), 200);
    instance.property("glide.oauth.allow.parameters.in.post.body.only", "true").await;
    assert_eq!(instance.client.post(&url).send().await.unwrap().status(), 401);
    assert_eq!(token(&instance, PASSWORD).await.0, 200);
}

#[tokio::test]
async fn a_json_body_is_not_understood() {
    let instance = pdi().await;
    client(&instance, json!({})).await;
    let body = json!({ "grant_type": "password", "client_id": "abc", "client_secret": "s3cret",
        "username": "oauth.admin", "password": "oauth.admin" });
    assert_eq!(instance.post("/oauth_token.do", body).await.0, 401);
}

#[tokio::test]
async fn a_token_in_the_query_is_as_good_as_one_in_the_header() {
    let instance = pdi().await;
    client(&instance, json!({})).await;
    let (_, issued) = token(&instance, PASSWORD).await;
    let access = issued["access_token"].as_str().unwrap();
    let url = format!("{}{USERS}&access_token={access}", instance.simulator.url());
    assert_eq!(instance.client.get(url).send().await.unwrap().status(), 200);
    let (_, log) = instance.get("/simulator/requests").await;
    assert!(!log.to_string().contains(access));
}

/// Two auth scopes linked with the client; one of them opens the Table API for reading.
async fn scoped(instance: &Instance, entity: &Value) {
    for name in ["reading", "nothing"] {
        let scope = instance.insert("sys_auth_scope", json!({ "name": name })).await;
        let link = json!({ "oauth_entity": id(entity), "auth_scope": id(&scope) });
        instance.insert("oauth_entity_auth_scope_mapping", link).await;
        if name == "reading" {
            let access = json!({ "auth_scope": id(&scope), "api": "Table API",
                "api_path": "now/table", "apply_all_methods": false, "http_method": "GET" });
            instance.insert("sys_api_access_scope", access).await;
        }
    }
}

#[tokio::test]
async fn a_token_for_one_scope_opens_what_the_scope_names() {
    let instance = pdi().await;
    let entity = client(&instance, json!({})).await;
    scoped(&instance, &entity).await;
    let asked = |scope: &'static str| [PASSWORD, &[("scope", scope)]].concat();
    let (_, reading) = token(&instance, &asked("reading")).await;
    assert_eq!(reading["scope"], "reading");
    assert_eq!(by_bearer(&instance, USERS, &reading["access_token"]).await.0, 200);
    assert_eq!(by_bearer(&instance, ENTITIES, &reading["access_token"]).await.0, 200);
    let (status, body) = by_bearer(&instance, STATS, &reading["access_token"]).await;
    assert_eq!(status, 403);
    assert_eq!(body["error"]["message"], "User Not Authorized");
    assert_eq!(body["error"]["detail"], "Access to unscoped api is not allowed");
    let (_, nothing) = token(&instance, &asked("nothing")).await;
    let (status, body) = by_bearer(&instance, USERS, &nothing["access_token"]).await;
    assert_eq!(status, 403);
    assert_eq!(body["error"]["message"], "Missing required api access scope: reading");
    let (_, both) = token(&instance, &asked("useraccount nothing")).await;
    assert_eq!(by_bearer(&instance, STATS, &both["access_token"]).await.0, 200);
    assert_eq!(token(&instance, &asked("moon")).await.0, 401);
}

/// What a restricted client meets whose API no scope opens, and who it is.
async fn refused_as_unscoped(instance: &Instance, token: &Value) {
    let url = format!("{}{USERS}", instance.simulator.url());
    let request = instance.client.get(url).bearer_auth(token.as_str().unwrap());
    let answer = request.send().await.unwrap();
    assert_eq!(answer.status(), 403);
    assert_eq!(answer.headers()["x-is-logged-in"], "true");
    let body = parts(answer).await.1;
    let error = json!({ "message": "User Not Authorized",
        "detail": "Access to unscoped api is not allowed" });
    assert_eq!(body, json!({ "error": error, "status": "failure" }));
}

#[tokio::test]
async fn the_restricted_client_of_a_hardened_instance_finds_every_api_closed() {
    for unknowns in [Unknowns::likely(), Unknowns::worst()] {
        let builder = Simulator::builder().seed(Seed::Hardened).unknowns(unknowns);
        let instance = started(builder).await.user("integration.admin");
        let form = [
            ("grant_type", "client_credentials"),
            ("client_id", "integration.client"),
            ("client_secret", "integration.client"),
        ];
        let url = format!("{}/oauth_token.do", instance.simulator.url());
        let issued = parts(instance.client.post(url).form(&form).send().await.unwrap()).await.1;
        let token = &issued["access_token"];
        refused_as_unscoped(&instance, token).await;
        let query = "name=glide.security.oauth_allow_unscoped_clients";
        let property = instance.rows("sys_properties", query).await[0].clone();
        let path = format!("/api/now/table/sys_properties/{}", id(&property));
        instance.patch(&path, json!({ "value": "true" })).await;
        assert_eq!(by_bearer(&instance, USERS, token).await.0, 200);
        instance.patch(&path, json!({ "value": "false" })).await;
        let client = instance.rows("oauth_entity", "client_id=integration.client").await[0].clone();
        let scope = instance.rows("sys_auth_scope", "name=useraccount").await[0].clone();
        let link = json!({ "oauth_entity": id(&client), "auth_scope": id(&scope) });
        instance.insert("oauth_entity_auth_scope_mapping", link).await;
        assert_eq!(by_bearer(&instance, USERS, token).await.0, 200, "the whole account");
    }
}

#[tokio::test]
async fn restricting_a_registry_applies_to_tokens_already_issued() {
    let instance = pdi().await;
    let entity = client(&instance, json!({})).await;
    scoped(&instance, &entity).await;
    let (_, issued) = token(&instance, PASSWORD).await;
    assert_eq!(by_bearer(&instance, STATS, &issued["access_token"]).await.0, 200);
    let path = format!("/api/now/table/oauth_entity/{}", id(&entity));
    instance.patch(&path, json!({ "scope_restriction_status": "restricted" })).await;
    assert_eq!(by_bearer(&instance, STATS, &issued["access_token"]).await.0, 403);
    assert_eq!(by_bearer(&instance, USERS, &issued["access_token"]).await.0, 200);
    instance.property("com.glide.rest.api.auth.scope.check.enable", "false").await;
    assert_eq!(by_bearer(&instance, STATS, &issued["access_token"]).await.0, 200);
}

#[tokio::test]
async fn a_restricted_registry_with_the_whole_account_is_not_restricted() {
    let instance = pdi().await;
    let entity = client(&instance, json!({ "scope_restriction_status": "restricted" })).await;
    let (_, issued) = token(&instance, PASSWORD).await;
    assert_eq!(by_bearer(&instance, USERS, &issued["access_token"]).await.0, 403);
    let whole = &instance.rows("sys_auth_scope", "name=useraccount").await[0];
    let link = json!({ "oauth_entity": id(&entity), "auth_scope": id(whole) });
    instance.insert("oauth_entity_auth_scope_mapping", link).await;
    assert_eq!(by_bearer(&instance, USERS, &issued["access_token"]).await.0, 200);
    let (_, second) = token(&instance, &[PASSWORD, &[("scope", "useraccount")]].concat()).await;
    assert_eq!(second["scope"], "useraccount");
}

#[tokio::test]
async fn the_switch_says_where_scopes_must_stand() {
    let unknowns = Unknowns { token_scopes: TokenScopes::Both, ..Unknowns::likely() };
    let instance = with(unknowns).await;
    let entity = client(&instance, json!({})).await;
    scoped(&instance, &entity).await;
    let asked = [PASSWORD, &[("scope", "reading")]].concat();
    assert_eq!(token(&instance, &asked).await.0, 401);
    let scope =
        json!({ "name": "R", "oauth_entity_scope": "reading", "oauth_entity": id(&entity) });
    instance.insert("oauth_entity_scope", scope).await;
    assert_eq!(token(&instance, &asked).await.0, 200);
}

#[tokio::test]
async fn a_signed_token_is_verified_by_the_published_key_and_works() {
    let instance = pdi().await;
    client(&instance, json!({ "token_format": "jwt", "sub_claim": "user_name" })).await;
    let (_, issued) = token(&instance, PASSWORD).await;
    let access = issued["access_token"].as_str().unwrap();
    let (_, keys) = instance.get("/api/now/oauth/jwks").await;
    let set: jsonwebtoken::jwk::JwkSet = serde_json::from_value(keys).unwrap();
    let header = jsonwebtoken::decode_header(access).unwrap();
    let key = set.find(header.kid.as_deref().unwrap()).unwrap();
    let mut validation = jsonwebtoken::Validation::new(header.alg);
    validation.set_audience(&["abc"]);
    validation.set_issuer(&[instance.simulator.url()]);
    let decoding = jsonwebtoken::DecodingKey::from_jwk(key).unwrap();
    let claims = jsonwebtoken::decode::<Value>(access, &decoding, &validation).unwrap().claims;
    assert_eq!((&claims["sub"], &claims["scope"]), (&json!("oauth.admin"), &json!("useraccount")));
    assert_eq!(by_bearer(&instance, USERS, &issued["access_token"]).await.0, 200);
    let anybody = instance.client.get(format!("{}/api/now/oauth/jwks", instance.simulator.url()));
    assert_eq!(anybody.send().await.unwrap().status(), 200);
    instance.get(&format!("/oauth_revoke.do?token={access}")).await;
    assert_eq!(by_bearer(&instance, USERS, &issued["access_token"]).await.0, 401);
}

#[tokio::test]
async fn a_public_client_gets_no_token_in_its_own_name() {
    let instance = pdi().await;
    instance.property("glide.oauth.inbound.client.credential.grant_type.enabled", "true").await;
    let user = &instance.rows("sys_user", "user_name=oauth.admin").await[0];
    client(&instance, json!({ "public_client": true, "user": id(user) })).await;
    assert_eq!(token(&instance, &[("grant_type", "client_credentials")]).await.0, 401);
    let request = instance.request(Method::GET, "/oauth_token.do");
    assert_eq!(request.send().await.unwrap().status(), 405);
}
