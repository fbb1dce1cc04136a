//! A record as the instance answered with it: every value is a text.

use std::fmt;
use std::sync::Arc;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

/// A record's columns and their stored values. A column that is absent was not in the answer,
/// which usually means that its read access is refused (docs/facts.md#stored-values,
/// docs/facts.md#hidden).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// In the order of their names. Records of one list share these.
    columns: Vec<(Arc<str>, Box<str>)>,
}

impl Record {
    /// The value of a column: `None` if the answer left it out, the empty text if it is empty.
    ///
    /// ```
    /// use servicenow::Record;
    ///
    /// let record: Record = [("sys_id", "a1"), ("host", "")].into_iter().collect();
    /// assert_eq!((record.get("host"), record.get("port")), (Some(""), None));
    /// ```
    pub fn get(&self, column: &str) -> Option<&str> {
        self.place(column).ok().map(|at| &*self.columns[at].1)
    }

    /// The record's id, or the empty text if the answer left it out.
    ///
    /// ```
    /// use servicenow::Record;
    ///
    /// let record: Record = [("sys_id", "a1")].into_iter().collect();
    /// assert_eq!((record.sys_id(), Record::default().sys_id()), ("a1", ""));
    /// ```
    pub fn sys_id(&self) -> &str {
        self.get("sys_id").unwrap_or_default()
    }

    /// Columns and values, by column name.
    ///
    /// ```
    /// use servicenow::Record;
    ///
    /// let record: Record = [("name", "x"), ("active", "true")].into_iter().collect();
    /// assert_eq!(record.columns().collect::<Vec<_>>(), [("active", "true"), ("name", "x")]);
    /// ```
    pub fn columns(&self) -> impl Iterator<Item = (&str, &str)> {
        self.columns.iter().map(|(column, value)| (&**column, &**value))
    }

    /// Sets a column, as if the instance had answered so.
    ///
    /// ```
    /// use servicenow::Record;
    ///
    /// let mut record = Record::default();
    /// record.insert("name", "x");
    /// assert_eq!(record.get("name"), Some("x"));
    /// ```
    pub fn insert(&mut self, column: impl Into<String>, value: impl Into<String>) {
        let (column, value) = (column.into(), value.into().into_boxed_str());
        match self.place(&column) {
            Ok(at) => self.columns[at].1 = value,
            Err(at) => self.columns.insert(at, (column.into(), value)),
        }
    }

    /// A record of these columns; one that comes twice has the last value. They are put in order
    /// at once: an answer may have very many, in any order.
    fn of(mut columns: Vec<(Arc<str>, Box<str>)>) -> Self {
        columns.sort_by(|(one, _), (other, _)| one.cmp(other));
        columns.dedup_by(|later, kept| {
            let is_same = later.0 == kept.0;
            if is_same {
                std::mem::swap(&mut later.1, &mut kept.1);
            }
            is_same
        });
        Self { columns }
    }

    /// Where the column is, or else where it belongs.
    fn place(&self, column: &str) -> Result<usize, usize> {
        self.columns.binary_search_by(|(name, _)| (**name).cmp(column))
    }

    /// The same record, taking the names of its columns from another one that has the same.
    fn sharing_names(mut self, other: &Self) -> Self {
        for ((name, _), (shared, _)) in self.columns.iter_mut().zip(&other.columns) {
            if name == shared {
                *name = Arc::clone(shared);
            }
        }
        self.columns.shrink_to_fit();
        self
    }

    /// The same record with no more than the columns that are wanted.
    pub(crate) fn only(&self, wanted: impl Fn(&str) -> bool) -> Self {
        let columns = self.columns.iter().filter(|(column, _)| wanted(column));
        Self { columns: columns.map(|(c, v)| (c.clone(), v.clone())).collect() }
    }
}

impl From<Map<String, Value>> for Record {
    fn from(map: Map<String, Value>) -> Self {
        map.into_iter().map(|(column, value)| (column, text(value))).collect()
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
        let mut columns = Vec::new();
        while let Some((column, value)) = map.next_entry::<String, Value>()? {
            columns.push((column.into(), text(value).into_boxed_str()));
        }
        Ok(Record::of(columns))
    }
}

/// Reads a list of records, which share the names of their columns: a large list has few names.
pub(crate) fn list<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Record>, D::Error> {
    deserializer.deserialize_seq(Rows)
}

struct Rows;

impl<'de> Visitor<'de> for Rows {
    type Value = Vec<Record>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of records")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut rows: A) -> Result<Vec<Record>, A::Error> {
        let mut list: Vec<Record> = Vec::new();
        while let Some(record) = rows.next_element::<Record>()? {
            let record = match list.last() {
                Some(before) => record.sharing_names(before),
                None => record,
            };
            list.push(record);
        }
        Ok(list)
    }
}

impl<C: Into<String>, V: Into<String>> FromIterator<(C, V)> for Record {
    fn from_iter<I: IntoIterator<Item = (C, V)>>(cells: I) -> Self {
        let cell =
            |(column, value): (C, V)| (Arc::from(column.into()), value.into().into_boxed_str());
        Self::of(cells.into_iter().map(cell).collect())
    }
}

/// Whether a text can be the sys_id of a record just made: the few that are words are shipped
/// (docs/facts.md#sys-ids).
pub(crate) fn is_new_id(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
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
    fn records_of_a_list_share_the_names_of_their_columns() {
        let mut reader = serde_json::Deserializer::from_str(
            r#"[{"b":"1","a":"2"},{"a":"3","b":"4"},{"c":"5"}]"#,
        );
        let rows = list(&mut reader).unwrap();
        assert_eq!((rows[0].get("a"), rows[1].get("a")), (Some("2"), Some("3")));
        let names: Vec<_> = rows[1].columns().map(|(name, _)| name).collect();
        assert_eq!(names, ["a", "b"]);
        assert!(Arc::ptr_eq(&rows[0].columns[1].0, &rows[1].columns[1].0));
        assert_eq!(rows[2].get("c"), Some("5"));
    }

    #[test]
    fn a_column_that_is_set_again_has_the_last_value() {
        let mut record: Record = [("b", "1"), ("a", "2"), ("b", "3")].into_iter().collect();
        record.insert("a", "4");
        let columns: Vec<_> = record.columns().collect();
        assert_eq!(columns, [("a", "4"), ("b", "3")]);
    }

    #[test]
    fn many_columns_in_falling_order_are_read_in_their_time() {
        let cells: Vec<String> = (0..200_000).rev().map(|n| format!("\"c{n:06}\":\"\"")).collect();
        let text = format!("{{{}}}", cells.join(","));
        let started = std::time::Instant::now();
        let record: Record = serde_json::from_str(&text).unwrap();
        let map: Map<String, Value> = serde_json::from_str(&text).unwrap();
        assert_eq!(Record::from(map), record);
        assert_eq!(record.columns().count(), 200_000);
        assert!(started.elapsed() < std::time::Duration::from_secs(10), "{:?}", started.elapsed());
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
