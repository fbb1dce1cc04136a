//! The provider that does nothing, under the schemas of one that does.

#[path = "../../examples/noop/provider.rs"]
mod provider;
#[path = "../../examples/noop/schemas.rs"]
mod schemas;

use serde_json::{Value as Json, json};
use tfplugin::testing::Harness;

use schemas::Schemas;

/// What Terraform prints, shortened: names in their order.
fn printed() -> Json {
    let part = json!({ "nesting_mode": "list", "attributes": {
        "key": { "type": "string", "required": true },
        "made": { "type": "string", "computed": true },
    } });
    let rule = json!({ "nesting_mode": "set", "min_items": 1, "block": { "attributes": {
        "port": { "type": "number", "required": true },
    } } });
    let block = json!({
        "attributes": {
            "id": { "type": "string", "computed": true },
            "name": { "type": "string", "required": true, "description": "Name." },
            "parts": { "nested_type": part, "optional": true },
            "secret": { "type": "string", "optional": true, "write_only": true },
            "size": { "type": "number", "optional": true, "computed": true },
            "tags": { "type": ["map", "string"], "optional": true },
        },
        "block_types": { "rule": rule },
    });
    let provider = json!({
        "provider": { "version": 0, "block": { "attributes": { "url": { "type": "string", "optional": true } } } },
        "resource_schemas": { "some_thing": { "version": 2, "block": block } },
        "data_source_schemas": { "some_data": { "version": 0, "block": { "attributes": {
            "name": { "type": "string", "required": true },
            "id": { "type": "string", "computed": true },
        } } } },
    });
    json!({ "format_version": "1.0", "provider_schemas": { "registry.example/acme/some": provider } })
}

#[expect(clippy::unwrap_used, reason = "a test ends where its preparations fail")]
fn read(address: Option<&str>) -> Schemas {
    Schemas::from_json(&printed(), address).unwrap()
}

#[test]
fn the_printed_schemas_are_read_whole() {
    let schemas = read(Some("registry.example/acme/some"));
    let (name, schema) = &schemas.resources[0];
    assert_eq!((name.as_str(), schema.version), ("some_thing", 2));
    let names: Vec<_> = schema.block.attributes.iter().map(|a| a.name.as_str()).collect();
    assert_eq!(names, ["id", "name", "parts", "secret", "size", "tags"]);
    assert!(schema.block.attributes[3].write_only && schema.block.attributes[4].computed);
    assert_eq!(schema.block.blocks[0].min_items, 1);
    assert!(Schemas::from_json(&printed(), Some("registry.example/acme/other")).is_err());
    assert!(Schemas::from_json(&json!({}), None).is_err());
}

#[tokio::test]
async fn doing_nothing_keeps_all_rules() {
    let harness = Harness::new(provider::Noop::new(read(None)));
    assert!(harness.configure(json!({})).await.is_empty());
    let config =
        json!({ "name": "a", "secret": "s", "parts": [{ "key": "k" }], "rule": [{ "port": 1 }] });
    let made = harness.apply_config("some_thing", None, config.clone()).await.unwrap();
    assert_eq!(made.value.get("id").as_str(), Some("noop-id"));
    assert!(made.value.get("secret").is_null());
    let again = harness.plan("some_thing", Some(&made), Some(config)).await.unwrap();
    assert!(again.is_empty(&made));
    harness.destroy("some_thing", made).await.unwrap();
    let data = harness.read_data("some_data", json!({ "name": "n" })).await.unwrap();
    assert_eq!(data.get("id").as_str(), Some("noop-id"));
}
