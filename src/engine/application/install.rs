//! Having an application installed at the wanted version.

use std::time::Duration;

use servicenow::{AppRef, AppToInstall, Progress, Record};
use tfplugin::Diagnostic;

use super::super::attributes::Attributes;
use super::super::explain;
use super::super::kind::RecordKind;
use super::super::session::Work;
use super::{installed, version};

/// The application at the wanted version: as it is, or after an installation.
pub(super) async fn ensure(
    kind: &RecordKind,
    work: &Work,
    planned: &Attributes,
    patience: Duration,
) -> Result<Record, Diagnostic> {
    let there = installed(kind, work, planned).await?;
    let wanted = planned.known_text("version");
    if let Some(record) = &there {
        let has = record.get("version").unwrap_or_default();
        match wanted {
            None => return Ok(record.clone()),
            Some(wanted) if version::is_same(wanted, has) => return Ok(record.clone()),
            Some(wanted) if version::is_lower(wanted, has) => {
                return Err(explain::downgrade(has, wanted));
            }
            Some(_) => {}
        }
    }
    let app = application(planned);
    let done = install(work, &app, patience).await;
    work.session.forget();
    done.map_err(|error| explain::not_installed(work, kind, &app, there.is_some(), &error))?;
    match installed(kind, work, planned).await? {
        Some(record)
            if wanted.is_none_or(|wanted| {
                version::is_same(wanted, record.get("version").unwrap_or_default())
            }) =>
        {
            Ok(record)
        }
        Some(record) => Err(explain::other_version(
            record.get("version").unwrap_or_default(),
            wanted.unwrap_or_default(),
        )),
        None => Err(explain::installed_but_hidden(kind)),
    }
}

fn application(planned: &Attributes) -> AppToInstall {
    let app = match (planned.known_text("scope"), planned.known_text("app_id")) {
        (Some(scope), _) => AppRef::Scope(scope.to_owned()),
        (None, sys_id) => AppRef::SysId(sys_id.unwrap_or_default().to_owned()),
    };
    AppToInstall {
        app,
        version: planned.known_text("version").map(str::to_owned),
        base_app_version: planned.known_text("base_app_version").map(str::to_owned),
        auto_upgrade_base_app: planned.get("auto_upgrade_base_app").as_bool().unwrap_or(false),
    }
}

async fn install(
    work: &Work,
    app: &AppToInstall,
    patience: Duration,
) -> Result<Progress, servicenow::Error> {
    let cicd = work.client.cicd();
    let started = cicd.install_app(app).await?;
    let told = |progress: &Progress| {
        tracing::info!(percent = progress.percent, message = %progress.message, "installing the application");
    };
    cicd.finish(started, patience, told).await
}
