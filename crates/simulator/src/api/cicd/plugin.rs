//! `POST /api/sn_cicd/plugin/{id}/activate` and `…/rollback`. Nothing deactivates a plugin.

use super::{
    admit,
    operation::{self, Plan},
    progress::{over, started, unknown},
};
use crate::{
    api::Call, http::Answer, progress::Words, records, refusal::Refusal, schedule::Job,
    store::Record, unknowns::Verdict, world::Work,
};

const ACTIVATING: Words = Words { doing: "Activating", done: "Plugin is active" };
const ROLLING_BACK: Words = Words { doing: "Rolling back", done: "Rolled back" };
/// Plugins that only the vendor's people activate \[D\].
const RESERVED: &str = "com.glide.hub.";
/// The words about an identifier that no plugin has.
const NOT_VALID: &str = "Plugin ID is not valid";
/// How the words begin about a plugin that is active; how they go on is not known.
const ALREADY: &str = "[WARNING] The plugin is already active";

/// Activates a plugin. What is unknown, or active already, is answered at once.
pub(in crate::api) fn activate(call: &Call<'_>) -> Result<Answer, Refusal> {
    admit(call)?;
    let id = call.capture(0);
    let unknowns = &call.instance.world.unknowns;
    match call.work(|work| known(work, id))? {
        None if unknowns.unknown_plugin_is_404 => return Ok(unknown(NOT_VALID)),
        Some(plugin)
            if is_active(&plugin) && unknowns.activating_active_plugin == Verdict::Allowed =>
        {
            return Ok(over(ALREADY, ""));
        }
        _ => {}
    }
    let operation = operation::start(call, ACTIVATING, |work| plan(work, id))?;
    Ok(started(call, &operation))
}

/// Refuses: no plugin here has an earlier version.
pub(in crate::api) fn rollback(call: &Call<'_>) -> Result<Answer, Refusal> {
    admit(call)?;
    match call.work(|work| known(work, call.capture(0)))? {
        None => return Ok(unknown(NOT_VALID)),
        Some(plugin) if !is_active(&plugin) => return Ok(over("", "The plugin is not active")),
        Some(_) => {}
    }
    let operation = operation::start(call, ROLLING_BACK, |_| {
        Ok(Plan::fail("No earlier version of the plugin has been installed"))
    })?;
    Ok(started(call, &operation))
}

/// How a plugin is activated, and when it is not (docs/facts.md#plugin-activation).
pub(super) fn plan(work: &Work<'_>, id: &str) -> Result<Plan, Refusal> {
    let unknowns = &work.world.unknowns;
    let Some(plugin) = known(work, id)? else { return Ok(Plan::fail(NOT_VALID)) };
    let active = is_active(&plugin);
    Ok(match unknowns.activating_active_plugin {
        Verdict::Refused if active => Plan::fail(format!("Plugin {id} is already active")),
        _ if active => Plan::jobs(Vec::new(), String::new()),
        _ if id.starts_with(RESERVED) => {
            Plan::fail(format!("Plugin {id} can only be activated by ServiceNow personnel"))
        }
        _ => Plan::job(Job::ActivatePlugin { id: id.to_owned() }),
    })
}

fn known(work: &Work<'_>, id: &str) -> Result<Option<Record>, Refusal> {
    Ok(work.find("v_plugin", &[("id", id)])?.pop())
}

fn is_active(plugin: &Record) -> bool {
    plugin.value("active") == "active"
}

/// Marks a plugin as active.
pub(crate) fn make_active(work: &Work<'_>, id: &str) -> Result<(), Refusal> {
    for plugin in work.find("v_plugin", &[("id", id)])? {
        let active = records::Input::platform([("active", "active")]);
        records::update(work, work.table("v_plugin")?, plugin.value("sys_id"), &active)?;
    }
    Ok(())
}
