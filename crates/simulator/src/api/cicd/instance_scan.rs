//! `POST /api/sn_cicd/instance_scan/…`, and the result of a scan (docs/facts.md#instance-scan).

use super::{
    admit, bad_request, not_found,
    operation::{self, Plan},
    progress::{link, shown, started},
};
use crate::{
    api::Call,
    http::Answer,
    progress::Words,
    refusal::Refusal,
    scans,
    schedule::{Job, Scan, ScanTarget},
    vault,
};
use serde_json::{Value, json};

const SCANNING: Words = Words { doing: "Scanning", done: "Scanned" };

/// Makes all active checks.
pub(in crate::api) fn full(call: &Call<'_>) -> Result<Answer, Refusal> {
    admit(call)?;
    start(call, Scan { suite: String::new(), target: ScanTarget::Everything })
}

/// Makes the checks that are about one record.
pub(in crate::api) fn point(call: &Call<'_>) -> Result<Answer, Refusal> {
    admit(call)?;
    let query = |name: &str| call.request.query_value(name).unwrap_or_default().to_owned();
    let (table, id) = (query("target_table"), query("target_sys_id"));
    let is_there = call.work(|work| match work.table(&table) {
        Ok(_) => Ok(work.fetch(&table, &id)?.is_some()),
        Err(_) => Ok(false),
    })?;
    if !is_there {
        return Err(bad_request("target_table and target_sys_id must name a record"));
    }
    start(call, Scan { suite: String::new(), target: ScanTarget::Record { table, id } })
}

/// Makes the checks of a suite on the files of applications.
pub(in crate::api) fn applications(call: &Call<'_>) -> Result<Answer, Refusal> {
    admit(call)?;
    suite(call, ScanTarget::Applications(ids(call, "app_scope_sys_ids")?))
}

/// Makes the checks of a suite on what update sets captured.
pub(in crate::api) fn update_sets(call: &Call<'_>) -> Result<Answer, Refusal> {
    admit(call)?;
    suite(call, ScanTarget::UpdateSets(ids(call, "update_set_sys_ids")?))
}

/// Repeats a scan of a suite.
pub(in crate::api) fn combo(call: &Call<'_>) -> Result<Answer, Refusal> {
    admit(call)?;
    let scan = call.work(|work| scans::kept(work, call.capture(0)))?;
    start(call, scan.ok_or_else(|| not_found("There is no such combo".to_owned()))?)
}

/// How a scan is getting on, and where its findings are.
pub(in crate::api) fn result(call: &Call<'_>) -> Result<Answer, Refusal> {
    admit(call)?;
    let id = call.capture(0);
    let operation = call.instance.progress.get(id).ok_or(Refusal::NotFound)?;
    let results = call.work(|work| work.find("scan_result", &[("progress_id", id)]))?;
    let mut shown = shown(call, id, &operation);
    if let Some(result) = results.first() {
        let query = format!("result%3D{}%5EORDERBYsys_id", result.value("sys_id"));
        let url = &call.instance.world.url;
        let url = format!("{url}/api/now/table/scan_finding?sysparm_query%3D{query}");
        shown["links"]["findings"] = json!({ "url": url, "label": "First 10,000 findings" });
    }
    shown["links"]["results"] = link(call, "instance_scan/result", id);
    Ok(Answer::result(200, &shown))
}

/// The list of sys_ids under that name in the body.
fn ids(call: &Call<'_>, name: &str) -> Result<Vec<String>, Refusal> {
    let body = call.request.json()?;
    let ids = body.get(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let ids: Vec<String> = ids.iter().filter_map(|id| Some(id.as_str()?.to_owned())).collect();
    if ids.is_empty() { Err(bad_request(&format!("{name} is empty"))) } else { Ok(ids) }
}

fn suite(call: &Call<'_>, target: ScanTarget) -> Result<Answer, Refusal> {
    let suite = call.capture(0).to_owned();
    if call.work(|work| work.fetch("scan_check_suite", &suite))?.is_none() {
        return Err(not_found("There is no such suite".to_owned()));
    }
    let scan = Scan { suite, target };
    call.work(|work| scans::keep(work, &scan))?;
    start(call, scan)
}

fn start(call: &Call<'_>, scan: Scan) -> Result<Answer, Refusal> {
    let id = vault::new_id();
    let operation = operation::start_as(call, id.clone(), SCANNING, |_| {
        Ok(Plan::job(Job::Scan { scan, progress: id }).without_lock())
    })?;
    Ok(started(call, &operation))
}
