//! Fetching an update set from the instance that an update source stands for.

use super::{ENTRIES, RETRIEVED, preview};
use crate::{
    records::{self, Input},
    refusal::Refusal,
    store::Record,
    world::Work,
};

/// The update set of that sys_id on the instance that `source` (a sys_id, or the id of the instance)
/// stands for.
pub(crate) fn offered(
    work: &Work<'_>,
    set: &str,
    source: &str,
) -> Result<Result<Record, &'static str>, Refusal> {
    let by_id = work.fetch("sys_update_set_source", source)?;
    let sources = match by_id {
        Some(source) => vec![source],
        None if source.is_empty() => Vec::new(),
        None => work.find("sys_update_set_source", &[("instance_id", source)])?,
    };
    let Some(source) = sources.first() else {
        return Ok(Err("The update source cannot be reached: this instance has none of that id"));
    };
    if source.value("active") != "true" {
        return Ok(Err("The update source is not active"));
    }
    let set = work.fetch("simulator_remote_update_set", set)?;
    let set = set.filter(|set| set.value("update_source") == source.value("sys_id"));
    Ok(set.ok_or("The update source has no completed update set of that id"))
}

/// What has been retrieved of that set before and was not committed.
pub(crate) fn retrieved(work: &Work<'_>, set: &str) -> Result<Vec<Record>, Refusal> {
    let mut copies = work.find(RETRIEVED, &[("remote_sys_id", set)])?;
    copies.retain(|copy| copy.value("state") != "committed");
    Ok(copies)
}

/// Puts the set and its entries in place, and previews it where that is asked for.
pub(crate) fn retrieve(
    work: &Work<'_>,
    set: &str,
    id: &str,
    previews: bool,
) -> Result<(), Refusal> {
    let Some(offered) = work.fetch("simulator_remote_update_set", set)? else { return Ok(()) };
    let scope = offered.value("application_scope");
    let applications = work.find("sys_scope", &[("scope", scope)])?;
    let application = |column| applications.first().map_or("", |row| row.value(column));
    let row = Input::platform([
        ("sys_id", id),
        ("name", offered.value("name")),
        ("description", offered.value("description")),
        ("state", "loaded"),
        ("application", application("sys_id")),
        ("application_name", application("name")),
        ("application_scope", scope),
        ("remote_sys_id", set),
        ("update_source", offered.value("update_source")),
    ]);
    records::insert(work, work.table(RETRIEVED)?, &row)?;
    for update in work.find("simulator_remote_update", &[("update_set", set)])? {
        insert_entry(work, id, &update)?;
    }
    if previews { preview(work, id) } else { Ok(()) }
}

fn insert_entry(work: &Work<'_>, id: &str, update: &Record) -> Result<(), Refusal> {
    let entry = Input::platform([
        ("name", update.value("name")),
        ("action", update.value("action")),
        ("type", update.value("type")),
        ("target_name", update.value("target_name")),
        ("payload", update.value("payload")),
        ("sys_recorded_at", update.value("recorded_at")),
        ("remote_update_set", id),
    ]);
    records::insert(work, work.table(ENTRIES)?, &entry)?;
    Ok(())
}
