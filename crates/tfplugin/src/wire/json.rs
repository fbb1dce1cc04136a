//! From JSON to values: the other form of coded values, and the form of stored states.
//!
//! The text is read one level at a time, and what stands below stays text: so a number reaches
//! [`Number::parse`] with every digit, which it would not as a `serde_json::Value`.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::error::{Fault, Within};
use super::{DEEPEST, WireError, normal, type_json};
use crate::{Number, Type, Value};

/// What to do with an attribute that the type does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unknown {
    /// It is an error.
    Refuse,
    /// It is left out, as in a state written under another schema.
    Drop,
}

/// Reads a value of type `ty`; every attribute of an object is present afterwards.
pub(crate) fn from_json(json: &RawValue, ty: &Type, unknown: Unknown) -> Result<Value, WireError> {
    Reader { unknown, depth: 0 }.value(json, ty)
}

/// One level of JSON.
enum Json<'a> {
    Null,
    Truth(bool),
    /// As it is written.
    Number(&'a str),
    Text(String),
    Array(Vec<&'a RawValue>),
    Object(BTreeMap<String, &'a RawValue>),
}

impl<'a> Json<'a> {
    fn of(raw: &'a RawValue) -> Result<Self, WireError> {
        Ok(match raw.get().as_bytes() {
            [b'n', ..] => Self::Null,
            [b't', ..] => Self::Truth(true),
            [b'f', ..] => Self::Truth(false),
            [b'"', ..] => Self::Text(parse(raw)?),
            [b'[', ..] => Self::Array(parse(raw)?),
            [b'{', ..] => Self::Object(parse(raw)?),
            _ => Self::Number(raw.get()),
        })
    }
}

fn parse<'a, T: Deserialize<'a>>(raw: &'a RawValue) -> Result<T, WireError> {
    serde_json::from_str(raw.get()).map_err(|_| Fault::Json.into())
}

struct Reader {
    unknown: Unknown,
    depth: usize,
}

impl Reader {
    fn value(&mut self, raw: &RawValue, ty: &Type) -> Result<Value, WireError> {
        match (ty, Json::of(raw)?) {
            (_, Json::Null) => Ok(Value::Null),
            (Type::String, json) => text(&json),
            (Type::Number, json) => number(&json),
            (Type::Bool, json) => truth(&json),
            (_, json) => self.nested(&json, ty),
        }
    }

    fn nested(&mut self, json: &Json<'_>, ty: &Type) -> Result<Value, WireError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Fault::TooDeep.into());
        }
        let value = match (ty, json) {
            (Type::List(element), Json::Array(elements)) => {
                self.elements(elements, element, true)?
            }
            (Type::Set(element), Json::Array(elements)) => {
                self.elements(elements, element, false)?
            }
            (Type::Tuple(types), Json::Array(elements)) => self.tuple(elements, types)?,
            (Type::Map(element), Json::Object(entries)) => self.map(entries, element)?,
            (Type::Object(types), Json::Object(entries)) => self.object(entries, types)?,
            (Type::Dynamic, Json::Object(entries)) => self.dynamic(entries)?,
            (Type::List(_) | Type::Set(_) | Type::Tuple(_), _) => {
                return Err(Fault::Expected("a list").into());
            }
            _ => return Err(Fault::Expected("an object").into()),
        };
        self.depth -= 1;
        Ok(value)
    }

    fn elements(
        &mut self,
        elements: &[&RawValue],
        ty: &Type,
        ordered: bool,
    ) -> Result<Value, WireError> {
        let values = elements.iter().enumerate().map(|(index, element)| {
            let value = self.value(element, ty);
            if ordered { value.in_index(index) } else { value }
        });
        values.collect::<Result<_, _>>().map(Value::List)
    }

    fn tuple(&mut self, elements: &[&RawValue], types: &[Type]) -> Result<Value, WireError> {
        if elements.len() != types.len() {
            return Err(Fault::TupleLength.into());
        }
        let values = elements.iter().zip(types).enumerate();
        let values = values.map(|(index, (element, ty))| self.value(element, ty).in_index(index));
        values.collect::<Result<_, _>>().map(Value::List)
    }

    fn map(
        &mut self,
        entries: &BTreeMap<String, &RawValue>,
        ty: &Type,
    ) -> Result<Value, WireError> {
        let values =
            entries.iter().map(|(key, raw)| Ok((normal(key), self.value(raw, ty).in_key(key)?)));
        values.collect::<Result<_, _>>().map(Value::Map)
    }

    fn object(
        &mut self,
        entries: &BTreeMap<String, &RawValue>,
        types: &BTreeMap<String, Type>,
    ) -> Result<Value, WireError> {
        if self.unknown == Unknown::Refuse
            && let Some(name) = entries.keys().find(|name| !types.contains_key(*name))
        {
            return Err(WireError::from(Fault::UnknownAttribute)).in_attribute(name);
        }
        let values = types.iter().map(|(name, ty)| {
            let value = entries.get(name).map_or(Ok(Value::Null), |raw| self.value(raw, ty));
            Ok((name.clone(), value.in_attribute(name)?))
        });
        values.collect::<Result<_, _>>().map(Value::Map)
    }

    fn dynamic(&mut self, entries: &BTreeMap<String, &RawValue>) -> Result<Value, WireError> {
        let (Some(ty), Some(value)) = (entries.get("type"), entries.get("value")) else {
            return Err(Fault::Expected("a type and a value").into());
        };
        let ty = type_json::parse(ty.get().as_bytes())?;
        let value = self.value(value, &ty)?;
        Ok(Value::Dynamic(Box::new((ty, value))))
    }
}

// Older states may hold a number or a truth value where the schema has text today, and the other
// way round.

fn text(json: &Json<'_>) -> Result<Value, WireError> {
    match json {
        Json::Text(text) => Ok(Value::String(normal(text))),
        Json::Number(digits) => Ok(Value::from(*digits)),
        Json::Truth(truth) => Ok(Value::String(truth.to_string())),
        _ => Err(Fault::Expected("text").into()),
    }
}

fn number(json: &Json<'_>) -> Result<Value, WireError> {
    let parsed = match json {
        Json::Number(digits) => Number::parse(digits),
        Json::Text(text) => Number::parse(text),
        _ => return Err(Fault::Expected("a number").into()),
    };
    parsed.map(Value::Number).map_err(|_| Fault::Expected("a number").into())
}

fn truth(json: &Json<'_>) -> Result<Value, WireError> {
    match json {
        Json::Truth(truth) => Ok(Value::Bool(*truth)),
        Json::Text(text) if text == "true" || text == "1" => Ok(Value::Bool(true)),
        Json::Text(text) if text == "false" || text == "0" => Ok(Value::Bool(false)),
        _ => Err(Fault::Expected("true or false").into()),
    }
}
