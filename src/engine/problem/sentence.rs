//! The parts that several sentences share.

use crate::describe::shown;
use crate::engine::model::Subject;

/// What a column holds, in words.
pub(super) fn held(stored: &str) -> String {
    if stored.is_empty() { "is empty".to_owned() } else { format!("holds {}", shown(stored)) }
}

/// What resembles a word or a name that leads nowhere, as a sentence after another one; nothing where nothing does.
pub(super) fn similar(near: &[String]) -> String {
    if near.is_empty() { String::new() } else { format!(" Similar: {}.", near.join(", ")) }
}

/// The words in quotes.
pub(super) fn quoted(words: &[&str], between: &str) -> String {
    words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(between)
}

/// What was begun could not be undone.
pub(super) fn left_incomplete(subject: &Subject, sys_id: &str, why: &str) -> String {
    let Subject { type_name, table } = subject;
    let address = if subject.is_any_record() {
        String::new()
    } else {
        format!(" with the address of this {type_name}")
    };
    format!(
        "The record was left incomplete\n\
         The record {sys_id} of the table {table} was written before the error above, and could not be undone: {why} It is \
         kept in the state as tainted, so the next apply replaces it. To keep it, run `terraform untaint`{address} and \
         apply again."
    )
}
