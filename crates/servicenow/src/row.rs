//! What is written to a record: columns with their values, in the order given.

use std::collections::BTreeSet;
use std::fmt;

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::query::same_text;
use crate::{ExposeSecret, Record, SecretString};

/// Columns to write. `Debug` prints the names of the columns, never their values.
#[derive(Clone, Default)]
pub struct Row {
    cells: Vec<(String, Cell)>,
}

#[derive(Clone)]
enum Cell {
    Plain(String),
    Entry(String),
    Secret(SecretString),
}

impl Cell {
    fn text(&self) -> &str {
        match self {
            Self::Plain(text) | Self::Entry(text) => text,
            Self::Secret(secret) => secret.expose_secret(),
        }
    }
}

impl Row {
    /// A row that writes nothing yet.
    ///
    /// ```
    /// use servicenow::Row;
    ///
    /// let row = Row::new().set("name", "Camunda").set_secret("client_secret", "s3cret".into());
    /// assert_eq!(format!("{row:?}"), r#"Row {"name", "client_secret"}"#);
    /// ```
    pub fn new() -> Self {
        Self::default()
    }

    /// Writes `value` to `column`; the empty text clears a column (docs/facts.md#clearing).
    ///
    /// ```
    /// use servicenow::Row;
    ///
    /// let row = Row::new().set("name", "x").set("name", "y");
    /// assert_eq!(row.columns().collect::<Vec<_>>(), ["name"]);
    /// ```
    #[must_use]
    pub fn set(self, column: impl Into<String>, value: impl Into<String>) -> Self {
        self.put(column.into(), Cell::Plain(value.into()))
    }

    /// Adds an entry to the journal `column`, which nobody can read there
    /// (docs/facts.md#journal-columns).
    ///
    /// ```
    /// use servicenow::Row;
    ///
    /// let row = Row::new().set("state", "2").add_entry("work_notes", "Looked at");
    /// assert_eq!(row.columns().collect::<Vec<_>>(), ["state", "work_notes"]);
    /// ```
    #[must_use]
    pub fn add_entry(self, column: impl Into<String>, value: impl Into<String>) -> Self {
        self.put(column.into(), Cell::Entry(value.into()))
    }

    /// Writes a secret to `column`.
    ///
    /// ```
    /// use servicenow::Row;
    ///
    /// let row = Row::new().set_secret("password", "hunter2".into());
    /// assert!(!format!("{row:?}").contains("hunter2"));
    /// ```
    #[must_use]
    pub fn set_secret(self, column: impl Into<String>, value: SecretString) -> Self {
        self.put(column.into(), Cell::Secret(value))
    }

    /// Whether nothing would be written.
    ///
    /// ```
    /// use servicenow::Row;
    ///
    /// assert!(Row::new().is_empty());
    /// ```
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// The columns that are written, in order.
    ///
    /// ```
    /// use servicenow::Row;
    ///
    /// let row = Row::new().set("b", "1").set("a", "2");
    /// assert_eq!(row.columns().collect::<Vec<_>>(), ["b", "a"]);
    /// ```
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        self.cells.iter().map(|(column, _)| column.as_str())
    }

    /// The row without these columns.
    pub(crate) fn without(&self, columns: &BTreeSet<String>) -> Self {
        let stays = |(column, _): &&(String, Cell)| !columns.contains(column);
        Self { cells: self.cells.iter().filter(stays).cloned().collect() }
    }

    /// What is written to `column`, if anything is.
    pub(crate) fn text(&self, column: &str) -> Option<&str> {
        self.cells.iter().find(|(name, _)| name == column).map(|(_, cell)| cell.text())
    }

    /// The secrets that are written.
    pub(crate) fn secrets(&self) -> impl Iterator<Item = &SecretString> {
        self.cells.iter().filter_map(|(_, cell)| match cell {
            Cell::Plain(_) | Cell::Entry(_) => None,
            Cell::Secret(secret) => Some(secret),
        })
    }

    /// Whether a record shows all that is written, its id, secrets and entries aside, as the
    /// instance compares texts.
    pub(crate) fn is_held_by(&self, record: &Record) -> bool {
        self.cells.iter().all(|(column, cell)| match cell {
            Cell::Plain(text) if column != "sys_id" => {
                record.get(column).is_some_and(|stored| same_text(stored, text))
            }
            _ => true,
        })
    }

    fn put(mut self, column: String, cell: Cell) -> Self {
        match self.cells.iter_mut().find(|(name, _)| *name == column) {
            Some((_, present)) => *present = cell,
            None => self.cells.push((column, cell)),
        }
        self
    }
}

impl fmt::Debug for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Row ")?;
        f.debug_set().entries(self.columns()).finish()
    }
}

/// The body of the write that this row is; for the request, hence within the crate only.
pub(crate) struct Body<'a>(pub(crate) &'a Row);

impl Serialize for Body<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.cells.len()))?;
        for (column, cell) in &self.0.cells {
            map.serialize_entry(column, cell.text())?;
        }
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_keeps_its_order_and_the_last_word() {
        let row = Row::new().set("b", "1").set("a", "2").set("b", "3");
        assert_eq!(row.columns().collect::<Vec<_>>(), ["b", "a"]);
        assert_eq!(serde_json::to_string(&Body(&row)).unwrap(), r#"{"b":"3","a":"2"}"#);
        assert!(!row.is_empty());
        assert!(Row::new().is_empty());
    }

    #[test]
    fn a_record_holds_a_row_if_it_shows_all_of_it() {
        let row = Row::new().set("sys_id", "1").set("name", "A").set("host", "");
        let row = row.set_secret("password", "s".into()).add_entry("work_notes", "seen nowhere");
        let record = |cells: &[(&str, &str)]| cells.iter().copied().collect::<Record>();
        assert!(row.is_held_by(&record(&[("sys_id", "2"), ("name", " a"), ("host", "")])));
        assert!(!row.is_held_by(&record(&[("name", "b"), ("host", "")])));
        assert!(!row.is_held_by(&record(&[("name", "a")])));
    }

    #[test]
    fn a_row_shows_names_and_hides_values() {
        let row = Row::new().set("name", "visible?").set_secret("password", "hunter2".into());
        let shown = format!("{row:?}");
        assert_eq!(shown, r#"Row {"name", "password"}"#);
        let body = serde_json::to_string(&Body(&row)).unwrap();
        assert_eq!(body, r#"{"name":"visible?","password":"hunter2"}"#);
    }
}
