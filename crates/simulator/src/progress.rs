//! Operations that take a while, and how far they are.

use crate::vault;
use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};
use time::{Duration, OffsetDateTime};

const PENDING: Duration = Duration::milliseconds(100);
const TOTAL: Duration = Duration::milliseconds(300);

/// How an operation will end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Successful {
        /// The version it can be rolled back to; empty where there was none.
        rollback_version: String,
    },
    Failed(String),
}

/// An operation under way.
#[derive(Clone, Debug)]
pub(crate) struct Progress {
    pub(crate) started: OffsetDateTime,
    pub(crate) outcome: Outcome,
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
    /// An operation that starts now.
    pub(crate) fn start(now: OffsetDateTime, outcome: Outcome) -> Self {
        Self { started: now, outcome }
    }

    /// When an operation that starts at `started` ends.
    pub(crate) fn end(started: OffsetDateTime) -> OffsetDateTime {
        started + TOTAL
    }

    /// How far it is at `now`.
    pub(crate) fn state(&self, now: OffsetDateTime) -> State {
        let (code, label, message, error, percent) = match (now - self.started, &self.outcome) {
            (elapsed, _) if elapsed < PENDING => ("0", "Pending", "", "", 0),
            (elapsed, _) if elapsed < TOTAL => ("1", "Running", "Installing", "", 50),
            (_, Outcome::Successful { .. }) => ("2", "Successful", "Installed", "", 100),
            (_, Outcome::Failed(reason)) => ("3", "Failed", reason.as_str(), reason.as_str(), 100),
        };
        let (message, error) = (message.to_owned(), error.to_owned());
        State { code, label, message, error, percent }
    }
}

/// All operations since the start, by identifier.
#[derive(Debug, Default)]
pub(crate) struct ProgressBoard {
    operations: Mutex<BTreeMap<String, Progress>>,
}

impl ProgressBoard {
    /// Puts up an operation and returns its identifier.
    pub(crate) fn add(&self, progress: Progress) -> String {
        let id = vault::new_id();
        let mut operations = self.operations.lock().unwrap_or_else(PoisonError::into_inner);
        operations.insert(id.clone(), progress);
        id
    }

    /// The operation of that identifier.
    pub(crate) fn get(&self, id: &str) -> Option<Progress> {
        self.operations.lock().unwrap_or_else(PoisonError::into_inner).get(id).cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_operation_is_pending_then_running_then_over() {
        let start = OffsetDateTime::UNIX_EPOCH;
        let outcome = Outcome::Successful { rollback_version: String::new() };
        let progress = Progress::start(start, outcome);
        let code = |ms| progress.state(start + Duration::milliseconds(ms)).code;
        assert_eq!([code(0), code(150), code(300)], ["0", "1", "2"]);
    }

    #[test]
    fn a_failed_operation_says_why() {
        let start = OffsetDateTime::UNIX_EPOCH;
        let progress = Progress::start(start, Outcome::Failed("no".to_owned()));
        let state = progress.state(Progress::end(start));
        assert_eq!((state.code, state.error.as_str()), ("3", "no"));
    }
}
