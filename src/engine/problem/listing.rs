//! What a list of records cannot ask for, and what it does not show.

use std::collections::BTreeSet;

use thiserror::Error;

use super::roles::reads;
use super::sentence::similar;
use crate::describe::shown;

/// Why a list of records is not what was asked for.
#[derive(Debug, Clone, Error)]
pub(crate) enum Listing {
    /// The name, those that resemble it, and all there are.
    #[error(
        "Unknown attribute to filter by\n\
         filter names {}, by which {type_name} cannot be listed.{} It takes {}. For anything else there is query.",
        shown(.name), similar(.near), .known.join(", ")
    )]
    NoFilter { type_name: String, name: String, near: Vec<String>, known: Vec<String> },
    /// The attribute and the text.
    #[error("Not a flag\nfilter gives {0} the value {text}. Write \"true\" or \"false\".", text = shown(.1))]
    NoFlag(String, String),
    #[error(
        "Not a moment\n\
         updated_since is {}, which is no moment. Write it with its zone, such as \"2026-11-01T00:00:00Z\".",
        shown(.0)
    )]
    NoMoment(String),
    #[error(
        "Cannot list {type_name}\n\
         The table {table} has no column {column}, and the instance does not say so: it drops the condition, and records \
         come that were not asked for.{} Give the column's name, not its label.",
        similar(.near)
    )]
    NoColumn {
        type_name: String,
        attribute: &'static str,
        table: String,
        column: String,
        near: Vec<String>,
    },
    #[error("Cannot list {type_name}\nThe records cannot be asked for: {why}.")]
    Unaskable { type_name: String, why: String },
    /// Of each table, how many match and are hidden.
    #[error("Not all records are listed\n{}", hidden(.0))]
    Hidden(Vec<(String, u64)>),
}

fn hidden(tables: &[(String, u64)]) -> String {
    let counted = tables.iter().map(|(table, count)| {
        let records = if *count == 1 { "record" } else { "records" };
        format!("{count} {records} of the table {table}")
    });
    let needs: BTreeSet<String> = tables.iter().map(|(table, _)| reads(table)).collect();
    format!(
        "The instance counts {} that match and does not show them: access control rules hide them from the provider's user. \
         {}",
        counted.collect::<Vec<_>>().join(" and "),
        needs.into_iter().collect::<Vec<_>>().join(" ")
    )
}

impl Listing {
    /// Whether it is only to be known.
    pub(super) fn is_warning(&self) -> bool {
        matches!(self, Self::Hidden(_))
    }

    /// The argument it is about.
    pub(super) fn attribute(&self) -> Option<&'static str> {
        match self {
            Self::NoFilter { .. } | Self::NoFlag(..) => Some("filter"),
            Self::NoMoment(_) => Some("updated_since"),
            Self::NoColumn { attribute, .. } => Some(*attribute),
            Self::Unaskable { .. } | Self::Hidden(_) => None,
        }
    }
}
