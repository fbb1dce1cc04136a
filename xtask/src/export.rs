//! Everything on an instance at one moment, and what differs between two moments.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

/// The simulator's canonical dump: table, `sys_id`, column, value; without audit columns, secrets
/// as digests.
#[derive(Debug, Clone, PartialEq)]
pub struct Export(Value);

/// A record: its table and its `sys_id`.
type Key = (String, String);

impl Export {
    /// Takes the dump as the simulator answers it.
    pub fn new(dump: Value) -> Self {
        Self(dump)
    }

    /// A line for every record added, removed or changed since `self`, sorted; no line when the
    /// instance is as it was.
    pub fn differences(&self, later: &Self) -> Vec<String> {
        let keys: BTreeSet<Key> = self.keys().chain(later.keys()).collect();
        keys.iter().flat_map(|key| difference(key, self.record(key), later.record(key))).collect()
    }

    /// This export without the records that the application `scope` brought with it, so that two
    /// exports compare apart from an installed application.
    #[must_use]
    pub fn without_application(mut self, scope: &str) -> Self {
        let Some(sys_id) = self.sys_id_of_scope(scope) else { return self };
        for (_, records) in self.0.as_object_mut().into_iter().flatten() {
            if let Some(records) = records.as_object_mut() {
                records.retain(|key, record| *key != sys_id && !lies_in(record, &sys_id));
            }
        }
        self
    }

    /// How many records there are.
    pub fn len(&self) -> usize {
        self.keys().count()
    }

    /// Whether there is no record at all, which no running instance answers.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn keys(&self) -> impl Iterator<Item = Key> {
        let tables = self.0.as_object().into_iter().flatten();
        tables.flat_map(|(table, records)| {
            let records = records.as_object().into_iter().flatten();
            records.map(|(sys_id, _)| (table.clone(), sys_id.clone()))
        })
    }

    fn record(&self, (table, sys_id): &Key) -> Option<&Map<String, Value>> {
        self.0.get(table)?.get(sys_id)?.as_object()
    }

    fn sys_id_of_scope(&self, scope: &str) -> Option<String> {
        let scopes = ["sys_store_app", "sys_scope"].into_iter();
        let mut records = scopes.filter_map(|table| self.0.get(table)?.as_object()).flatten();
        records.find(|(_, record)| record["scope"] == scope).map(|(sys_id, _)| sys_id.clone())
    }
}

/// Which scope a record lies in is another column in some tables.
fn lies_in(record: &Value, scope_sys_id: &str) -> bool {
    let columns = ["sys_scope", "sys_package", "application", "app_scope"];
    columns.iter().any(|column| record[*column] == scope_sys_id)
}

fn difference(
    (table, sys_id): &Key,
    before: Option<&Map<String, Value>>,
    after: Option<&Map<String, Value>>,
) -> Vec<String> {
    match (before, after) {
        (Some(before), Some(after)) => column_differences(before, after)
            .map(|change| format!("~ {table}/{sys_id}{}: {change}", name_of(after)))
            .collect(),
        (Some(record), None) => vec![format!("- {table}/{sys_id}{}", name_of(record))],
        (None, Some(record)) => vec![format!("+ {table}/{sys_id}{}", name_of(record))],
        (None, None) => Vec::new(),
    }
}

fn column_differences<'a>(
    before: &'a Map<String, Value>,
    after: &'a Map<String, Value>,
) -> impl Iterator<Item = String> + 'a {
    let columns: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    columns.into_iter().filter_map(|column| {
        let (was, is) = (before.get(column), after.get(column));
        let quoted = |value: Option<&Value>| value.map_or("none".into(), Value::to_string);
        (was != is).then(|| format!("{column} was {}, is {}", quoted(was), quoted(is)))
    })
}

fn name_of(record: &Map<String, Value>) -> String {
    let name = record.get("name").and_then(Value::as_str).unwrap_or_default();
    if name.is_empty() { String::new() } else { format!(" \"{name}\"") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn before() -> Export {
        Export::new(json!({"sys_alias": {"a": {"name": "one", "type": "connection"}}}))
    }

    #[test]
    fn an_instance_as_before_has_no_differences() {
        assert!(before().differences(&before()).is_empty());
    }

    #[test]
    fn a_record_added_removed_or_changed_is_one_line_each() {
        let after = Export::new(json!({
            "sys_alias": {"a": {"name": "one", "type": "credential"}},
            "sys_user": {"u": {}},
        }));
        assert_eq!(
            before().differences(&after),
            ["~ sys_alias/a \"one\": type was \"connection\", is \"credential\"", "+ sys_user/u"]
        );
        assert_eq!(after.differences(&before())[1], "- sys_user/u");
    }

    #[test]
    fn a_column_that_appears_is_a_difference() {
        let after = Export::new(
            json!({"sys_alias": {"a": {"name": "one", "type": "connection", "x": ""}}}),
        );
        assert_eq!(before().differences(&after), ["~ sys_alias/a \"one\": x was none, is \"\""]);
    }

    #[test]
    fn what_an_application_brought_is_left_out_and_nothing_else() {
        let after = Export::new(json!({
            "sys_store_app": {"s": {"scope": "x_app", "name": "App"}},
            "sys_scope": {"s": {"scope": "x_app"}},
            "sys_alias": {
                "a": {"name": "one", "type": "connection"},
                "b": {"name": "theirs", "sys_scope": "s"},
                "c": {"name": "ours", "sys_scope": "global"},
            },
        }));
        let differences = before().differences(&after.without_application("x_app"));
        assert_eq!(differences, ["+ sys_alias/c \"ours\""]);
    }
}
