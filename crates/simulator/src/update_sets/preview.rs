//! What keeps a retrieved update set from being committed (docs/facts.md#preview-problems).

use super::{ENTRIES, PREVIEWS, PROBLEMS, enter, payload::Payload};
use crate::{
    records::{self, Input},
    refusal::Refusal,
    store::Record,
    world::Work,
};
use std::collections::BTreeSet;

/// A problem with an entry.
struct Problem {
    /// The sys_id of the entry.
    entry: String,
    description: String,
    /// Table and sys_id of a record that is not there.
    missing: Option<(String, String)>,
}

/// Whether a preview of the set finds anything.
pub(crate) fn has_problems(work: &Work<'_>, id: &str) -> Result<bool, Refusal> {
    Ok(!problems(work, id)?.is_empty())
}

/// Previews the set anew: what was decided about an earlier preview is forgotten.
pub(crate) fn preview(work: &Work<'_>, id: &str) -> Result<(), Refusal> {
    for earlier in work.find(PROBLEMS, &[("remote_update_set", id)])? {
        records::delete(work, work.table(PROBLEMS)?, earlier.value("sys_id"))?;
    }
    for entry in work.find(ENTRIES, &[("remote_update_set", id)])? {
        let entry = entry.value("sys_id");
        for earlier in work.find(PREVIEWS, &[("remote_update", entry)])? {
            records::delete(work, work.table(PREVIEWS)?, earlier.value("sys_id"))?;
        }
        let row = Input::platform([("remote_update", entry), ("proposed_action", "commit")]);
        records::insert(work, work.table(PREVIEWS)?, &row)?;
    }
    for problem in problems(work, id)? {
        let (table, record) = problem.missing.unwrap_or_default();
        let row = Input::platform([
            ("type", "error"),
            ("description", problem.description.as_str()),
            ("remote_update_set", id),
            ("remote_update", &problem.entry),
            ("missing_item_table", &table),
            ("missing_item", &record),
        ]);
        records::insert(work, work.table(PROBLEMS)?, &row)?;
    }
    enter(work, id, "previewed")
}

fn problems(work: &Work<'_>, id: &str) -> Result<Vec<Problem>, Refusal> {
    let entries = work.find(ENTRIES, &[("remote_update_set", id)])?;
    let coming: BTreeSet<&str> = entries.iter().map(|entry| entry.value("name")).collect();
    let mut problems = Vec::new();
    for entry in &entries {
        let of_entry = |description, missing| {
            let entry = entry.value("sys_id").to_owned();
            Problem { entry, description, missing }
        };
        if has_newer(work, entry)? {
            let text = "Found a local update that is newer than this one".to_owned();
            problems.push(of_entry(text, None));
        }
        for (column, table, record) in missing(work, entry, &coming)? {
            let text = format!(
                "Could not find a record in {table} for column {column} referenced in this update"
            );
            problems.push(of_entry(text, Some((table, record))));
        }
    }
    Ok(problems)
}

/// Whether a local set captured a later change of the same file.
fn has_newer(work: &Work<'_>, entry: &Record) -> Result<bool, Refusal> {
    let mut local = work.find(ENTRIES, &[("name", entry.value("name"))])?;
    local.retain(|other| !other.value("update_set").is_empty());
    let recorded = entry.value("sys_recorded_at");
    Ok(local.iter().any(|other| other.value("sys_updated_on") > recorded))
}

/// The columns that refer to records which are neither here nor come with the set, with the table
/// and the sys_id of each.
fn missing(
    work: &Work<'_>,
    entry: &Record,
    coming: &BTreeSet<&str>,
) -> Result<Vec<(String, String, String)>, Refusal> {
    let Some(update) = Payload::of(entry).filter(|update| !update.deletes) else {
        return Ok(Vec::new());
    };
    let Ok(table) = work.table(&update.table) else { return Ok(Vec::new()) };
    let mut missing = Vec::new();
    for (name, value) in update.values.iter().filter(|(_, value)| !value.is_empty()) {
        let target = table.column(name).filter(|column| column.kind.is_link());
        let Some(target) = target.and_then(|column| column.reference.as_deref()) else { continue };
        let comes = coming.contains(format!("{target}_{value}").as_str());
        if !comes && work.fetch(target, value)?.is_none() {
            missing.push((name.clone(), target.to_owned(), value.clone()));
        }
    }
    Ok(missing)
}
