//! `POST /api/sn_cicd/update_set/…`: local update sets are made, those of other instances retrieved,
//! previewed, committed and backed out (docs/facts.md#update-set-operations).

use super::{
    admit, bad_request, not_found,
    operation::{self, Plan},
    progress::started,
};
use crate::{
    api::Call,
    http::Answer,
    progress::Words,
    records::{self, Input},
    refusal::Refusal,
    schedule::Job,
    store::Record,
    unknowns::Verdict,
    update_sets::{self, RETRIEVED},
    vault,
    world::Work,
};
use serde_json::json;

const TABLE: &str = "sys_update_set";
const RETRIEVING: Words = Words { doing: "Retrieving", done: "Retrieved" };
const PREVIEWING: Words = Words { doing: "Previewing", done: "Previewed" };
const COMMITTING: Words = Words { doing: "Committing", done: "Committed" };
const BACKING_OUT: Words = Words { doing: "Backing out", done: "Backed out" };

/// Makes an update set: 201 with its sys_id.
pub(in crate::api) fn create(call: &Call<'_>) -> Result<Answer, Refusal> {
    admit(call)?;
    let query = |name: &str| call.request.query_value(name).unwrap_or_default();
    let name = query("update_set_name");
    if name.is_empty() {
        return Err(bad_request("update_set_name is required"));
    }
    let (scope, id) = (query("scope"), query("sys_id"));
    let made = call.work(|work| {
        let applications = match (scope, id) {
            ("", "") => return Err(bad_request("Either sys_id or scope is required")),
            ("", id) => work.find("sys_scope", &[("sys_id", id)])?,
            (scope, _) => work.find("sys_scope", &[("scope", scope)])?,
        };
        let application = applications.first().ok_or_else(|| bad_request("No such application"))?;
        let row = Input::platform([
            ("name", name),
            ("description", query("description")),
            ("application", application.value("sys_id")),
            ("sys_scope", application.value("sys_id")),
            ("state", "build"),
        ]);
        records::insert(work, work.table(TABLE)?, &row)
    })?;
    Ok(Answer::result(201, &json!({ "update_set_id": made.value("sys_id") })))
}

/// Fetches an update set from another instance.
pub(in crate::api) fn retrieve(call: &Call<'_>) -> Result<Answer, Refusal> {
    admit(call)?;
    let query = |name: &str| call.request.query_value(name).unwrap_or_default();
    let set = query("update_set_id");
    if set.is_empty() {
        return Err(bad_request("update_set_id is required"));
    }
    let source = match (query("update_source_id"), query("update_source_instance_id")) {
        ("", "") => {
            return Err(bad_request("update_source_id or update_source_instance_id is required"));
        }
        ("", instance) => instance,
        (source, _) => source,
    };
    let (cleans, preview) =
        (call.request.query_flag("cleanup_retrieved"), call.request.query_flag("auto_preview"));
    let operation = operation::start(call, RETRIEVING, |work| {
        if let Err(reason) = update_sets::offered(work, set, source)? {
            return Ok(Plan::fail(reason));
        }
        let copies = update_sets::retrieved(work, set)?;
        if cleans {
            for copy in copies {
                records::delete(work, work.table(RETRIEVED)?, copy.value("sys_id"))?;
            }
        } else if !copies.is_empty() && work.world.unknowns.second_retrieval == Verdict::Refused {
            return Ok(Plan::fail("The update set has already been retrieved"));
        }
        let (set, id) = (set.to_owned(), vault::new_id());
        Ok(Plan::job(Job::RetrieveUpdateSet { set, id, preview }))
    })?;
    Ok(started(call, &operation))
}

/// Looks for what keeps a retrieved update set from being committed.
pub(in crate::api) fn preview(call: &Call<'_>) -> Result<Answer, Refusal> {
    admit(call)?;
    let id = call.capture(0);
    let operation = operation::start(call, PREVIEWING, |work| {
        let set = found(work, id)?;
        if set.value("state") == "committed" {
            return Ok(Plan::fail("The update set has already been committed"));
        }
        let fails =
            work.world.unknowns.preview_with_problems_fails && update_sets::has_problems(work, id)?;
        let reason = fails.then(|| "The preview of the update set found problems".to_owned());
        update_sets::enter(work, id, "previewing")?;
        Ok(Plan::job(Job::PreviewUpdateSet { id: id.to_owned() }).failing_for(reason))
    })?;
    Ok(started(call, &operation))
}

/// Commits one retrieved update set.
pub(in crate::api) fn commit(call: &Call<'_>) -> Result<Answer, Refusal> {
    admit(call)?;
    commit_all(call, &[call.capture(0)])
}

/// Commits several, in the order of their names.
pub(in crate::api) fn commit_multiple(call: &Call<'_>) -> Result<Answer, Refusal> {
    admit(call)?;
    let ids = call.request.query_value("remote_update_set_ids").unwrap_or_default();
    let ids: Vec<&str> = ids.split(',').map(str::trim).filter(|id| !id.is_empty()).collect();
    if ids.is_empty() {
        return Err(bad_request("remote_update_set_ids is required"));
    }
    commit_all(call, &ids)
}

fn commit_all(call: &Call<'_>, ids: &[&str]) -> Result<Answer, Refusal> {
    let forced = is_forced(call)?;
    let operation = operation::start(call, COMMITTING, |work| {
        let mut jobs = Vec::new();
        for id in ids {
            if let Some(reason) = update_sets::why_not_committed(work, &found(work, id)?, forced)? {
                return Ok(Plan::fail(reason));
            }
            jobs.push(Job::CommitUpdateSet { id: (*id).to_owned() });
        }
        for id in ids {
            update_sets::enter(work, id, "committing")?;
        }
        Ok(Plan::jobs(jobs, String::new()))
    })?;
    Ok(started(call, &operation))
}

/// Whether the body, where there is one, demands a commit without a preview.
fn is_forced(call: &Call<'_>) -> Result<bool, Refusal> {
    if call.request.body.is_empty() {
        return Ok(false);
    }
    let body = call.request.json()?;
    let forced = body.get("force_commit");
    Ok(forced.is_some_and(|forced| *forced == json!("true") || *forced == json!(true)))
}

/// Undoes what a committed update set did.
pub(in crate::api) fn back_out(call: &Call<'_>) -> Result<Answer, Refusal> {
    admit(call)?;
    let set = call.request.query_value("update_set_id").unwrap_or_default();
    if set.is_empty() {
        return Err(bad_request("update_set_id is required"));
    }
    let operation = operation::start(call, BACKING_OUT, |work| {
        let reason = update_sets::why_not_backed_out(work, set)?;
        Ok(reason
            .map_or_else(|| Plan::job(Job::BackOutUpdateSet { set: set.to_owned() }), Plan::fail))
    })?;
    Ok(started(call, &operation))
}

/// The retrieved update set of that sys_id.
fn found(work: &Work<'_>, id: &str) -> Result<Record, Refusal> {
    let found = work.fetch(RETRIEVED, id)?;
    found.ok_or_else(|| not_found("There is no retrieved update set of that identifier".to_owned()))
}
