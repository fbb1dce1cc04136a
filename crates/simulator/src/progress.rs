//! Operations that take a while, and how far they are. One runs at a time: it holds the lock of
//! the instance.

use crate::{clock, vault};
use jiff::{SignedDuration, Timestamp};
use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

const PENDING: SignedDuration = SignedDuration::from_millis(100);
const TOTAL: SignedDuration = SignedDuration::from_millis(300);

/// What an operation does, as its messages say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Words {
    pub(crate) doing: &'static str,
    pub(crate) done: &'static str,
}

/// How an operation will end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Successful {
        /// The version it can be rolled back to; empty where there was none.
        rollback_version: String,
    },
    Failed(String),
}

/// Where more about an operation is read once it is over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Results {
    /// The path below that of the API.
    pub(crate) path: &'static str,
    pub(crate) id: String,
}

/// An operation under way.
#[derive(Clone, Debug)]
pub(crate) struct Progress {
    /// When it holds the lock, if it takes it, and begins; until then it waits.
    pub(crate) started: Timestamp,
    pub(crate) words: Words,
    pub(crate) outcome: Outcome,
    pub(crate) results: Option<Results>,
    /// Whether it takes the lock.
    pub(crate) locks: bool,
}

/// How far it is, in the words of the CI/CD API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct State {
    pub(crate) code: &'static str,
    pub(crate) label: &'static str,
    pub(crate) message: String,
    pub(crate) error: String,
    pub(crate) percent: u8,
}

impl Progress {
    /// When it ends.
    pub(crate) fn end(&self) -> Timestamp {
        clock::after(self.started, TOTAL)
    }

    /// How far it is at `now`.
    pub(crate) fn state(&self, now: Timestamp) -> State {
        let Words { doing, done } = self.words;
        let elapsed = now.duration_since(self.started);
        let (code, label, message, error, percent) = match &self.outcome {
            _ if elapsed < PENDING => ("0", "Pending", "", "", 0),
            _ if elapsed < TOTAL => ("1", "Running", doing, "", 50),
            Outcome::Successful { .. } => ("2", "Successful", done, "", 100),
            Outcome::Failed(reason) => ("3", "Failed", reason.as_str(), reason.as_str(), 100),
        };
        let (message, error) = (message.to_owned(), error.to_owned());
        State { code, label, message, error, percent }
    }
}

/// Packages installed in one operation.
#[derive(Clone, Debug)]
pub(crate) struct PackageBatch {
    pub(crate) name: String,
    pub(crate) notes: String,
    pub(crate) items: Vec<BatchItem>,
    /// The operation's identifier.
    pub(crate) progress: String,
}

/// One of them.
#[derive(Clone, Debug)]
pub(crate) struct BatchItem {
    pub(crate) id: String,
    /// `application` or `plugin`.
    pub(crate) kind: String,
    pub(crate) name: String,
    pub(crate) notes: String,
    pub(crate) version: String,
    /// Of an application that is installed.
    pub(crate) scope: Option<String>,
    /// The version it replaces; empty where there was none.
    pub(crate) previous: String,
    pub(crate) error: Option<String>,
}

/// All operations since the start, by identifier.
#[derive(Debug, Default)]
pub(crate) struct ProgressBoard {
    operations: Mutex<BTreeMap<String, Progress>>,
    batches: Mutex<BTreeMap<String, PackageBatch>>,
}

impl ProgressBoard {
    /// When an operation asked for at `now` gets the lock: after all before it.
    pub(crate) fn next_start(&self, now: Timestamp) -> Timestamp {
        let operations = self.operations.lock().unwrap_or_else(PoisonError::into_inner);
        let locking = operations.values().filter(|operation| operation.locks);
        locking.map(Progress::end).max().map_or(now, |end| end.max(now))
    }

    /// Puts up an operation under this identifier.
    pub(crate) fn add(&self, id: String, progress: Progress) {
        self.operations.lock().unwrap_or_else(PoisonError::into_inner).insert(id, progress);
    }

    /// Puts up what a batch installs and returns its identifier.
    pub(crate) fn add_batch(&self, batch: PackageBatch) -> String {
        let id = vault::new_id();
        let mut batches = self.batches.lock().unwrap_or_else(PoisonError::into_inner);
        batches.insert(id.clone(), batch);
        id
    }

    /// The batch of that identifier.
    pub(crate) fn batch(&self, id: &str) -> Option<PackageBatch> {
        self.batches.lock().unwrap_or_else(PoisonError::into_inner).get(id).cloned()
    }

    /// Forgets all operations.
    pub(crate) fn clear(&self) {
        self.operations.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// The operation of that identifier.
    pub(crate) fn get(&self, id: &str) -> Option<Progress> {
        self.operations.lock().unwrap_or_else(PoisonError::into_inner).get(id).cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: Timestamp = Timestamp::UNIX_EPOCH;

    fn progress(outcome: Outcome) -> Progress {
        let words = Words { doing: "Installing", done: "Installed" };
        Progress { started: START, words, outcome, results: None, locks: true }
    }

    fn successful() -> Progress {
        progress(Outcome::Successful { rollback_version: String::new() })
    }

    #[test]
    fn an_operation_is_pending_then_running_then_over() {
        let state = |ms| successful().state(START + SignedDuration::from_millis(ms));
        assert_eq!([state(0).code, state(150).code, state(300).code], ["0", "1", "2"]);
        assert_eq!(
            (state(150).message.as_str(), state(300).message.as_str()),
            ("Installing", "Installed")
        );
    }

    #[test]
    fn a_failed_operation_says_why() {
        let progress = progress(Outcome::Failed("no".to_owned()));
        let state = progress.state(progress.end());
        assert_eq!((state.code, state.error.as_str()), ("3", "no"));
    }

    #[test]
    fn operations_wait_for_those_before_them() {
        let board = ProgressBoard::default();
        assert_eq!(board.next_start(START), START);
        board.add("free".to_owned(), Progress { locks: false, ..successful() });
        assert_eq!(board.next_start(START), START);
        board.add("first".to_owned(), successful());
        assert_eq!(board.next_start(START), START + TOTAL);
        assert_eq!(board.next_start(START + TOTAL * 2), START + TOTAL * 2);
        assert!(board.get("first").is_some());
    }
}
