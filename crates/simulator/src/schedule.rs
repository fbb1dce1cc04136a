//! Work the instance does a little later: a late default profile, the end of an installation.
//!
//! Nothing runs by itself: each request first does what has become due. So tests are
//! deterministic, and advancing the clock makes the future happen.

use jiff::Timestamp;
use std::sync::{Mutex, PoisonError};

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Job {
    /// Make the default profile of this provider, if it still exists and has none.
    DefaultProfile { registry: String },
    /// Put an application's records in place.
    InstallApplication { scope: String, version: String },
    /// Take an application and all that is in its scope away.
    UninstallApplication { scope: String },
    /// Bring the rows of a user's inherited roles up to date.
    InheritRoles { user: String },
    /// Mark a plugin as active.
    ActivatePlugin { id: String },
    /// Put an update set of another instance in place, under this sys_id, and preview it.
    RetrieveUpdateSet { set: String, id: String, preview: bool },
    /// Find what keeps a retrieved update set from being committed.
    PreviewUpdateSet { id: String },
    /// Do what a retrieved update set says.
    CommitUpdateSet { id: String },
    /// Undo what a committed update set did.
    BackOutUpdateSet { set: String },
    /// Note how the tests of a suite ended, as a result with this sys_id.
    RunTestSuite { suite: String, result: String },
    /// Look for what checks find.
    Scan { scan: Scan, progress: String },
    /// Take the row away that stands for the instance's lock.
    ReleaseLock { id: String },
}

/// What a scan looks at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Scan {
    /// The suite whose checks are made; empty for all checks.
    pub(crate) suite: String,
    pub(crate) target: ScanTarget,
}

/// The records a scan looks at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ScanTarget {
    Everything,
    Record { table: String, id: String },
    Applications(Vec<String>),
    UpdateSets(Vec<String>),
}

/// Jobs and when they are due.
#[derive(Debug, Default)]
pub(crate) struct Schedule {
    jobs: Mutex<Vec<(Timestamp, Job)>>,
}

impl Schedule {
    /// Does `job` at the first request after `due`.
    pub(crate) fn at(&self, due: Timestamp, job: Job) {
        self.jobs.lock().unwrap_or_else(PoisonError::into_inner).push((due, job));
    }

    /// Forgets all jobs.
    pub(crate) fn clear(&self) {
        self.jobs.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// Takes the jobs due by `now`, in the order in which they fell due.
    pub(crate) fn take_due(&self, now: Timestamp) -> Vec<Job> {
        let mut jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        let (mut due, later): (Vec<_>, Vec<_>) = jobs.drain(..).partition(|(at, _)| *at <= now);
        *jobs = later;
        due.sort_by_key(|(at, _)| *at);
        due.into_iter().map(|(_, job)| job).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::SignedDuration;

    fn profile(registry: &str) -> Job {
        Job::DefaultProfile { registry: registry.to_owned() }
    }

    #[test]
    fn jobs_come_when_due_in_order_and_once() {
        let start = Timestamp::UNIX_EPOCH;
        let schedule = Schedule::default();
        schedule.at(start + SignedDuration::from_secs(2), profile("second"));
        schedule.at(start + SignedDuration::from_secs(1), profile("first"));
        assert_eq!(schedule.take_due(start), []);
        let due = schedule.take_due(start + SignedDuration::from_secs(2));
        assert_eq!(due, [profile("first"), profile("second")]);
        assert_eq!(schedule.take_due(start + SignedDuration::from_secs(9)), []);
    }
}
