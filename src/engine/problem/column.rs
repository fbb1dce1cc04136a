//! Columns that do not come back as they were written.

use tfplugin::{AttributePath, Step};
use thiserror::Error;

use super::sentence::held;
use crate::engine::model::Spot;

/// What became of a column.
#[derive(Debug, Clone, Error)]
pub(crate) enum ColumnProblem {
    #[error(
        "The instance did not store the value\n\
         The instance answered that the write succeeded, but the column {} of {table} {} instead of what was written. {}",
        .spot.column(), held(.stored), why_not_stored(.spot)
    )]
    NotStored { spot: Spot, table: String, stored: String },
    /// Only the beginning of the text is stored: so many characters of so many.
    #[error(
        "The instance cut the value\n\
         The text is longer than the column: it has {written} characters, and {} of {table} keeps {kept}. The instance stored the \
         beginning and dropped the rest without a word. Write a shorter text, or have the column widened (Max length in its dictionary \
         entry).",
        .spot.column()
    )]
    Cut { spot: Spot, table: String, written: usize, kept: usize },
    #[error("{}", missing(.spot, .table))]
    Missing { spot: Spot, table: String },
    #[error("A column cannot be read\n{} This is said once for the column.", hidden(.spot, .table))]
    Hidden { spot: Spot, table: String },
    #[error("A column does not show\n{} This is said once for the column.", unproven(.spot, .table))]
    Unproven { spot: Spot, table: String },
    #[error(
        "A secret among the fields\n\
         The column {column} of {table} holds a secret, and fields is kept in the state. Move it to fields_wo, which is \
         never stored, and set fields_wo_version."
    )]
    SecretInFields { column: String, table: String },
}

impl ColumnProblem {
    /// Where a user finds the column.
    pub(super) fn path(&self) -> AttributePath {
        let column = match self {
            Self::NotStored { spot, .. }
            | Self::Cut { spot, .. }
            | Self::Missing { spot, .. }
            | Self::Hidden { spot, .. }
            | Self::Unproven { spot, .. } => match spot {
                Spot::Attribute(attribute, _) => return AttributePath::attribute(*attribute),
                Spot::Column(column) => column,
            },
            Self::SecretInFields { column, .. } => column,
        };
        AttributePath::attribute("fields").then(Step::Key(column.clone()))
    }
}

fn why_not_stored(spot: &Spot) -> String {
    match spot {
        Spot::Attribute(attribute, _) => format!(
            "Either an access control rule for this column does not let the provider's user write it, or a business rule \
             changed it. Allow the write, or set {attribute} to what the instance stores."
        ),
        Spot::Column(_) => "An access control rule does not let the provider's user write it, a business rule changed it, \
                            or the text does not fit the column's type. Allow the write, or write what the \
                            instance stores."
            .to_owned(),
    }
}

fn missing(spot: &Spot, table: &str) -> String {
    match spot {
        Spot::Attribute(attribute, column) => format!(
            "This release has no such column\n\
             This release of the instance has no column {column} in the table {table}, and drops such values silently. \
             Remove {attribute} from the configuration."
        ),
        Spot::Column(column) => format!(
            "There is no such column\n\
             The table {table} has no column {column}, and the instance drops such values silently. Check the name: it is \
             the column's name, not its label."
        ),
    }
}

fn unproven(spot: &Spot, table: &str) -> String {
    let column = spot.column();
    let name = match spot {
        Spot::Attribute(attribute, _) => attribute,
        Spot::Column(column) => column.as_str(),
    };
    format!(
        "Not every instance has the column {column} of {table}, and the answers of this one do not hold it: either it is not \
         there and the value was dropped, or an access control rule hides it from the provider's user. Who may read \
         sys_dictionary is told which. Until then {name} is taken to be as configured; to be sure, remove it."
    )
}

fn hidden(spot: &Spot, table: &str) -> String {
    match spot {
        Spot::Attribute(attribute, column) => format!(
            "The instance's answers do not hold the column {column} of {table}: an access control rule hides it from the \
             provider's user, so {attribute} is taken to be as configured and changes made elsewhere go unnoticed."
        ),
        Spot::Column(column) => format!(
            "The instance's answers do not hold the column {column} of {table}: an access control rule hides it, or the \
             table has no such column and the provider's user cannot read the dictionary to tell. It is taken to be as \
             configured."
        ),
    }
}
