//! The writing actions: `insert`, `insertMultiple`, `update`, `deleteRecord`, `deleteMultiple`.
//! Values are taken as display values where they are such \[D\].

use super::{
    Asked, Fields, failed,
    read::{keys, one, path},
    result, succeeded,
};
use crate::refusal::Refusal;
use serde_json::{Value, json};

const FORM: &[(&str, &str)] =
    &[("sysparm_exclude_reference_link", "true"), ("sysparm_input_display_value", "true")];

/// Inserts the record of the body, or each of those under `records`.
pub(super) fn insert(asked: &Asked<'_>) -> Vec<Value> {
    let sent = match asked.body.get("records") {
        Some(Value::Array(records)) => records.clone(),
        _ => vec![Value::Object(asked.body.clone())],
    };
    sent.iter().map(|record| insert_one(asked, record)).collect()
}

fn insert_one(asked: &Asked<'_>, sent: &Value) -> Value {
    let empty = Fields::new();
    let fields = asked.fields(sent.as_object().unwrap_or(&empty));
    done(asked, write(asked, "POST", "", &fields))
}

/// Writes the body's fields to every record that matches `sysparm_query`.
pub(super) fn update(asked: &Asked<'_>) -> Result<Vec<Value>, Refusal> {
    let fields = match asked.body.get("records").and_then(|records| records.get(0)) {
        Some(Value::Object(first)) => asked.fields(first),
        _ => asked.fields(&asked.body),
    };
    let update = |id: Value| {
        let id = id.as_str().unwrap_or_default();
        done(asked, write(asked, "PATCH", id, &fields))
    };
    Ok(keys(asked)?.into_iter().map(update).collect())
}

/// Deletes the record `sysparm_sys_id` and shows it as it was.
pub(super) fn delete_record(asked: &Asked<'_>) -> Value {
    let named = asked.parameter("sysparm_sys_id");
    let sent = asked.body.get("sys_id").and_then(Value::as_str).unwrap_or_default();
    done(asked, delete(asked, if named.is_empty() { sent } else { &named }))
}

/// Deletes every record that matches `sysparm_query`.
pub(super) fn delete_multiple(asked: &Asked<'_>) -> Result<Vec<Value>, Refusal> {
    if asked.parameter("sysparm_query").is_empty() {
        return Err(Refusal::Malformed("sysparm_query is required".to_owned()));
    }
    let delete = |id: Value| done(asked, delete(asked, id.as_str().unwrap_or_default()));
    Ok(keys(asked)?.into_iter().map(delete).collect())
}

fn write(asked: &Asked<'_>, method: &str, id: &str, fields: &Fields) -> Result<Value, Refusal> {
    let body = json!(fields).to_string().into_bytes();
    let path = path(asked, id);
    Ok(result(asked.call.table_api(method, path.trim_end_matches('/'), FORM, body)?))
}

fn delete(asked: &Asked<'_>, id: &str) -> Result<Value, Refusal> {
    let record = one(asked, id)?;
    asked.call.table_api("DELETE", &path(asked, id), &[], Vec::new())?;
    Ok(record)
}

fn done(asked: &Asked<'_>, outcome: Result<Value, Refusal>) -> Value {
    match outcome {
        Ok(record) => succeeded(record),
        Err(refusal) => failed(asked, &refusal),
    }
}
