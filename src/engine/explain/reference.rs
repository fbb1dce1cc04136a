//! Sentences about references by name.

use servicenow::Error;
use tfplugin::Diagnostic;

use crate::spec::{Field, Target};

use super::super::references::Resolved;
use super::super::session::Work;
use super::failed;

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

/// A reference names no record, or several.
pub(in crate::engine) fn unresolved(
    field: &Field,
    target: &Target,
    spelling: &str,
    found: &Resolved,
) -> Diagnostic {
    let keys = target.keys.join(" or ");
    let text = match found {
        Resolved::Several(candidates) => format!(
            "{} is \"{spelling}\", and several records of {} have that {keys}: {}. Give the sys_id of the one you mean{}.",
            field.name,
            target.table,
            candidates.join(", "),
            if target.within.is_some() { ", or the form with the slash" } else { "" }
        ),
        _ => format!(
            "{} is \"{spelling}\", and the table {} has no record with that {keys} that the provider's user can see. Check \
             the spelling, create the record first, or give its sys_id.",
            field.name, target.table
        ),
    };
    Diagnostic::error("The reference leads to no single record", text).at_attribute(field.name)
}
