//! Every sentence a user meets. Summary: action and object. Detail: what the instance said, then what to do.
//!
//! Never a secret, a token, or the query of a URL.

mod adopting;
mod answer;
mod any_record;
mod application;
mod elevation;
mod lacking;
mod placing;
mod readback;
mod reference;
mod roles;
mod sign_in;
mod staying;
#[cfg(test)]
mod tests;

pub(super) use adopting::{
    adopt, cannot_search, gone_while_adopting, joined_already, orphan, several_to_adopt,
};
pub(super) use any_record::{
    any_gone, any_no_such_column, any_not_stored, any_not_undone, any_orphan, any_record,
    any_secret, hidden_any_column, hidden_any_record, secret_in_fields,
};
pub(super) use application::{
    application_goes, application_stays, batch_needs_id_and_version, cannot_uninstall, downgrade,
    installed_but_hidden, not_activated, not_installed, not_uninstalled, other_version,
    plugin_stays,
};
pub(super) use lacking::{lacking_role, lacks};
pub(super) use placing::{
    capture_unseen, not_captured, outside_the_update_set, place_not_found, placement_unseen,
    put_elsewhere, set_is_closed, set_of_another_application, several_places, unknown_place,
};
pub(super) use readback::{
    hidden_and_not_undone, hidden_column, hidden_from_writing, hidden_record, hidden_rows,
    no_such_column, no_table_in_dictionary, not_deactivated, not_stored,
};
pub(super) use reference::{hidden_target, lookup, nothing_referred, several_referred};
pub(super) use staying::{
    nothing_to_restore, secret_stays, will_be_abandoned, will_be_deactivated, will_be_restored,
};

use servicenow::Error;
use tfplugin::Diagnostic;

use crate::describe::{Field, Links, Refusal};

use super::kind::RecordKind;
use super::session::Work;

use answer::Request;

fn failed(work: &Work, table: &str, writes: bool, error: &Error) -> String {
    let host = work.client.instance().host();
    let table = error.table().unwrap_or(table);
    if error.is_forbidden() && error.is_business_rule().is_none() && !error.is_data_policy() {
        work.session.needs.refuse(table, writes);
    }
    let needs_elevation = writes && work.client.needs_elevation(table);
    let credentials = work.client.credentials();
    Request { host, table, writes, needs_elevation, credentials, error }.explained()
}

fn summary(action: &str, kind: &RecordKind) -> String {
    format!("Cannot {action} {}", kind.type_name)
}

/// The provider block is missing.
pub(in crate::engine) fn not_configured() -> Diagnostic {
    Diagnostic::error(
        "The provider is not configured",
        "Terraform asked for a record before it configured the provider. This is a fault of the provider or of Terraform; \
         please report it with the command that led here.",
    )
}

/// A provider argument is decided by this very apply.
pub(in crate::engine) fn not_known_yet(argument: &str) -> Diagnostic {
    Diagnostic::error(
        "The provider's configuration is not known yet",
        format!(
            "The provider argument {argument} is decided by this very apply, so there is no instance to ask yet. Apply what it \
             depends on first (`terraform apply -target=…`), or give {argument} a value that is known."
        ),
    )
}

/// The state's record lies on another instance than the provider is set up for.
pub(in crate::engine) fn other_instance(there: &str, here: &str) -> Diagnostic {
    Diagnostic::error(
        "The record lies on another instance",
        format!(
            "The state says that this record lies on {there}, and the provider is set up for {here}, where it would seem to be \
             gone. Nothing was asked or changed. Check instance_url and the workspace. If both are the same instance, add \
             \"{there}\" to instance_aliases. To manage it on {here} from now on, remove it from the state \
             (`terraform state rm`) and import it, or let it be created anew."
        ),
    )
}

/// A read without a known provider keeps what the state says.
pub(in crate::engine) fn read_later(argument: &str) -> Diagnostic {
    Diagnostic::warning(
        "The state was not refreshed",
        format!(
            "The provider argument {argument} is not known yet, so the records are shown as the state has them."
        ),
    )
}

/// The record could not be made.
pub(in crate::engine) fn create(
    work: &Work,
    kind: &RecordKind,
    table: &str,
    error: &Error,
) -> Diagnostic {
    Diagnostic::error(summary("create", kind), failed(work, table, true, error))
}

/// The record could not be read.
pub(in crate::engine) fn read(
    work: &Work,
    kind: &RecordKind,
    table: &str,
    error: &Error,
) -> Diagnostic {
    Diagnostic::error(summary("read", kind), failed(work, table, false, error))
}

/// The record could not be changed.
pub(in crate::engine) fn update(
    work: &Work,
    kind: &RecordKind,
    table: &str,
    error: &Error,
) -> Diagnostic {
    Diagnostic::error(summary("update", kind), failed(work, table, true, error))
}

/// The record could not be deleted.
pub(in crate::engine) fn delete(
    work: &Work,
    kind: &RecordKind,
    table: &str,
    error: &Error,
) -> Diagnostic {
    let text = failed(work, table, true, error);
    Diagnostic::error(
        summary("delete", kind),
        format!(
            "{text} The record stays in the state; the next plan shows whether it is still there."
        ),
    )
}

/// The old values could not be given back.
pub(in crate::engine) fn restore(
    work: &Work,
    kind: &RecordKind,
    table: &str,
    error: &Error,
) -> Diagnostic {
    let text = failed(work, table, true, error);
    Diagnostic::error(
        summary("restore", kind),
        format!(
            "{text} The record keeps its present values and stays in the state; destroy it again to try once more."
        ),
    )
}

/// A secret could not be sent.
pub(in crate::engine) fn secret(
    work: &Work,
    field: &Field,
    table: &str,
    error: &Error,
) -> Diagnostic {
    let text = failed(work, table, true, error);
    let text = format!("{text} The next apply sends the secret again.");
    Diagnostic::error("Cannot store the secret", text).at_attribute(field.name)
}

/// The joining rows could not be read or written.
pub(in crate::engine) fn links(
    work: &Work,
    field: &Field,
    links: &Links,
    error: &Error,
) -> Diagnostic {
    let text = failed(work, links.table, true, error);
    Diagnostic::error("Cannot link the records", text).at_attribute(field.name)
}

/// A hook's refusal.
pub(in crate::engine) fn refused(refusal: Refusal) -> Diagnostic {
    let diagnostic = Diagnostic::error(refusal.summary, refusal.detail);
    match refusal.attribute {
        Some(attribute) => diagnostic.at_attribute(attribute),
        None => diagnostic,
    }
}

/// A request of a hook failed.
pub(in crate::engine) fn for_hook(work: &Work, error: &Error) -> Refusal {
    Refusal {
        attribute: None,
        summary: "Cannot look after related records".into(),
        detail: failed(work, error.table().unwrap_or_default(), false, error),
    }
}

/// A value cannot be part of a query.
pub(in crate::engine) fn unaskable(text: &str) -> Refusal {
    Refusal {
        attribute: None,
        summary: "Cannot search the instance".into(),
        detail: format!(
            "The search needs a value that a query cannot express: {text}. Choose a value without it."
        ),
    }
}

/// Terraform asked to stop.
pub(in crate::engine) fn stopped() -> Refusal {
    Refusal {
        attribute: None,
        summary: "Stopped".into(),
        detail: "Terraform was asked to stop while the provider waited for the instance. Apply again to go on.".into(),
    }
}

/// The record was deleted between plan and apply.
pub(in crate::engine) fn gone_while_writing(kind: &RecordKind) -> Diagnostic {
    Diagnostic::error(
        summary("update", kind),
        "The instance no longer has the record, or hides it from the provider's user. Plan again: a record that is gone is \
         created anew.",
    )
}

/// What was begun could not be undone.
pub(in crate::engine) fn not_undone(
    work: &Work,
    kind: &RecordKind,
    table: &str,
    sys_id: &str,
    error: &Error,
) -> Diagnostic {
    left_incomplete(kind, table, sys_id, &failed(work, table, true, error))
}

fn left_incomplete(kind: &RecordKind, table: &str, sys_id: &str, why: &str) -> Diagnostic {
    Diagnostic::error(
        "The record was left incomplete",
        format!(
            "The record {sys_id} of the table {table} was written before the error above, and could not be undone: {why} It \
             is kept in the state as tainted, so the next apply replaces it. To keep it, run `terraform untaint` with the \
             address of this {} and apply again.",
            kind.type_name
        ),
    )
}

/// An import names nothing.
pub(in crate::engine) fn nothing_to_import(
    kind: &RecordKind,
    id: &str,
    near: &[String],
    forms: &str,
) -> Diagnostic {
    let table = kind.spec.table;
    let near = reference::similar(near);
    let text = format!(
        "Nothing in the table {table} that the provider's user can see is \"{id}\".{near} {forms}"
    );
    not_importable(kind, text)
}

/// An import names too much, or nothing that can be looked for.
pub(in crate::engine) fn not_importable(kind: &RecordKind, text: String) -> Diagnostic {
    Diagnostic::error(summary("import", kind), text)
}

/// A data source finds nothing, or too much.
pub(in crate::engine) fn not_found(type_name: &str, text: String) -> Diagnostic {
    Diagnostic::error(format!("Cannot find the record of data source {type_name}"), text)
}

/// A data source's request failed.
pub(in crate::engine) fn data(
    work: &Work,
    type_name: &str,
    table: &str,
    error: &Error,
) -> Diagnostic {
    Diagnostic::error(
        format!("Cannot read data source {type_name}"),
        failed(work, table, false, error),
    )
}
