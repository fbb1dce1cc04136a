//! Starting an operation: it waits for the lock of the instance, or is refused while another
//! holds it, and its effects happen at its end.

use crate::{
    api::Call,
    progress::{Outcome, Progress, Words},
    records::{self, Input},
    refusal::Refusal,
    schedule::Job,
    unknowns::WhileLocked,
    world::Work,
};

/// The row that stands for the lock, as clients look for it (docs/facts.md#operation-lock).
const LOCK: (&str, &str) = ("sys_mutex", "Update-Mutex");

/// What an operation will do.
pub(super) enum Plan {
    Do { jobs: Vec<Job>, rollback_version: String },
    Fail(String),
}

impl Plan {
    /// The plan to do one thing that nothing can be rolled back to.
    pub(super) fn job(job: Job) -> Self {
        Self::Do { jobs: vec![job], rollback_version: String::new() }
    }

    pub(super) fn fail(reason: impl Into<String>) -> Self {
        Self::Fail(reason.into())
    }
}

/// Starts the operation that `plan` decides on and returns its identifier and itself.
pub(super) fn start(
    call: &Call<'_>,
    words: Words,
    plan: impl FnOnce(&Work<'_>) -> Result<Plan, Refusal>,
) -> Result<(String, Progress), Refusal> {
    call.work(|work| {
        let plan = plan(work)?;
        let board = &call.instance.progress;
        let started = board.next_start(work.now);
        if started > work.now && work.world.unknowns.while_locked == WhileLocked::Refused {
            return Err(locked());
        }
        let (jobs, outcome) = match plan {
            Plan::Do { jobs, rollback_version } => (jobs, Outcome::Successful { rollback_version }),
            Plan::Fail(reason) => (Vec::new(), Outcome::Failed(reason)),
        };
        let progress = Progress { started, words, outcome };
        for job in jobs {
            work.world.schedule.at(progress.end(), job);
        }
        lock(work, &progress)?;
        Ok((board.add(progress.clone()), progress))
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
