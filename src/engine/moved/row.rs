//! What a state says of its record, by the columns of its table: what the states of all types have in common.

use std::collections::{BTreeMap, BTreeSet};

use tfplugin::Value;

use crate::engine::model::{Policy, Private};

/// One record, as the state of some type knows it.
pub(super) struct Row {
    /// The type whose state it is.
    pub(super) type_name: String,
    pub(super) table: String,
    pub(super) sys_id: Value,
    /// The columns that hold something.
    pub(super) columns: BTreeMap<String, Entry>,
    /// Those that somebody configured in any case.
    pub(super) required: BTreeSet<String>,
    /// Sets of records that joining rows link, by attribute.
    pub(super) links: BTreeMap<String, Entry>,
    pub(super) secrets: Vec<Held>,
    /// The number that says when secrets are sent, where it is one for all of them.
    pub(super) version: Value,
    /// The application that it lies in.
    pub(super) scope: Option<Scope>,
    /// Attributes that stand in no column.
    pub(super) lost: Vec<String>,
    pub(super) policy: Option<Policy>,
    /// Whether destroying may delete the data that it holds.
    pub(super) may_lose: Value,
    /// Whether the configuration takes over what is there.
    pub(super) adopts: Option<bool>,
    /// What is kept beside the state.
    pub(super) private: Private,
    /// Whether its columns are those that somebody configured, and not all that the record holds.
    pub(super) is_chosen: bool,
}

/// What a column holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) text: String,
    /// The attribute that it comes from.
    pub(super) attribute: String,
}

/// A secret, as far as the state has it.
pub(super) struct Held {
    pub(super) column: String,
    /// The attribute that it comes from.
    pub(super) attribute: String,
    /// The secret itself, where it is kept in the state.
    pub(super) value: Value,
    /// The number that says when it is sent.
    pub(super) version: Value,
}

/// The application of a record.
pub(super) struct Scope {
    pub(super) named: Entry,
    /// The column that names it, where that is to be managed.
    pub(super) column: Option<&'static str>,
}

/// What the application Global is called, everywhere (docs/facts.md#sys-ids).
const GLOBAL: &str = "global";

impl Scope {
    /// Whether it is the application of what belongs to none.
    pub(super) fn is_global(&self) -> bool {
        self.named.text.eq_ignore_ascii_case(GLOBAL)
    }
}

impl Row {
    /// A record of which nothing is known but where it lies.
    pub(super) fn of(type_name: &str, table: &str, sys_id: Value, private: Private) -> Self {
        Self {
            type_name: type_name.to_owned(),
            table: table.to_owned(),
            sys_id,
            columns: BTreeMap::new(),
            required: BTreeSet::new(),
            links: BTreeMap::new(),
            secrets: Vec::new(),
            version: Value::Null,
            scope: None,
            lost: Vec::new(),
            policy: None,
            may_lose: Value::Null,
            adopts: None,
            private,
            is_chosen: false,
        }
    }

    /// Notes what a column holds. Of two attributes for one column the first counts, unless they say the same.
    pub(super) fn hold(&mut self, column: &str, attribute: &str, text: String) {
        if text.is_empty() {
            return;
        }
        let entry = Entry { text, attribute: attribute.to_owned() };
        match self.columns.get(column) {
            Some(there) if there.text != entry.text => self.lost.push(entry.attribute),
            Some(_) => {}
            None => {
                self.columns.insert(column.to_owned(), entry);
            }
        }
    }

    /// What the column holds.
    pub(super) fn text(&self, column: &str) -> Option<&str> {
        self.columns.get(column).map(|entry| entry.text.as_str())
    }
}
