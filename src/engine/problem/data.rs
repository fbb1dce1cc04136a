//! Data sources that find no single record, or are shown none.

use super::roles;
use super::sentence::{Sentence, cannot};
use crate::engine::model::Right;

/// Why a data source has nothing to show.
#[derive(Debug, Clone)]
pub(crate) enum Search {
    /// The values cannot be asked for.
    Unsearchable { type_name: String, why: String },
    /// No record has the values.
    Nothing { type_name: String, table: &'static str },
    /// Several records have the values.
    Several { type_name: String, table: &'static str, sys_ids: Vec<String> },
    /// Rows are there, and none is shown.
    Hidden { type_name: String, table: String, count: u64 },
    /// The dictionary shows nothing of the table.
    NoTable { type_name: String, table: String },
}

impl Search {
    pub(super) fn sentence(&self) -> Sentence {
        match self {
            Self::Unsearchable { type_name, why } => Sentence::new(
                unfound(type_name),
                format!("The record cannot be searched for: {why}."),
            ),
            Self::Nothing { type_name, table } => {
                let text = format!(
                    "No record of the table {table} that the provider's user can see has these values. Check the spelling."
                );
                Sentence::new(unfound(type_name), text)
            }
            Self::Several { type_name, table, sys_ids } => {
                let text = format!(
                    "{} records of the table {table} have these values: {}. Give the id of the one you mean.",
                    sys_ids.len(),
                    sys_ids.join(", ")
                );
                Sentence::new(unfound(type_name), text)
            }
            Self::Hidden { type_name, table, count } => {
                let text = format!(
                    "The table {table} counts {count} rows that match, and shows none: access control rules hide them from the \
                     provider's user. The role that allows reading is normally {}.",
                    roles::needed(table, Right::Read)
                );
                Sentence::new(cannot("read data source", type_name), text)
            }
            Self::NoTable { type_name, table } => {
                let text = format!(
                    "The dictionary shows the provider's user no table {table}. Check the spelling; tables are named like incident \
                     or x_acme_orders. Reading the dictionary normally takes {}.",
                    roles::needed("sys_dictionary", Right::Read)
                );
                Sentence::new(cannot("read data source", type_name), text).at_attribute("name")
            }
        }
    }
}

fn unfound(type_name: &str) -> String {
    format!("Cannot find the record of data source {type_name}")
}
