//! Columns that do not come back as they were written.

use tfplugin::Diagnostic;

use super::sentence::{error, path_of, shown, warning};
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
    pub(super) fn sentence(&self) -> Diagnostic {
        match self {
            Self::NotStored { spot, table, stored } => {
                not_stored(spot, table, &shown(stored)).at(path_of(spot))
            }
            Self::Missing { spot, table } => missing(spot, table).at(path_of(spot)),
            Self::Hidden { spot, table } => hidden(spot, table).at(path_of(spot)),
            Self::SecretInFields { column, table } => error!(
                "A secret among the fields",
                "The column {column} of {table} holds a secret, and fields is kept in the state. Move it to fields_wo, \
                 which is never stored, and set fields_wo_version."
            )
            .at(path_of(&Spot::Column(column.clone()))),
        }
    }
}

fn not_stored(spot: &Spot, table: &str, holds: &str) -> Diagnostic {
    let why = match spot {
        Spot::Attribute(attribute, _) => format!(
            "Either an access control rule for this column does not let the provider's user write it, or a business rule \
             changed it, or the text was longer than the column. Allow the write, or set {attribute} to what the instance \
             stores."
        ),
        Spot::Column(_) => "An access control rule does not let the provider's user write it, a business rule changed it, \
                            or the text does not fit the column's type or length. Allow the write, or write what the \
                            instance stores."
            .to_owned(),
    };
    error!(
        "The instance did not store the value",
        "The instance answered that the write succeeded, but the column {} of {table} {holds} instead of what was written. \
         {why}",
        spot.column()
    )
}

fn missing(spot: &Spot, table: &str) -> Diagnostic {
    match spot {
        Spot::Attribute(attribute, column) => error!(
            "This release has no such column",
            "This release of the instance has no column {column} in the table {table}, and drops such values silently. \
             Remove {attribute} from the configuration."
        ),
        Spot::Column(column) => error!(
            "There is no such column",
            "The table {table} has no column {column}, and the instance drops such values silently. Check the name: it is \
             the column's name, not its label."
        ),
    }
}

fn hidden(spot: &Spot, table: &str) -> Diagnostic {
    let summary = "A column cannot be read";
    match spot {
        Spot::Attribute(attribute, column) => warning!(
            summary,
            "The instance's answers do not hold the column {column} of {table}: an access control rule hides it from the \
             provider's user, so {attribute} is taken to be as configured and changes made elsewhere go unnoticed. This is \
             said once for the column."
        ),
        Spot::Column(column) => warning!(
            summary,
            "The instance's answers do not hold the column {column} of {table}: an access control rule hides it, or the \
             table has no such column and the provider's user cannot read the dictionary to tell. It is taken to be as \
             configured. This is said once for the column."
        ),
    }
}
