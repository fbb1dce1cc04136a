//! Terraform core's merge of configuration and prior state: what it proposes to the provider.

use std::collections::BTreeMap;

use crate::{Attribute, AttributeType, Block, BlockNesting, NestedBlock, Nesting, Value};

/// The proposal for `config` over `prior` (null when the object is to be created).
pub(super) fn block(prior: &Value, config: &Value, block: &Block) -> Value {
    let Value::Map(_) = config else { return config.clone() };
    let mut merged = attributes(prior, config, &block.attributes);
    for nested in &block.blocks {
        let name = &nested.name;
        merged.insert(name.clone(), nested_block(prior.get(name), config.get(name), nested));
    }
    Value::Map(merged)
}

fn attributes(prior: &Value, config: &Value, attributes: &[Attribute]) -> BTreeMap<String, Value> {
    let merge =
        |a: &Attribute| (a.name.clone(), attribute(prior.get(&a.name), config.get(&a.name), a));
    attributes.iter().map(merge).collect()
}

fn attribute(prior: &Value, config: &Value, attribute: &Attribute) -> Value {
    match &attribute.kind {
        _ if attribute.computed && config.is_null() => {
            if was_configured(prior, attribute) {
                Value::Null
            } else {
                prior.clone()
            }
        }
        AttributeType::Plain(_) => config.clone(),
        AttributeType::Nested(nesting, inner) => {
            let object = |prior: &Value, config: &Value| objects(prior, config, inner);
            let same = |prior: &Value, config: &Value| agree(prior, config, inner);
            held(prior, config, *nesting, object, same)
        }
    }
}

/// Whether an optional and computed nested value holds something that only a configuration can have
/// set.
fn was_configured(prior: &Value, attribute: &Attribute) -> bool {
    let AttributeType::Nested(nesting, inner) = &attribute.kind else { return false };
    attribute.optional && each(prior, *nesting).iter().any(|object| has_configured(object, inner))
}

fn has_configured(object: &Value, inner: &[Attribute]) -> bool {
    inner.iter().any(|a| {
        !a.computed && !object.get(&a.name).is_null() || was_configured(object.get(&a.name), a)
    })
}

fn each(value: &Value, nesting: Nesting) -> Vec<&Value> {
    match value {
        Value::Map(_) if nesting == Nesting::Single => vec![value],
        Value::Map(elements) => elements.values().collect(),
        Value::List(elements) => elements.iter().collect(),
        _ => Vec::new(),
    }
}

fn objects(prior: &Value, config: &Value, inner: &[Attribute]) -> Value {
    let Value::Map(_) = config else { return config.clone() };
    Value::Map(attributes(prior, config, inner))
}

fn nested_block(prior: &Value, config: &Value, nested: &NestedBlock) -> Value {
    let object = |prior: &Value, config: &Value| block(prior, config, &nested.block);
    let same = |prior: &Value, config: &Value| {
        let blocks = nested.block.blocks.iter();
        agree(prior, config, &nested.block.attributes)
            && blocks.into_iter().all(|inner| prior.get(&inner.name) == config.get(&inner.name))
    };
    let nesting = match nested.nesting {
        BlockNesting::Single | BlockNesting::Group => Nesting::Single,
        BlockNesting::List => Nesting::List,
        BlockNesting::Set => Nesting::Set,
        BlockNesting::Map => Nesting::Map,
    };
    held(prior, config, nesting, object, same)
}

/// Elements of lists belong together by position, those of maps by key, those of sets by what is
/// configured.
fn held(
    prior: &Value,
    config: &Value,
    nesting: Nesting,
    object: impl Fn(&Value, &Value) -> Value,
    same: impl Fn(&Value, &Value) -> bool,
) -> Value {
    match (nesting, config) {
        (Nesting::Single, Value::Map(_)) => object(prior, config),
        (Nesting::Map, Value::Map(elements)) => {
            let merged =
                elements.iter().map(|(key, config)| (key.clone(), object(prior.get(key), config)));
            Value::Map(merged.collect())
        }
        (Nesting::List, Value::List(elements)) => {
            let before = prior.as_list().unwrap_or_default();
            let at = |index: usize| before.get(index).unwrap_or(&Value::Null);
            Value::List(
                elements.iter().enumerate().map(|(i, config)| object(at(i), config)).collect(),
            )
        }
        (Nesting::Set, Value::List(elements)) => {
            let before = prior.as_list().unwrap_or_default();
            let of = |config: &Value| {
                before.iter().find(|prior| same(prior, config)).unwrap_or(&Value::Null)
            };
            Value::List(elements.iter().map(|config| object(of(config), config)).collect())
        }
        _ => config.clone(),
    }
}

/// Whether `prior` is what an element configured as `config` would have become.
fn agree(prior: &Value, config: &Value, inner: &[Attribute]) -> bool {
    inner.iter().all(|a| {
        let (before, now) = (prior.get(&a.name), config.get(&a.name));
        (a.computed && now.is_null()) || a.write_only || before == now
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Schema, Type};
    use serde_json::json;

    fn inner() -> Vec<Attribute> {
        vec![
            Attribute::new("key", Type::String, "Key.").required(),
            Attribute::new("made", Type::String, "Made.").computed(),
        ]
    }

    fn schema(nesting: Nesting) -> Block {
        let attributes = vec![
            Attribute::new("name", Type::String, "Name.").required(),
            Attribute::new("id", Type::String, "Id.").computed(),
            Attribute::new("size", Type::Number, "Size.").optional().computed(),
            Attribute::nested("parts", nesting, inner(), "Parts.").optional(),
        ];
        Schema::new("Sample.", attributes).block
    }

    fn value(json: &serde_json::Value, nesting: Nesting) -> Value {
        super::super::config::block(json, &schema(nesting))
    }

    fn propose(prior: &serde_json::Value, config: &serde_json::Value, nesting: Nesting) -> Value {
        let prior = if prior.is_null() { Value::Null } else { value(prior, nesting) };
        block(&prior, &value(config, nesting), &schema(nesting))
    }

    #[test]
    fn computed_values_come_from_the_prior_state() {
        let prior = json!({ "name": "a", "id": "1", "size": 5 });
        let expected = json!({ "name": "b", "id": "1", "size": 5 });
        assert!(
            propose(&prior, &json!({ "name": "b" }), Nesting::List)
                == value(&expected, Nesting::List)
        );
        let configured = propose(&prior, &json!({ "name": "a", "size": 6 }), Nesting::List);
        assert!(*configured.get("size") == Value::from(6));
        let created = propose(&json!(null), &json!({ "name": "a" }), Nesting::List);
        assert!(created.get("id").is_null() && created.get("size").is_null());
    }

    #[test]
    fn elements_of_a_list_belong_together_by_position() {
        let prior = json!({ "name": "a", "parts": [{ "key": "x", "made": "1" }, { "key": "y", "made": "2" }] });
        let config = json!({ "name": "a", "parts": [{ "key": "y" }] });
        let expected = json!({ "name": "a", "parts": [{ "key": "y", "made": "1" }] });
        assert!(propose(&prior, &config, Nesting::List) == value(&expected, Nesting::List));
    }

    #[test]
    fn elements_of_a_set_belong_together_by_what_is_configured() {
        let prior = json!({ "name": "a", "parts": [{ "key": "x", "made": "1" }, { "key": "y", "made": "2" }] });
        let config = json!({ "name": "a", "parts": [{ "key": "y" }, { "key": "z" }] });
        let expected =
            json!({ "name": "a", "parts": [{ "key": "y", "made": "2" }, { "key": "z" }] });
        assert!(propose(&prior, &config, Nesting::Set) == value(&expected, Nesting::Set));
    }

    #[test]
    fn elements_of_a_map_belong_together_by_key() {
        let prior = json!({ "name": "a", "parts": { "k": { "key": "x", "made": "1" } } });
        let config = json!({ "name": "a", "parts": { "k": { "key": "z" }, "l": { "key": "x" } } });
        let expected = json!({ "name": "a", "parts": { "k": { "key": "z", "made": "1" }, "l": { "key": "x" } } });
        assert!(propose(&prior, &config, Nesting::Map) == value(&expected, Nesting::Map));
    }
}
