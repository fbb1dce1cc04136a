//! Sentences about where new records go: application, update set, domain.

use servicenow::{Error, Record};
use tfplugin::Diagnostic;

use crate::describe::Refusal;

use crate::engine::placement::{Place, Said};
use crate::engine::problem::failed;
use crate::engine::session::Work;

/// What the records of a table are called here, and by what one is named.
fn called(table: &str) -> (&'static str, &'static str) {
    match table {
        "sys_update_set" => ("update set", "name"),
        "sys_scope" => ("application", "scope name"),
        _ => ("domain", "name"),
    }
}

/// The place could not be looked up.
pub(in crate::engine) fn place_not_found(
    work: &Work,
    said: &Said,
    table: &str,
    error: &Error,
) -> Diagnostic {
    let (what, _) = called(table);
    let (argument, text) = (&said.argument, &said.text);
    let answered = failed(work, table, false, error);
    let hint = if table == "domain" && error.is_invalid_table() {
        " Only an instance with domain separation has domains: leave the argument out, or write \"global\"."
    } else {
        ""
    };
    Diagnostic::error(
        format!("Cannot look up the {what} for new records"),
        format!(
            "The provider's {argument} is \"{text}\", and nothing was written. {answered}{hint}"
        ),
    )
}

/// No such place.
pub(in crate::engine) fn unknown_place(said: &Said, table: &str) -> Diagnostic {
    let (what, key) = called(table);
    let text = format!(
        "The provider's {} is \"{}\", and the table {table} has no record with that {key} or sys_id that the provider's user can \
         see. Nothing was written. Check the spelling, create the {what} first, or leave the argument out: new records then go \
         where the instance puts those of the provider's user.",
        said.argument, said.text
    );
    Diagnostic::error(format!("The {what} for new records is unknown"), text)
}

/// Several places have the name.
pub(in crate::engine) fn several_places(
    said: &Said,
    table: &str,
    sys_ids: &[String],
) -> Diagnostic {
    let (what, key) = called(table);
    let narrower = if table == "sys_update_set" {
        " Names of update sets are not unique: application_scope narrows them to those of one application."
    } else {
        ""
    };
    let text = format!(
        "The provider's {} is \"{}\", and several records of {table} have that {key}: {}. Nothing was written. Give the sys_id of \
         the one you mean.{narrower}",
        said.argument,
        said.text,
        sys_ids.join(", ")
    );
    Diagnostic::error(format!("The {what} for new records is not one"), text)
}

/// The update set takes files of another application.
pub(in crate::engine) fn set_of_another_application(
    said: &Said,
    scope: Option<&Place>,
    set: &Record,
) -> Diagnostic {
    let wanted = scope.map_or("", |scope| scope.said.text.as_str());
    let application = set.get("application.scope").filter(|name| !name.is_empty());
    let application = application.or_else(|| set.get("application")).unwrap_or_default();
    let text = format!(
        "The provider's {} is \"{}\", an update set of the application {application}, and new records go to the application \
         {wanted}, whose changes it does not take. Nothing was written. Name an update set of {wanted}, or set \
         application_scope to \"{application}\".",
        said.argument, said.text
    );
    Diagnostic::error("The update set is one of another application", text)
}

/// The update set is no longer in progress.
pub(in crate::engine) fn set_is_closed(said: &Said, set: &Record) -> Diagnostic {
    let text = format!(
        "The provider's {} is \"{}\", and the state of that update set is \"{}\": it takes no more changes. Nothing was written. \
         Name one that is in progress, or set the state of this one back to In progress.",
        said.argument,
        said.text,
        set.get("state").unwrap_or_default()
    );
    Diagnostic::error("The update set is not in progress", text)
}

/// The instance put the record elsewhere.
pub(in crate::engine) fn put_elsewhere(
    place: &Place,
    table: &str,
    column: &str,
    stored: &str,
) -> Refusal {
    let (argument, text) = (&place.said.argument, &place.said.text);
    let shown =
        if stored.is_empty() { "is empty".to_owned() } else { format!("holds \"{stored}\"") };
    Refusal {
        attribute: None,
        summary: "The instance put the record elsewhere".into(),
        detail: format!(
            "{argument} is \"{text}\", and the instance stored the new record of {table} so that its column {column} {shown}. An \
             access control rule or a business rule keeps the provider's user from choosing it, or the user may not work there. \
             Allow it, or leave {argument} out."
        ),
    }
}

/// The column that tells where the record lies is hidden.
pub(in crate::engine) fn placement_unseen(place: &Place, table: &str, column: &str) -> Diagnostic {
    let text = format!(
        "{} is \"{}\", and the instance's answers do not hold the column {column} of {table}: whether new records came to lie there \
         cannot be told. This is said once for the column.",
        place.said.argument, place.said.text
    );
    Diagnostic::warning("Where the record lies cannot be read", text)
}

/// The change is stored, and not in the update set.
pub(in crate::engine) fn not_captured(set: &Place, table: &str) -> Diagnostic {
    let (argument, text) = (&set.said.argument, &set.said.text);
    let text = format!(
        "{argument} is \"{text}\", and the instance wrote the record of {table} without capturing the change in that update set: it \
         does not heed the parameter that names it, or the set was closed meanwhile. The change is in the set that the \
         provider's user has chosen, if in any. Choose the set for that user on the instance, and leave {argument} out."
    );
    Diagnostic::error("The change is not in the update set", text)
}

/// The record belongs to an application whose changes the update set does not take.
pub(in crate::engine) fn outside_the_update_set(set: &Place, table: &str) -> Diagnostic {
    let (argument, text) = (&set.said.argument, &set.said.text);
    let text = format!(
        "{argument} is \"{text}\", and the record of {table} belongs to another application than that update set, which does not \
         take the change: it is captured in a set of the record's own application. This is said once for the application."
    );
    Diagnostic::warning("The change is not in the update set", text)
}

/// Whether the change was captured cannot be told.
pub(in crate::engine) fn capture_unseen(set: &Place) -> Diagnostic {
    let text = format!(
        "{} is \"{}\", and the provider's user cannot look into update sets (table sys_update_xml), so whether the changes came \
         into it was not checked. Look into the set before you complete it. This is said once.",
        set.said.argument, set.said.text
    );
    Diagnostic::warning("The update set was not checked", text)
}
