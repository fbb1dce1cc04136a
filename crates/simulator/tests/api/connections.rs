//! Aliases and connections, and the platform's rules about them.

use crate::support::{Instance, id, pdi, talkative, with};
use serde_json::{Value, json};
use simulator::{Unknowns, Verdict};

const HTTP: &str = "/api/now/table/http_connection";

async fn alias(instance: &Instance, record: Value) -> String {
    id(&instance.insert("sys_alias", record).await).to_owned()
}

async fn refused(instance: &Instance, table: &str, record: Value) -> String {
    let (status, body) = instance.post(&format!("/api/now/table/{table}"), record).await;
    assert_eq!(status, 403, "{body}");
    body["error"]["detail"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn the_id_of_an_alias_is_computed_and_cannot_be_written() {
    let instance = pdi().await;
    let alias =
        instance.insert("sys_alias", json!({ "name": "RPS Customer Demo", "id": "mine" })).await;
    assert_eq!(alias["id"], "RPS_Customer_Demo");
    assert_eq!(alias["sys_name"], "RPS_Customer_Demo");
    let path = format!("/api/now/table/sys_alias/{}", id(&alias));
    let (_, body) = instance.patch(&path, json!({ "name": "Renamed (2)/@#&+-=!*." })).await;
    assert_eq!(body["result"]["id"], "Renamed__2___________");
}

#[tokio::test]
async fn a_name_of_other_characters_is_refused() {
    let instance = pdi().await;
    for name in ["a,b", "a:b", "Büro", "a^b"] {
        refused(&instance, "sys_alias", json!({ "name": name })).await;
    }
}

#[tokio::test]
async fn a_child_alias_takes_after_its_parent_and_keeps_it() {
    let instance = pdi().await;
    let parent = json!({ "name": "Parent", "connection_type": "jdbc_connection",
        "multiple_connections": true });
    let parent = instance.insert("sys_alias", parent).await;
    let child = json!({ "name": "Child", "parent": id(&parent) });
    let child = instance.insert("sys_alias", child).await;
    assert_eq!(child["connection_type"], "jdbc_connection");
    assert_eq!(child["multiple_connections"], "true");
    let path = format!("/api/now/table/sys_alias/{}", id(&child));
    let (_, body) = instance.patch(&path, json!({ "parent": "" })).await;
    assert_eq!(body["result"]["parent"]["value"], parent["sys_id"]);
}

#[tokio::test]
async fn the_url_builder_makes_the_url_from_its_parts() {
    let instance = pdi().await;
    let record = json!({ "name": "Built", "active": false, "url_builder": true,
        "connection_url": "https://mine", "protocol": "https", "host": "bru-2.zeebe.camunda.io",
        "base_path": "/cluster" });
    let connection = instance.insert("http_connection", record).await;
    assert_eq!(connection["connection_url"], "https://bru-2.zeebe.camunda.io/cluster");
    let path = format!("{HTTP}/{}", id(&connection));
    for (change, url) in [
        (json!({ "port": "443" }), "https://bru-2.zeebe.camunda.io:443/cluster"),
        (json!({ "base_path": "cluster" }), "https://bru-2.zeebe.camunda.io:443cluster"),
        (json!({ "protocol": "" }), ""),
    ] {
        let (_, body) = instance.patch(&path, change).await;
        assert_eq!(body["result"]["connection_url"], url);
    }
}

#[tokio::test]
async fn under_mutual_authentication_the_profile_says_the_scheme() {
    let instance = pdi().await;
    let record = json!({ "name": "Mutual", "active": false, "url_builder": true,
        "mutual_auth": true, "protocol": "https", "host": "a.example" });
    let connection = instance.insert("http_connection", record).await;
    assert_eq!(connection["connection_url"], "", "no profile, no scheme");
    let profile = json!({ "protocol": "myhttps" });
    let profile = instance.insert("sys_protocol_profile", profile).await;
    let path = format!("{HTTP}/{}", id(&connection));
    let (_, body) = instance.patch(&path, json!({ "protocol_profile": id(&profile) })).await;
    assert_eq!(body["result"]["connection_url"], "myhttps://a.example");
}

#[tokio::test]
async fn with_the_builder_off_the_host_alone_follows_the_url() {
    let record = json!({ "name": "By hand", "active": false, "protocol": "https",
        "connection_url": "http://user@api.example.com:81/v1/?a=b" });
    let likely = pdi().await.insert("http_connection", record.clone()).await;
    assert_eq!(likely["host"], "api.example.com");
    for (column, stored) in [("protocol", "https"), ("port", ""), ("base_path", "")] {
        assert_eq!(likely[column], stored, "{column}");
    }
    let worst = with(Unknowns::worst()).await.insert("http_connection", record).await;
    assert_eq!((&worst["host"], &worst["port"]), (&json!(""), &json!("")));
    assert_eq!(worst["connection_url"], "http://user@api.example.com:81/v1/?a=b");
}

#[tokio::test]
async fn a_basic_connection_has_parts_and_no_url_and_a_jdbc_connection_has_both() {
    let instance = pdi().await;
    let basic = json!({ "name": "Basic", "active": false, "protocol": "ssh", "host": "h",
        "port": "22", "connection_url": "ssh://h" });
    let basic = instance.insert("sys_connection", basic).await;
    assert_eq!((&basic["protocol"], &basic["port"]), (&json!("ssh"), &json!("22")));
    assert!(basic.get("connection_url").is_none());
    for (name, format, url) in [
        ("Orders", "com.mysql.jdbc.Driver", "jdbc:mysql://db.example:3306/orders"),
        ("Old", "oracle.jdbc.OracleDriver", "jdbc:oracle:thin:@db.example:1521:ORCL"),
        (
            "Sales",
            "com.microsoft.sqlserver.jdbc.SQLServerDriver",
            "jdbc:sqlserver://db.example:3306;databaseName=orders",
        ),
    ] {
        let jdbc = json!({ "name": name, "active": false, "format": format, "host": "db.example",
            "port": "3306", "database_name": "orders", "oracle_port": "1521",
            "oracle_sid": "ORCL", "connection_url": "jdbc:mine", "jdbc_driver": "x" });
        let jdbc = instance.insert("jdbc_connection", jdbc).await;
        assert_eq!(jdbc["connection_url"], url);
        assert!(jdbc.get("jdbc_driver").is_none());
    }
}

#[tokio::test]
async fn an_alias_has_one_active_connection_in_a_domain() {
    let instance = talkative().await;
    let alias = alias(&instance, json!({ "name": "Single" })).await;
    let record = |name: &str, active: bool| json!({ "name": name, "connection_alias": alias, "active": active });
    let first = instance.insert("http_connection", record("First", true)).await;
    let second = instance.insert("http_connection", record("Second", false)).await;
    let detail = refused(&instance, "http_connection", record("Third", true)).await;
    let words = "Connection alias and Domain combination for an active record already exists";
    assert!(detail.starts_with(words), "{detail}");
    assert!(detail.contains("'http_connection' was aborted by Business Rule"), "{detail}");
    let mut elsewhere = record("Elsewhere", true);
    elsewhere["sys_domain"] = json!("d0");
    instance.insert("http_connection", elsewhere).await;
    let path = |record: &Value| format!("{HTTP}/{}", id(record));
    let (status, _) = instance.patch(&path(&second), json!({ "active": true })).await;
    assert_eq!(status, 403);
    instance.patch(&path(&first), json!({ "active": false })).await;
    let (status, _) = instance.patch(&path(&second), json!({ "active": true })).await;
    assert_eq!(status, 200);
    let detail = refused(&instance, "http_connection", json!({ "name": "Lonely" })).await;
    assert!(detail.starts_with("Connection alias cannot be empty"), "{detail}");
}

#[tokio::test]
async fn an_alias_for_several_has_several_active_connections_and_stays_one_while_it_has() {
    let instance = pdi().await;
    let record = json!({ "name": "Many", "multiple_connections": true });
    let alias = alias(&instance, record).await;
    let mut made = Vec::new();
    for name in ["One", "Two"] {
        let record = json!({ "name": name, "connection_alias": alias });
        made.push(instance.insert("http_connection", record).await);
    }
    let path = format!("/api/now/table/sys_alias/{alias}");
    let single = json!({ "multiple_connections": false });
    assert_eq!(instance.patch(&path, single.clone()).await.0, 403);
    instance.patch(&format!("{HTTP}/{}", id(&made[0])), json!({ "active": false })).await;
    assert_eq!(instance.patch(&path, single).await.0, 200);
}

#[tokio::test]
async fn an_alias_fits_the_class_of_its_connection() {
    let instance = talkative().await;
    let words = "Error: Alias Connection type must match Connection type of record";
    for wrong in [
        json!({ "name": "Key", "type": "credential" }),
        json!({ "name": "Database", "connection_type": "jdbc_connection" }),
    ] {
        let alias = alias(&instance, wrong).await;
        let record = json!({ "name": "Web", "connection_alias": alias, "active": false });
        let detail = refused(&instance, "http_connection", record).await;
        assert!(detail.starts_with(words), "{detail}");
    }
    let database = &instance.rows("sys_alias", "name=Database").await[0];
    let record = json!({ "name": "Orders", "connection_alias": id(database) });
    instance.insert("jdbc_connection", record).await;
}

#[tokio::test]
async fn a_credential_is_not_tagged_with_an_alias_for_connections() {
    let instance = talkative().await;
    let connection = alias(&instance, json!({ "name": "Web" })).await;
    let key = alias(&instance, json!({ "name": "Key", "type": "credential" })).await;
    let wrong = json!({ "name": "One", "tag": format!("{key},{connection}") });
    let detail = refused(&instance, "basic_auth_credentials", wrong).await;
    assert!(detail.starts_with("Error: Alias Web is not of type Credential"), "{detail}");
    let right = json!({ "name": "One", "tag": key });
    instance.insert("basic_auth_credentials", right).await;
    let path = format!("/api/now/table/sys_alias/{key}");
    let turned = json!({ "type": "connection" });
    assert_eq!(instance.patch(&path, turned).await.0, 403, "it is in use");
}

#[tokio::test]
async fn an_alias_in_use_keeps_its_types() {
    let instance = pdi().await;
    let alias = alias(&instance, json!({ "name": "Web" })).await;
    let record = json!({ "name": "One", "connection_alias": alias });
    let connection = instance.insert("http_connection", record).await;
    let path = format!("/api/now/table/sys_alias/{alias}");
    for change in [json!({ "type": "credential" }), json!({ "connection_type": "sys_connection" })]
    {
        assert_eq!(instance.patch(&path, change).await.0, 403);
    }
    let off = json!({ "active": false });
    instance.patch(&format!("{HTTP}/{}", id(&connection)), off).await;
    assert_eq!(instance.patch(&path, json!({ "type": "credential" })).await.0, 200);
}

#[tokio::test]
async fn only_client_credentials_are_got_through_a_mid_server() {
    let instance = pdi().await;
    for (grant, status) in [("client_credentials", 201), ("authorization_code", 403)] {
        let profile = json!({ "name": grant, "grant_type": grant });
        let profile = instance.insert("oauth_entity_profile", profile).await;
        let record =
            json!({ "name": grant, "oauth_entity_profile": id(&profile), "use_mid": true });
        let path = "/api/now/table/oauth_2_0_credentials";
        assert_eq!(instance.post(path, record).await.0, status, "{grant}");
    }
}

#[tokio::test]
async fn a_retry_policy_waits_as_told_for_http_alone_and_a_day_at_most() {
    let instance = pdi().await;
    let jdbc = json!({ "name": "One", "retry_strategy": "retry_after",
        "connection_type": "jdbc_retry_conditions" });
    refused(&instance, "sys_retry_policy", jdbc).await;
    let long = json!({ "name": "One", "max_elapsed_time": 86_401 });
    refused(&instance, "sys_retry_policy", long.clone()).await;
    instance.property("glide.fdih.retry.max_time_in_seconds", "604800").await;
    instance.insert("sys_retry_policy", long).await;
}

#[tokio::test]
async fn names_and_credentials_are_not_shared_by_connections() {
    let instance = talkative().await;
    let credential = instance.insert("api_key_credentials", json!({ "name": "Key" })).await;
    let (one, two) = (
        alias(&instance, json!({ "name": "One" })).await,
        alias(&instance, json!({ "name": "Two" })).await,
    );
    let record = json!({ "name": "One", "connection_alias": one, "credential": id(&credential) });
    instance.insert("http_connection", record).await;
    refused(&instance, "http_connection", json!({ "name": "one", "active": false })).await;
    let shared = json!({ "name": "Two", "connection_alias": two, "credential": id(&credential) });
    let detail = refused(&instance, "http_connection", shared).await;
    let words = "Credential and Domain combination for an active record already exists";
    assert!(detail.starts_with(words), "{detail}");
    let lenient = Unknowns {
        shared_credential: Verdict::Allowed,
        duplicate_connection_name: Verdict::Allowed,
        ..Unknowns::likely()
    };
    let instance = with(lenient).await;
    for _ in 0..2 {
        instance.insert("http_connection", json!({ "name": "One", "active": false })).await;
    }
}

#[tokio::test]
async fn a_base_table_shows_the_rows_of_all_its_children() {
    let instance = pdi().await;
    instance.insert("http_connection", json!({ "name": "Web", "active": false })).await;
    instance.insert("jdbc_connection", json!({ "name": "Database", "active": false })).await;
    let rows = instance.rows("sys_connection", "ORDERBYname").await;
    let classes: Vec<_> = rows.iter().map(|row| row["sys_class_name"].as_str().unwrap()).collect();
    assert_eq!(classes, ["jdbc_connection", "http_connection"]);
    assert!(rows[0].get("url_builder").is_none() && rows[0].get("connection_url").is_none());
    assert_eq!(instance.rows("http_connection", "").await.len(), 1);
    let web = instance.rows("sys_connection", "sys_class_nameINSTANCEOFhttp_connection").await;
    assert_eq!(web.len(), 1);
}
