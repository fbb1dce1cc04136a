//! What is known of each table before an instance is asked: the columns that the provider's descriptions make use of, and
//! those beside them that the simulated instance has. `cargo xtask docs` writes it down in `columns.toml`.

use crate::error::ProbeError;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// Columns that every table has, or may have: nobody describes them.
pub(crate) const EVERYWHERE: &[&str] = &[
    "sys_id",
    "sys_created_on",
    "sys_created_by",
    "sys_updated_on",
    "sys_updated_by",
    "sys_mod_count",
    "sys_tags",
    "sys_class_name",
    "sys_class_code",
    "sys_class_path",
];

/// The table that all application files extend. Its columns are theirs, and no news of any of them
/// (docs/facts.md#application-files).
pub(crate) const APPLICATION_FILE: &str = "sys_metadata";

/// A column that a description makes use of.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Described {
    /// The resource type.
    #[serde(rename = "type")]
    pub(crate) of_type: String,
    /// The attribute that stands for it; empty where none does.
    #[serde(default)]
    pub(crate) attribute: String,
    pub(crate) table: String,
    pub(crate) column: String,
    /// The words that the attribute may be.
    #[serde(default)]
    pub(crate) words: Vec<String>,
    /// Words of the column that are known and not among those.
    #[serde(default)]
    pub(crate) other_words: Vec<String>,
    /// Whether the column only finds a record of a table that the type does not write.
    #[serde(default)]
    pub(crate) key: bool,
}

/// A table as far as it is known.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Known {
    /// The table it extends.
    pub(crate) extends: Option<String>,
    /// Columns that no description makes use of.
    #[serde(default)]
    pub(crate) others: Vec<String>,
}

/// Everything that is known.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Descriptions {
    pub(crate) columns: Vec<Described>,
    pub(crate) tables: BTreeMap<String, Known>,
}

impl Descriptions {
    /// What was written down when this program was built.
    pub(crate) fn shipped() -> Result<Self, ProbeError> {
        Ok(toml::from_str(include_str!("../columns.toml"))?)
    }

    /// The resource types, in the order of the documentation.
    pub(crate) fn types(&self) -> Vec<&str> {
        let mut types: Vec<&str> = self.columns.iter().map(|row| row.of_type.as_str()).collect();
        types.dedup();
        types
    }

    /// What the description of one type makes use of.
    pub(crate) fn of_type<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Described> {
        self.columns.iter().filter(move |row| row.of_type == name)
    }

    /// Every table that a description names.
    pub(crate) fn tables(&self) -> BTreeSet<&str> {
        self.columns.iter().map(|row| row.table.as_str()).collect()
    }

    /// A table and what it extends, as far as that is known.
    pub(crate) fn chain<'a>(&'a self, table: &'a str) -> Vec<&'a str> {
        let mut chain = vec![table];
        let parent = |table: &str| self.tables.get(table)?.extends.as_deref();
        while let Some(next) = parent(chain[chain.len() - 1]).filter(|next| !chain.contains(next)) {
            chain.push(next);
        }
        chain
    }

    /// Every column that is known of these tables, whether described or not.
    pub(crate) fn known_of(&self, tables: &[&str]) -> BTreeSet<&str> {
        let described = self.columns.iter().filter(|row| tables.contains(&row.table.as_str()));
        let described = described.map(|row| row.column.as_str());
        let others = tables.iter().filter_map(|table| self.tables.get(*table));
        let others = others.flat_map(|table| table.others.iter().map(String::as_str));
        described.chain(others).chain(EVERYWHERE.iter().copied()).collect()
    }
}

/// Whether a customer of the platform gave something this name: it says who that is, and tells nothing of the platform.
pub(crate) fn is_a_customers_own(name: &str) -> bool {
    name.starts_with("u_") || name.starts_with("x_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_down_names_every_type_once_and_every_table() {
        let shipped = Descriptions::shipped().unwrap();
        let types = shipped.types();
        assert!(types.len() >= 29, "{types:?}");
        assert_eq!(types.iter().collect::<BTreeSet<_>>().len(), types.len());
        for table in shipped.tables() {
            assert!(shipped.tables.contains_key(table), "nothing is known of {table}");
        }
    }

    #[test]
    fn what_a_table_extends_is_known_to_the_top() {
        let shipped = Descriptions::shipped().unwrap();
        assert_eq!(shipped.chain("http_connection"), ["http_connection", "sys_connection"]);
        assert!(shipped.chain("sys_alias").contains(&APPLICATION_FILE));
        assert_eq!(shipped.chain("unheard_of"), ["unheard_of"]);
    }

    #[test]
    fn known_is_what_is_described_what_is_not_and_what_every_table_has() {
        let text = "columns = [{ type = 'a', attribute = 'b', table = 't', column = 'c' }]\n\
                    [tables.t]\nothers = ['d']\n";
        let known: Descriptions = toml::from_str(text).unwrap();
        let of_table = known.known_of(&["t"]);
        assert!(["c", "d", "sys_id"].iter().all(|column| of_table.contains(column)));
        assert!(!of_table.contains("e"));
    }

    #[test]
    fn a_customers_names_are_told_by_their_beginning() {
        assert!(is_a_customers_own("u_cost_centre") && is_a_customers_own("x_acme_app_id"));
        assert!(!is_a_customers_own("user_name") && !is_a_customers_own("host"));
    }
}
