//! The simulator's dictionary, read from its files: what the provider writes is checked against what it says.

use std::collections::BTreeMap;

use toml::{Table, Value};

use crate::source::{files, text};

/// Every table of the dictionary.
pub(crate) struct Dictionary(BTreeMap<String, Table>);

/// One column as its table, or the one it extends, declares it.
#[derive(Debug)]
pub(crate) struct Column<'a>(&'a Table);

impl Column<'_> {
    fn text(&self, key: &str) -> Option<&str> {
        self.0.get(key).and_then(Value::as_str)
    }

    /// Whether its choices are the words that the table of plugins has for yes and no.
    pub(crate) fn is_active_or_inactive(&self) -> bool {
        let choices = self.0.get("choices").and_then(Value::as_table);
        choices.is_some_and(|choices| choices.keys().eq(["active", "inactive"]))
    }

    /// The platform's name of its type.
    pub(crate) fn kind(&self) -> &str {
        self.text("type").unwrap_or_default()
    }

    /// What can be chosen in it, as it is stored.
    pub(crate) fn choices(&self) -> Vec<&str> {
        let choices = self.0.get("choices").and_then(Value::as_table);
        choices.into_iter().flat_map(|choices| choices.keys().map(String::as_str)).collect()
    }

    /// The table it refers to.
    pub(crate) fn reference(&self) -> Option<&str> {
        self.text("reference")
    }

    /// What a new record has in it.
    pub(crate) fn default(&self) -> Option<&str> {
        self.text("default").filter(|default| !default.is_empty())
    }

    /// Whether a row goes with the record that it refers to.
    pub(crate) fn cascades(&self) -> bool {
        self.text("cascade") == Some("cascade")
    }

    /// Whether every instance has it.
    pub(crate) fn is_established(&self) -> bool {
        self.0.get("established").and_then(Value::as_bool) != Some(false)
    }

    /// Whether a caller may write it.
    pub(crate) fn is_writable(&self) -> bool {
        let is = |key: &str| self.0.get(key).and_then(Value::as_bool) == Some(true);
        !is("computed") && !is("audit") && !is("hidden")
    }
}

impl Dictionary {
    /// The dictionary as shipped.
    pub(crate) fn shipped() -> Self {
        let mut tables = BTreeMap::new();
        for path in files("crates/simulator/tables") {
            let file: Table = text(&path).parse().unwrap_or_else(|error| panic!("{path}: {error}"));
            tables.extend(
                file.into_iter().map(|(name, table)| (name, table.as_table().unwrap().clone())),
            );
        }
        Self(tables)
    }

    /// Whether there is such a table.
    pub(crate) fn has(&self, table: &str) -> bool {
        self.0.contains_key(table)
    }

    /// Whether a record of one table is one of the other: the same table, or one that it extends.
    pub(crate) fn is_a(&self, table: &str, other: &str) -> bool {
        let extended = || self.0.get(table)?.get("extends")?.as_str();
        table == other || extended().is_some_and(|extended| self.is_a(extended, other))
    }

    /// The column of a table, inherited ones included; dots lead through references.
    pub(crate) fn column(&self, table: &str, path: &str) -> Option<Column<'_>> {
        match path.split_once('.') {
            None => self.own_or_inherited(table, path),
            Some((first, rest)) => {
                let through = self.own_or_inherited(table, first)?;
                self.column(through.reference()?, rest)
            }
        }
    }

    fn own_or_inherited(&self, table: &str, column: &str) -> Option<Column<'_>> {
        let declared = self.0.get(table)?;
        let own = declared.get("columns").and_then(|columns| columns.get(column)?.as_table());
        match own {
            Some(column) => Some(Column(column)),
            None => self.own_or_inherited(declared.get("extends")?.as_str()?, column),
        }
    }
}

#[test]
fn a_column_is_found_where_it_is_inherited_and_through_references() {
    let dictionary = Dictionary::shipped();
    assert_eq!(
        dictionary.column("http_connection", "connection_alias").unwrap().reference(),
        Some("sys_alias")
    );
    assert_eq!(dictionary.column("http_connection", "sys_id").unwrap().kind(), "GUID");
    assert_eq!(
        dictionary.column("http_connection", "connection_alias.id").unwrap().kind(),
        "string"
    );
    assert!(dictionary.column("http_connection", "name.id").is_none());
    assert!(
        dictionary.column("sys_connection", "base_path").is_none(),
        "a child's column is not its parent's"
    );
    assert!(!dictionary.column("sys_alias", "id").unwrap().is_writable());
    assert!(dictionary.is_a("http_connection", "sys_connection"));
    assert!(!dictionary.is_a("sys_connection", "http_connection"));
}
