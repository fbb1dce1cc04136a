//! Where new records go: application, update set, domain.

use tfplugin::Diagnostic;

use super::failure::Failure;
use super::sentence::{error, shown, warning};
use crate::engine::model::{Place, PlaceArgument};

/// Why a record does not lie where it was to lie, or nobody can tell.
#[derive(Debug, Clone)]
pub(crate) enum PlaceProblem {
    /// The table has no such place.
    Unknown(PlaceArgument, &'static str),
    /// Several records of the table have the name: their sys_ids.
    Several(PlaceArgument, &'static str, Vec<String>),
    /// The update set takes files of another application.
    OtherApplication { argument: PlaceArgument, application: String, wanted: String },
    /// The update set is no longer in progress, but in this state.
    Closed(PlaceArgument, String),
    /// The instance put the record elsewhere.
    Elsewhere { argument: PlaceArgument, table: String, column: &'static str, stored: String },
    /// The column that tells where the record lies is hidden.
    Unseen { argument: PlaceArgument, table: String, column: &'static str },
    /// The change to the table is stored, and not in the update set.
    NotCaptured(Place, String),
    /// The record of the table belongs to an application whose changes the update set does not take.
    Outside(Place, String),
    /// Whether the change was captured cannot be told.
    CaptureUnseen(Place),
}

impl PlaceProblem {
    pub(super) fn sentence(&self) -> Diagnostic {
        match self {
            Self::Unknown(argument, table) => unknown(argument, table),
            Self::Several(argument, table, sys_ids) => {
                several(argument, table, &sys_ids.join(", "))
            }
            Self::OtherApplication { argument, application, wanted } => error!(
                "The update set is one of another application",
                "The provider's {name} is \"{text}\", an update set of the application {application}, and new records go to \
                 the application {wanted}, whose changes it does not take. Nothing was written. Name an update set of \
                 {wanted}, or set application_scope to \"{application}\".",
                name = argument.name,
                text = argument.text
            ),
            Self::Closed(PlaceArgument { name, text }, state) => error!(
                "The update set is not in progress",
                "The provider's {name} is \"{text}\", and the state of that update set is \"{state}\": it takes no more \
                 changes. Nothing was written. Name one that is in progress, or set the state of this one back to In \
                 progress."
            ),
            Self::Elsewhere { argument: PlaceArgument { name, text }, table, column, stored } => {
                error!(
                    "The instance put the record elsewhere",
                    "{name} is \"{text}\", and the instance stored the new record of {table} so that its column {column} {}. An \
                 access control rule or a business rule keeps the provider's user from choosing it, or the user may not \
                 work there. Allow it, or leave {name} out.",
                    shown(stored)
                )
            }
            Self::Unseen { argument: PlaceArgument { name, text }, table, column } => warning!(
                "Where the record lies cannot be read",
                "{name} is \"{text}\", and the instance's answers do not hold the column {column} of {table}: whether new \
                 records came to lie there cannot be told. This is said once for the column."
            ),
            Self::NotCaptured(Place { argument: PlaceArgument { name, text }, .. }, table) => {
                error!(
                    "The change is not in the update set",
                    "{name} is \"{text}\", and the instance wrote the record of {table} without capturing the change in \
                     that update set: it does not heed the parameter that names it, or the set was closed meanwhile. The \
                     change is in the set that the provider's user has chosen, if in any. Choose the set for that user on \
                     the instance, and leave {name} out."
                )
            }
            Self::Outside(Place { argument: PlaceArgument { name, text }, .. }, table) => warning!(
                "The change is not in the update set",
                "{name} is \"{text}\", and the record of {table} belongs to another application than that update set, which \
                 does not take the change: it is captured in a set of the record's own application. This is said once for \
                 the application."
            ),
            Self::CaptureUnseen(Place { argument: PlaceArgument { name, text }, .. }) => warning!(
                "The update set was not checked",
                "{name} is \"{text}\", and the provider's user cannot look into update sets (table sys_update_xml), so \
                 whether the changes came into it was not checked. Look into the set before you complete it. This is said \
                 once."
            ),
        }
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
pub(super) fn not_looked_up(at: &PlaceArgument, failure: &Failure, answered: &str) -> Diagnostic {
    let (PlaceArgument { name, text }, (what, _)) = (at, called(&failure.table));
    let hint = if failure.table == "domain" && failure.error.is_invalid_table() {
        " Only an instance with domain separation has domains: leave the argument out, or write \"global\"."
    } else {
        ""
    };
    error!(
        format!("Cannot look up the {what} for new records"),
        "The provider's {name} is \"{text}\", and nothing was written. {answered}{hint}"
    )
}

fn unknown(PlaceArgument { name, text }: &PlaceArgument, table: &str) -> Diagnostic {
    let (what, key) = called(table);
    error!(
        format!("The {what} for new records is unknown"),
        "The provider's {name} is \"{text}\", and the table {table} has no record with that {key} or sys_id that the \
         provider's user can see. Nothing was written. Check the spelling, create the {what} first, or leave the argument \
         out: new records then go where the instance puts those of the provider's user."
    )
}

fn several(PlaceArgument { name, text }: &PlaceArgument, table: &str, sys_ids: &str) -> Diagnostic {
    let (what, key) = called(table);
    let narrower = if table == "sys_update_set" {
        " Names of update sets are not unique: application_scope narrows them to those of one application."
    } else {
        ""
    };
    error!(
        format!("The {what} for new records is not one"),
        "The provider's {name} is \"{text}\", and several records of {table} have that {key}: {sys_ids}. Nothing was \
         written. Give the sys_id of the one you mean.{narrower}"
    )
}
