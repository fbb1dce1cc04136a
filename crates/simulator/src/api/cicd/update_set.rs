//! `POST /api/sn_cicd/update_set/…`: a local update set is made for real; what needs another
//! instance is refused, because none is connected.

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
};
use serde_json::json;

const TABLE: &str = "sys_update_set";
const RETRIEVING: Words = Words { doing: "Retrieving", done: "Retrieved" };

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

/// Fetches an update set from another instance: the operation fails, for there is none.
pub(in crate::api) fn retrieve(call: &Call<'_>) -> Result<Answer, Refusal> {
    admit(call)?;
    let given = |name: &str| call.request.query_value(name).is_some_and(|text| !text.is_empty());
    if !given("update_set_id") {
        return Err(bad_request("update_set_id is required"));
    }
    if !given("update_source_id") && !given("update_source_instance_id") {
        return Err(bad_request("update_source_id or update_source_instance_id is required"));
    }
    let reason = "The update source cannot be reached: this instance has none";
    let operation = operation::start(call, RETRIEVING, |_| Ok(Plan::fail(reason)))?;
    Ok(started(call, &operation))
}

/// Previews, commits or backs out a retrieved update set. None was ever retrieved here.
pub(in crate::api) fn work_on(call: &Call<'_>) -> Result<Answer, Refusal> {
    admit(call)?;
    match call.capture(0) {
        "preview" | "commit" | "back_out" | "commitMultiple" => {
            Err(not_found("There is no retrieved update set of that identifier".to_owned()))
        }
        _ => Err(Refusal::NoSuchResource(call.request.path.clone())),
    }
}
