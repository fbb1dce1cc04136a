//! Orphans: what a run that was ended made, and no state holds. A record that this user made lately under the same
//! key is named before a second one is made. The key alone proves nothing: equal records may be wanted, and while
//! Terraform applies it shows only what changes, so that a state may hold the other one.

use std::time::Duration;

use servicenow::{Error, Record};

use crate::engine::model::{Access, Cell, Subject};
use crate::engine::problem::{Adoption, Attempt, Problem};
use crate::engine::session::{Recent, Work};

/// Older records are somebody's own: nobody waits so long to apply again.
const WINDOW: Duration = Duration::from_hours(1);

/// How a record about to be made is recognised among those that are there.
pub(crate) struct Keys<'a> {
    pub(crate) subject: &'a Subject,
    /// The columns of each key; a record that holds those of one is the one.
    pub(crate) cells: Vec<Vec<&'a Cell>>,
    /// The columns that tell a record by its keys.
    pub(crate) columns: Vec<&'a str>,
}

/// The problem that the record seems to have been made already, by a run that could not note it.
pub(crate) async fn check(work: &Work, keys: &Keys<'_>) -> Result<(), Problem> {
    if keys.cells.iter().all(Vec::is_empty) {
        return Ok(());
    }
    let Subject { type_name, table } = keys.subject;
    let recent = recent(work, keys).await.map_err(|error| {
        let verb = if keys.subject.is_any_record() { "create" } else { "read" };
        work.failed(Attempt::Operation(verb, type_name.clone()), table, Access::Read, error)
    })?;
    let is_it = |record: &Record| {
        keys.cells.iter().any(|cells| is_held(cells, record)) && is_held_by_no_state(work, record)
    };
    match recent.get().into_iter().flatten().find(|(record, _)| is_it(record)) {
        Some((record, age)) => {
            let (subject, sys_id) = (keys.subject.clone(), record.sys_id().to_owned());
            Err(Problem::Adoption(Adoption::Orphan { subject, sys_id, age: *age }))
        }
        None => Ok(()),
    }
}

/// Whether it is known that no state holds the record: neither one that this run has seen nor, by the note that runs on
/// this machine leave, one that an earlier run has. Where there is no note, that is not known.
fn is_held_by_no_state(work: &Work, record: &Record) -> bool {
    let (known, sys_id) = (&work.session.known, record.sys_id());
    !known.is_held(sys_id) && known.notebook.tells() && !known.notebook.holds(sys_id)
}

/// The age of a record that a run which was ended has left behind: held by no state, and by what the instance says made by
/// this very user and lately.
pub(super) async fn left_over(work: &Work, table: &str, record: &Record) -> Option<Duration> {
    if !is_held_by_no_state(work, record) {
        return None;
    }
    let own = work.client.table(table).own_recent(WINDOW, &["sys_id"]).await.ok()?;
    let is_it = |(one, _): &(Record, Duration)| one.sys_id() == record.sys_id();
    own.into_iter().find(is_it).map(|(_, age)| age)
}

fn is_held(cells: &[&Cell], record: &Record) -> bool {
    !cells.is_empty() && cells.iter().all(|cell| cell.is_held_by(record))
}

/// What this user has lately made in a table, asked for once before the first record is made there. Who may make and not
/// read has no orphans to find, and a table too large to be asked is left in peace.
async fn recent(work: &Work, keys: &Keys<'_>) -> Result<Recent, Error> {
    let Subject { type_name, table } = keys.subject;
    let what = format!("{type_name}\u{1f}{table}\u{1f}{}", keys.columns.join(","));
    let recent = work.session.known.recent(&what);
    let ask = async || match work.client.table(table).own_recent(WINDOW, &keys.columns).await {
        Err(error) if is_about_the_table(&error) => Ok(Vec::new()),
        asked => asked,
    };
    recent.get_or_try_init(ask).await?;
    Ok(recent)
}

/// Whether the table cannot be asked, rather than the instance.
pub(super) fn is_about_the_table(error: &Error) -> bool {
    let refused = error.is_forbidden() || error.is_quota() || error.is_timeout();
    refused && !error.is_unsent()
}
