//! The reading actions: `get`, `getRecords`, `getKeys`.

use super::{Asked, failed, result, succeeded};
use crate::refusal::Refusal;
use serde_json::{Map, Value};

/// How many records are given where nothing is said \[D\], and how many keys \[I\].
const RECORDS: &str = "250";
const KEYS: &str = "10000";

/// One record by `sysparm_sys_id`, or none.
pub(super) fn get(asked: &Asked<'_>) -> Vec<Value> {
    let id = asked.parameter("sysparm_sys_id");
    match one(asked, &id) {
        Ok(record) => vec![record],
        Err(Refusal::NotFound) => Vec::new(),
        Err(refusal) => vec![failed(asked, &refusal)],
    }
}

/// The record with that sys_id, in the form that is asked for.
pub(super) fn one(asked: &Asked<'_>, id: &str) -> Result<Value, Refusal> {
    if id.is_empty() {
        return Err(Refusal::NotFound);
    }
    let form = form(asked);
    let answer = asked.call.table_api("GET", &path(asked, id), &form.parameters(), Vec::new())?;
    Ok(succeeded(flat(result(answer))))
}

/// The records that match `sysparm_query`.
pub(super) fn records(asked: &Asked<'_>) -> Result<Vec<Value>, Refusal> {
    let form = form(asked);
    let found = list(asked, &form.parameters(), RECORDS)?;
    Ok(found.into_iter().map(|record| succeeded(flat(record))).collect())
}

/// Their sys_ids alone.
pub(super) fn keys(asked: &Asked<'_>) -> Result<Vec<Value>, Refusal> {
    let found = list(asked, &[("sysparm_fields", "sys_id")], KEYS)?;
    Ok(found.into_iter().map(|mut record| record["sys_id"].take()).collect())
}

fn list(asked: &Asked<'_>, form: &[(&str, &str)], most: &str) -> Result<Vec<Value>, Refusal> {
    let (query, count) =
        (asked.parameter("sysparm_query"), asked.parameter("sysparm_record_count"));
    let count = if count.is_empty() { most } else { &count };
    let mut parameters = vec![("sysparm_query", query.as_str()), ("sysparm_limit", count)];
    parameters.extend(form);
    let answer = asked.call.table_api(
        "GET",
        path(asked, "").trim_end_matches('/'),
        &parameters,
        Vec::new(),
    )?;
    Ok(result(answer).as_array().cloned().unwrap_or_default())
}

/// The path of the Table API for a record of the table, each part escaped.
pub(super) fn path(asked: &Asked<'_>, id: &str) -> String {
    let escaped = |part: &str| {
        url::form_urlencoded::byte_serialize(part.as_bytes())
            .collect::<String>()
            .replace('+', "%20")
    };
    format!("{}/{}", escaped(asked.table), escaped(id))
}

/// The form of values: `displayvalue` is `true`, `all` or nothing.
struct Form {
    display: String,
    view: String,
}

fn form(asked: &Asked<'_>) -> Form {
    Form { display: asked.parameter("displayvalue"), view: asked.parameter("sysparm_view") }
}

impl Form {
    fn parameters(&self) -> [(&str, &str); 3] {
        [
            ("sysparm_exclude_reference_link", "true"),
            ("sysparm_display_value", &self.display),
            ("sysparm_view", &self.view),
        ]
    }
}

/// Display values stand beside the stored ones under `dv_…` where both are given \[D\].
fn flat(record: Value) -> Value {
    let Value::Object(fields) = record else { return record };
    let mut flat = Map::new();
    for (name, value) in fields {
        match value {
            Value::Object(mut both) => {
                let shown = both.remove("display_value").unwrap_or_default();
                flat.insert(format!("dv_{name}"), shown);
                flat.insert(name, both.remove("value").unwrap_or_default());
            }
            value => {
                flat.insert(name, value);
            }
        }
    }
    Value::Object(flat)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn both_values_of_a_field_stand_side_by_side() {
        let record = json!({ "user": { "display_value": "Abel", "value": "1" } });
        assert_eq!(flat(record), json!({ "dv_user": "Abel", "user": "1" }));
    }
}
