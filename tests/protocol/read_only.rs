//! What only shows something is refused in a configuration, and the refusal names what to set instead.

use serde_json::{Value as Json, json};
use terraform_provider_servicenow::ServiceNow;
use tfplugin::testing::unknown;
use tfplugin::{Attribute, AttributeType, Nesting, Provider, Schema, Type};

use crate::seen::{one_error, says};
use crate::world::{fresh, full};

/// A value of the attribute's type.
fn something(attribute: &Attribute) -> Json {
    match &attribute.kind {
        AttributeType::Plain(Type::Bool) => json!(true),
        AttributeType::Plain(Type::Number) => json!(1),
        AttributeType::Plain(Type::List(_) | Type::Set(_))
        | AttributeType::Nested(Nesting::List | Nesting::Set, _) => json!([]),
        AttributeType::Plain(_) => json!("made up"),
        AttributeType::Nested(..) => json!({}),
    }
}

/// A configuration that sets what must be set, and those that set one attribute more that cannot be.
fn wrong(schema: &Schema) -> Vec<(String, Json, Json)> {
    let attributes = &schema.block.attributes;
    let required = attributes.iter().filter(|one| one.required);
    let base: Json = required.map(|one| (one.name.clone(), something(one))).collect();
    let read_only = attributes.iter().filter(|one| !one.required && !one.optional);
    let set = |one: &Attribute, value: Json| {
        let mut config = base.clone();
        config[&one.name] = value;
        config
    };
    read_only.map(|one| (one.name.clone(), set(one, something(one)), set(one, unknown()))).collect()
}

#[tokio::test]
async fn every_read_only_attribute_of_a_resource_is_refused_and_what_is_open_is_not() {
    let (harness, offers) = (fresh(), ServiceNow::with_environment(|_| None).offers());
    for resource in offers.resources() {
        let mut seen = 0;
        for (name, config, open) in wrong(&resource.schema()) {
            let said = harness.validate(resource.type_name(), config).await;
            let about = said.iter().filter(|one| one.summary.contains("read-only"));
            let about: Vec<_> = about.collect();
            assert_eq!(about.len(), 1, "{}.{name}: {said:#?}", resource.type_name());
            says(about[0], &name, &[&name, "emove"]);
            let said = harness.validate(resource.type_name(), open).await;
            let silent = said.iter().all(|one| !one.summary.contains("read-only"));
            assert!(silent, "{}.{name} may become nothing: {said:#?}", resource.type_name());
            seen += 1;
        }
        assert!(seen > 0, "{} has an id", resource.type_name());
    }
}

#[tokio::test]
async fn every_read_only_attribute_of_a_data_source_is_refused_with_what_finds_it() {
    let (harness, offers) = (fresh(), ServiceNow::with_environment(|_| None).offers());
    for source in offers.data_sources() {
        for (name, config, _) in wrong(&source.schema()) {
            let said = harness.validate_data(source.type_name(), config).await;
            let about = said.iter().filter(|one| one.summary.contains("read-only"));
            let about: Vec<_> = about.collect();
            assert_eq!(about.len(), 1, "{}.{name}: {said:#?}", source.type_name());
            says(about[0], &name, &["Remove", &name]);
        }
    }
}

#[tokio::test]
async fn the_refusal_names_what_to_set_instead() {
    let connection = json!({ "name": "A", "connection_alias": "x", "connection_url": "https://a.example", "url": "https://b.example" });
    let said = fresh().validate(&full("connection"), connection).await;
    one_error(&said, "url", &["Set connection_url instead"]);
    let user = json!({ "user_name": "a", "name": "Ann" });
    let said = fresh().validate(&full("user"), user).await;
    one_error(&said, "name", &["first_name and last_name"]);
    let record =
        json!({ "table": "cmn_location", "fields": { "name": "A" }, "id": "0".repeat(32) });
    let said = fresh().validate(&full("record"), record).await;
    one_error(&said, "id", &["import it"]);
    let data = json!({ "name": "A", "alias_id": "x", "type": "connection" });
    let said = fresh().validate_data(&full("connection_alias"), data).await;
    assert!(said.iter().any(|one| one.detail.contains("id, ")), "{said:#?}");
}
