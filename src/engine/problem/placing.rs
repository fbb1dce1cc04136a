//! Where new records go: application, update set, domain.

use std::fmt;

use thiserror::Error;

use super::failure::Failure;
use super::sentence::held;
use crate::describe::shown;
use crate::engine::model::{Place, PlaceArgument};

/// Why a record does not lie where it was to lie, or nobody can tell.
#[derive(Debug, Clone, Error)]
pub(crate) enum PlaceProblem {
    /// The table has no such place.
    #[error("{}", unknown(.0, .1))]
    Unknown(PlaceArgument, &'static str),
    /// Several records of the table have the name: their sys_ids.
    #[error("{}", several(.0, .1, &.2.join(", ")))]
    Several(PlaceArgument, &'static str, Vec<String>),
    #[error(
        "The update set is one of another application\n\
         The provider's {argument}, an update set of the application {application}, and new records go to the application \
         {wanted}, whose changes it does not take. Nothing was written. Name an update set of {wanted}, or set \
         application_scope to \"{application}\"."
    )]
    OtherApplication { argument: PlaceArgument, application: String, wanted: String },
    /// The update set is no longer in progress, but in this state.
    #[error(
        "The update set is not in progress\n\
         The provider's {0}, and the state of that update set is \"{1}\": it takes no more changes. Nothing was written. \
         Name one that is in progress, or set the state of this one back to In progress."
    )]
    Closed(PlaceArgument, String),
    #[error(
        "The instance put the record elsewhere\n\
         {argument}, and the instance stored the new record of {table} so that its column {column} {}. An access control \
         rule or a business rule keeps the provider's user from choosing it, or the user may not work there. Allow it, or \
         leave {} out.",
        held(.stored), .argument.name
    )]
    Elsewhere { argument: PlaceArgument, table: String, column: &'static str, stored: String },
    #[error(
        "Where the record lies cannot be read\n\
         {argument}, and the instance's answers do not hold the column {column} of {table}: whether new records came to lie \
         there cannot be told. This is said once for the column."
    )]
    Unseen { argument: PlaceArgument, table: String, column: &'static str },
    /// The change to the table is stored, and not in the update set.
    #[error(
        "The change is not in the update set\n\
         {place}, and the instance wrote the record of {1} without capturing the change in that update set: it does not \
         heed the parameter that names it, or the set was closed meanwhile. The change is in the set that the provider's \
         user has chosen, if in any. Choose the set for that user on the instance, and leave {name} out.",
        place = .0.argument, name = .0.argument.name
    )]
    NotCaptured(Place, String),
    /// The record of the table belongs to an application whose changes the update set does not take.
    #[error(
        "The change is not in the update set\n\
         {place}, and the record of {1} belongs to another application than that update set, which does not take the \
         change: it is captured in a set of the record's own application. This is said once for the application.",
        place = .0.argument
    )]
    Outside(Place, String),
    #[error(
        "The update set was not checked\n\
         {}, and the provider's user cannot look into update sets (table sys_update_xml), so whether the changes came into \
         it was not checked. Look into the set before you complete it. This is said once.",
        .0.argument
    )]
    CaptureUnseen(Place),
}

impl fmt::Display for PlaceArgument {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} is {}", self.name, shown(&self.text))
    }
}

/// What the records of a table are called here, and by what one is named.
fn called(table: &str) -> (&'static str, &'static str) {
    match table {
        "sys_update_set" => ("update set", "name"),
        "sys_scope" => ("application", "scope name"),
        _ => ("domain", "name"),
    }
}

/// The place could not be looked up.
pub(super) fn not_looked_up(at: &PlaceArgument, failure: &Failure, answered: &str) -> String {
    let (what, _) = called(&failure.table);
    let hint = if &*failure.table == "domain" && failure.error.is_invalid_table() {
        " Only an instance with domain separation has domains: leave the argument out, or write \"global\"."
    } else {
        ""
    };
    format!(
        "Cannot look up the {what} for new records\n\
         The provider's {at}, and nothing was written. {answered}{hint}"
    )
}

fn unknown(at: &PlaceArgument, table: &str) -> String {
    let (what, key) = called(table);
    format!(
        "The {what} for new records is unknown\n\
         The provider's {at}, and the table {table} has no record with that {key} or sys_id that the provider's user can \
         see. Nothing was written. Check the spelling, create the {what} first, or leave the argument out: new records then \
         go where the instance puts those of the provider's user."
    )
}

fn several(at: &PlaceArgument, table: &str, sys_ids: &str) -> String {
    let (what, key) = called(table);
    let narrower = if table == "sys_update_set" {
        " Names of update sets are not unique: application_scope narrows them to those of one application."
    } else {
        ""
    };
    format!(
        "The {what} for new records is not one\n\
         The provider's {at}, and several records of {table} have that {key}: {sys_ids}. Nothing was written. Give the \
         sys_id of the one you mean.{narrower}"
    )
}
