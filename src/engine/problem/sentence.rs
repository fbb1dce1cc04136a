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

/// The summary of an operation that failed.
pub(super) fn cannot(action: &str, type_name: &str) -> String {
    format!("Cannot {action} {type_name}")
}

/// What a column holds, in words.
pub(super) fn shown(stored: &str) -> String {
    if stored.is_empty() { "is empty".to_owned() } else { format!("holds \"{stored}\"") }
}

/// The words in quotes.
pub(super) fn quoted(words: &[&str], between: &str) -> String {
    words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(between)
}

/// What was begun could not be undone.
pub(super) fn left_incomplete(subject: &Subject, sys_id: &str, why: &str) -> Sentence {
    let keep = if subject.is_any_record() {
        "run `terraform untaint` and apply again.".to_owned()
    } else {
        format!(
            "run `terraform untaint` with the address of this {} and apply again.",
            subject.type_name
        )
    };
    let table = &subject.table;
    let text = format!(
        "The record {sys_id} of the table {table} was written before the error above, and could not be undone: {why} It is \
         kept in the state as tainted, so the next apply replaces it. To keep it, {keep}"
    );
    Sentence::new("The record was left incomplete", text)
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
