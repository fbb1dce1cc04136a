//! Columns that do not come back as they were written.

use super::sentence::{Sentence, path_of, shown};
use crate::engine::model::Spot;

/// What became of a column.
#[derive(Debug, Clone)]
pub(crate) enum ColumnProblem {
    /// It holds something else than what was written.
    NotStored { spot: Spot, table: String, stored: String },
    /// The table has no such column.
    Missing { spot: Spot, table: String },
    /// It is hidden from the provider's user.
    Hidden { spot: Spot, table: String },
    /// It holds a secret, and stands among the plain ones.
    SecretInFields { column: String, table: String },
}

impl ColumnProblem {
    pub(super) fn is_error(&self) -> bool {
        !matches!(self, Self::Hidden { .. })
    }

    pub(super) fn sentence(&self) -> Sentence {
        match self {
            Self::NotStored { spot, table, stored } => Sentence::new(
                "The instance did not store the value",
                not_stored(spot, table, stored),
            )
            .at(path_of(spot)),
            Self::Missing { spot, table } => {
                let (summary, text) = missing(spot, table);
                Sentence::new(summary, text).at(path_of(spot))
            }
            Self::Hidden { spot, table } => {
                Sentence::new("A column cannot be read", hidden(spot, table)).at(path_of(spot))
            }
            Self::SecretInFields { column, table } => {
                let text = format!(
                    "The column {column} of {table} holds a secret, and fields is kept in the state. Move it to fields_wo, which is \
                     never stored, and set fields_wo_version."
                );
                let path = path_of(&Spot::Column(column.clone()));
                Sentence::new("A secret among the fields", text).at(path)
            }
        }
    }
}

fn not_stored(spot: &Spot, table: &str, stored: &str) -> String {
    let begin = format!(
        "The instance answered that the write succeeded, but the column {} of {table} {} instead of what was written.",
        spot.column(),
        shown(stored)
    );
    match spot {
        Spot::Attribute(attribute, _) => format!(
            "{begin} Either an access control rule for this column does not let the provider's user write it, or a business rule \
             changed it, or the text was longer than the column. Allow the write, or set {attribute} to what the instance stores."
        ),
        Spot::Column(_) => format!(
            "{begin} An access control rule does not let the provider's user write it, a business rule changed it, or the text does \
             not fit the column's type or length. Allow the write, or write what the instance stores."
        ),
    }
}

fn missing(spot: &Spot, table: &str) -> (&'static str, String) {
    match spot {
        Spot::Attribute(attribute, column) => (
            "This release has no such column",
            format!(
                "This release of the instance has no column {column} in the table {table}, and drops such values silently. Remove \
                 {attribute} from the configuration."
            ),
        ),
        Spot::Column(column) => (
            "There is no such column",
            format!(
                "The table {table} has no column {column}, and the instance drops such values silently. Check the name: it is the \
                 column's name, not its label."
            ),
        ),
    }
}

fn hidden(spot: &Spot, table: &str) -> String {
    match spot {
        Spot::Attribute(attribute, column) => format!(
            "The instance's answers do not hold the column {column} of {table}: an access control rule hides it from the \
             provider's user, so {attribute} is taken to be as configured and changes made elsewhere go unnoticed. This is said \
             once for the column."
        ),
        Spot::Column(column) => format!(
            "The instance's answers do not hold the column {column} of {table}: an access control rule hides it, or the table has \
             no such column and the provider's user cannot read the dictionary to tell. It is taken to be as configured. This is \
             said once for the column."
        ),
    }
}
