//! Scripted REST APIs: where they and their resources lie, and what a new one has.

use crate::support::{id, pdi};
use serde_json::json;

/// The rule that keeps external users out of every new API.
const DEFAULT_RULE: &str = "cf9d01d3e73003009d6247e603f6a990";

#[tokio::test]
async fn an_api_lies_in_the_namespace_of_its_application() {
    let instance = pdi().await;
    let api = json!({ "name": "Parcels", "service_id": "parcels", "base_uri": "/sent" });
    let api = instance.insert("sys_ws_definition", api).await;
    assert_eq!(api["namespace"], "1000000");
    assert_eq!(api["base_uri"], "/api/1000000/parcels");
    assert_eq!(api["enforce_acl"], DEFAULT_RULE);
    let app = json!({ "name": "Shop", "scope": "x_shop" });
    let app = instance.insert("sys_app", app).await;
    let api = json!({ "name": "Shop", "service_id": "orders", "sys_scope": id(&app) });
    let api = instance.insert("sys_ws_definition", api).await;
    assert_eq!(api["base_uri"], "/api/x_shop/orders");
    let path = format!("/api/now/table/sys_ws_definition/{}", id(&api));
    let (_, body) = instance.patch(&path, json!({ "service_id": "baskets" })).await;
    assert_eq!(body["result"]["base_uri"], "/api/x_shop/baskets");
}

#[tokio::test]
async fn a_resource_lies_below_its_api_and_names_its_version() {
    let instance = pdi().await;
    let api = json!({ "name": "Parcels", "service_id": "parcels" });
    let api = instance.insert("sys_ws_definition", api).await;
    let row = json!({ "name": "All", "web_service_definition": id(&api) });
    let resource = instance.insert("sys_ws_operation", row).await;
    assert_eq!(resource["operation_uri"], "/api/1000000/parcels/");
    for flag in ["active", "requires_authentication", "requires_acl_authorization"] {
        assert_eq!(resource[flag], "true", "{flag}");
    }
    let version = json!({ "web_service_definition": id(&api), "version": 1, "version_id": "v1" });
    let version = instance.insert("sys_ws_version", version).await;
    let path = format!("/api/now/table/sys_ws_operation/{}", id(&resource));
    let change = json!({ "web_service_version": id(&version), "relative_path": "/{id}" });
    let (_, body) = instance.patch(&path, change).await;
    assert_eq!(body["result"]["operation_uri"], "/api/1000000/v1/parcels/{id}");
}
