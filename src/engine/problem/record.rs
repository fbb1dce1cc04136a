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
    /// It was to get back what it held before, and the instance kept something else.
    #[error("{}", not_given_back(.subject, .sys_id, .refused, *.is_undone))]
    NotGivenBack { subject: Subject, sys_id: String, refused: Vec<String>, is_undone: bool },
    /// Deleting it deletes data, and nobody has allowed that.
    #[error(
        "Destroying deletes data\n\
         deletion_policy is \"delete\", so destroying this {} deletes {what} from the instance, and nothing brings that back. \
         Nothing was deleted. If that is meant, set allow_data_loss = true and apply that first. If the data is to stay, set \
         deletion_policy = \"abandon\" and apply that first: destroying then only takes the record out of the state.",
        .subject.type_name
    )]
    DataLoss { subject: Subject, what: &'static str },
    /// What names it was left to the instance, which made nothing.
    #[error(
        "Cannot create {}\n\
         {attribute} was left to the instance, and the new record of {} came back without one: the rule that makes it does \
         not run where the provider's user works in the application Global. The record was taken back. Set \
         application_scope, here or in the provider block, or set {attribute}.",
        .subject.type_name, .subject.table
    )]
    Unnamed { subject: Subject, attribute: &'static str },
    /// Rows that are part of it are counted and not shown, so that each might be made twice.
    #[error(
        "Cannot write {attribute}\n\
         The table {table} has rows of this record that it does not show ({count}): an access control rule hides them from the \
         provider's user. Nothing of {attribute} was written, for a row might be there twice. {}",
        reads(.table)
    )]
    HiddenChildren { attribute: &'static str, table: &'static str, count: u64 },
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
    /// One is counted and not shown, so that nobody can tell whether it is the one.
    #[error(
        "Cannot adopt {}\n\
         The table {} has a record with the same {} and does not show it: an access control rule hides it from the provider's \
         user. Nothing was made, for it might be there twice. {}",
        .subject.type_name, .subject.table, .key.join(" and "), reads(&.subject.table)
    )]
    Hidden { subject: Subject, key: Vec<String> },
    /// Several rows have the same values in the columns of `match_on`.
    #[error(
        "Cannot adopt {}\n\
         match_on looks for a record of {} with the same {}, and {} have it: {}. Add a column to match_on that tells them \
         apart, or import the one you mean: `terraform import <address of this {}> {}/<sys_id>`.",
        .subject.type_name, .subject.table, .columns.join(" and "), .sys_ids.len(), .sys_ids.join(", "), .subject.type_name,
        .subject.table
    )]
    Matches { subject: Subject, columns: Vec<String>, sys_ids: Vec<String> },
    /// A column of `match_on` tells no record from others.
    #[error(
        "Cannot adopt {type_name}\n\
         match_on names {column}, which {why}, so no record can be recognised by it. Name columns in match_on that have a text \
         of their own, or import the record by its sys_id."
    )]
    Unmatched { type_name: String, column: String, why: &'static str },
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
    /// Another address made the record, took it over or failed to let go of it in this very run.
    #[error(
        "Cannot adopt {}\n\
         The record {sys_id} of the table {} is the one to adopt, and in this very run another address made it, took it over, \
         or could not let go of it. Under two addresses it would be changed back and forth, and destroyed with either. Keep \
         one of the two; if the record was to change its address, say so by a `moved` block.",
        .subject.type_name, .subject.table
    )]
    Held { subject: Subject, sys_id: String },
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
        "The rows stay on the instance\n\
         {0} is not set any more, so that nobody manages its rows from now on. They stay on the instance as they are; to \
         delete them, set {0} = []."
    )]
    Children(&'static str),
    #[error(
        "Nothing to restore\n\
         deletion_policy = \"restore\" gives an adopted record its old values back, and this record was not adopted. Use \
         \"delete\" or \"abandon\"."
    )]
    NothingToRestore,
    #[error(
        "The reference stays with the old record\n\
         {0} names a record that this run replaces. The name stays, so nothing changes here, and the instance keeps the \
         reference to the record that goes until the next apply. Refer to the id of the resource instead of its name, or \
         remove deletion_policy here."
    )]
    Reference(&'static str),
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
    /// Destroy will give an adopted record back, except for these secrets and what nobody noted.
    #[error(
        "The record stays on the instance\n\
         The record was there before: destroying gives it the values back that it had when it was adopted.{}{}",
        but(.secrets), unnoted(*.is_partial)
    )]
    Restored { secrets: Vec<String>, is_partial: bool },
    /// It was there before, and what it held is not known.
    #[error(
        "The record stays on the instance\n\
         deletion_policy is \"restore\", so the record {sys_id} of the table {} was there before, and what it held then is \
         not known: Terraform keeps that beside the state, hands it out for a tainted object only after a refresh, and a \
         state edited by hand may lack it. Nothing is deleted or given back; these stay as they are: {}.",
        .subject.table, .kept.join(", ")
    )]
    Unproven { subject: Subject, sys_id: String, kept: Vec<String> },
    /// Another state took the record over before this one could let go of it.
    #[error(
        "The record stays on the instance\n\
         In this very run the record {sys_id} of the table {} was taken over under another address, or by the object that \
         replaces this one before it is destroyed. So nothing was deleted or given back, and the record counts as adopted \
         from now on unless deletion_policy is set.{} A `moved` block takes a record to another address without that.",
        .subject.table, forgotten(.lost)
    )]
    TakenOver { subject: Subject, sys_id: String, lost: Vec<String> },
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

fn not_given_back(subject: &Subject, sys_id: &str, refused: &[String], is_undone: bool) -> String {
    let Subject { type_name, table } = subject;
    let refused = refused.join(", ");
    if is_undone {
        let why = format!("the instance does not store what it held before in {refused}.");
        return left_incomplete(subject, sys_id, &why);
    }
    format!(
        "Cannot restore {type_name}\n\
         The record {sys_id} of the table {table} was to get back what it held before it was adopted, the instance answered \
         that the write succeeded, and holds something else in {refused}: an access control rule does not let the provider's \
         user write there, or a business rule changed it. The record stays in the state. Allow the write; or apply \
         deletion_policy = \"abandon\" first, and the record is left as it is."
    )
}

fn unnoted(is_partial: bool) -> &'static str {
    if is_partial { " What was changed before that was noted stays as it is." } else { "" }
}

/// What nobody knows any more of an adopted record; nothing where nothing was overwritten.
fn forgotten(lost: &[String]) -> String {
    match lost.join(", ") {
        named if named.is_empty() => named,
        named => format!(
            " What it held before it was first adopted in {named} is not known any more, so it will not be given back; the \
             record's history on the instance may tell."
        ),
    }
}

/// What is not given back with an adopted record; nothing where it holds no secrets.
fn but(secrets: &[String]) -> String {
    match secrets.join(" and ") {
        named if named.is_empty() => named,
        named => format!(" What {named} held cannot be given back; the present secret stays."),
    }
}
