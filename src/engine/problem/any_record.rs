//! Sentences about records of any table.

use std::time::Duration;

use servicenow::Error;
use tfplugin::{AttributePath, Diagnostic, Step};

use crate::engine::problem::adopting::minutes;
use crate::engine::problem::{failed, roles};
use crate::engine::session::Work;

const NAME: &str = "servicenow_record";

fn at(column: &str) -> AttributePath {
    AttributePath::attribute("fields").then(Step::Key(column.to_owned()))
}

/// A request about the record failed.
pub(in crate::engine) fn any_record(
    work: &Work,
    action: &str,
    table: &str,
    writes: bool,
    error: &Error,
) -> Diagnostic {
    Diagnostic::error(format!("Cannot {action} {NAME}"), failed(work, table, writes, error))
}

/// The record was deleted between plan and apply.
pub(in crate::engine) fn any_gone(table: &str) -> Diagnostic {
    let text = format!(
        "The table {table} no longer has the record, or hides it from the provider's user. Plan again: a record that is gone is \
         created anew."
    );
    Diagnostic::error(format!("Cannot update {NAME}"), text)
}

/// The record is there, but hidden.
pub(in crate::engine) fn hidden_any_record(action: &str, table: &str, sys_id: &str) -> Diagnostic {
    let text = format!(
        "The table {table} still counts the record {sys_id}, but does not show it: an access control rule hides it from the \
         provider's user. The role that allows reading is normally {}. Nothing was removed from the state.",
        roles::needed(table, false)
    );
    Diagnostic::error(format!("Cannot {action} {NAME}"), text)
}

/// A column is hidden from the provider's user.
pub(in crate::engine) fn hidden_any_column(column: &str, table: &str) -> Diagnostic {
    let text = format!(
        "The instance's answers do not hold the column {column} of {table}: an access control rule hides it, or the table has no \
         such column and the provider's user cannot read the dictionary to tell. It is taken to be as configured. This is said \
         once for the column."
    );
    Diagnostic::warning("A column cannot be read", text).at(at(column))
}

/// The table has no such column.
pub(in crate::engine) fn any_no_such_column(column: &str, table: &str) -> Diagnostic {
    let text = format!(
        "The table {table} has no column {column}, and the instance drops such values silently. Check the name: it is the \
         column's name, not its label."
    );
    Diagnostic::error("There is no such column", text).at(at(column))
}

/// A column holds something else than what was written.
pub(in crate::engine) fn any_not_stored(column: &str, table: &str, stored: &str) -> Diagnostic {
    let shown =
        if stored.is_empty() { "is empty".to_owned() } else { format!("holds \"{stored}\"") };
    let text = format!(
        "The instance answered that the write succeeded, but the column {column} of {table} {shown} instead of what was written. \
         An access control rule does not let the provider's user write it, a business rule changed it, or the text does not fit \
         the column's type or length. Allow the write, or write what the instance stores."
    );
    Diagnostic::error("The instance did not store the value", text).at(at(column))
}

/// A secret column stands among the plain ones.
pub(in crate::engine) fn secret_in_fields(column: &str, table: &str) -> Diagnostic {
    let text = format!(
        "The column {column} of {table} holds a secret, and fields is kept in the state. Move it to fields_wo, which is never \
         stored, and set fields_wo_version."
    );
    Diagnostic::error("A secret among the fields", text).at(at(column))
}

/// A secret could not be sent.
pub(in crate::engine) fn any_secret(
    work: &Work,
    column: &str,
    table: &str,
    error: &Error,
) -> Diagnostic {
    let text = failed(work, table, true, error);
    let text = format!("{text} The next apply sends the column {column} again.");
    Diagnostic::error("Cannot store the secret", text).at_attribute("fields_wo")
}

/// What was begun could not be undone.
pub(in crate::engine) fn any_not_undone(table: &str, sys_id: &str, why: &Diagnostic) -> Diagnostic {
    let text = &why.detail;
    Diagnostic::error(
        "The record was left incomplete",
        format!(
            "The record {sys_id} of the table {table} was written before the error above, and could not be undone: {text} It \
             is kept in the state as tainted, so the next apply replaces it. To keep it, run `terraform untaint` and apply again."
        ),
    )
}

/// A row with the same values was made lately, and no state is known to hold it.
pub(in crate::engine) fn any_orphan(table: &str, sys_id: &str, age: Duration) -> Diagnostic {
    let text = format!(
        "The table {table} already holds a row with the same values, {sys_id}, which this very user made {} ago and which this \
         run does not know from the state: most likely an apply ended before it could note it. Nothing was made, for it would \
         be there twice. To manage that row, run `terraform import <address of this servicenow_record> {table}/{sys_id}`. If a \
         second one is wanted, apply again when it is an hour old.",
        minutes(age)
    );
    Diagnostic::error("Cannot create servicenow_record", text)
}
