//! Orphans: what a run that was ended made, and no state holds. A record that this user made lately under the same
//! key is named before a second one is made.

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
    /// The columns that tell a record by its keys, and from records that are other ones all the same.
    pub(crate) columns: Vec<&'a str>,
    /// Whether a record with the same key is another one all the same.
    pub(crate) is_other: &'a (dyn Fn(&Record) -> bool + Sync),
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
        keys.cells.iter().any(|cells| is_held(cells, record))
            && !(keys.is_other)(record)
            && !work.session.known.is_held(record.sys_id())
    };
    match recent.get().into_iter().flatten().find(|(record, _)| is_it(record)) {
        Some((record, age)) => {
            let (subject, sys_id) = (keys.subject.clone(), record.sys_id().to_owned());
            Err(Problem::Adoption(Adoption::Orphan { subject, sys_id, age: *age }))
        }
        None => Ok(()),
    }
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
fn is_about_the_table(error: &Error) -> bool {
    let refused = error.is_forbidden() || error.is_quota() || error.is_timeout();
    refused && !error.is_unsent()
}
