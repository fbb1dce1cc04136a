//! Undoing what a committed update set did (docs/facts.md#backed-out-update-sets).

use super::{ENTRIES, LOCAL, REPLACED, RETRIEVED, enter};
use crate::{
    current,
    records::{self, Input},
    refusal::Refusal,
    store::Record,
    world::{Meaning, Work},
};

/// Why the local set cannot be backed out.
pub(crate) fn why_not(work: &Work<'_>, set: &str) -> Result<Option<String>, Refusal> {
    Ok(match work.fetch(LOCAL, set)? {
        None => Some("There is no update set of that id".to_owned()),
        Some(set) if set.value("is_default") == "true" => {
            Some("The default update set is not backed out".to_owned())
        }
        Some(set) if set.value("state") != "complete" => {
            Some("The update set is not complete".to_owned())
        }
        Some(_) => None,
    })
}

/// Puts every record of the set back, the last one first, and takes the set away.
pub(crate) fn back_out(work: &Work<'_>, set: &str) -> Result<(), Refusal> {
    let replaced = work.find(REPLACED, &[("update_set", set)])?;
    for change in replaced.iter().rev() {
        put_back(work, change)?;
    }
    for retrieved in work.find(RETRIEVED, &[("update_set", set)])? {
        enter(work, retrieved.value("sys_id"), "loaded")?;
    }
    records::delete(work, work.table(LOCAL)?, set)
}

fn put_back(work: &Work<'_>, change: &Record) -> Result<(), Refusal> {
    let (table, id) = (work.table(change.value("table"))?, change.value("record"));
    let is_there = work.fetch(&table.name, id)?.is_some();
    let Ok(values) = serde_json::from_str::<Record>(change.value("before")) else {
        if is_there {
            records::delete(work, table, id)?;
            capture_deletion(work, change)?;
        }
        return Ok(());
    };
    let row = Input { values, meaning: Meaning::Platform };
    if is_there {
        records::update(work, table, id, &row)?;
    } else {
        records::insert(work, table, &row)?;
    }
    Ok(())
}

/// The deletion is an update of the current set, newer than the one that made the record.
fn capture_deletion(work: &Work<'_>, change: &Record) -> Result<(), Refusal> {
    let set = current::update_set(work, current::GLOBAL)?;
    let entry = Input::platform([
        ("name", change.value("name")),
        ("action", "DELETE"),
        ("table", change.value("table")),
        ("update_set", &set),
    ]);
    records::insert(work, work.table(ENTRIES)?, &entry)?;
    Ok(())
}
