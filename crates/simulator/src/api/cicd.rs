//! The CI/CD API: installing an application, and watching it (facts 4).

use super::{Answer, Call};
use crate::{
    instance::Work,
    progress::{Outcome, Progress},
    records::{self, Refusal, value},
    schedule::Job,
    seeds::packages::{self, Package},
};
use serde_json::{Value, json};

/// Who may use it besides `admin`.
const ROLE: &str = "sn_cicd.sys_ci_automation";

/// `POST /api/sn_cicd/app_repo/install`.
pub(super) fn install(call: &Call<'_>) -> Result<Answer, Refusal> {
    admit(call)?;
    let query = |name: &str| call.request.query_value(name).unwrap_or_default();
    let (scope, id, version) = (query("scope"), query("sys_id"), query("version"));
    if scope.is_empty() && id.is_empty() {
        return Err(bad_request("Either sys_id or scope is required"));
    }
    let progress = call.work(|work| {
        let wanted = packages::find(scope, id);
        let outcome = match check(work, wanted, version)? {
            Ok(rollback) => schedule(work, wanted, version, rollback),
            Err(reason) => Outcome::Failed(reason),
        };
        Ok(Progress::start(work.now, outcome))
    })?;
    let id = call.instance.progress.add(progress.clone());
    Ok(answer(call, &id, &progress, progress.started))
}

/// `GET /api/sn_cicd/progress/{id}`.
pub(super) fn progress(call: &Call<'_>) -> Result<Answer, Refusal> {
    admit(call)?;
    let id = call.capture(0);
    let progress = call.instance.progress.get(id).ok_or(Refusal::NotFound)?;
    Ok(answer(call, id, &progress, call.instance.clock.now()))
}

fn admit(call: &Call<'_>) -> Result<(), Refusal> {
    if call.caller.has_any(&[ROLE]) {
        return Ok(());
    }
    Err(Refusal::Custom {
        status: 403,
        message: "User Not Authorized".to_owned(),
        detail: "Failed API level ACL Validation".to_owned(),
    })
}

fn bad_request(detail: &str) -> Refusal {
    let message = "Bad Request".to_owned();
    Refusal::Custom { status: 400, message, detail: detail.to_owned() }
}

/// Whether the application can be installed: the version it replaces, or why not. The words of the
/// reasons are invented.
fn check(
    work: &Work<'_>,
    wanted: Option<&'static Package>,
    version: &str,
) -> Result<Result<String, String>, Refusal> {
    let Some(package) = wanted else {
        return Ok(Err("The application is not available to this instance".to_owned()));
    };
    let entitled = records::find(work, "sys_remote_app", &[("scope", &package.scope)])?;
    if entitled.is_empty() {
        let scope = &package.scope;
        return Ok(Err(format!("The application {scope} is not available to this instance")));
    }
    let version = package.version(version);
    let Some(version) = version else {
        return Ok(Err("The requested version does not exist".to_owned()));
    };
    let installed = records::find(work, "sys_store_app", &[("scope", &package.scope)])?;
    let installed = installed.first().map_or("", |row| value(row, "version"));
    if installed == version {
        return Ok(Err(format!("Version {version} is already installed")));
    }
    Ok(Ok(installed.to_owned()))
}

fn schedule(
    work: &Work<'_>,
    wanted: Option<&'static Package>,
    version: &str,
    rollback_version: String,
) -> Outcome {
    if let Some((package, version)) = wanted.and_then(|p| Some((p, p.version(version)?))) {
        let job =
            Job::InstallApplication { scope: package.scope.clone(), version: version.to_owned() };
        work.instance.schedule.at(Progress::end(work.now), job);
    }
    Outcome::Successful { rollback_version }
}

fn answer(call: &Call<'_>, id: &str, progress: &Progress, now: time::OffsetDateTime) -> Answer {
    let url = format!("{}/api/sn_cicd/progress/{id}", call.instance.url);
    let state = progress.state(now);
    let mut result = json!({
        "links": { "progress": { "id": id, "url": url } },
        "status": state.code,
        "status_label": state.label,
        "status_message": state.message,
        "status_detail": "",
        "error": state.error,
        "percent_complete": state.percent,
    });
    if let (Outcome::Successful { rollback_version }, Some(fields)) =
        (&progress.outcome, result.as_object_mut())
    {
        fields.insert("rollback_version".to_owned(), Value::String(rollback_version.clone()));
    }
    Answer::result(200, &result)
}
