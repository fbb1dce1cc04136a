//! Calls of scripted REST APIs: who may call them, what answers, and the few scripts that are run.

use crate::support::{Instance, id, parts, pdi, with};
use reqwest::Method;
use serde_json::{Value, json};
use simulator::Unknowns;

const ALERTS: &str = "/api/1000000/alerts";

/// Makes an incident of an alert, as the caller's access rules allow.
const SCRIPT: &str = r#"
(function process(/*RESTAPIRequest*/ request, /*RESTAPIResponse*/ response) {
    var alert = request.body.data;
    var incident = new GlideRecordSecure('incident');
    incident.initialize();
    incident.short_description = alert.title; // what people read
    incident.setValue('correlation_id', 'alert ' + alert.id);
    var id = incident.insert();
    if (!id) {
        response.setStatus(403);
        response.setBody({ reason: "not allowed" });
        return;
    }
    response.setStatus(201);
    response.setBody({ number: incident.getValue('number'), sys_id: id });
})(request, response);
"#;

/// An API with one resource; `extra` are columns of the resource.
async fn offered(instance: &Instance, extra: Value) -> (Value, Value) {
    let api = json!({ "name": "Alerts", "service_id": "alerts" });
    let api = instance.insert("sys_ws_definition", api).await;
    let resource = resource(instance, &api, extra).await;
    (api, resource)
}

async fn resource(instance: &Instance, api: &Value, extra: Value) -> Value {
    let mut row = json!({ "name": "Alert", "web_service_definition": id(api), "http_method": "POST",
        "operation_script": SCRIPT });
    row.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
    instance.insert("sys_ws_operation", row).await
}

async fn change(instance: &Instance, table: &str, row: &Value, change: Value) {
    let path = format!("/api/now/table/{table}/{}", id(row));
    assert_eq!(instance.patch(&path, change).await.0, 200);
}

async fn called(instance: &Instance, user: &str, path: &str) -> (u16, Value) {
    let url = format!("{}{path}", instance.simulator.url());
    let request = instance.client.post(url).json(&json!({ "title": "Disk full", "id": 7 }));
    let request = if user.is_empty() { request } else { request.basic_auth(user, Some(user)) };
    parts(request.send().await.unwrap()).await
}

#[tokio::test]
async fn a_script_makes_a_record_of_what_is_posted_as_the_caller() {
    let instance = pdi().await;
    offered(&instance, json!({})).await;
    let (status, body) = called(&instance, "itil.user", ALERTS).await;
    assert_eq!(status, 201, "{body}");
    let made = &instance.rows("incident", "correlation_id=alert 7").await[0];
    assert_eq!(body["result"], json!({ "number": made["number"], "sys_id": made["sys_id"] }));
    assert_eq!(
        (&made["short_description"], &made["sys_created_by"]),
        (&json!("Disk full"), &json!("itil.user"))
    );
}

#[tokio::test]
async fn a_secure_record_keeps_to_access_rules_and_a_plain_one_does_not() {
    let instance = pdi().await;
    let (_, resource) = offered(&instance, json!({})).await;
    let (status, body) = called(&instance, "plain.user", ALERTS).await;
    assert_eq!((status, &body["result"]["reason"]), (403, &json!("not allowed")));
    assert!(instance.rows("incident", "correlation_id=alert 7").await.is_empty());
    let script = SCRIPT.replace("GlideRecordSecure", "GlideRecord");
    change(&instance, "sys_ws_operation", &resource, json!({ "operation_script": script })).await;
    assert_eq!(called(&instance, "plain.user", ALERTS).await.0, 201);
}

#[tokio::test]
async fn another_path_another_method_and_what_is_not_active_are_refused() {
    let instance = pdi().await;
    let (api, resource) = offered(&instance, json!({})).await;
    let (status, body) = called(&instance, "admin", &format!("{ALERTS}/more")).await;
    let words = "Requested URI does not represent any resource";
    assert_eq!((status, &body["error"]["message"]), (400, &json!(words)));
    assert_eq!(instance.get(ALERTS).await.0, 405);
    assert_eq!(called(&instance, "admin", "/api/2000000/alerts").await.0, 400);
    assert_eq!(called(&instance, "admin", "/api/1000000/v1/alerts").await.0, 400);
    for (table, row) in [("sys_ws_operation", resource), ("sys_ws_definition", api)] {
        change(&instance, table, &row, json!({ "active": false })).await;
        assert_eq!(called(&instance, "admin", ALERTS).await.0, 400, "{table}");
        change(&instance, table, &row, json!({ "active": true })).await;
        assert_eq!(called(&instance, "admin", ALERTS).await.0, 201, "{table}");
    }
    let worst = with(Unknowns::worst()).await;
    assert_eq!(called(&worst, "admin", ALERTS).await.0, 404);
}

#[tokio::test]
async fn callers_sign_in_unless_the_resource_is_public() {
    let instance = pdi().await;
    let script = SCRIPT.replace("GlideRecordSecure", "GlideRecord");
    let (_, resource) = offered(&instance, json!({ "operation_script": script })).await;
    assert_eq!(called(&instance, "", ALERTS).await.0, 401);
    assert_eq!(called(&instance, "nobody", ALERTS).await.0, 401);
    change(&instance, "sys_ws_operation", &resource, json!({ "requires_authentication": false }))
        .await;
    assert_eq!(called(&instance, "", ALERTS).await.0, 201);
    let made = &instance.rows("incident", "correlation_id=alert 7").await[0];
    assert_eq!(made["sys_created_by"], "guest");
}

#[tokio::test]
async fn a_rule_of_the_resource_or_else_of_the_api_must_be_passed() {
    let instance = pdi().await;
    let role = &instance.rows("sys_user_role", "name=snc_external").await[0];
    let user = &instance.rows("sys_user", "user_name=itil.user").await[0];
    let grant = json!({ "user": id(user), "role": id(role) });
    instance.insert("sys_user_has_role", grant).await;
    let (_, resource) = offered(&instance, json!({})).await;
    for rules in ["cf9d01d3e73003009d6247e603f6a990", ""] {
        let table = "sys_ws_operation";
        change(&instance, table, &resource, json!({ "enforce_acl": rules })).await;
        let (status, body) = called(&instance, "itil.user", ALERTS).await;
        assert_eq!(
            (status, &body["error"]["detail"]),
            (403, &json!("Failed API level ACL Validation"))
        );
    }
    let open = json!({ "requires_acl_authorization": false });
    change(&instance, "sys_ws_operation", &resource, open).await;
    assert_eq!(called(&instance, "itil.user", ALERTS).await.0, 201);
}

#[tokio::test]
async fn where_users_are_internal_or_external_callers_are_internal() {
    let instance = pdi().await;
    let (_, resource) = offered(&instance, json!({})).await;
    let plugin =
        json!({ "id": "com.glide.explicit_roles", "name": "Explicit Roles", "active": "active" });
    instance.insert("v_plugin", plugin).await;
    assert_eq!(called(&instance, "itil.user", ALERTS).await.0, 403);
    let any = json!({ "requires_snc_internal_role": false });
    change(&instance, "sys_ws_operation", &resource, any).await;
    assert_eq!(called(&instance, "itil.user", ALERTS).await.0, 201);
}

#[tokio::test]
async fn a_version_answers_where_it_is_named_and_the_default_where_none_is() {
    let instance = pdi().await;
    let api = json!({ "name": "Alerts", "service_id": "alerts", "is_versioned": true });
    let api = instance.insert("sys_ws_definition", api).await;
    for number in [1, 2] {
        let version = json!({ "web_service_definition": id(&api), "version": number,
            "version_id": format!("v{number}"), "is_default": number == 1 });
        let version = instance.insert("sys_ws_version", version).await;
        let script =
            format!("response.setBody({{ version: {number}, at: request.pathParams.id }});");
        let extra = json!({ "web_service_version": id(&version), "operation_script": script,
            "relative_path": "/{id}", "http_method": "GET" });
        resource(&instance, &api, extra).await;
    }
    let answer = async |path: &str| instance.get(path).await.1["result"].clone();
    assert_eq!(answer("/api/1000000/v2/alerts/a").await, json!({ "version": 2, "at": "a" }));
    assert_eq!(answer("/api/1000000/alerts/b").await, json!({ "version": 1, "at": "b" }));
    assert_eq!(instance.get("/api/1000000/v3/alerts/a").await.0, 400);
}

#[tokio::test]
async fn a_script_that_is_not_simulated_says_so_and_leaves_nothing_behind() {
    let instance = pdi().await;
    let (_, resource) = offered(&instance, json!({})).await;
    let late = SCRIPT.replace("response.setStatus(201);", "incident.deleteRecord();");
    for script in ["while (true) {}", late.as_str()] {
        let table = "sys_ws_operation";
        change(&instance, table, &resource, json!({ "operation_script": script })).await;
        let (status, body) = called(&instance, "admin", ALERTS).await;
        let message = "The simulator does not run the script of this resource";
        assert_eq!((status, &body["error"]["message"]), (501, &json!(message)));
    }
    assert!(instance.rows("incident", "correlation_id=alert 7").await.is_empty());
    let deep = "response.setBody({ a: request.body.data.b.c });";
    change(&instance, "sys_ws_operation", &resource, json!({ "operation_script": deep })).await;
    assert_eq!(called(&instance, "admin", ALERTS).await.0, 500);
}

#[tokio::test]
async fn a_key_opens_the_api_of_its_policy_and_no_other() {
    let instance = pdi().await;
    let plugin = &instance.rows("v_plugin", "id=com.glide.tokenbased_auth").await[0];
    change(&instance, "v_plugin", plugin, json!({ "active": "active" })).await;
    let (api, _) = offered(&instance, json!({})).await;
    let user = &instance.rows("sys_user", "user_name=itil.user").await[0];
    let key = json!({ "name": "Key", "user": id(user), "token": "now_0123456789" });
    instance.insert("api_key", key).await;
    let profile = instance.insert("http_key_auth", json!({ "name": "Keys" })).await;
    let path = api["base_uri"].as_str().unwrap().trim_start_matches("/api/");
    let policy = instance
        .insert("sys_api_access_policy", json!({ "name": "Alerts", "api_path": path }))
        .await;
    let mapping = json!({ "api_access_policy": id(&policy), "inbound_auth_profile": id(&profile) });
    instance.insert("sys_auth_profile_mapping", mapping).await;
    for (path, key, status) in [
        (ALERTS, "now_0123456789", 201),
        (ALERTS, "now_another", 401),
        ("/api/now/table/incident", "now_0123456789", 401),
    ] {
        let url = format!("{}{path}", instance.simulator.url());
        let request = instance.client.request(Method::POST, url).header("x-sn-apikey", key);
        let answer = request.json(&json!({ "title": "Disk full" })).send().await.unwrap();
        assert_eq!(answer.status().as_u16(), status, "{path} {key}");
    }
    assert_eq!(called(&instance, "itil.user", ALERTS).await.0, 401, "passwords have no profile");
}
