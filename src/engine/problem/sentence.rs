//! What a problem reads like, and the parts that several problems share.

use tfplugin::{AttributePath, Step};

use crate::engine::model::{Spot, Subject};

/// What a problem reads like.
pub(super) struct Sentence {
    pub(super) summary: String,
    pub(super) detail: String,
    pub(super) path: Option<AttributePath>,
}

impl Sentence {
    pub(super) fn new(summary: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { summary: summary.into(), detail: detail.into(), path: None }
    }

    pub(super) fn at(self, path: AttributePath) -> Self {
        Self { path: Some(path), ..self }
    }

    pub(super) fn at_attribute(self, name: &str) -> Self {
        self.at(AttributePath::attribute(name))
    }
}

/// A sentence: its summary, and its text with the values that stand in it.
macro_rules! say {
    ($summary:expr, $($text:tt)+) => {
        $crate::engine::problem::sentence::Sentence::new($summary, format!($($text)+))
    };
}
pub(super) use say;

/// The summary of an operation that failed.
pub(super) fn cannot(action: &str, type_name: &str) -> String {
    format!("Cannot {action} {type_name}")
}

/// What a column holds, in words.
pub(super) fn shown(stored: &str) -> String {
    if stored.is_empty() { "is empty".to_owned() } else { format!("holds \"{stored}\"") }
}

/// What was begun could not be undone.
pub(super) fn left_incomplete(subject: &Subject, sys_id: &str, why: &str) -> Sentence {
    let Subject { type_name, table, .. } = subject;
    let address = if subject.is_any_record() {
        String::new()
    } else {
        format!(" with the address of this {type_name}")
    };
    say!(
        "The record was left incomplete",
        "The record {sys_id} of the table {table} was written before the error above, and could not be undone: {why} It is \
         kept in the state as tainted, so the next apply replaces it. To keep it, run `terraform untaint`{address} and \
         apply again."
    )
}

/// Where a user finds the column.
pub(super) fn path_of(spot: &Spot) -> AttributePath {
    match spot {
        Spot::Attribute(attribute, _) => AttributePath::attribute(*attribute),
        Spot::Column(column) => {
            AttributePath::attribute("fields").then(Step::Key(column.to_owned()))
        }
    }
}
