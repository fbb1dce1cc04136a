//! Sentences about records that are there already: the one to take over, and the orphan of an ended run.

use std::time::Duration;

use servicenow::{Error, Record};
use tfplugin::Diagnostic;

use crate::describe::Refusal;

use super::super::kind::{ADOPT, RecordKind};
use super::super::session::Work;
use super::{failed, summary};

/// The record that is there could not be taken over.
pub(in crate::engine) fn adopt(
    work: &Work,
    kind: &RecordKind,
    table: &str,
    error: &Error,
) -> Diagnostic {
    let text = failed(work, table, true, error);
    Diagnostic::error(summary("adopt", kind), format!("{text} The record keeps the values it had."))
}

/// A row that joins the same two records is there.
pub(in crate::engine) fn joined_already(
    table: &str,
    [left, right]: [&'static str; 2],
    there: &str,
) -> Refusal {
    Refusal {
        attribute: Some(right),
        summary: "The two are joined already".into(),
        detail: format!(
            "Nothing was written: the record {there} of {table} joins the same {left} and {right}. Import it (`terraform \
             import` with that sys_id), or set adopt_existing = true to take it over."
        ),
    }
}

/// The natural key cannot be searched for.
pub(in crate::engine) fn cannot_search(kind: &RecordKind, text: &str) -> Diagnostic {
    Diagnostic::error(
        summary("adopt", kind),
        format!("The record cannot be searched for: {text}. Import it by its sys_id instead."),
    )
    .at_attribute(ADOPT)
}

/// Several records could be the one to adopt.
pub(in crate::engine) fn several_to_adopt(
    kind: &RecordKind,
    key: &[&str],
    found: &[&Record],
) -> Diagnostic {
    let sys_ids: Vec<_> = found.iter().map(|record| record.sys_id()).collect();
    let text = format!(
        "adopt_existing looks for a record with the same {}, and {} have it: {}. Import the one you mean by its sys_id.",
        key.join(" and "),
        found.len(),
        sys_ids.join(", ")
    );
    Diagnostic::error(summary("adopt", kind), text).at_attribute(ADOPT)
}

/// The record was deleted between finding and writing it.
pub(in crate::engine) fn gone_while_adopting(kind: &RecordKind) -> Diagnostic {
    Diagnostic::error(
        summary("adopt", kind),
        "The record was found, and was gone or hidden when it was written. Plan and apply again.",
    )
}

/// An age in words, rounded up to minutes.
pub(super) fn minutes(age: Duration) -> String {
    match age.as_secs().div_ceil(60) {
        0 | 1 => "a minute".to_owned(),
        minutes => format!("{minutes} minutes"),
    }
}

/// A record with the same key was made lately, and no state is known to hold it.
pub(in crate::engine) fn orphan(
    kind: &RecordKind,
    table: &str,
    sys_id: &str,
    age: Duration,
) -> Diagnostic {
    let ago = minutes(age);
    let text = format!(
        "The table {table} already holds a record with the same key, {sys_id}, which this very user made {ago} ago and which \
         this run does not know from the state: most likely an apply ended before it could note it. Nothing was made, for it \
         would be there twice. To manage that record, run `terraform import <address of this {}> {sys_id}`, or set \
         adopt_existing = true. If it belongs to something else, or is the one that create_before_destroy is about to replace, and \
         a second one is wanted, apply again when it is an hour old.",
        kind.type_name
    );
    Diagnostic::error(summary("create", kind), text)
}
