//! Sentences about columns and records that do not come back as expected.

use tfplugin::Diagnostic;

use crate::describe::Field;

use crate::engine::model::resource_type::RecordKind;
use crate::engine::problem::{left_incomplete, roles, summary};
use crate::engine::write::cells::Lost;

/// A column holds something else than what was written.
pub(in crate::engine) fn not_stored(lost: &Lost, table: &str, stored: &str) -> Diagnostic {
    let shown =
        if stored.is_empty() { "is empty".to_owned() } else { format!("holds \"{stored}\"") };
    let text = format!(
        "The instance answered that the write succeeded, but the column {} of {table} {shown} instead of what was written. \
         Either an access control rule for this column does not let the provider's user write it, or a business rule changed \
         it, or the text was longer than the column. Allow the write, or set {} to what the instance stores.",
        lost.column, lost.field.name
    );
    Diagnostic::error("The instance did not store the value", text).at_attribute(lost.field.name)
}

/// This release has no such column.
pub(in crate::engine) fn no_such_column(lost: &Lost, table: &str) -> Diagnostic {
    let text = format!(
        "This release of the instance has no column {} in the table {table}, and drops such values silently. Remove {} from \
         the configuration.",
        lost.column, lost.field.name
    );
    Diagnostic::error("This release has no such column", text).at_attribute(lost.field.name)
}

/// A column is hidden from the provider's user.
pub(in crate::engine) fn hidden_column(field: &Field, column: &str, table: &str) -> Diagnostic {
    let text = format!(
        "The instance's answers do not hold the column {column} of {table}: an access control rule hides it from the \
         provider's user, so {} is taken to be as configured and changes made elsewhere go unnoticed. This is said once for \
         the column.",
        field.name
    );
    Diagnostic::warning("A column cannot be read", text).at_attribute(field.name)
}

/// The record is there, but hidden.
pub(in crate::engine) fn hidden_record(kind: &RecordKind, table: &str, sys_id: &str) -> Diagnostic {
    let text = format!(
        "The table {table} still counts the record {sys_id}, but does not show it: an access control rule hides it from the \
         provider's user. The role that allows reading is normally {}. Nothing was removed from the state.",
        roles::needed(table, false)
    );
    Diagnostic::error(summary("read", kind), text)
}

/// The record is there, but hidden, so that nothing can be done to it.
pub(in crate::engine) fn hidden_from_writing(
    action: &str,
    kind: &RecordKind,
    table: &str,
    sys_id: &str,
) -> Diagnostic {
    Diagnostic::error(summary(action, kind), hidden(table, sys_id))
}

/// What was begun could not be undone, because the record is hidden.
pub(in crate::engine) fn hidden_and_not_undone(
    kind: &RecordKind,
    table: &str,
    sys_id: &str,
) -> Diagnostic {
    left_incomplete(kind, table, sys_id, &hidden(table, sys_id))
}

fn hidden(table: &str, sys_id: &str) -> String {
    format!(
        "The table {table} counts the record {sys_id}, but does not show it: an access control rule hides it from the \
         provider's user, who can then neither change nor delete it. The role that allows reading is normally {}.",
        roles::needed(table, false)
    )
}

/// Rows are there, and none is shown.
pub(in crate::engine) fn hidden_rows(type_name: &str, table: &str, count: u64) -> Diagnostic {
    let text = format!(
        "The table {table} counts {count} rows that match, and shows none: access control rules hide them from the provider's \
         user. The role that allows reading is normally {}.",
        roles::needed(table, false)
    );
    Diagnostic::error(format!("Cannot read data source {type_name}"), text)
}

/// The dictionary shows nothing of a table.
pub(in crate::engine) fn no_table_in_dictionary(type_name: &str, table: &str) -> Diagnostic {
    let text = format!(
        "The dictionary shows the provider's user no table {table}. Check the spelling; tables are named like incident or \
         x_acme_orders. Reading the dictionary normally takes {}.",
        roles::needed("sys_dictionary", false)
    );
    Diagnostic::error(format!("Cannot read data source {type_name}"), text).at_attribute("name")
}

/// The record is to be taken out of use, and the instance kept it in use.
pub(in crate::engine) fn not_deactivated(kind: &RecordKind, table: &str) -> Diagnostic {
    let text = format!(
        "The instance answered that the write to {table} succeeded, and the record is still in use. An access control rule or a \
         business rule of the instance keeps it so. It stays in the state."
    );
    Diagnostic::error(summary("deactivate", kind), text)
}
