//! Where the provider block sends new records, and what that was found to be.

use std::collections::{BTreeMap, BTreeSet};

use tokio::sync::OnceCell;

use super::memory::Memory;
use crate::engine::model::{Destination, Placement};

/// The destination, the places that it was found to be, and the tables whose changes were seen to be captured.
#[derive(Default)]
pub(crate) struct Places {
    pub(crate) destination: Destination,
    /// What they were found to be.
    pub(crate) found: OnceCell<Placement>,
    /// The sys_ids of applications that records name themselves, by spelling.
    scopes: Memory<BTreeMap<String, String>>,
    captured: Memory<BTreeSet<String>>,
}

impl Places {
    /// The destination of a provider block.
    pub(crate) fn of(destination: Destination) -> Self {
        Self { destination, ..Self::default() }
    }

    /// The sys_id of an application that a record names, where it was looked up.
    pub(crate) fn scope(&self, spelling: &str) -> Option<String> {
        self.scopes.lock().get(spelling).cloned()
    }

    /// Keeps the sys_id of an application that a record names.
    pub(crate) fn learn_scope(&self, spelling: &str, sys_id: &str) {
        self.scopes.lock().insert(spelling.to_owned(), sys_id.to_owned());
    }

    /// Whether a change of the table was seen in the update set.
    pub(crate) fn is_captured(&self, table: &str) -> bool {
        self.captured.lock().contains(table)
    }

    /// Notes that a change of the table was seen in the update set.
    pub(crate) fn see_captured(&self, table: &str) {
        self.captured.lock().insert(table.to_owned());
    }
}
