//! One table with its inherited columns.

use super::Column;
use crate::evidence::Evidence;
use std::{collections::BTreeMap, sync::Arc};

/// A table of the dictionary.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    pub(crate) name: String,
    pub(crate) label: String,
    /// The table it extends, abstract ones included.
    pub(crate) extends: Option<String>,
    /// The topmost ancestor that has rows: the table of the store its rows lie in.
    pub(crate) root: String,
    /// Itself first, then its ancestors upwards.
    pub(crate) lineage: Vec<String>,
    /// Itself and every table that extends it, however far down.
    pub(crate) family: Vec<String>,
    pub(crate) is_abstract: bool,
    /// Whether an abstract table can be read all the same, as the rows of all that extend it.
    pub(crate) gathers: bool,
    /// Whether `GET /simulator/export` shows its rows.
    pub(crate) exported: bool,
    pub(crate) evidence: Evidence,
    pub(crate) source: String,
    pub(super) columns: BTreeMap<String, Arc<Column>>,
}

impl Table {
    /// The column of that name, inherited ones included.
    pub(crate) fn column(&self, name: &str) -> Option<&Arc<Column>> {
        self.columns.get(name)
    }

    /// All columns by name.
    pub(crate) fn columns(&self) -> impl Iterator<Item = &Arc<Column>> {
        self.columns.values()
    }

    /// The names of what the store keeps of a row, in order: every column, and the row's class.
    pub(crate) fn stored_names(&self) -> impl Iterator<Item = &str> {
        const CLASS: &str = "sys_class_name";
        let has_class = self.columns.contains_key(CLASS);
        let names = self.columns.keys().map(String::as_str);
        names.chain((!has_class).then_some(CLASS))
    }

    /// The column whose value names a row to people.
    pub(crate) fn display_column(&self) -> &str {
        self.columns().find(|column| column.display).map_or("sys_id", |column| &column.name)
    }

    /// Whether what its rows hold may be searched by somebody who sees them masked.
    pub(crate) fn is_open_to_search(&self) -> bool {
        !self.columns().any(|column| column.masked)
    }

    /// Whether it is `ancestor` or extends it.
    pub(crate) fn is_a(&self, ancestor: &str) -> bool {
        self.lineage.iter().any(|name| name == ancestor)
    }

    /// Whether its rows are application files.
    pub(crate) fn is_metadata(&self) -> bool {
        self.is_a("sys_metadata")
    }
}
