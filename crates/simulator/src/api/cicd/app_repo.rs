//! `POST /api/sn_cicd/app_repo/install` and `…/rollback`: one application.

use super::{
    admit, bad_request,
    operation::{self, Plan},
    progress::{over, started, unknown},
};
use crate::{
    api::Call,
    http::Answer,
    progress::Words,
    refusal::Refusal,
    schedule::Job,
    seeds::packages::{self, Package},
    world::Work,
};

pub(super) const INSTALLING: Words = Words { doing: "Installing", done: "Installed" };
pub(super) const ROLLING_BACK: Words = Words { doing: "Rolling back", done: "Rolled back" };

const UNAVAILABLE: &str = "is not available to this instance";
const NOT_INSTALLED: &str = "The application is not installed";

/// Installs an application, or another version of it.
pub(in crate::api) fn install(call: &Call<'_>) -> Result<Answer, Refusal> {
    admit(call)?;
    let (scope, id) = named(call)?;
    let version = call.request.query_value("version").unwrap_or_default();
    let wanted = packages::find(scope, id);
    if call.instance.world.unknowns.unknown_plugin_is_404
        && let Some(reason) = call.work(|work| unoffered(work, wanted))?
    {
        return Ok(unknown(&reason));
    }
    let operation = operation::start(call, INSTALLING, |work| plan(work, wanted, version))?;
    Ok(started(call, &operation))
}

/// Goes back to the version that was installed before.
pub(in crate::api) fn rollback(call: &Call<'_>) -> Result<Answer, Refusal> {
    admit(call)?;
    let (scope, id) = named(call)?;
    let version = call.request.query_value("version").unwrap_or_default();
    let wanted = packages::find(scope, id);
    let is_there = call.work(|work| match wanted {
        Some(package) => installed(work, package, "version"),
        None => Ok(String::new()),
    })?;
    if is_there.is_empty() {
        return Ok(over("", NOT_INSTALLED));
    }
    let operation = operation::start(call, ROLLING_BACK, |work| plan_back(work, wanted, version))?;
    Ok(started(call, &operation))
}

/// Scope and sys_id of the application that is meant; one of them is given.
fn named<'a>(call: &'a Call<'_>) -> Result<(&'a str, &'a str), Refusal> {
    let query = |name: &str| call.request.query_value(name).unwrap_or_default();
    match (query("scope"), query("sys_id")) {
        ("", "") => Err(bad_request("Either sys_id or scope is required")),
        named => Ok(named),
    }
}

/// How `version` of an application is installed; an empty one is the newest.
pub(super) fn plan(
    work: &Work<'_>,
    wanted: Option<&Package>,
    version: &str,
) -> Result<Plan, Refusal> {
    if let Some(reason) = unoffered(work, wanted)? {
        return Ok(Plan::fail(reason));
    }
    let Some(package) = wanted else { return Ok(Plan::fail(UNAVAILABLE)) };
    let scope = &package.scope;
    let Some(version) = package.version(version) else {
        return Ok(Plan::fail("The requested version does not exist"));
    };
    let rollback_version = installed(work, package, "version")?;
    if rollback_version == version {
        return Ok(Plan::fail(format!("Version {version} is already installed")));
    }
    let job = Job::InstallApplication { scope: scope.clone(), version: version.to_owned() };
    Ok(Plan::jobs(vec![job], rollback_version))
}

/// Why the application cannot be installed: this instance is not offered it, or nobody knows it.
fn unoffered(work: &Work<'_>, wanted: Option<&Package>) -> Result<Option<String>, Refusal> {
    let Some(package) = wanted else { return Ok(Some(format!("The application {UNAVAILABLE}"))) };
    let scope = &package.scope;
    let offered = !work.find("sys_remote_app", &[("scope", scope)])?.is_empty();
    Ok((!offered).then(|| format!("The application {scope} {UNAVAILABLE}")))
}

/// The application goes back to the version before, which `version` must name if it names one.
fn plan_back(work: &Work<'_>, wanted: Option<&Package>, version: &str) -> Result<Plan, Refusal> {
    let Some(package) = wanted else { return Ok(Plan::fail(NOT_INSTALLED)) };
    let before = installed(work, package, "previous_version")?;
    Ok(match (before.as_str(), installed(work, package, "version")?.as_str()) {
        (_, "") => Plan::fail(NOT_INSTALLED),
        ("", _) => Plan::fail("There is no earlier version to roll back to"),
        (before, _) if !version.is_empty() && version != before => {
            Plan::fail(format!("Only version {before} can be rolled back to"))
        }
        (before, _) => Plan::job(Job::InstallApplication {
            scope: package.scope.clone(),
            version: before.to_owned(),
        }),
    })
}

/// A column of the installed application; empty where it is not installed.
pub(super) fn installed(
    work: &Work<'_>,
    package: &Package,
    column: &str,
) -> Result<String, Refusal> {
    let rows = work.find("sys_store_app", &[("scope", &package.scope)])?;
    Ok(rows.first().map_or("", |row| row.value(column)).to_owned())
}
