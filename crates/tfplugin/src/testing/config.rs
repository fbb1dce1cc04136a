//! Configurations written as JSON, read as Terraform reads its language.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};

use crate::wire::{self, Unknown};
use crate::{
    Attribute, AttributeType, Block, BlockNesting, NestedBlock, Nesting, Number, Schema, Type,
    Value,
};

const MARK: &str = "\u{0}unknown";

/// The value of a configuration that is not known yet, for use anywhere in a configuration.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doctests/notes.rs"));
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let harness = Harness::new(Notes::new());
/// let said = harness.validate("notes_note", json!({ "text": unknown() })).await;
/// assert!(said.is_empty(), "it may still become a text");
/// # }
/// ```
pub fn unknown() -> Json {
    json!({ MARK: true })
}

fn is_unknown(json: &Json) -> bool {
    json.get(MARK).is_some()
}

/// Reads a configuration that core would let through to the provider: all that is required is there.
/// What only the provider sets core lets through as well; to refuse it is the provider's task.
pub(super) fn read(json: &Json, schema: &Schema) -> Value {
    for a in &schema.block.attributes {
        let (name, set) = (&a.name, json.get(&a.name).is_some_and(|json| !json.is_null()));
        assert!(set || !a.required, "the test's configuration lacks `{name}`");
    }
    block(json, &schema.block)
}

/// Reads a value of a type that no schema surrounds.
pub(super) fn value(json: &Json, ty: &Type) -> Value {
    plain(json, ty)
}

/// Reads any value of `block`.
pub(super) fn block(json: &Json, block: &Block) -> Value {
    let fields = fields(json);
    let names =
        block.attributes.iter().map(|a| &a.name).chain(block.blocks.iter().map(|b| &b.name));
    refuse_strangers(fields, names);
    let mut values = attributes(fields, &block.attributes);
    for nested in &block.blocks {
        let json = fields.get(&nested.name).unwrap_or(&Json::Null);
        values.insert(nested.name.clone(), nested_block(json, nested));
    }
    Value::Map(values)
}

fn fields(json: &Json) -> &Map<String, Json> {
    let Json::Object(fields) = json else {
        panic!("the test's configuration needs an object here: {json}")
    };
    fields
}

fn refuse_strangers<'a>(fields: &Map<String, Json>, known: impl Iterator<Item = &'a String>) {
    let known: Vec<_> = known.collect();
    for name in fields.keys() {
        assert!(
            known.contains(&name),
            "the test's configuration names `{name}`, the schema has {known:?}"
        );
    }
}

fn attributes(fields: &Map<String, Json>, attributes: &[Attribute]) -> BTreeMap<String, Value> {
    let read = |a: &Attribute| {
        let json = fields.get(&a.name).unwrap_or(&Json::Null);
        (a.name.clone(), attribute(json, &a.kind))
    };
    attributes.iter().map(read).collect()
}

fn attribute(json: &Json, kind: &AttributeType) -> Value {
    match kind {
        AttributeType::Plain(ty) => plain(json, ty),
        AttributeType::Nested(nesting, inner) => {
            let object = |json: &Json| {
                if json.is_null() {
                    return Value::Null;
                }
                if is_unknown(json) {
                    return Value::UNKNOWN;
                }
                let fields = fields(json);
                refuse_strangers(fields, inner.iter().map(|a| &a.name));
                Value::Map(attributes(fields, inner))
            };
            held(json, *nesting, object)
        }
    }
}

fn held(json: &Json, nesting: Nesting, object: impl Fn(&Json) -> Value) -> Value {
    match (nesting, json) {
        (_, Json::Null) => Value::Null,
        _ if is_unknown(json) => Value::UNKNOWN,
        (Nesting::Single, _) => object(json),
        (Nesting::List | Nesting::Set, _) => {
            Value::List(elements(json).iter().map(object).collect())
        }
        (Nesting::Map, _) => {
            Value::Map(fields(json).iter().map(|(key, json)| (key.clone(), object(json))).collect())
        }
    }
}

fn elements(json: &Json) -> &[Json] {
    let Json::Array(elements) = json else {
        panic!("the test's configuration needs a list here: {json}")
    };
    elements
}

/// Blocks that are absent are empty; only a single one is null.
fn nested_block(json: &Json, nested: &NestedBlock) -> Value {
    let object = |json: &Json| block(json, &nested.block);
    match (nested.nesting, json) {
        (BlockNesting::Single, Json::Null) => Value::Null,
        (BlockNesting::Group, Json::Null) => object(&json!({})),
        (BlockNesting::List | BlockNesting::Set, Json::Null) => Value::List(Vec::new()),
        (BlockNesting::Map, Json::Null) => Value::Map(BTreeMap::new()),
        (BlockNesting::Single | BlockNesting::Group, _) => held(json, Nesting::Single, object),
        (BlockNesting::List | BlockNesting::Set, _) => held(json, Nesting::List, object),
        (BlockNesting::Map, _) => held(json, Nesting::Map, object),
    }
}

fn plain(json: &Json, ty: &Type) -> Value {
    if is_unknown(json) {
        return Value::UNKNOWN;
    }
    match (ty, json) {
        (_, Json::Null) => Value::Null,
        (Type::List(ty) | Type::Set(ty), _) => {
            Value::List(elements(json).iter().map(|json| plain(json, ty)).collect())
        }
        (Type::Map(ty), _) => Value::Map(
            fields(json).iter().map(|(key, json)| (key.clone(), plain(json, ty))).collect(),
        ),
        (Type::Object(types), _) => object(fields(json), types),
        (Type::Tuple(types), _) => Value::List(
            elements(json).iter().zip(types).map(|(json, ty)| plain(json, ty)).collect(),
        ),
        (Type::Dynamic, _) => {
            let value = natural(json);
            Value::Dynamic(Box::new((wire::infer(&value), value)))
        }
        _ => scalar(json, ty),
    }
}

fn object(fields: &Map<String, Json>, types: &BTreeMap<String, Type>) -> Value {
    refuse_strangers(fields, types.keys());
    let read = |(name, ty): (&String, &Type)| {
        (name.clone(), plain(fields.get(name).unwrap_or(&Json::Null), ty))
    };
    Value::Map(types.iter().map(read).collect())
}

fn scalar(json: &Json, ty: &Type) -> Value {
    let raw = serde_json::value::to_raw_value(json).ok();
    let value = raw.and_then(|raw| wire::from_json(&raw, ty, Unknown::Refuse).ok());
    assert!(value.is_some(), "the test's configuration does not fit {ty:?}: {json}");
    value.unwrap_or_default()
}

fn natural(json: &Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(truth) => Value::Bool(*truth),
        Json::String(text) => Value::String(text.clone()),
        Json::Number(number) => {
            Value::Number(Number::parse(&number.to_string()).unwrap_or(Number::Int(0)))
        }
        Json::Array(elements) => Value::List(elements.iter().map(natural).collect()),
        Json::Object(_) if is_unknown(json) => Value::UNKNOWN,
        Json::Object(fields) => {
            Value::Map(fields.iter().map(|(key, json)| (key.clone(), natural(json))).collect())
        }
    }
}
