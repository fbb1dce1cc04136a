//! Columns that do not come back as they were written.

use tfplugin::{AttributePath, Step};
use thiserror::Error;

use super::roles::reads;
use super::sentence::held;
use crate::describe::shown;
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
    #[error("{}", vital(.spot, .table))]
    Vital { spot: Spot, table: String },
    #[error(
        "A secret among the fields\n\
         The column {column} of {table} holds a secret, and fields is kept in the state. Move it to fields_wo, which is \
         never stored, and set fields_wo_version."
    )]
    SecretInFields { column: String, table: String },
    #[error(
        "The text is longer than the column\n\
         {name} has {length} characters, and the column {column} of {table} takes {limit}: the instance would cut it without \
         a word. Shorten it, or have an administrator make the column longer.",
        name = .spot.name(), column = .spot.column()
    )]
    TooLong { spot: Spot, table: String, length: usize, limit: usize },
    /// The record that a reference by sys_id leads to, and the table in which it lies instead, where that is known.
    #[error("The reference leads nowhere\n{}", astray(.spot, .target, .sys_id, .lies_in.as_deref()))]
    Astray { spot: Spot, target: String, sys_id: String, lies_in: Option<String> },
    /// What is to lead to a record by its name, and leads to none: the type of the column.
    #[error(
        "The column is no reference\n\
         The column {column} of {table} is of the type {kind} and leads to no single record, so no name can be looked for. Set it \
         in fields, as it is stored."
    )]
    NoReference { column: String, table: String, kind: String },
    #[error(
        "Nobody can tell what the reference leads to\n\
         {column} of {table} is to lead to {}, and the dictionary does not show the provider's user the column, so the table in \
         which to look for that name is not known. Give the sys_id of the record. {}",
        shown(.spelling), reads("sys_dictionary")
    )]
    Undescribed { column: String, table: String, spelling: String },
    /// Whether its name alone tells that it is a journal.
    #[error(
        "The text becomes an entry of a journal\n\
         The column {column} of {table} is a journal{}: the text is added once, as an entry of its own, when it is applied, \
         and can be neither read back, changed nor taken away by Terraform. To add another entry, write another text; to \
         add none, remove {column} from fields.",
        if *.by_name { ", to judge by its name" } else { "" }, column = .spot.column()
    )]
    Entry { spot: Spot, table: String, by_name: bool },
    #[error(
        "Mandatory columns are left out\n\
         The dictionary calls {} of {table} mandatory, and fields gives no value. The instance takes the row without over \
         REST, and forms then refuse to save it. Set what is missing.",
        .columns.join(", ")
    )]
    LeftOut { columns: Vec<String>, table: String },
}

impl ColumnProblem {
    /// Where a user finds the column.
    pub(super) fn path(&self) -> AttributePath {
        let column = match self {
            Self::NotStored { spot, .. }
            | Self::Cut { spot, .. }
            | Self::Missing { spot, .. }
            | Self::Hidden { spot, .. }
            | Self::Unproven { spot, .. }
            | Self::Vital { spot, .. }
            | Self::TooLong { spot, .. }
            | Self::Astray { spot, .. }
            | Self::Entry { spot, .. } => match spot {
                Spot::Attribute(attribute, _) => return AttributePath::attribute(*attribute),
                Spot::Reference(column) => return of_references(column),
                Spot::Column(column) => column,
            },
            Self::NoReference { column, .. } | Self::Undescribed { column, .. } => {
                return of_references(column);
            }
            Self::SecretInFields { column, .. } => column,
            Self::LeftOut { .. } => return AttributePath::attribute("fields"),
        };
        AttributePath::attribute("fields").then(Step::Key(column.clone()))
    }
}

fn of_references(column: &str) -> AttributePath {
    AttributePath::attribute("references").then(Step::Key(column.to_owned()))
}

fn why_not_stored(spot: &Spot) -> String {
    match spot {
        Spot::Attribute(attribute, _) => format!(
            "Either an access control rule for this column does not let the provider's user write it, or a business rule \
             changed it. Allow the write, or set {attribute} to what the instance stores."
        ),
        Spot::Column(_) | Spot::Reference(_) => "An access control rule does not let the provider's user write it, a business rule changed it, \
                            or the text does not fit the column's type. Allow the write, or write what the \
                            instance stores."
            .to_owned(),
    }
}

fn astray(spot: &Spot, target: &str, sys_id: &str, lies_in: Option<&str>) -> String {
    let name = spot.name();
    match lies_in {
        Some(table) => format!(
            "{name} is the sys_id {sys_id}, which is a record of {table}, and the reference leads to a record of {target}. \
             The instance would store it and show nothing. Refer to a record of {target}."
        ),
        None => format!(
            "{name} is the sys_id {sys_id}, and the table {target} has no such record. The instance would store it and show \
             nothing. Check the sys_id and the instance that it was copied from. Where an application of this very run \
             brings the record, let this resource depend on it (depends_on)."
        ),
    }
}

fn missing(spot: &Spot, table: &str) -> String {
    match spot {
        Spot::Attribute(attribute, column) => format!(
            "This release has no such column\n\
             This release of the instance has no column {column} in the table {table}, and drops such values silently. \
             Remove {attribute} from the configuration."
        ),
        Spot::Column(column) | Spot::Reference(column) => format!(
            "There is no such column\n\
             The table {table} has no column {column}, and the instance drops such values silently. Check the name: it is \
             the column's name, not its label."
        ),
    }
}

fn unproven(spot: &Spot, table: &str) -> String {
    let column = spot.column();
    let name = spot.name();
    format!(
        "Not every instance has the column {column} of {table}, and the answers of this one do not hold it: either it is not \
         there and the value was dropped, or an access control rule hides it from the provider's user. Who may read \
         sys_dictionary is told which. Until then {name} is taken to be as configured; to be sure, remove it."
    )
}

fn vital(spot: &Spot, table: &str) -> String {
    let column = spot.column();
    let name = spot.name();
    format!(
        "A column that decides does not show\n\
         Not every instance has the column {column} of {table}, and the answers of this one do not hold it: either it is not \
         there and the value was dropped, or an access control rule hides it from the provider's user. Without {name} the \
         record could let in whom it is to keep out, so it is not switched on. Let the provider's user read the column, or \
         remove {name} from the configuration. Who may read sys_dictionary is told by the plan where the column is not there."
    )
}

fn hidden(spot: &Spot, table: &str) -> String {
    match spot {
        Spot::Attribute(attribute, column) => format!(
            "The instance's answers do not hold the column {column} of {table}: an access control rule hides it from the \
             provider's user, so {attribute} is taken to be as configured and changes made elsewhere go unnoticed."
        ),
        Spot::Column(column) | Spot::Reference(column) => format!(
            "The instance's answers do not hold the column {column} of {table}: an access control rule hides it, or the \
             table has no such column and the provider's user cannot read the dictionary to tell. It is taken to be as \
             configured."
        ),
    }
}
