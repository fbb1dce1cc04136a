//! How a problem is said, and the parts that several problems share.

use tfplugin::{AttributePath, Diagnostic, Step};

use crate::engine::model::{Spot, Subject};

/// An error: its summary, and its text with the values that stand in it.
macro_rules! error {
    ($summary:expr, $($text:tt)+) => { ::tfplugin::Diagnostic::error($summary, format!($($text)+)) };
}

/// A warning, said like an error.
macro_rules! warning {
    ($summary:expr, $($text:tt)+) => { ::tfplugin::Diagnostic::warning($summary, format!($($text)+)) };
}

pub(super) use {error, warning};

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
pub(super) fn left_incomplete(subject: &Subject, sys_id: &str, why: &str) -> Diagnostic {
    let Subject { type_name, table, .. } = subject;
    let address = if subject.is_any_record() {
        String::new()
    } else {
        format!(" with the address of this {type_name}")
    };
    error!(
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
