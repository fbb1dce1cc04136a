//! `POST /api/sn_cicd/app/batch/install`, its results, and rolling it back: a package that was not
//! there before is uninstalled \[D\].

use super::{
    admit, app_repo, bad_request,
    operation::{self, Plan},
    plugin,
    progress::{link, shown, started},
};
use crate::{
    api::Call,
    http::Answer,
    progress::{BatchItem, Outcome, PackageBatch},
    refusal::Refusal,
    schedule::Job,
    seeds::packages,
    world::Work,
};
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize)]
struct Wanted {
    #[serde(default)]
    name: String,
    #[serde(default)]
    notes: String,
    packages: Vec<WantedPackage>,
}

#[derive(Deserialize)]
struct WantedPackage {
    id: String,
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    requested_version: String,
    #[serde(default)]
    notes: String,
}

/// Installs several packages in one operation. Those that cannot be installed do not keep the
/// others from it.
pub(in crate::api) fn install(call: &Call<'_>) -> Result<Answer, Refusal> {
    admit(call)?;
    let wanted: Wanted = serde_json::from_value(call.request.json()?)
        .map_err(|error| bad_request(&error.to_string()))?;
    if wanted.packages.is_empty() {
        return Err(bad_request("packages is empty"));
    }
    let mut items = Vec::new();
    let (id, progress) = operation::start(call, app_repo::INSTALLING, |work| {
        let mut jobs = Vec::new();
        for package in &wanted.packages {
            let (item, more) = plan(work, package)?;
            items.push(item);
            jobs.extend(more);
        }
        let failed = items.iter().filter_map(|item| item.error.clone()).collect::<Vec<_>>();
        let jobs_of_good = Plan::jobs(jobs, String::new());
        Ok(if failed.len() == items.len() { Plan::fail(failed.join("; ")) } else { jobs_of_good })
    })?;
    let batch =
        PackageBatch { name: wanted.name, notes: wanted.notes, items, progress: id.clone() };
    let batch = call.instance.progress.add_batch(batch);
    let mut result = shown(call, &id, &progress);
    result["links"]["results"] = link(call, "app/batch/results", &batch);
    result["links"]["rollback"] = link(call, "app/batch/rollback", &batch);
    Ok(Answer::result(200, &result))
}

fn plan(work: &Work<'_>, wanted: &WantedPackage) -> Result<(BatchItem, Vec<Job>), Refusal> {
    let package = packages::find("", &wanted.id);
    let plan = match wanted.kind.as_str() {
        "application" => app_repo::plan(work, package, &wanted.requested_version),
        "plugin" => plugin::plan(work, &wanted.id),
        other => Ok(Plan::fail(format!("There are no packages of type {other}"))),
    };
    let plan = match plan {
        Err(Refusal::Custom { detail, .. }) => Plan::fail(detail),
        plan => plan?,
    };
    let jobs = plan.jobs;
    let (previous, error) = match plan.outcome {
        Outcome::Successful { rollback_version } => (rollback_version, None),
        Outcome::Failed(reason) => (String::new(), Some(reason)),
    };
    let name = package.map_or(&wanted.id, |package| &package.name).clone();
    let version = package.and_then(|package| package.version(&wanted.requested_version));
    let item = BatchItem {
        id: wanted.id.clone(),
        kind: wanted.kind.clone(),
        name,
        notes: wanted.notes.clone(),
        version: version.unwrap_or_default().to_owned(),
        scope: package.map(|package| package.scope.clone()).filter(|_| error.is_none()),
        previous,
        error,
    };
    Ok((item, jobs))
}

/// `GET …/app/batch/results/{id}`: what became of each package.
pub(in crate::api) fn results(call: &Call<'_>) -> Result<Answer, Refusal> {
    admit(call)?;
    let board = &call.instance.progress;
    let id = call.capture(0);
    let batch = board.batch(id).ok_or(Refusal::NotFound)?;
    let operation = board.get(&batch.progress).ok_or(Refusal::NotFound)?;
    let over = call.instance.world.clock.now() >= operation.end();
    let item_state = |item: &BatchItem| match (&item.error, over) {
        (Some(_), _) => "Failed",
        (None, true) => "Installed",
        (None, false) => "In progress",
    };
    let items = batch.items.iter().map(|item| {
        json!({
            "id": item.id, "type": item.kind, "name": item.name, "notes": item.notes,
            "version": item.version, "state": item_state(item),
            "status_message": item.error.clone().unwrap_or_default(), "url": "",
        })
    });
    let items: Vec<Value> = items.collect();
    let failed = batch.items.iter().any(|item| item.error.is_some());
    let state = match (&operation.outcome, over, failed) {
        (_, false, _) => "In progress",
        (Outcome::Failed(_), ..) => "Failed",
        (_, true, true) => "Partial Install",
        (_, true, false) => "Installed",
    };
    let plan = json!({
        "id": id, "name": batch.name, "notes": batch.notes, "state": state,
        "url": link(call, "app/batch/results", id)["url"],
    });
    let error = batch.items.iter().filter_map(|item| item.error.as_deref());
    let error = error.collect::<Vec<_>>().join("; ");
    Ok(Answer::result(200, &json!({ "batch_plan": plan, "batch_items": items, "error": error })))
}

/// `POST …/app/batch/rollback/{id}`: each application as it was before. Plugins stay active.
pub(in crate::api) fn rollback(call: &Call<'_>) -> Result<Answer, Refusal> {
    admit(call)?;
    let batch = call.instance.progress.batch(call.capture(0)).ok_or(Refusal::NotFound)?;
    let operation = operation::start(call, app_repo::ROLLING_BACK, |work| {
        let mut jobs = Vec::new();
        for item in &batch.items {
            jobs.extend(undo(work, item)?);
        }
        Ok(if jobs.is_empty() {
            Plan::fail("Nothing of the batch can be rolled back")
        } else {
            Plan::jobs(jobs, String::new())
        })
    })?;
    Ok(started(call, &operation))
}

/// The job that undoes an item, if it is still what was installed.
fn undo(work: &Work<'_>, item: &BatchItem) -> Result<Option<Job>, Refusal> {
    let Some(package) = item.scope.as_deref().and_then(|scope| packages::find(scope, "")) else {
        return Ok(None);
    };
    if app_repo::installed(work, package, "version")? != item.version {
        return Ok(None);
    }
    let scope = package.scope.clone();
    Ok(Some(match item.previous.as_str() {
        "" => Job::UninstallApplication { scope },
        version => Job::InstallApplication { scope, version: version.to_owned() },
    }))
}
