//! Sentences about references by name.

use servicenow::Error;
use tfplugin::Diagnostic;

use crate::describe::{Field, Target};

use crate::engine::problem::{failed, roles};
use crate::engine::session::Work;

const NO_SINGLE: &str = "The reference leads to no single record";

/// A reference could not be looked up.
pub(in crate::engine) fn lookup(
    work: &Work,
    field: &Field,
    target: &Target,
    error: &Error,
) -> Diagnostic {
    let mut text = failed(work, target.table, false, error);
    if error.is_forbidden() {
        text.push_str(" A sys_id instead of the name needs no right to read the table.");
    }
    Diagnostic::error("Cannot look up the reference", text).at_attribute(field.name)
}

/// A reference names a record that is there, but hidden.
pub(in crate::engine) fn hidden_target(
    field: &Field,
    target: &Target,
    spelling: &str,
) -> Diagnostic {
    let text = format!(
        "{} is \"{spelling}\", and the table {} has such a record and does not show it: an access control rule hides it from \
         the provider's user. The role that allows reading is normally {}. A sys_id instead of the name needs no right to read \
         the table.",
        field.name,
        target.table,
        roles::needed(target.table, false)
    );
    Diagnostic::error("Cannot look up the reference", text).at_attribute(field.name)
}

/// A reference names several records.
pub(in crate::engine) fn several_referred(
    field: &Field,
    target: &Target,
    spelling: &str,
    candidates: &[String],
) -> Diagnostic {
    let text = format!(
        "{} is \"{spelling}\", and several records of {} have that {}: {}. Give the sys_id of the one you mean{}.",
        field.name,
        target.table,
        target.keys.join(" or "),
        candidates.join(", "),
        if target.within.is_some() { ", or the form with the slash" } else { "" }
    );
    Diagnostic::error(NO_SINGLE, text).at_attribute(field.name)
}

/// A reference names no record.
pub(in crate::engine) fn nothing_referred(
    field: &Field,
    target: &Target,
    spelling: &str,
    near: &[String],
) -> Diagnostic {
    let text = format!(
        "{} is \"{spelling}\", and the table {} has no record with that {} that the provider's user can see.{} Check the \
         spelling, create the record first, or give its sys_id.",
        field.name,
        target.table,
        target.keys.join(" or "),
        similar(near)
    );
    Diagnostic::error(NO_SINGLE, text).at_attribute(field.name)
}

/// What resembles a name that leads nowhere, as a sentence after another one; nothing where nothing does.
pub(super) fn similar(near: &[String]) -> String {
    if near.is_empty() { String::new() } else { format!(" Similar: {}.", near.join(", ")) }
}
