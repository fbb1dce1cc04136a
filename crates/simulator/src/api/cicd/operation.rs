//! Starting an operation: it waits for the lock of the instance, or is refused while another
//! holds it, and its effects happen at its end.

use crate::{
    api::Call,
    progress::{Outcome, Progress, Results, Words},
    records::{self, Input},
    refusal::Refusal,
    schedule::Job,
    unknowns::WhileLocked,
    vault,
    world::Work,
};

/// The row that stands for the lock, as clients look for it (docs/facts.md#operation-lock).
const LOCK: (&str, &str) = ("sys_mutex", "Update-Mutex");

/// What an operation will do.
pub(super) struct Plan {
    /// What happens at its end.
    pub(super) jobs: Vec<Job>,
    pub(super) outcome: Outcome,
    pub(super) results: Option<Results>,
    locks: bool,
}

impl Plan {
    /// The plan to do these things, which can be rolled back to a version, or to none.
    pub(super) fn jobs(jobs: Vec<Job>, rollback_version: String) -> Self {
        let outcome = Outcome::Successful { rollback_version };
        Self { jobs, outcome, results: None, locks: true }
    }

    /// The plan to do one thing that nothing can be rolled back to.
    pub(super) fn job(job: Job) -> Self {
        Self::jobs(vec![job], String::new())
    }

    /// The plan to do nothing but fail.
    pub(super) fn fail(reason: impl Into<String>) -> Self {
        Self::jobs(Vec::new(), String::new()).failing_for(Some(reason.into()))
    }

    /// The same, ending as failed where there is a reason for it.
    pub(super) fn failing_for(self, reason: Option<String>) -> Self {
        match reason {
            Some(reason) => Self { outcome: Outcome::Failed(reason), ..self },
            None => self,
        }
    }

    /// The same, with a place where its results are read.
    pub(super) fn with_results(self, results: Results) -> Self {
        Self { results: Some(results), ..self }
    }

    /// The same without the lock of the instance.
    pub(super) fn without_lock(self) -> Self {
        Self { locks: false, ..self }
    }
}

/// Starts the operation that `plan` decides on and returns its identifier and itself.
pub(super) fn start(
    call: &Call<'_>,
    words: Words,
    plan: impl FnOnce(&Work<'_>) -> Result<Plan, Refusal>,
) -> Result<(String, Progress), Refusal> {
    start_as(call, vault::new_id(), words, plan)
}

/// The same under an identifier that what it does may keep.
pub(super) fn start_as(
    call: &Call<'_>,
    id: String,
    words: Words,
    plan: impl FnOnce(&Work<'_>) -> Result<Plan, Refusal>,
) -> Result<(String, Progress), Refusal> {
    call.work(|work| {
        let Plan { jobs, outcome, results, locks } = plan(work)?;
        let board = &call.instance.progress;
        let started = if locks { board.next_start(work.now) } else { work.now };
        if started > work.now && work.world.unknowns.while_locked == WhileLocked::Refused {
            return Err(locked());
        }
        let progress = Progress { started, words, outcome, results, locks };
        for job in jobs {
            work.world.schedule.at(progress.end(), job);
        }
        if locks {
            lock(work, &progress)?;
        }
        board.add(id.clone(), progress.clone());
        Ok((id, progress))
    })
}

fn locked() -> Refusal {
    Refusal::Custom {
        status: 409,
        message: "Conflict".to_owned(),
        detail: "Another operation holds the instance-wide lock".to_owned(),
    }
}

/// Shows the lock as taken until the operation ends.
fn lock(work: &Work<'_>, progress: &Progress) -> Result<(), Refusal> {
    let Some(table) = work.world.dictionary.table(LOCK.0) else { return Ok(()) };
    let acquired = crate::clock::stored(progress.started);
    let row = Input::platform([("name", LOCK.1), ("acquired", &acquired)]);
    let row = records::insert(work, table, &row)?;
    let id = row.value("sys_id").to_owned();
    work.world.schedule.at(progress.end(), Job::ReleaseLock { id });
    Ok(())
}

/// Takes the row of a lock away.
pub(crate) fn release(work: &Work<'_>, id: &str) -> Result<(), Refusal> {
    match work.fetch(LOCK.0, id)? {
        Some(_) => records::delete(work, work.table(LOCK.0)?, id),
        None => Ok(()),
    }
}
