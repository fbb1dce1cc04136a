//! Doing what a retrieved update set says, and what keeps it from being done.

use super::{ENTRIES, LOCAL, PREVIEWS, PROBLEMS, REPLACED, RETRIEVED, payload::Payload, preview};
use crate::{
    clock,
    records::{self, Input},
    refusal::Refusal,
    store::Record,
    world::{Meaning, Work},
};
use serde_json::json;
use std::collections::BTreeSet;

/// Why the set cannot be committed; `forced` where it need not have been previewed.
pub(crate) fn why_not(
    work: &Work<'_>,
    set: &Record,
    forced: bool,
) -> Result<Option<String>, Refusal> {
    let id = set.value("sys_id");
    let blocks = work.world.unknowns.unresolved_problems_block_commit;
    Ok(match set.value("state") {
        "committed" | "committing" => Some("The update set has already been committed".to_owned()),
        "previewed" if blocks && !unresolved(work, id)?.is_empty() => {
            Some("The update set has preview problems that are not resolved".to_owned())
        }
        "previewed" => None,
        _ if forced => None,
        _ => Some("The update set has to be previewed before it is committed".to_owned()),
    })
}

fn unresolved(work: &Work<'_>, id: &str) -> Result<Vec<Record>, Refusal> {
    work.find(PROBLEMS, &[("remote_update_set", id), ("status", "")])
}

/// Commits the set: each update that is not skipped is done, and a local set keeps a copy of it.
pub(crate) fn commit(work: &Work<'_>, id: &str) -> Result<(), Refusal> {
    let Some(set) = work.fetch(RETRIEVED, id)? else { return Ok(()) };
    if set.value("state") == "loaded" {
        preview(work, id)?;
    }
    let local = local_set(work, &set)?;
    let skipped = skipped(work, id)?;
    for entry in work.find(ENTRIES, &[("remote_update_set", id)])? {
        if !skipped.contains(entry.value("sys_id")) {
            copy(work, &entry, &local)?;
            apply(work, &entry, &local)?;
        }
    }
    let now = clock::stored(work.now);
    let row = [("state", "committed"), ("update_set", local.as_str()), ("commit_date", &now)];
    records::update(work, work.table(RETRIEVED)?, id, &Input::platform(row))?;
    Ok(())
}

/// The local set that stands for what was committed.
fn local_set(work: &Work<'_>, set: &Record) -> Result<String, Refusal> {
    let row = Input::platform([
        ("name", set.value("name")),
        ("description", set.value("description")),
        ("application", set.value("application")),
        ("state", "complete"),
        ("remote_sys_id", set.value("sys_id")),
    ]);
    let made = records::insert(work, work.table(LOCAL)?, &row)?;
    Ok(made.value("sys_id").to_owned())
}

/// The sys_ids of the entries that are not to be done.
fn skipped(work: &Work<'_>, id: &str) -> Result<BTreeSet<String>, Refusal> {
    let problems = work.find(PROBLEMS, &[("remote_update_set", id), ("status", "skipped")])?;
    let previews = work.find(PREVIEWS, &[("proposed_action", "skip")])?;
    let entries = problems.iter().chain(&previews).map(|row| row.value("remote_update").to_owned());
    Ok(entries.collect())
}

fn copy(work: &Work<'_>, entry: &Record, local: &str) -> Result<(), Refusal> {
    let columns = ["name", "action", "type", "target_name", "table", "payload", "application"];
    let values = columns.map(|column| (column, entry.value(column)));
    let mut row = Input::platform(values);
    row.values.insert("update_set".to_owned(), local.to_owned());
    records::insert(work, work.table(ENTRIES)?, &row)?;
    Ok(())
}

/// Does one update, and notes what it replaced. One whose table is not here, or that a rule aborts,
/// is left out, as others are not kept from being done by it \[I\].
fn apply(work: &Work<'_>, entry: &Record, local: &str) -> Result<(), Refusal> {
    let Some(update) = Payload::of(entry) else { return Ok(()) };
    let (Ok(table), id) = (work.table(&update.table), update.id()) else { return Ok(()) };
    let before = work.fetch(&table.name, id)?;
    let written = match (&before, update.deletes) {
        (None, true) => return Ok(()),
        (Some(_), true) => records::delete(work, table, id),
        (Some(_), false) => records::update(work, table, id, &input(&update)).map(drop),
        (None, false) => records::insert(work, table, &input(&update)).map(drop),
    };
    if written.is_err() {
        return Ok(());
    }
    let before = before.map_or_else(String::new, |row| json!(row).to_string());
    let row = Input::platform([
        ("update_set", local),
        ("table", &table.name),
        ("record", id),
        ("name", entry.value("name")),
        ("before", &before),
    ]);
    records::insert(work, work.table(REPLACED)?, &row)?;
    Ok(())
}

fn input(update: &Payload) -> Input {
    Input { values: update.values.clone(), meaning: Meaning::Platform }
}
