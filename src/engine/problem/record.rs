//! What becomes of records: gone, hidden, there already, or left on the instance.

use std::time::Duration;

use tfplugin::Diagnostic;

use super::roles::reads;
use super::sentence::{cannot, error, left_incomplete, warning};
use crate::engine::model::{ADOPT, Need, POLICY, Right, Subject};

/// What is the matter with a record.
#[derive(Debug, Clone)]
pub(crate) enum RecordProblem {
    /// It was deleted between plan and apply.
    Gone(Subject),
    /// It is counted and not shown, so that it cannot be read or changed.
    Hidden { subject: Subject, verb: &'static str, sys_id: String },
    /// It was written and could not be taken back, because it is hidden.
    HiddenAndLeft { subject: Subject, sys_id: String },
    /// It was to be taken out of use, and the instance kept it in use.
    NotDeactivated(Subject),
}

/// A record is there already, and that is a problem.
#[derive(Debug, Clone)]
pub(crate) enum Adoption {
    /// The natural key cannot be searched for.
    Unsearchable { type_name: String, why: String },
    /// Several records could be the one to adopt.
    Several { type_name: String, key: &'static [&'static str], sys_ids: Vec<String> },
    /// The record was deleted between finding and writing it.
    Gone(String),
    /// A row joins the same two records already.
    Joined { table: &'static str, left: &'static str, right: &'static str, sys_id: String },
    /// A record with the same key was made lately, and no state is known to hold it.
    Orphan { subject: Subject, sys_id: String, age: Duration },
}

/// What stays on the instance when Terraform lets go of it, and why.
#[derive(Debug, Clone)]
pub(crate) enum Stay {
    /// The secret of this attribute stays, although nothing configures it any more.
    Secret(&'static str),
    /// There are no old values to give back.
    NothingToRestore,
    /// Destroy will leave the record.
    Abandoned,
    /// Destroy will take the record out of use.
    Deactivated,
    /// Destroy will give an adopted record back, except for these secrets.
    Restored(Vec<String>),
}

impl RecordProblem {
    /// The right that the account lacks: to read what a read does not show.
    pub(super) fn refused_right(&self) -> Option<Need> {
        let Self::Hidden { subject, verb: "read", .. } = self else { return None };
        Some(Need::new(&subject.table, Right::Read))
    }

    pub(super) fn sentence(&self) -> Diagnostic {
        match self {
            Self::Gone(subject) => {
                let whose = if subject.is_any_record() {
                    format!("The table {}", subject.table)
                } else {
                    "The instance".to_owned()
                };
                error!(
                    cannot("update", &subject.type_name),
                    "{whose} no longer has the record, or hides it from the provider's user. Plan again: a record that is \
                     gone is created anew."
                )
            }
            Self::Hidden { subject, verb, sys_id } => {
                let text = hidden(subject, sys_id, *verb == "read" || subject.is_any_record());
                Diagnostic::error(cannot(verb, &subject.type_name), text)
            }
            Self::HiddenAndLeft { subject, sys_id } => {
                let why = hidden(subject, sys_id, subject.is_any_record());
                left_incomplete(subject, sys_id, &why)
            }
            Self::NotDeactivated(Subject { type_name, table }) => error!(
                cannot("deactivate", type_name),
                "The instance answered that the write to {table} succeeded, and the record is still in use. An access \
                 control rule or a business rule of the instance keeps it so. It stays in the state."
            ),
        }
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

impl Adoption {
    pub(super) fn sentence(&self) -> Diagnostic {
        match self {
            Self::Unsearchable { type_name, why } => error!(
                cannot("adopt", type_name),
                "The record cannot be searched for: {why}. Import it by its sys_id instead."
            )
            .at_attribute(ADOPT),
            Self::Several { type_name, key, sys_ids } => error!(
                cannot("adopt", type_name),
                "adopt_existing looks for a record with the same {}, and {} have it: {}. Import the one you mean by its \
                 sys_id.",
                key.join(" and "),
                sys_ids.len(),
                sys_ids.join(", ")
            )
            .at_attribute(ADOPT),
            Self::Gone(type_name) => error!(
                cannot("adopt", type_name),
                "The record was found, and was gone or hidden when it was written. Plan and apply again."
            ),
            Self::Joined { table, left, right, sys_id } => error!(
                "The two are joined already",
                "Nothing was written: the record {sys_id} of {table} joins the same {left} and {right}. Import it \
                 (`terraform import` with that sys_id), or set adopt_existing = true to take it over."
            )
            .at_attribute(right),
            Self::Orphan { subject, sys_id, age } => orphan(subject, sys_id, *age),
        }
    }
}

fn orphan(subject: &Subject, sys_id: &str, age: Duration) -> Diagnostic {
    let Subject { type_name, table } = subject;
    let (what, same, id, or) = if subject.is_any_record() {
        ("row", "values", format!("{table}/{sys_id}"), ". If a")
    } else {
        let or = ", or set adopt_existing = true. If it belongs to something else, or is the one that create_before_destroy \
                  is about to replace, and a";
        ("record", "key", sys_id.to_owned(), or)
    };
    let age = match age.as_secs().div_ceil(60) {
        0 | 1 => "a minute".to_owned(),
        minutes => format!("{minutes} minutes"),
    };
    error!(
        cannot("create", type_name),
        "The table {table} already holds a {what} with the same {same}, {sys_id}, which this very user made {age} ago and \
         which this run does not know from the state: most likely an apply ended before it could note it. Nothing was made, \
         for it would be there twice. To manage that {what}, run `terraform import <address of this {type_name}> {id}`{or} \
         second one is wanted, apply again when it is an hour old."
    )
}

impl Stay {
    pub(super) fn sentence(&self) -> Diagnostic {
        let stays = "The record stays on the instance";
        match self {
            Self::Secret(name) => warning!(
                "The secret stays on the instance",
                "Neither {name} nor {name}_wo is set any more. The secret that was sent stays on the instance until it is \
                 changed there."
            )
            .at_attribute(name),
            Self::NothingToRestore => error!(
                "Nothing to restore",
                "deletion_policy = \"restore\" gives an adopted record its old values back, and this record was not \
                 adopted. Use \"delete\" or \"abandon\"."
            )
            .at_attribute(POLICY),
            Self::Abandoned => warning!(
                stays,
                "deletion_policy is \"abandon\": destroying removes the record from the state and leaves it on the instance \
                 as it is."
            ),
            Self::Deactivated => warning!(
                stays,
                "deletion_policy is \"deactivate\": destroying removes the record from the state and takes it out of use on \
                 the instance, where it stays with its history."
            ),
            Self::Restored(secrets) => {
                let but = match secrets.join(" and ") {
                    named if named.is_empty() => named,
                    named => format!(" What {named} held cannot be given back; the present secret stays."),
                };
                warning!(
                    stays,
                    "The record was there before: destroying gives it the values back that it had when it was adopted.{but}"
                )
            }
        }
    }
}
