//! A record as the instance answered with it: every value is a text.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::{Map, Value};

/// A record's columns and their stored values. A column that is absent was not in the answer,
/// which usually means that its read access is refused (facts §2.3, §0.5).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    columns: BTreeMap<String, String>,
}

impl Record {
    /// The value of a column: `None` if the answer left it out, the empty text if it is empty.
    pub fn get(&self, column: &str) -> Option<&str> {
        self.columns.get(column).map(String::as_str)
    }

    /// The record's id, or the empty text if the answer left it out.
    pub fn sys_id(&self) -> &str {
        self.get("sys_id").unwrap_or_default()
    }

    /// Columns and values, by column name.
    pub fn columns(&self) -> impl Iterator<Item = (&str, &str)> {
        self.columns.iter().map(|(column, value)| (column.as_str(), value.as_str()))
    }

    /// Sets a column, as if the instance had answered so.
    pub fn insert(&mut self, column: impl Into<String>, value: impl Into<String>) {
        self.columns.insert(column.into(), value.into());
    }

    /// The same record with no more than the columns that are wanted.
    pub(crate) fn only(&self, wanted: impl Fn(&str) -> bool) -> Self {
        let columns = self.columns.iter().filter(|(column, _)| wanted(column));
        Self { columns: columns.map(|(c, v)| (c.clone(), v.clone())).collect() }
    }
}

impl From<Map<String, Value>> for Record {
    fn from(map: Map<String, Value>) -> Self {
        Self { columns: map.into_iter().map(|(column, value)| (column, text(value))).collect() }
    }
}

impl<'de> Deserialize<'de> for Record {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Columns)
    }
}

/// Reads a record column by column, so that no more than one value is held in another form.
struct Columns;

impl<'de> Visitor<'de> for Columns {
    type Value = Record;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a record")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Record, A::Error> {
        let mut record = Record::default();
        while let Some((column, value)) = map.next_entry::<String, Value>()? {
            record.insert(column, text(value));
        }
        Ok(record)
    }
}

impl<C: Into<String>, V: Into<String>> FromIterator<(C, V)> for Record {
    fn from_iter<I: IntoIterator<Item = (C, V)>>(cells: I) -> Self {
        Self { columns: cells.into_iter().map(|(c, v)| (c.into(), v.into())).collect() }
    }
}

/// The text of a value. References come as objects where the link was not excluded; the few
/// APIs that answer with numbers and booleans are read as the Table API would spell them.
fn text(value: Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text,
        Value::Object(mut reference) => reference
            .remove("value")
            .or_else(|| reference.remove("display_value"))
            .map_or_else(String::new, text),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn record(value: Value) -> Record {
        let Value::Object(map) = value else { panic!("an object") };
        Record::from(map)
    }

    #[test]
    fn absent_and_empty_are_told_apart() {
        let record = record(json!({"sys_id": "1", "host": ""}));
        assert_eq!(record.get("host"), Some(""));
        assert_eq!(record.get("port"), None);
        assert_eq!(record.sys_id(), "1");
        assert_eq!(Record::default().sys_id(), "");
    }

    #[test]
    fn every_value_becomes_a_text() {
        let record = record(json!({
            "a": true, "b": 5, "c": null,
            "d": {"link": "https://x/api/now/table/t/9", "value": "9"},
            "e": {"display_value": "Nine", "link": "l"}, "f": {}
        }));
        let shown: Vec<_> = record.columns().collect();
        assert_eq!(
            shown,
            [("a", "true"), ("b", "5"), ("c", ""), ("d", "9"), ("e", "Nine"), ("f", "")]
        );
    }

    #[test]
    fn a_record_is_narrowed_to_what_is_wanted() {
        let record: Record = [("sys_id", "1"), ("a", "2"), ("b", "3")].into_iter().collect();
        let narrow = record.only(|column| column != "a");
        assert_eq!(narrow.columns().collect::<Vec<_>>(), [("b", "3"), ("sys_id", "1")]);
    }
}
