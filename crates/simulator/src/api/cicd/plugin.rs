//! `POST /api/sn_cicd/plugin/{id}/activate` and `…/rollback`. Nothing deactivates a plugin.

use super::{
    admit, not_found,
    operation::{self, Plan},
    progress::started,
};
use crate::{
    api::Call, http::Answer, progress::Words, records, refusal::Refusal, schedule::Job,
    unknowns::Verdict, world::Work,
};

const ACTIVATING: Words = Words { doing: "Activating", done: "Plugin is active" };
const ROLLING_BACK: Words = Words { doing: "Rolling back", done: "Rolled back" };
/// Plugins that only the vendor's people activate \[D\].
const RESERVED: &str = "com.glide.hub.";

/// Activates a plugin.
pub(in crate::api) fn activate(call: &Call<'_>) -> Result<Answer, Refusal> {
    admit(call)?;
    let id = call.capture(0);
    let operation = operation::start(call, ACTIVATING, |work| plan(work, id))?;
    Ok(started(call, &operation))
}

/// Refuses: no plugin here has an earlier version.
pub(in crate::api) fn rollback(call: &Call<'_>) -> Result<Answer, Refusal> {
    admit(call)?;
    let operation = operation::start(call, ROLLING_BACK, |work| {
        let known = !work.find("v_plugin", &[("id", call.capture(0))])?.is_empty();
        if known {
            return Ok(Plan::fail("No earlier version of the plugin has been installed"));
        }
        Err(not_found(format!("Plugin {} does not exist", call.capture(0))))
    })?;
    Ok(started(call, &operation))
}

/// How a plugin is activated, and when it is not (docs/facts.md#plugin-activation).
pub(super) fn plan(work: &Work<'_>, id: &str) -> Result<Plan, Refusal> {
    let unknowns = &work.world.unknowns;
    let Some(plugin) = work.find("v_plugin", &[("id", id)])?.pop() else {
        let reason = format!("Plugin {id} does not exist");
        if unknowns.unknown_plugin_is_404 {
            return Err(not_found(reason));
        }
        return Ok(Plan::Fail(reason));
    };
    let active = plugin.value("active") == "active";
    Ok(match unknowns.activating_active_plugin {
        Verdict::Refused if active => Plan::fail(format!("Plugin {id} is already active")),
        _ if active => Plan::Do { jobs: Vec::new(), rollback_version: String::new() },
        _ if id.starts_with(RESERVED) => {
            Plan::fail(format!("Plugin {id} can only be activated by ServiceNow personnel"))
        }
        _ => Plan::job(Job::ActivatePlugin { id: id.to_owned() }),
    })
}

/// Marks a plugin as active.
pub(crate) fn make_active(work: &Work<'_>, id: &str) -> Result<(), Refusal> {
    for plugin in work.find("v_plugin", &[("id", id)])? {
        let active = records::Input::platform([("active", "active")]);
        records::update(work, work.table("v_plugin")?, plugin.value("sys_id"), &active)?;
    }
    Ok(())
}
