//! Records that are gone, hidden, or not left as they should be.

use super::roles;
use super::sentence::{Sentence, cannot, left_incomplete};
use crate::engine::model::{Need, Right, Subject};

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

impl RecordProblem {
    /// The right that the account lacks: to read what a read does not show.
    pub(super) fn refused_right(&self) -> Option<Need> {
        match self {
            Self::Hidden { subject, verb: "read", .. } => {
                Some(Need::new(&subject.table, Right::Read))
            }
            _ => None,
        }
    }

    pub(super) fn sentence(&self) -> Sentence {
        match self {
            Self::Gone(subject) => {
                Sentence::new(cannot("update", &subject.type_name), gone(subject))
            }
            Self::Hidden { subject, verb, sys_id } => {
                let reads = *verb == "read" || subject.is_any_record();
                let text = if reads { unread(subject, sys_id) } else { unwritten(subject, sys_id) };
                Sentence::new(cannot(verb, &subject.type_name), text)
            }
            Self::HiddenAndLeft { subject, sys_id } => {
                let any = subject.is_any_record();
                let why = if any { unread(subject, sys_id) } else { unwritten(subject, sys_id) };
                left_incomplete(subject, sys_id, &why)
            }
            Self::NotDeactivated(subject) => {
                let text = format!(
                    "The instance answered that the write to {} succeeded, and the record is still in use. An access control rule or \
                     a business rule of the instance keeps it so. It stays in the state.",
                    subject.table
                );
                Sentence::new(cannot("deactivate", &subject.type_name), text)
            }
        }
    }
}

fn gone(subject: &Subject) -> String {
    let whose = if subject.is_any_record() {
        format!("The table {}", subject.table)
    } else {
        "The instance".to_owned()
    };
    format!(
        "{whose} no longer has the record, or hides it from the provider's user. Plan again: a record that is gone is created \
         anew."
    )
}

fn unread(subject: &Subject, sys_id: &str) -> String {
    let table = &subject.table;
    format!(
        "The table {table} still counts the record {sys_id}, but does not show it: an access control rule hides it from the \
         provider's user. The role that allows reading is normally {}. Nothing was removed from the state.",
        roles::needed(table, Right::Read)
    )
}

fn unwritten(subject: &Subject, sys_id: &str) -> String {
    let table = &subject.table;
    format!(
        "The table {table} counts the record {sys_id}, but does not show it: an access control rule hides it from the \
         provider's user, who can then neither change nor delete it. The role that allows reading is normally {}.",
        roles::needed(table, Right::Read)
    )
}
