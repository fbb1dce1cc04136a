//! Users, roles, and what they may do.

use crate::support::{id, pdi};
use reqwest::Method;
use serde_json::json;

#[tokio::test]
async fn without_or_with_wrong_credentials_there_is_401() {
    let instance = pdi().await;
    let url = format!("{}/api/now/table/sys_user", instance.simulator.url());
    let nobody = instance.client.get(&url).send().await.unwrap();
    assert_eq!(nobody.status(), 401);
    assert_eq!(nobody.headers()["www-authenticate"], "BASIC realm=\"Service-now\"");
    let wrong = instance.client.get(&url).basic_auth("admin", Some("wrong")).send().await.unwrap();
    let (status, body) = crate::support::parts(wrong).await;
    assert_eq!(status, 401);
    assert_eq!(body["error"]["message"], "User Not Authenticated");
    assert_eq!(body["error"]["detail"], "Required to provide Auth information");
}

#[tokio::test]
async fn an_inactive_user_cannot_sign_in() {
    let instance = pdi().await;
    let user = &instance.rows("sys_user", "user_name=plain.user").await[0];
    let path = format!("/api/now/table/sys_user/{}", id(user));
    let (_, body) = instance.patch(&path, json!({ "active": false })).await;
    assert_eq!(body["result"]["locked_out"], "true");
    let (status, _) = instance.user("plain.user").get("/api/now/table/sys_user").await;
    assert_eq!(status, 401);
}

#[tokio::test]
async fn rows_one_may_not_read_vanish_but_are_counted() {
    let instance = pdi().await;
    instance.insert("oauth_entity", json!({ "name": "Hidden" })).await;
    let entity = instance.rows("oauth_entity", "name=Hidden").await[0].clone();
    let instance = instance.user("plain.user");
    let list = instance.request(Method::GET, "/api/now/table/oauth_entity").send().await.unwrap();
    assert_eq!(list.headers()["x-total-count"], "1");
    assert_eq!(crate::support::parts(list).await, (200, json!({ "result": [] })));
    let (status, body) =
        instance.get(&format!("/api/now/table/oauth_entity/{}", id(&entity))).await;
    assert_eq!(status, 404);
    assert_eq!(body["error"]["message"], "No Record found");
}

#[tokio::test]
async fn a_refused_insert_says_so_in_the_known_words() {
    let instance = pdi().await.user("plain.user");
    let (status, body) =
        instance.post("/api/now/table/oauth_entity", json!({ "name": "Mine" })).await;
    assert_eq!(status, 403);
    assert_eq!(body["error"]["message"], "Operation Failed");
    assert_eq!(body["error"]["detail"], "ACL Exception Insert Failed due to security constraints");
}

#[tokio::test]
async fn the_roles_of_the_connection_admin_open_connections_and_credentials_alone() {
    let instance = pdi().await.user("connection.admin");
    for table in ["http_connection", "basic_auth_credentials"] {
        instance.insert(table, json!({ "name": "One", "active": false })).await;
    }
    for table in ["oauth_entity", "sys_alias", "sys_properties"] {
        let (status, _) =
            instance.post(&format!("/api/now/table/{table}"), json!({ "name": "One" })).await;
        assert_eq!(status, 403, "{table}");
    }
    assert!(instance.rows("sys_alias", "").await.is_empty());
}

#[tokio::test]
async fn a_row_one_may_read_but_not_write_gives_403() {
    let instance = pdi().await;
    let alias = instance.insert("sys_alias", json!({ "name": "Mail" })).await;
    let path = format!("/api/now/table/sys_alias/{}", id(&alias));
    let instance = instance.user("connection.admin");
    assert_eq!(instance.get(&path).await.0, 200);
    let (status, body) = instance.patch(&path, json!({ "description": "x" })).await;
    assert_eq!(status, 403);
    assert!(body["error"]["detail"].as_str().unwrap().contains("Update Failed"));
    let (status, body) = instance.delete(&path).await;
    assert_eq!(status, 403);
    assert!(body["error"]["detail"].as_str().unwrap().contains("Delete Failed"));
}

#[tokio::test]
async fn columns_one_may_not_read_are_left_out() {
    let instance = pdi().await;
    let query = "user_name=admin";
    let seen = instance.rows("sys_user", query).await[0].clone();
    assert!(seen.get("identity_type").is_some());
    let instance = instance.user("plain.user");
    let seen = instance.rows("sys_user", query).await[0].clone();
    assert!(seen.get("identity_type").is_none());
    assert_eq!(seen["user_name"], "admin");
}

#[tokio::test]
async fn a_path_does_not_lead_into_a_table_one_may_not_read() {
    let instance = pdi().await;
    let entity = json!({ "name": "Provider", "type": "oauth_provider" });
    instance.insert("oauth_entity", entity).await;
    let profile = instance.rows("oauth_entity_profile", "").await[0].clone();
    let record = json!({ "name": "Token", "oauth_entity_profile": id(&profile) });
    instance.insert("oauth_2_0_credentials", record).await;
    let instance = instance.user("connection.admin");
    let fields = "sysparm_fields=name,oauth_entity_profile.name,application.scope";
    let path = format!("/api/now/table/oauth_2_0_credentials?{fields}");
    let (_, body) = instance.get(&path).await;
    assert_eq!(body["result"], json!([{ "name": "Token", "application.scope": "global" }]));
}

#[tokio::test]
async fn a_column_one_may_not_read_cannot_be_asked_about() {
    let query = "/api/now/table/sys_user?sysparm_query=identity_type=robot";
    let likely = pdi().await.user("plain.user");
    assert_eq!(likely.get(query).await.1["result"].as_array().unwrap().len(), 5);
    let worst = crate::support::with(simulator::Unknowns::worst()).await.user("plain.user");
    let (status, body) = worst.get(query).await;
    assert_eq!(status, 403);
    assert_eq!(
        body["error"]["detail"],
        "Field(s) present in the query do not have permission to be read"
    );
}

#[tokio::test]
async fn a_contained_role_counts() {
    let instance = pdi().await;
    let user = &instance.rows("sys_user", "user_name=plain.user").await[0];
    let connection = &instance.rows("sys_user_role", "name=connection_admin").await[0];
    let grant = json!({ "user": id(user), "role": id(connection) });
    instance.insert("sys_user_has_role", grant).await;
    let instance = instance.user("plain.user");
    instance.insert("api_key_credentials", json!({ "name": "Key" })).await;
}

#[tokio::test]
async fn who_calls_is_told() {
    let instance = pdi().await.user("itil.user");
    let (status, body) = instance.get("/api/now/ui/user/current_user").await;
    assert_eq!(status, 200);
    assert_eq!(body["result"]["user_name"], "itil.user");
    assert_eq!(body["result"]["user_display_name"], "ITIL User");
}
