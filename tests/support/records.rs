//! Which records there are: on the instance, and in the state.

use std::collections::BTreeSet;

use xtask::failure::Failure;
use xtask::instance::Instance;
use xtask::workspace::Workspace;

/// The sys_ids of the records of `table` that the encoded query finds.
pub(crate) fn on_the_instance(
    instance: &Instance,
    table: &str,
    query: &str,
) -> Result<BTreeSet<String>, Failure> {
    let records = instance.records(table, query)?;
    Ok(records.iter().map(|record| record["sys_id"].as_str().unwrap().to_owned()).collect())
}

/// The ids of everything in the state, tainted or not.
pub(crate) fn in_the_state(workspace: &Workspace) -> Result<BTreeSet<String>, Failure> {
    let state = workspace.show(None)?;
    let resources = state["values"]["root_module"]["resources"].as_array().cloned();
    let ids = resources.unwrap_or_default();
    Ok(ids.iter().filter_map(|one| one["values"]["id"].as_str().map(ToOwned::to_owned)).collect())
}
