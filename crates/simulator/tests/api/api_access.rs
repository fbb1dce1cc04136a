//! Access policies, which say how callers of an API prove themselves, and what scopes open.

use crate::support::{Instance, id, parts, pdi, talkative, with};
use reqwest::Method;
use serde_json::{Value, json};
use simulator::{Unknowns, Verdict};

const POLICIES: &str = "/api/now/table/sys_api_access_policy";
const SCOPES: &str = "/api/now/table/sys_api_access_scope";
const MAPPINGS: &str = "/api/now/table/sys_auth_profile_mapping";
const STATS: &str = "/api/now/stats/sys_user?sysparm_count=true";

/// A policy for counting, with profiles of these tables and kinds.
async fn policy(instance: &Instance, profiles: &[(&str, &str)]) -> String {
    let policy = json!({ "name": "Counting", "api_path": "now/stats", "active": false });
    let policy = instance.insert("sys_api_access_policy", policy).await;
    for (table, kind) in profiles {
        let row = json!({ "name": format!("{table} {kind}"), "type": kind });
        let profile = instance.insert(table, row).await;
        let mapping =
            json!({ "api_access_policy": id(&policy), "inbound_auth_profile": id(&profile) });
        instance.insert("sys_auth_profile_mapping", mapping).await;
    }
    let path = format!("{POLICIES}/{}", id(&policy));
    assert_eq!(instance.patch(&path, json!({ "active": true })).await.0, 200);
    path
}

/// The status of counting with a token.
async fn by_token(instance: &Instance) -> u16 {
    let client = json!({ "name": "Robot", "client_id": "robot", "client_secret": "s3cret" });
    if instance.rows("oauth_entity", "client_id=robot").await.is_empty() {
        instance.insert("oauth_entity", client).await;
    }
    let form = [
        ("grant_type", "password"),
        ("client_id", "robot"),
        ("client_secret", "s3cret"),
        ("username", "admin"),
        ("password", "admin"),
    ];
    let url = format!("{}/oauth_token.do", instance.simulator.url());
    let issued = parts(instance.client.post(url).form(&form).send().await.unwrap()).await.1;
    let token = issued["access_token"].as_str().unwrap();
    let url = format!("{}{STATS}", instance.simulator.url());
    instance.client.get(url).bearer_auth(token).send().await.unwrap().status().as_u16()
}

#[tokio::test]
async fn a_policy_decides_about_passwords_and_tokens_too() {
    let basic = ("std_http_auth", "basic_auth");
    let oauth = ("std_http_auth", "oauth");
    let keys = ("http_key_auth", "");
    let base = ("inbound_auth_profile", "");
    for (profiles, with_password, with_token) in [
        (&[basic][..], 200, 401),
        (&[oauth][..], 401, 200),
        (&[basic, oauth][..], 200, 200),
        (&[keys][..], 401, 401),
        (&[base][..], 401, 401),
    ] {
        let instance = pdi().await;
        let path = policy(&instance, profiles).await;
        assert_eq!(instance.get(STATS).await.0, with_password, "{profiles:?}");
        assert_eq!(by_token(&instance).await, with_token, "{profiles:?}");
        assert_eq!(instance.patch(&path, json!({ "active": false })).await.0, 200);
        assert_eq!(instance.get(STATS).await.0, 200, "a policy that is not active decides nothing");
    }
}

#[tokio::test]
async fn a_global_policy_decides_where_no_other_does() {
    let instance = pdi().await;
    policy(&instance, &[("std_http_auth", "basic_auth")]).await;
    let global = json!({ "name": "Rest", "apply_global": true, "active": false });
    let global = instance.insert("sys_api_access_policy", global).await;
    let profile = instance.insert("std_http_auth", json!({ "name": "O", "type": "oauth" })).await;
    let mapping = json!({ "api_access_policy": id(&global), "inbound_auth_profile": id(&profile) });
    instance.insert("sys_auth_profile_mapping", mapping).await;
    let path = format!("{POLICIES}/{}", id(&global));
    assert_eq!(instance.patch(&path, json!({ "active": true })).await.0, 200);
    assert_eq!(instance.get(STATS).await.0, 200);
    assert_eq!(instance.get(&path).await.0, 401);
}

#[tokio::test]
async fn a_policy_without_profiles_is_open_or_shut() {
    for (verdict, status) in [(Verdict::Allowed, 200), (Verdict::Refused, 401)] {
        let unknowns = Unknowns { policy_without_profiles: verdict, ..Unknowns::likely() };
        let instance = with(unknowns).await;
        policy(&instance, &[]).await;
        assert_eq!(instance.get(STATS).await.0, status);
        assert_eq!(by_token(&instance).await, status);
    }
}

/// What the instance says to a write that it must refuse.
async fn refused(instance: &Instance, method: Method, path: &str, row: Value) -> String {
    let request = instance.request(method, path).json(&row);
    let (status, body) = parts(request.send().await.unwrap()).await;
    assert_eq!(status, 403, "{body}");
    body["error"]["detail"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn two_active_policies_are_not_for_the_same() {
    let instance = talkative().await;
    let first = json!({ "name": "First", "api_path": "now/stats", "apply_all_methods": false,
        "http_method": "get" });
    instance.insert("sys_api_access_policy", first.clone()).await;
    let second = |more: Value| {
        let mut row = first.clone();
        row["name"] = json!("Second");
        row.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        row
    };
    for path in ["now/stats", "/now/stats"] {
        let row = second(json!({ "api_path": path }));
        let said = refused(&instance, Method::POST, POLICIES, row).await;
        let words = "Another policy with the same configuration is active: First";
        assert!(said.contains(words), "{path}: {said}");
    }
    let idle = instance.insert("sys_api_access_policy", second(json!({ "active": false }))).await;
    let path = format!("{POLICIES}/{}", id(&idle));
    refused(&instance, Method::PATCH, &path, json!({ "active": true })).await;
    let other = json!({ "active": true, "http_method": "post" });
    assert_eq!(instance.patch(&path, other).await.0, 200);
}

#[tokio::test]
async fn a_policy_lists_a_profile_once_and_a_global_one_none_for_keys() {
    let instance = pdi().await;
    let insert = async |table, row| id(&instance.insert(table, row).await).to_owned();
    let global = json!({ "name": "All", "apply_global": true, "active": false });
    let global = insert("sys_api_access_policy", global).await;
    let keys = insert("http_key_auth", json!({ "name": "Keys" })).await;
    let passwords = insert("std_http_auth", json!({ "name": "Passwords" })).await;
    let mapping =
        |profile: &str| json!({ "api_access_policy": global, "inbound_auth_profile": profile });
    refused(&instance, Method::POST, MAPPINGS, mapping(&keys)).await;
    assert_eq!(instance.post(MAPPINGS, mapping(&passwords)).await.0, 201);
    refused(&instance, Method::POST, MAPPINGS, mapping(&passwords)).await;
}

#[tokio::test]
async fn what_scopes_open_is_opened_once_and_names_no_version_where_all_are_open() {
    let instance = talkative().await;
    let mut scopes = Vec::new();
    for name in ["one", "two"] {
        let scope = instance.insert("sys_auth_scope", json!({ "name": name })).await;
        scopes.push(id(&scope).to_owned());
    }
    let opened = |scope: &str, version: &str| {
        json!({ "name": "Counting", "auth_scope": scope, "api": "Aggregate API",
            "api_path": "now/stats", "apply_all_versions": version.is_empty(),
            "version": if version.is_empty() { "v9" } else { version } })
    };
    let (status, body) = instance.post(SCOPES, opened(&scopes[0], "")).await;
    assert_eq!((status, &body["result"]["version"]), (201, &json!("")));
    for path in ["now/stats", "/now/stats"] {
        let mut row = opened(&scopes[1], "");
        row["api_path"] = json!(path);
        let said = refused(&instance, Method::POST, SCOPES, row).await;
        assert!(said.contains("duplicated API resource found"), "{path}: {said}");
    }
    let (status, body) = instance.post(SCOPES, opened(&scopes[1], "v1")).await;
    assert_eq!((status, &body["result"]["version"]), (201, &json!("v1")));
}
