//! From values to the JSON of a stored state, as Terraform core writes it: numbers with all their
//! digits.

use serde_json::value::RawValue;

use super::{infer, type_json};
use crate::{Number, Type, Value};

/// The stored form of a value of type `ty`. A state holds no unknowns; one that is there anyway
/// becomes null.
pub(crate) fn to_json(value: &Value, ty: &Type) -> String {
    match (value, ty) {
        (Value::Null | Value::Unknown(_), _) => "null".to_owned(),
        (Value::Dynamic(typed), _) => dynamic(&typed.0, &typed.1),
        (_, Type::Dynamic) => dynamic(&infer(value), value),
        (Value::Bool(truth), _) => truth.to_string(),
        (Value::String(text), _) => quoted(text),
        (Value::Number(number), _) => digits(number),
        (Value::List(elements), _) => {
            let of = |(index, element)| to_json(element, at(ty, index));
            format!("[{}]", elements.iter().enumerate().map(of).collect::<Vec<_>>().join(","))
        }
        (Value::Map(elements), _) => {
            let of = |(key, element): (&String, &Value)| {
                format!("{}:{}", quoted(key), to_json(element, under(ty, key)))
            };
            format!("{{{}}}", elements.iter().map(of).collect::<Vec<_>>().join(","))
        }
    }
}

fn dynamic(ty: &Type, value: &Value) -> String {
    format!("{{\"value\":{},\"type\":{}}}", to_json(value, ty), type_json::describe(ty))
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// The number as it is written, in quotes where JSON has no such number.
fn digits(number: &Number) -> String {
    let text = number.to_string();
    if serde_json::from_str::<&RawValue>(&text).is_ok() { text } else { quoted(&text) }
}

fn at(ty: &Type, index: usize) -> &Type {
    match ty {
        Type::List(element) | Type::Set(element) => element,
        Type::Tuple(types) => types.get(index).unwrap_or(&Type::Dynamic),
        _ => &Type::Dynamic,
    }
}

fn under<'a>(ty: &'a Type, key: &str) -> &'a Type {
    match ty {
        Type::Map(element) => element,
        Type::Object(types) => types.get(key).unwrap_or(&Type::Dynamic),
        _ => &Type::Dynamic,
    }
}
