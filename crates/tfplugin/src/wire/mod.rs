//! How values, types, schemas and diagnostics look on the wire.

mod decode;
mod diagnostic;
mod encode;
mod error;
mod implied;
mod json;
#[cfg(feature = "testing")]
mod json_encode;
mod reader;
mod refinements;
mod schema;
mod type_json;

use crate::proto::tfplugin6::DynamicValue;
use crate::{Type, Value};

pub(crate) use diagnostic::{diagnostics, path, shown};
#[cfg(feature = "testing")]
pub(crate) use diagnostic::{diagnostics_back, path_back};
pub(crate) use error::WireError;
pub(crate) use implied::{block_type, infer};
pub(crate) use json::{Unknown, from_json};
#[cfg(feature = "testing")]
pub(crate) use json_encode::to_json;
pub(crate) use schema::{function, identity_schema, schema};

/// Values nest at most this deep: a dynamic value could otherwise be as deep as its bytes are long.
const DEEPEST: usize = 100;

/// Reads a value in whichever form it is coded; an empty message is null.
pub(crate) fn decode(coded: &DynamicValue, ty: &Type) -> Result<Value, WireError> {
    if !coded.msgpack.is_empty() {
        return decode::decode(&coded.msgpack, ty);
    }
    if coded.json.is_empty() {
        return Ok(Value::Null);
    }
    let json = serde_json::from_slice(&coded.json).map_err(|_| error::Fault::Json)?;
    from_json(json, ty, Unknown::Refuse)
}

/// Codes a value as `MessagePack`, the form always answered in.
pub(crate) fn encode(value: &Value, ty: &Type) -> Result<DynamicValue, WireError> {
    Ok(DynamicValue { msgpack: encode::encode(value, ty)?, json: Vec::new() })
}

/// The text in Unicode normal form C, as all text of Terraform's language is.
fn normal(text: &str) -> String {
    use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};
    if text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        return text.to_owned();
    }
    text.nfc().collect()
}

#[cfg(test)]
pub(crate) use type_json::parse as parse_type;

#[cfg(test)]
mod tests;
