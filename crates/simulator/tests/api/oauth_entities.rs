//! Application registries and their profiles.

use crate::support::{Instance, id, pdi, with};
use serde_json::{Value, json};
use simulator::{DefaultProfile, DeletedRegistry, Unknowns, Verdict};

async fn provider(instance: &Instance) -> Value {
    let record = json!({ "name": "Camunda OAuth", "type": "oauth_provider",
        "default_grant_type": "client_credentials" });
    instance.insert("oauth_entity", record).await
}

async fn profiles(instance: &Instance, entity: &Value) -> Vec<Value> {
    instance.rows("oauth_entity_profile", &format!("oauth_entity={}", id(entity))).await
}

#[tokio::test]
async fn a_new_provider_has_a_default_profile_and_the_instances_redirect() {
    let instance = pdi().await;
    let entity = provider(&instance).await;
    let redirect = format!("{}/oauth_redirect.do", instance.simulator.url());
    assert_eq!(entity["redirect_url"], redirect);
    let profiles = profiles(&instance, &entity).await;
    assert_eq!(profiles.len(), 1);
    assert_eq!(profiles[0]["name"], "Camunda OAuth default_profile");
    assert_eq!(profiles[0]["grant_type"], "client_credentials");
    assert_eq!(profiles[0]["default"], "true");
}

#[tokio::test]
async fn a_late_profile_comes_later_and_an_absent_one_never() {
    let late = Unknowns {
        default_profile: DefaultProfile::Late,
        default_profile_delay_ms: 60_000,
        ..Unknowns::likely()
    };
    let instance = with(late).await;
    let entity = provider(&instance).await;
    assert!(profiles(&instance, &entity).await.is_empty());
    instance.advance(61).await;
    assert_eq!(profiles(&instance, &entity).await.len(), 1);
    let absent = Unknowns { default_profile: DefaultProfile::Absent, ..Unknowns::likely() };
    let instance = with(absent).await;
    let entity = provider(&instance).await;
    instance.advance(61).await;
    assert!(profiles(&instance, &entity).await.is_empty());
}

#[tokio::test]
async fn a_late_profile_is_not_made_where_there_is_one_or_no_provider_any_more() {
    let late = Unknowns {
        default_profile: DefaultProfile::Late,
        default_profile_delay_ms: 60_000,
        ..Unknowns::likely()
    };
    let instance = with(late).await;
    let (kept, gone) = (provider(&instance).await, provider(&instance).await);
    let own = json!({ "name": "Own", "oauth_entity": id(&kept) });
    instance.insert("oauth_entity_profile", own).await;
    instance.delete(&format!("/api/now/table/oauth_entity/{}", id(&gone))).await;
    instance.advance(61).await;
    assert_eq!(instance.rows("oauth_entity_profile", "").await.len(), 1);
}

#[tokio::test]
async fn a_client_without_id_and_secret_gets_them_and_no_profile() {
    let instance = pdi().await;
    let client = instance.insert("oauth_entity", json!({ "name": "Inbound" })).await;
    assert_eq!(client["type"], "client");
    assert_eq!(client["client_id"].as_str().unwrap().len(), 32);
    assert_ne!(client["client_secret"], "");
    assert!(profiles(&instance, &client).await.is_empty());
    let public =
        instance.insert("oauth_entity", json!({ "name": "P", "public_client": "1" })).await;
    assert_eq!((&public["client_secret"], &public["public_client"]), (&json!(""), &json!("true")));
    let entity = provider(&instance).await;
    assert_eq!(entity["client_id"], "");
}

#[tokio::test]
async fn only_one_profile_is_the_default() {
    let instance = pdi().await;
    let entity = provider(&instance).await;
    let second = json!({ "name": "Second", "oauth_entity": id(&entity), "default": true });
    instance.insert("oauth_entity_profile", second).await;
    let query = format!("oauth_entity={}^default=true", id(&entity));
    let defaults = instance.rows("oauth_entity_profile", &query).await;
    assert_eq!(defaults.len(), 1);
    assert_eq!(defaults[0]["name"], "Second");
}

#[tokio::test]
async fn a_second_profile_is_refused_where_that_is_switched_on() {
    let strict = Unknowns { second_profile: Verdict::Refused, ..Unknowns::likely() };
    let instance = with(strict).await;
    let entity = provider(&instance).await;
    let second = json!({ "name": "Second", "oauth_entity": id(&entity) });
    let (status, body) = instance.post("/api/now/table/oauth_entity_profile", second).await;
    assert_eq!(status, 403);
    let detail = body["error"]["detail"].as_str().unwrap();
    assert!(detail.contains("Business Rule 'Validate OAuth entity profile^"), "{detail}");
}

#[tokio::test]
async fn a_deleted_provider_orphans_its_profiles_or_takes_them_along() {
    for (rule, left) in [(DeletedRegistry::Cleared, 1), (DeletedRegistry::Cascaded, 0)] {
        let instance = with(Unknowns { deleted_registry: rule, ..Unknowns::likely() }).await;
        let entity = provider(&instance).await;
        let (status, _) =
            instance.delete(&format!("/api/now/table/oauth_entity/{}", id(&entity))).await;
        assert_eq!(status, 204);
        let orphans = instance.rows("oauth_entity_profile", "oauth_entityISEMPTY").await;
        assert_eq!(orphans.len(), left, "{rule:?}");
    }
}

#[tokio::test]
async fn renaming_a_provider_leaves_its_profile_unless_switched() {
    for (renames, name) in [(false, "Camunda OAuth default_profile"), (true, "New default_profile")]
    {
        let instance =
            with(Unknowns { rename_renames_profile: renames, ..Unknowns::likely() }).await;
        let entity = provider(&instance).await;
        let path = format!("/api/now/table/oauth_entity/{}", id(&entity));
        instance.patch(&path, json!({ "name": "New" })).await;
        assert_eq!(profiles(&instance, &entity).await[0]["name"], name);
    }
}

#[tokio::test]
async fn deleting_a_profile_deletes_its_scopes_links() {
    let instance = pdi().await;
    let entity = provider(&instance).await;
    let profile = &profiles(&instance, &entity).await[0];
    let scope =
        json!({ "name": "read", "oauth_entity_scope": "read", "oauth_entity": id(&entity) });
    let scope = instance.insert("oauth_entity_scope", scope).await;
    let link = json!({ "oauth_entity_profile": id(profile), "oauth_entity_scope": id(&scope) });
    instance.insert("oauth_entity_profile_scope", link).await;
    instance.delete(&format!("/api/now/table/oauth_entity_profile/{}", id(profile))).await;
    assert!(instance.rows("oauth_entity_profile_scope", "").await.is_empty());
    assert_eq!(instance.rows("oauth_entity_scope", "").await.len(), 1);
}

#[tokio::test]
async fn a_child_of_the_registry_is_a_client_in_its_own_table() {
    let instance = pdi().await;
    let jwt = instance.insert("oauth_jwt", json!({ "name": "Signed" })).await;
    assert_eq!((&jwt["type"], &jwt["sys_class_name"]), (&json!("client"), &json!("oauth_jwt")));
    assert_eq!(jwt["jwks_cache_lifespan"], "720");
    assert_eq!(instance.rows("oauth_entity", "name=Signed").await.len(), 1);
}

#[tokio::test]
async fn columns_nobody_has_established_are_missing_at_worst() {
    let record = json!({ "name": "One", "description": "What it is for" });
    let likely = pdi().await.insert("sys_alias", record.clone()).await;
    assert_eq!(likely["description"], "What it is for");
    let worst = with(Unknowns::worst()).await.insert("sys_alias", record).await;
    assert!(worst.get("description").is_none());
    let entity = json!({ "name": "One", "use_pkce": true, "login_url": " oauth_login.do " });
    let entity = with(Unknowns::worst()).await.insert("oauth_entity", entity).await;
    assert_eq!(
        (&entity["use_pkce"], &entity["login_url"]),
        (&json!("true"), &json!("oauth_login.do"))
    );
}

#[tokio::test]
async fn a_blank_id_or_secret_of_a_client_is_made_anew_on_an_update_too() {
    let instance = pdi().await;
    let record = json!({ "name": "Inbound", "client_id": "mine", "client_secret": "s3cret" });
    let client = instance.insert("oauth_entity", record).await;
    let path = format!("/api/now/table/oauth_entity/{}", id(&client));
    let (_, body) = instance.patch(&path, json!({ "client_id": "", "client_secret": "" })).await;
    assert_eq!(body["result"]["client_id"].as_str().unwrap().len(), 32);
    assert_ne!(body["result"]["client_secret"], "");
    assert!(!instance.reveal("oauth_entity", &client, "client_secret", "s3cret").await.equal);
    let entity = provider(&instance).await;
    let path = format!("/api/now/table/oauth_entity/{}", id(&entity));
    let (_, body) = instance.patch(&path, json!({ "redirect_url": "" })).await;
    assert_eq!(body["result"]["redirect_url"], "", "a provider is filled in on insert only");
}

#[tokio::test]
async fn the_defaults_of_an_entry_are_those_that_instances_have() {
    let instance = pdi().await;
    let client = instance.insert("oauth_entity", json!({ "name": "Inbound" })).await;
    for (column, default) in [
        ("auth_code_lifespan", "0"),
        ("id_token_lifespan", "0"),
        ("access_token_lifespan", "1800"),
        ("refresh_token_lifespan", "8640000"),
        ("code_challenge_method", "S256"),
        ("sub_claim", "user_name"),
        ("token_format", "opaque"),
        ("inbound_grant_type", ""),
    ] {
        assert_eq!(client[column], default, "{column}");
    }
    assert_eq!(provider(&instance).await["inbound_grant_type"], "not_applicable");
    let oidc = instance.insert("oidc_provider_configuration", json!({ "name": "Entra" })).await;
    assert_eq!(oidc["oidc_config_cache_life_span"], "120");
    assert_eq!(oidc["user_field"], "user_name");
    let role = instance.insert("sys_user_role", json!({ "name": " reader " })).await;
    assert_eq!((&role["grantable"], &role["can_delegate"]), (&json!("true"), &json!("true")));
    assert_eq!(role["name"], "reader", "a rule trims it");
}

#[tokio::test]
async fn a_login_url_leads_to_a_login() {
    let instance = pdi().await;
    let wrong = json!({ "name": "Inbound", "login_url": "https://id.example/login" });
    let (status, body) = instance.post("/api/now/table/oauth_entity", wrong).await;
    assert_eq!(status, 403, "{body}");
    let right = json!({ "name": "Inbound", "login_url": "/login_locate_sso.do" });
    instance.insert("oauth_entity", right).await;
}

#[tokio::test]
async fn a_profile_is_linked_with_scopes_of_its_own_provider_and_keeps_it() {
    let instance = pdi().await;
    let (own, other) = (provider(&instance).await, provider(&instance).await);
    let profile = &profiles(&instance, &own).await[0];
    let scope = |entity: &Value| json!({ "name": "read", "oauth_entity_scope": "read", "oauth_entity": id(entity) });
    let strange = instance.insert("oauth_entity_scope", scope(&other)).await;
    let fitting = instance.insert("oauth_entity_scope", scope(&own)).await;
    let link = |scope: &Value| json!({ "oauth_entity_profile": id(profile), "oauth_entity_scope": id(scope) });
    let path = "/api/now/table/oauth_entity_profile_scope";
    assert_eq!(instance.post(path, link(&strange)).await.0, 403);
    let joined = instance.insert("oauth_entity_profile_scope", link(&fitting)).await;
    let path = format!("/api/now/table/oauth_entity_profile/{}", id(profile));
    let moved = json!({ "oauth_entity": id(&other) });
    assert_eq!(instance.patch(&path, moved.clone()).await.0, 403);
    instance.delete(&format!("/api/now/table/oauth_entity_profile_scope/{}", id(&joined))).await;
    assert_eq!(instance.patch(&path, moved).await.0, 200);
}

#[tokio::test]
async fn an_auth_scope_is_given_once_and_to_clients_and_oidc_entities_alone() {
    let instance = pdi().await;
    let scope = instance.insert("sys_auth_scope", json!({ "name": "reading" })).await;
    let path = "/api/now/table/oauth_entity_auth_scope_mapping";
    let mapping = |entity: &Value| json!({ "oauth_entity": id(entity), "auth_scope": id(&scope) });
    assert_eq!(instance.post(path, mapping(&provider(&instance).await)).await.0, 403);
    for table in ["oauth_entity", "oauth_oidc_entity", "oauth_jwt"] {
        let entity = instance.insert(table, json!({ "name": "Caller" })).await;
        assert_eq!(instance.post(path, mapping(&entity)).await.0, 201, "{table}");
        assert_eq!(instance.post(path, mapping(&entity)).await.0, 403, "{table}, twice");
    }
}
