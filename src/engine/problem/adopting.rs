//! Records that are there already: the one to take over, and the orphan of an ended run.

use std::time::Duration;

use super::sentence::{Sentence, cannot};
use crate::engine::model::{ADOPT, Subject};

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

impl Adoption {
    pub(super) fn sentence(&self) -> Sentence {
        match self {
            Self::Unsearchable { type_name, why } => Sentence::new(
                cannot("adopt", type_name),
                format!(
                    "The record cannot be searched for: {why}. Import it by its sys_id instead."
                ),
            )
            .at_attribute(ADOPT),
            Self::Several { type_name, key, sys_ids } => {
                let text = format!(
                    "adopt_existing looks for a record with the same {}, and {} have it: {}. Import the one you mean by its sys_id.",
                    key.join(" and "),
                    sys_ids.len(),
                    sys_ids.join(", ")
                );
                Sentence::new(cannot("adopt", type_name), text).at_attribute(ADOPT)
            }
            Self::Gone(type_name) => Sentence::new(
                cannot("adopt", type_name),
                "The record was found, and was gone or hidden when it was written. Plan and apply again.",
            ),
            Self::Joined { table, left, right, sys_id } => {
                let text = format!(
                    "Nothing was written: the record {sys_id} of {table} joins the same {left} and {right}. Import it (`terraform \
                     import` with that sys_id), or set adopt_existing = true to take it over."
                );
                Sentence::new("The two are joined already", text).at_attribute(right)
            }
            Self::Orphan { subject, sys_id, age } => {
                let text = if subject.is_any_record() {
                    orphaned_row(subject, sys_id, *age)
                } else {
                    orphaned_record(subject, sys_id, *age)
                };
                Sentence::new(cannot("create", &subject.type_name), text)
            }
        }
    }
}

/// An age in words, rounded up to minutes.
fn minutes(age: Duration) -> String {
    match age.as_secs().div_ceil(60) {
        0 | 1 => "a minute".to_owned(),
        minutes => format!("{minutes} minutes"),
    }
}

fn orphaned_record(subject: &Subject, sys_id: &str, age: Duration) -> String {
    format!(
        "The table {} already holds a record with the same key, {sys_id}, which this very user made {} ago and which \
         this run does not know from the state: most likely an apply ended before it could note it. Nothing was made, for it \
         would be there twice. To manage that record, run `terraform import <address of this {}> {sys_id}`, or set \
         adopt_existing = true. If it belongs to something else, or is the one that create_before_destroy is about to replace, and \
         a second one is wanted, apply again when it is an hour old.",
        subject.table,
        minutes(age),
        subject.type_name
    )
}

fn orphaned_row(subject: &Subject, sys_id: &str, age: Duration) -> String {
    let table = &subject.table;
    format!(
        "The table {table} already holds a row with the same values, {sys_id}, which this very user made {} ago and which this \
         run does not know from the state: most likely an apply ended before it could note it. Nothing was made, for it would \
         be there twice. To manage that row, run `terraform import <address of this servicenow_record> {table}/{sys_id}`. If a \
         second one is wanted, apply again when it is an hour old.",
        minutes(age)
    )
}
