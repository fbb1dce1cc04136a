//! What this process knows of records: those that states hold, and those that were lately made.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use servicenow::Record;
use tokio::sync::OnceCell;

use super::memory::Memory;
use crate::engine::model::{Attributes, ID};

/// What this user had lately made in a table, each with its age; empty until it was asked for.
pub(crate) type Recent = Arc<OnceCell<Vec<(Record, Duration)>>>;

/// What this process knows of records.
#[derive(Default)]
pub(crate) struct Known {
    /// The sys_ids of records that a state holds or held, as far as Terraform has shown them to this process.
    held: Memory<BTreeSet<String>>,
    /// The sys_ids of records that this process made and that nothing refers to yet.
    unreferred: Memory<BTreeSet<String>>,
    /// What this user had lately made in a table before this process made its first record there.
    recent: Memory<BTreeMap<String, Recent>>,
}

impl Known {
    /// Notes that a state holds this record.
    pub(crate) fn hold(&self, sys_id: &str) {
        self.held.lock().insert(sys_id.to_ascii_lowercase());
    }

    /// Notes the record of a state.
    pub(crate) fn hold_state(&self, state: &Attributes) {
        if let Some(sys_id) = state.known_text(ID) {
            self.hold(sys_id);
        }
    }

    /// Whether a state is known to hold the record.
    pub(crate) fn is_held(&self, sys_id: &str) -> bool {
        self.held.lock().contains(&sys_id.to_ascii_lowercase())
    }

    /// Notes that this process has just made this record.
    pub(crate) fn make(&self, sys_id: &str) {
        self.unreferred.lock().insert(sys_id.to_ascii_lowercase());
    }

    /// Whether this process made the record and nothing is known to refer to it yet.
    pub(crate) fn is_new(&self, sys_id: &str) -> bool {
        self.unreferred.lock().contains(&sys_id.to_ascii_lowercase())
    }

    /// Notes that something refers to the record. Whether this process made it and this is the first time.
    pub(crate) fn refer_to(&self, sys_id: &str) -> bool {
        self.unreferred.lock().remove(&sys_id.to_ascii_lowercase())
    }

    /// What this user had lately made in a table, under a name for what was asked of it.
    pub(crate) fn recent(&self, what: &str) -> Recent {
        Arc::clone(self.recent.lock().entry(what.to_owned()).or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_held_is_known_in_any_case() {
        let known = Known::default();
        known.hold("AB");
        assert!(known.is_held("ab") && known.is_held("AB") && !known.is_held("ef"));
    }

    #[test]
    fn only_the_first_can_refer_to_what_was_just_made() {
        let known = Known::default();
        known.make("AB");
        assert!(known.is_new("ab") && known.refer_to("ab") && !known.is_new("ab"));
        assert!(!known.refer_to("ab") && !known.refer_to("ef"));
    }
}
