//! What a row holds.

use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, btree_map},
    ops::{Deref, DerefMut},
};

/// A row: each column's value as the platform stores it; empty is the empty string.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Record(BTreeMap<String, String>);

impl Record {
    /// The value of a column; empty where the row has no such column.
    pub(crate) fn value(&self, column: &str) -> &str {
        self.get(column).map_or("", String::as_str)
    }
}

impl Deref for Record {
    type Target = BTreeMap<String, String>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl DerefMut for Record {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.0
    }
}

impl<const N: usize> From<[(String, String); N]> for Record {
    fn from(values: [(String, String); N]) -> Self {
        Self(BTreeMap::from(values))
    }
}

impl FromIterator<(String, String)> for Record {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(values: I) -> Self {
        Self(values.into_iter().collect())
    }
}

impl<'a> IntoIterator for &'a Record {
    type Item = (&'a String, &'a String);
    type IntoIter = btree_map::Iter<'a, String, String>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}
