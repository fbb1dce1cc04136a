//! What becomes of records: gone, hidden, there already, or left on the instance.

use std::time::Duration;

use thiserror::Error;

use super::roles::reads;
use super::sentence::left_incomplete;
use crate::engine::model::Subject;

/// What is the matter with a record.
#[derive(Debug, Clone, Error)]
pub(crate) enum RecordProblem {
    /// It was deleted between plan and apply.
    #[error(
        "Cannot update {}\n\
         {} no longer has the record, or hides it from the provider's user. Plan again: a record that is gone is created \
         anew.",
        .0.type_name, owner(.0)
    )]
    Gone(Subject),
    /// It is counted and not shown, so that it cannot be read or changed.
    #[error(
        "Cannot {verb} {}\n{}",
        .subject.type_name, hidden(.subject, .sys_id, *.verb == "read" || .subject.is_any_record())
    )]
    Hidden { subject: Subject, verb: &'static str, sys_id: String },
    /// It was written and could not be taken back, because it is hidden.
    #[error(
        "{}",
        left_incomplete(.subject, .sys_id, &hidden(.subject, .sys_id, .subject.is_any_record()))
    )]
    HiddenAndLeft { subject: Subject, sys_id: String },
    /// It was to be taken out of use, and the instance kept it in use.
    #[error(
        "Cannot deactivate {}\n\
         The instance answered that the write to {} succeeded, and the record is still in use. An access control rule or a \
         business rule of the instance keeps it so. It stays in the state.",
        .0.type_name, .0.table
    )]
    NotDeactivated(Subject),
    /// What names it was left to the instance, which made nothing.
    #[error(
        "Cannot create {}\n\
         {attribute} was left to the instance, and the new record of {} came back without one: the rule that makes it does \
         not run where the provider's user works in the application Global. The record was taken back. Set \
         application_scope, here or in the provider block, or set {attribute}.",
        .subject.type_name, .subject.table
    )]
    Unnamed { subject: Subject, attribute: &'static str },
}

/// A record is there already, and that is a problem.
#[derive(Debug, Clone, Error)]
pub(crate) enum Adoption {
    #[error(
        "Cannot adopt {type_name}\n\
         The record cannot be searched for: {why}. Import it by its sys_id instead."
    )]
    Unsearchable { type_name: String, why: String },
    #[error(
        "Cannot adopt {type_name}\n\
         adopt_existing looks for a record with the same {}, and {} have it: {}. Import the one you mean by its sys_id.",
        .key.join(" and "), .sys_ids.len(), .sys_ids.join(", ")
    )]
    Several { type_name: String, key: &'static [&'static str], sys_ids: Vec<String> },
    /// It was deleted between finding and writing it.
    #[error(
        "Cannot adopt {0}\n\
         The record was found, and was gone or hidden when it was written. Plan and apply again."
    )]
    Gone(String),
    /// A row joins the same two records already.
    #[error(
        "The two are joined already\n\
         Nothing was written: the record {sys_id} of {table} joins the same {left} and {right}. Import it (`terraform \
         import` with that sys_id), or set adopt_existing = true to take it over."
    )]
    Joined { table: &'static str, left: &'static str, right: &'static str, sys_id: String },
    /// A record with the same key was made lately, and no state is known to hold it.
    #[error("{}", orphan(.subject, .sys_id, *.age))]
    Orphan { subject: Subject, sys_id: String, age: Duration },
}

/// What stays on the instance when Terraform lets go of it, and why.
#[derive(Debug, Clone, Error)]
pub(crate) enum Stay {
    #[error(
        "The secret stays on the instance\n\
         Neither {0} nor {0}_wo is set any more. The secret that was sent stays on the instance until it is changed there."
    )]
    Secret(&'static str),
    #[error(
        "Nothing to restore\n\
         deletion_policy = \"restore\" gives an adopted record its old values back, and this record was not adopted. Use \
         \"delete\" or \"abandon\"."
    )]
    NothingToRestore,
    #[error(
        "The record stays on the instance\n\
         deletion_policy is \"abandon\": destroying removes the record from the state and leaves it on the instance as it \
         is."
    )]
    Abandoned,
    #[error(
        "The record stays on the instance\n\
         deletion_policy is \"deactivate\": destroying removes the record from the state and takes it out of use on the \
         instance, where it stays with its history."
    )]
    Deactivated,
    /// Destroy will give an adopted record back, except for these secrets.
    #[error(
        "The record stays on the instance\n\
         The record was there before: destroying gives it the values back that it had when it was adopted.{}",
        but(.0)
    )]
    Restored(Vec<String>),
}

fn owner(subject: &Subject) -> String {
    if subject.is_any_record() {
        format!("The table {}", subject.table)
    } else {
        "The instance".to_owned()
    }
}

fn hidden(Subject { table, .. }: &Subject, sys_id: &str, is_read: bool) -> String {
    let (still, so, end) = if is_read {
        ("still ", "", " Nothing was removed from the state.")
    } else {
        ("", ", who can then neither change nor delete it", "")
    };
    format!(
        "The table {table} {still}counts the record {sys_id}, but does not show it: an access control rule hides it from \
         the provider's user{so}. {}{end}",
        reads(table)
    )
}

fn orphan(subject: &Subject, sys_id: &str, age: Duration) -> String {
    let Subject { type_name, table } = subject;
    let (what, same, id, or) = if subject.is_any_record() {
        (
            "row",
            "values",
            format!("{table}/{sys_id}"),
            ". Not where another address, configuration or workspace manages it. If a",
        )
    } else {
        (
            "record",
            "key",
            sys_id.to_owned(),
            ", or set adopt_existing = true. Do neither where another address, configuration or workspace manages it. If a",
        )
    };
    let age = match age.as_secs().div_ceil(60) {
        0 | 1 => "a minute".to_owned(),
        minutes => format!("{minutes} minutes"),
    };
    format!(
        "Cannot create {type_name}\n\
         The table {table} already holds a {what} with the same {same}, {sys_id}, which this very user made {age} ago and \
         which no state is known to hold: most likely an apply ended before it could note it. Nothing was made, for it would \
         be there twice. To manage that {what}, run `terraform import <address of this {type_name}> {id}`{or} \
         second one is wanted, apply again when it is an hour old."
    )
}

/// What is not given back with an adopted record; nothing where it holds no secrets.
fn but(secrets: &[String]) -> String {
    match secrets.join(" and ") {
        named if named.is_empty() => named,
        named => format!(" What {named} held cannot be given back; the present secret stays."),
    }
}
