//! States of other types: that they cannot become one of this type, and what of them did not come along.

use thiserror::Error;

use super::sentence::quoted;
use crate::engine::model::ANY_RECORD;

/// What is to be said of a state that is moved to another type, or of one that another provider wrote.
#[derive(Debug, Clone, Error)]
pub(crate) enum MoveProblem {
    #[error(
        "Cannot move the state to another table\n\
         A {from} is a record of the table {table}, and a {to} is one of {}: a move renames what is there, and makes nothing \
         of another kind. {}",
        .tables.join(", "), ways_out(.table, .better.as_deref())
    )]
    OtherTable {
        from: String,
        table: String,
        to: String,
        tables: Vec<&'static str>,
        better: Option<String>,
    },
    #[error(
        "Another type of the same name\n\
         The state is one of another provider, whose {name} is a record of the table {table}. This provider's {name} is one of \
         {}, which is another thing, and nothing was changed. Write the resource as {}, and a moved block from {name} to that \
         with the names of the two.",
        .tables.join(", "), instead(.table, .better.as_deref())
    )]
    NameClash { name: String, table: String, tables: Vec<&'static str>, better: Option<String> },
    #[error(
        "Cannot read the state of {from}\n\
         What is stored is no state of a {from} that this provider knows: {why} Nothing was changed. Remove the resource from \
         the state without destroying it, and import the record."
    )]
    Unreadable { from: String, why: String },
    #[error(
        "Not all of the state came along\n\
         Nothing here stands for these attributes of the {from} that the state was of: {}. What the record has there stays on \
         the instance as it is, and Terraform no longer manages it.{}",
        .attributes.join(", "), of_a_row(.to)
    )]
    Lost { from: String, to: String, attributes: Vec<String> },
    #[error(
        "A secret lies in the state\n\
         The state holds in clear, as it did before: {}. Set {} instead: what is given there is sent once and kept nowhere. \
         Copies of older states still hold the secret.",
        .attributes.join(", "), written_once(.attributes)
    )]
    SecretsKept { attributes: Vec<String> },
    #[error(
        "A secret did not come along\n\
         The state of the {from} held in clear: {}. A {ANY_RECORD} keeps no secrets in the state, so it was left out, and the \
         instance has it as before. To send one, set fields_wo with its column, and fields_wo_version.",
        .attributes.join(", ")
    )]
    SecretsLeft { from: String, attributes: Vec<String> },
    #[error(
        "What destroying does has changed\n\
         The deletion policy of the {from} was {}, which {ANY_RECORD} does not have. The state now says \"abandon\", so that \
         destroying leaves the record as it is. Set deletion_policy = \"abandon\" to keep it so: without, the next apply makes \
         it \"delete\".",
        quoted(&[.policy], "")
    )]
    OtherPolicy { from: String, policy: &'static str },
}

impl MoveProblem {
    /// Whether it is only to be known.
    pub(super) fn is_warning(&self) -> bool {
        !matches!(self, Self::OtherTable { .. } | Self::NameClash { .. } | Self::Unreadable { .. })
    }
}

/// What a record of this table is to be written as.
fn instead(table: &str, better: Option<&str>) -> String {
    let row = || format!("{ANY_RECORD} with table = \"{table}\" and its columns in fields");
    better.map_or_else(row, str::to_owned)
}

/// Where a record of this table can be moved to.
fn ways_out(table: &str, better: Option<&str>) -> String {
    let dedicated = better.map_or_else(String::new, |better| format!("{better}, or to "));
    format!("Move it to {dedicated}{ANY_RECORD} with table = \"{table}\".")
}

/// What to do to go on managing a column of a row of any table.
fn of_a_row(to: &str) -> &'static str {
    if to == ANY_RECORD { " To go on managing a column, name it in fields." } else { "" }
}

/// The write-only forms of these secrets, with their versions.
fn written_once(attributes: &[String]) -> String {
    let both = |name: &String| format!("{name}_wo with {name}_wo_version");
    attributes.iter().map(both).collect::<Vec<_>>().join(", ")
}
