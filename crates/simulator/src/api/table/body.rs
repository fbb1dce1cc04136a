//! The body of a write.

use crate::{
    dictionary::Table,
    http::Request,
    records::Input,
    refusal::Refusal,
    store::Record,
    world::{Meaning, Work},
};
use serde_json::Value;

/// What the caller wants to write to `table`; columns the caller may not write are dropped.
pub(super) fn input(work: &Work<'_>, request: &Request, table: &Table) -> Result<Input, Refusal> {
    let display = request.query_flag("sysparm_input_display_value");
    let meaning = if display { Meaning::Display } else { Meaning::Stored };
    let values = object(request.json()?)?
        .into_iter()
        .filter(|(name, _)| work.caller.may_write(table, name))
        .map(|(name, sent)| (name, text(&sent)))
        .collect::<Record>();
    Ok(Input { values, meaning })
}

/// One record; of several only the first is looked at.
fn object(body: Value) -> Result<serde_json::Map<String, Value>, Refusal> {
    match body {
        Value::Object(values) => Ok(values),
        Value::Array(records) => match records.into_iter().next() {
            Some(Value::Object(values)) => Ok(values),
            _ => Err(Refusal::Malformed("a record is a JSON object".to_owned())),
        },
        _ => Err(Refusal::Malformed("a record is a JSON object".to_owned())),
    }
}

/// Values of any JSON type are taken as text; a reference may be sent in the form it is read.
fn text(sent: &Value) -> String {
    match sent {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Object(parts) => match parts.get("value").or_else(|| parts.get("display_value")) {
            Some(inner) => text(inner),
            None => sent.to_string(),
        },
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn values_of_any_json_type_become_text() {
        assert_eq!(text(&json!(true)), "true");
        assert_eq!(text(&json!(42)), "42");
        assert_eq!(text(&json!(null)), "");
        assert_eq!(text(&json!({ "link": "x", "value": "abc" })), "abc");
        assert_eq!(text(&json!({ "a": 1 })), r#"{"a":1}"#);
    }

    #[test]
    fn only_the_first_of_several_records_is_looked_at() {
        let first = object(json!([{ "a": 1 }, { "a": 2 }])).unwrap();
        assert_eq!(first["a"], 1);
        assert!(object(json!([])).is_err());
        assert!(object(json!("text")).is_err());
    }
}
