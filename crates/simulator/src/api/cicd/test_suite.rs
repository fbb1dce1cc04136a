//! `POST /api/sn_cicd/testsuite/run`, and the results of a run (docs/facts.md#test-suites).

use super::{
    admit, bad_request,
    operation::{self, Plan},
    progress::{over, started, unknown},
};
use crate::{
    api::Call,
    http::Answer,
    progress::{Results, Words},
    refusal::Refusal,
    schedule::Job,
    test_suites, vault,
};
use serde_json::json;

const RUNNING: Words = Words { doing: "Running", done: "Suite passed" };
/// The words of the vendor's documentation.
const DISABLED: &str = "Scheduled test/suite execution is disabled. Change the value of property \
                        'sn_atf.schedule.enabled' to true to enable it";

/// Runs a suite.
pub(in crate::api) fn run(call: &Call<'_>) -> Result<Answer, Refusal> {
    admit(call)?;
    let query = |name: &str| call.request.query_value(name).unwrap_or_default();
    let (id, name) = (query("test_suite_sys_id"), query("test_suite_name"));
    if id.is_empty() && name.is_empty() {
        return Err(bad_request("Either test_suite_sys_id or test_suite_name is required"));
    }
    let (suite, enabled) = call.work(|work| {
        Ok((test_suites::find(work, id, name)?, work.property("sn_atf.schedule.enabled")?))
    })?;
    if enabled == "false" {
        return Ok(over("", DISABLED));
    }
    let Some(suite) = suite else { return Ok(unknown("The test suite does not exist")) };
    let (suite, result) = (suite.value("sys_id").to_owned(), vault::new_id());
    let operation = operation::start(call, RUNNING, |work| {
        let fails =
            work.world.unknowns.failed_suite_fails_run && test_suites::will_fail(work, &suite)?;
        let reason = fails.then(|| "Suite failed".to_owned());
        let results = Results { path: "testsuite/results", id: result.clone() };
        let plan = Plan::job(Job::RunTestSuite { suite, result });
        Ok(plan.failing_for(reason).with_results(results).without_lock())
    })?;
    Ok(started(call, &operation))
}

/// How a run ended.
pub(in crate::api) fn results(call: &Call<'_>) -> Result<Answer, Refusal> {
    admit(call)?;
    let id = call.capture(0);
    let result = call.work(|work| {
        let run = work.fetch("sys_atf_test_suite_result", id)?.ok_or(Refusal::NotFound)?;
        let suite = work.fetch("sys_atf_test_suite", run.value("test_suite"))?.unwrap_or_default();
        let count = |status: &str| test_suites::count(work, id, status);
        let url = format!("{}/sys_atf_test_suite_result.do?sys_id={id}", work.world.url);
        let (failures, errors) = (count("failure")?, count("error")?);
        Ok(json!({
            "links": { "results": { "id": id, "url": url } },
            "status": "2",
            "status_label": "Successful",
            "status_message": "",
            "status_detail": "",
            "error": "",
            "test_suite_status": if (failures, errors) == (0, 0) { "success" } else { "failure" },
            "test_suite_duration": "1 Second",
            "rolledup_test_success_count": count("success")?,
            "rolledup_test_failure_count": failures,
            "rolledup_test_error_count": errors,
            "rolledup_test_skip_count": count("skipped")?,
            "test_suite_name": suite.value("name"),
            "child_suite_results": [],
        }))
    })?;
    Ok(Answer::result(200, &result))
}
