//! What this process knows of records: those that states hold, and those that were lately made.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::{Duration, Instant};

use servicenow::Record;
use tokio::sync::OnceCell;

use super::memory::Memory;
use super::notebook::Notebook;
use super::shelf::Shelf;
use crate::engine::model::{Attributes, ID};

/// Terraform shows the states of a plan side by side: when none came for so long, those that matter have come.
const QUIET: Duration = Duration::from_millis(300);
/// The longest that a plan waits for a state to be shown.
const LONGEST: Duration = Duration::from_secs(5);

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
    /// The sys_ids of records in states that Terraform has shown to this process.
    shown: Memory<BTreeSet<String>>,
    last_shown: Memory<Option<Instant>>,
    /// The sys_ids of records that this process made.
    made: Memory<BTreeSet<String>>,
    /// Keys under which this process is making a record just now.
    in_the_making: Memory<BTreeSet<String>>,
    /// What tables hold, by table and column.
    shelves: Memory<BTreeMap<(String, String), Arc<Shelf>>>,
    pub(crate) notebook: Notebook,
}

/// A key under which a record is being made; nobody else makes one of it meanwhile.
pub(crate) struct Making<'a> {
    known: &'a Known,
    key: String,
}

impl Drop for Making<'_> {
    fn drop(&mut self) {
        self.known.in_the_making.lock().remove(&self.key);
    }
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
            self.notebook.note(sys_id);
            if self.shown.lock().insert(sys_id.to_ascii_lowercase()) {
                *self.last_shown.lock() = Some(Instant::now());
            }
        }
    }

    /// Whether Terraform has shown this process a state with the record.
    pub(crate) fn is_shown(&self, sys_id: &str) -> bool {
        self.shown.lock().contains(&sys_id.to_ascii_lowercase())
    }

    /// Whether a state is known to hold the record, once those that Terraform is about to show have been shown.
    pub(crate) async fn is_held_by_now(&self, sys_id: &str) -> bool {
        let began = Instant::now();
        loop {
            if self.is_held(sys_id) {
                return true;
            }
            let quiet = self.last_shown.lock().get_or_insert_with(Instant::now).elapsed();
            if quiet >= QUIET || began.elapsed() >= LONGEST {
                return false;
            }
            tokio::time::sleep(QUIET / 10).await;
        }
    }

    /// Whether a state is known to hold the record.
    pub(crate) fn is_held(&self, sys_id: &str) -> bool {
        self.held.lock().contains(&sys_id.to_ascii_lowercase())
    }

    /// Notes that this process has just made this record.
    pub(crate) fn make(&self, sys_id: &str) {
        self.unreferred.lock().insert(sys_id.to_ascii_lowercase());
        self.made.lock().insert(sys_id.to_ascii_lowercase());
    }

    /// Whether this process made the record.
    pub(crate) fn has_made(&self, sys_id: &str) -> bool {
        self.made.lock().contains(&sys_id.to_ascii_lowercase())
    }

    /// Notes for later runs that states hold what this process made: Terraform has the answers.
    pub(crate) fn note_made(&self) {
        for sys_id in self.made.lock().iter() {
            self.notebook.note(sys_id);
        }
    }

    /// Takes the key for a record that is being made; none where another one is being made under it.
    pub(crate) fn begin_to_make(&self, key: String) -> Option<Making<'_>> {
        let is_first = self.in_the_making.lock().insert(key.clone());
        is_first.then(|| Making { known: self, key })
    }

    /// What is known of a table by one of its columns.
    pub(crate) fn shelf(&self, table: &str, column: &str) -> Arc<Shelf> {
        let what = (table.to_owned(), column.to_owned());
        let begun = || Arc::new(Shelf::by(column));
        Arc::clone(self.shelves.lock().entry(what).or_insert_with(begun))
    }

    /// Keeps a record that was just made among what is known of its table.
    pub(crate) fn shelve(&self, table: &str, record: &Record) {
        for ((of, _), shelf) in self.shelves.lock().iter() {
            if of == table {
                shelf.put([record.clone()]);
            }
        }
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
    fn a_key_is_taken_until_the_record_is_made() {
        let known = Known::default();
        let making = known.begin_to_make("role a".to_owned());
        assert!(making.is_some() && known.begin_to_make("role a".to_owned()).is_none());
        drop(making);
        assert!(known.begin_to_make("role a".to_owned()).is_some());
    }

    #[tokio::test]
    async fn a_plan_waits_for_states_that_are_being_shown() {
        let known = Arc::new(Known::default());
        let later = Arc::clone(&known);
        tokio::spawn(async move {
            tokio::time::sleep(QUIET / 3).await;
            later.hold("AB");
        });
        assert!(known.is_held_by_now("ab").await && !known.is_held_by_now("cd").await);
    }

    #[test]
    fn only_the_first_can_refer_to_what_was_just_made() {
        let known = Known::default();
        known.make("AB");
        assert!(known.is_new("ab") && known.refer_to("ab") && !known.is_new("ab"));
        assert!(!known.refer_to("ab") && !known.refer_to("ef"));
    }
}
