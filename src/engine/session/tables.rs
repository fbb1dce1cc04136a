//! Where the records lie that this process has met, and what it is to install.

use std::collections::{BTreeMap, BTreeSet};

use super::memory::Memory;

/// The table of each record that a state, an answer or a data source has shown to this process.
#[derive(Default)]
pub(crate) struct Tables(Memory<BTreeMap<String, String>>);

impl Tables {
    /// Notes that the record lies in this table.
    pub(crate) fn note(&self, table: &str, sys_id: &str) {
        if !sys_id.is_empty() {
            self.0.lock().insert(sys_id.to_ascii_lowercase(), table.to_owned());
        }
    }

    /// The table of the record, where it is known.
    pub(crate) fn of(&self, sys_id: &str) -> Option<String> {
        self.0.lock().get(&sys_id.to_ascii_lowercase()).cloned()
    }
}

/// The applications and plugins that the run is about to install: they may bring any record.
#[derive(Default)]
pub(crate) struct Installing(Memory<BTreeSet<String>>);

impl Installing {
    /// Notes that this is planned.
    pub(crate) fn plan(&self, software: &str) {
        self.0.lock().insert(software.to_owned());
    }

    /// Notes that this is done.
    pub(crate) fn end(&self, software: &str) {
        self.0.lock().remove(software);
    }

    /// Whether anything is still to come.
    pub(crate) fn is_anything(&self) -> bool {
        !self.0.lock().is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_a_record_lies_is_known_in_any_case() {
        let tables = Tables::default();
        tables.note("sys_alias", "AB");
        tables.note("sys_alias", "");
        assert_eq!(tables.of("ab").as_deref(), Some("sys_alias"));
        assert_eq!((tables.of("cd"), tables.of("")), (None, None));
    }

    #[test]
    fn what_was_installed_is_no_longer_to_come() {
        let installing = Installing::default();
        installing.plan("x_a");
        installing.plan("x_a");
        assert!(installing.is_anything());
        installing.end("x_a");
        assert!(!installing.is_anything());
    }
}
