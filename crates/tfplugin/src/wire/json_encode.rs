//! From values to the JSON of a stored state, as Terraform core writes it.

use serde_json::{Map, Value as Json, json};

use super::{infer, type_json};
use crate::{Type, Value};

/// The stored form of a value of type `ty`. A state holds no unknowns; one that is there anyway
/// becomes null.
pub(crate) fn to_json(value: &Value, ty: &Type) -> Json {
    match (value, ty) {
        (Value::Null | Value::Unknown(_), _) => Json::Null,
        (Value::Dynamic(typed), _) => dynamic(&typed.0, &typed.1),
        (_, Type::Dynamic) => dynamic(&infer(value), value),
        (Value::Bool(truth), _) => json!(truth),
        (Value::String(text), _) => json!(text),
        (Value::Number(number), _) => {
            number.to_string().parse().map_or_else(|_| json!(number.to_string()), Json::Number)
        }
        (Value::List(elements), _) => list(elements, ty),
        (Value::Map(elements), _) => {
            let fields = elements
                .iter()
                .map(|(key, element)| (key.clone(), to_json(element, under(ty, key))));
            Json::Object(fields.collect::<Map<_, _>>())
        }
    }
}

fn dynamic(ty: &Type, value: &Value) -> Json {
    json!({ "value": to_json(value, ty), "type": type_json::describe(ty) })
}

fn list(elements: &[Value], ty: &Type) -> Json {
    let of = |index: usize| match ty {
        Type::List(element) | Type::Set(element) => element,
        Type::Tuple(types) => types.get(index).unwrap_or(&Type::Dynamic),
        _ => &Type::Dynamic,
    };
    elements.iter().enumerate().map(|(index, element)| to_json(element, of(index))).collect()
}

fn under<'a>(ty: &'a Type, key: &str) -> &'a Type {
    match ty {
        Type::Map(element) => element,
        Type::Object(types) => types.get(key).unwrap_or(&Type::Dynamic),
        _ => &Type::Dynamic,
    }
}
