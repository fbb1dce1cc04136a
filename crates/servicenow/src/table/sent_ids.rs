//! Whether the instance gives a new record the sys_id that is sent with it
//! (docs/facts.md#sent-sys-id), learned from its answers, table by table.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// What the answers to inserts have shown so far.
#[derive(Debug, Default)]
pub(crate) struct SentIds(Mutex<HashMap<String, bool>>);

impl SentIds {
    /// Takes note of an answer: whether the record has the id that was sent.
    pub(crate) fn learn(&self, table: &str, taken: bool) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(table.to_owned(), taken);
    }

    /// Whether records of the table get the ids that are sent; none before the first answer.
    pub(crate) fn are_taken(&self, table: &str) -> Option<bool> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(table).copied()
    }
}

/// A new sys_id: 32 lower-case hexadecimal digits (docs/facts.md#sys-ids).
pub(super) fn new_id() -> String {
    format!("{:032x}", rand::random::<u128>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::is_new_id;

    #[test]
    fn what_is_learned_is_of_one_table() {
        let ids = SentIds::default();
        assert_eq!(ids.are_taken("a"), None);
        ids.learn("a", true);
        assert_eq!((ids.are_taken("a"), ids.are_taken("b")), (Some(true), None));
    }

    #[test]
    fn a_new_id_is_hexadecimal() {
        assert!(is_new_id(&new_id()) && new_id() != new_id());
        for wrong in ["", "abc", "global", &"g".repeat(32), &"a".repeat(33)] {
            assert!(!is_new_id(wrong), "{wrong}");
        }
    }
}
