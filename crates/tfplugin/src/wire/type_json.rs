//! Types as JSON: `"string"`, `["list", T]`, `["object", {…}]`.

use serde_json::{Value as Json, json};

use super::WireError;
use super::error::Fault;
use crate::Type;

impl Type {
    /// Reads a type as Terraform writes it in JSON, such as `["list", "string"]`; none where the
    /// JSON is no type.
    ///
    /// ```
    /// use serde_json::json;
    /// use tfplugin::Type;
    ///
    /// let list = Type::List(Box::new(Type::String));
    /// assert_eq!(Type::from_json(&json!(["list", "string"])), Some(list));
    /// assert_eq!(Type::from_json(&json!(["heap", "string"])), None);
    /// ```
    pub fn from_json(json: &serde_json::Value) -> Option<Self> {
        read(json)
    }
}

/// Reads a type. `serde_json` limits how deep it may nest.
pub(crate) fn parse(text: &[u8]) -> Result<Type, WireError> {
    let json = serde_json::from_slice(text).map_err(|_| Fault::NotAType)?;
    read(&json).ok_or_else(|| Fault::NotAType.into())
}

/// Writes a type.
pub(super) fn write(ty: &Type) -> Vec<u8> {
    let simple: &[u8] = match ty {
        Type::String => br#""string""#,
        Type::Number => br#""number""#,
        Type::Bool => br#""bool""#,
        Type::Dynamic => br#""dynamic""#,
        _ => return describe(ty).to_string().into_bytes(),
    };
    simple.to_vec()
}

/// A type as a JSON value.
pub(super) fn describe(ty: &Type) -> Json {
    match ty {
        Type::String => json!("string"),
        Type::Number => json!("number"),
        Type::Bool => json!("bool"),
        Type::Dynamic => json!("dynamic"),
        Type::List(element) => json!(["list", describe(element)]),
        Type::Set(element) => json!(["set", describe(element)]),
        Type::Map(element) => json!(["map", describe(element)]),
        Type::Tuple(types) => json!(["tuple", types.iter().map(describe).collect::<Vec<_>>()]),
        Type::Object(types) => {
            let attributes = types.iter().map(|(name, ty)| (name.clone(), describe(ty)));
            json!(["object", Json::Object(attributes.collect())])
        }
    }
}

/// A type from a JSON value.
fn read(json: &Json) -> Option<Type> {
    match json {
        Json::String(name) => simple(name),
        // Optional attributes of an object are a third element: they matter to conversions only.
        Json::Array(parts) => match parts.as_slice() {
            [Json::String(name), inner] | [Json::String(name), inner, Json::Array(_)] => {
                composed(name, inner)
            }
            _ => None,
        },
        _ => None,
    }
}

fn simple(name: &str) -> Option<Type> {
    match name {
        "string" => Some(Type::String),
        "number" => Some(Type::Number),
        "bool" => Some(Type::Bool),
        "dynamic" => Some(Type::Dynamic),
        _ => None,
    }
}

fn composed(name: &str, inner: &Json) -> Option<Type> {
    match (name, inner) {
        ("list", _) => Some(Type::List(Box::new(read(inner)?))),
        ("set", _) => Some(Type::Set(Box::new(read(inner)?))),
        ("map", _) => Some(Type::Map(Box::new(read(inner)?))),
        ("tuple", Json::Array(types)) => {
            types.iter().map(read).collect::<Option<_>>().map(Type::Tuple)
        }
        ("object", Json::Object(types)) => {
            let attributes = types.iter().map(|(name, ty)| Some((name.clone(), read(ty)?)));
            attributes.collect::<Option<_>>().map(Type::Object)
        }
        _ => None,
    }
}
