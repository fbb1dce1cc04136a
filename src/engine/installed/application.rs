//! Installed applications: they come through the CI/CD API, stay, and are upgraded.

use async_trait::async_trait;
use servicenow::{AppRef, AppToInstall, Error, Progress, Record};
use tfplugin::{Attribute, Type, Value};

use super::{Software, finish, installed, listed, timeouts, unlisted, version};
use crate::engine::lookup::scene::Scene;
use crate::engine::model::identity::Part;
use crate::engine::model::{Access, Attributes, ID, POLICY, Policy, Private};
use crate::engine::problem::{Attempt, Mistake, Problem, Problems, SoftwareProblem};
use crate::engine::record::life::Wish;
use crate::engine::record::validate;

/// An application of the Store.
pub(crate) struct Application;

#[async_trait]
impl Software for Application {
    fn identified_by(&self) -> &'static [Part] {
        &[Part {
            name: "scope",
            attribute: "scope",
            meaning: "The application's scope, such as `x_acme_app`.",
        }]
    }

    fn operations(&self) -> &'static [&'static str] {
        &["create", "update", "delete"]
    }

    fn policy(&self) -> Option<Attribute> {
        let policy = "What destroy does: `abandon` leaves the application installed. `uninstall` removes it with its tables \
                      and their data; it works only for an application that this resource installed under this policy. \
                      Default: `abandon`.";
        Some(Attribute::new(POLICY, Type::String, policy).optional().computed())
    }

    fn unknown_policy(&self, config: &Attributes) -> Option<Mistake> {
        let listed = "For an application it is \"abandon\" or \"uninstall\".";
        validate::unknown_policy(config, &[Policy::Abandon, Policy::Uninstall], listed)
    }

    fn complete_plan(&self, wish: &Wish, planned: &mut Attributes) -> Problems {
        let configured = wish.config.as_ref().map(|config| config.get(POLICY).clone());
        let configured = configured.filter(|policy| !policy.is_null());
        planned.set(POLICY, configured.unwrap_or_else(|| Policy::Abandon.word().into()));
        let Some(prior) = &wish.prior else { return Problems::new() };
        let mut problems: Problems = upgrade(prior, planned).into_iter().collect();
        if is_to_go(planned) && wish.private.rollback.is_none() {
            problems.push(Problem::Software(SoftwareProblem::NotUndoable));
        }
        problems
    }

    /// It goes where it was installed under that policy, and the instance can undo that.
    fn end(&self, wish: &Wish) -> SoftwareProblem {
        let goes = wish.prior.as_ref().is_some_and(is_to_go) && wish.private.rollback.is_some();
        if goes { SoftwareProblem::Goes } else { SoftwareProblem::Stays }
    }

    fn key<'a>(&self, attributes: &'a Attributes) -> (&'static str, &'a str) {
        match attributes.known_text(ID).or(attributes.known_text("app_id")) {
            Some(sys_id) => ("sys_id", sys_id),
            None => ("scope", attributes.known_text("scope").unwrap_or_default()),
        }
    }

    fn is_installed(&self, record: &Record) -> bool {
        !installed_version(record).is_empty()
    }

    fn complete_state(&self, record: &Record, state: &mut Attributes) {
        state.set("version", installed_version(record).into());
        state.set("app_id", record.sys_id().into());
        let defaults =
            [(POLICY, Policy::Abandon.word().into()), ("auto_upgrade_base_app", false.into())];
        for (name, value) in defaults {
            if state.get(name).is_null() || state.get(name).is_unknown() {
                state.set(name, value);
            }
        }
    }

    /// The application at the wanted version: as it is, or after an installation.
    async fn ensure(&self, scene: Scene<'_>, private: &mut Private) -> Result<Record, Problem> {
        let planned = scene.attributes;
        let there = installed(self, scene).await?;
        if let Some(record) = &there {
            is_of_one(record, planned)?;
            if is_to_go(planned) && planned.get(ID).is_unknown() {
                return Err(Problem::Software(SoftwareProblem::NotUndoable));
            }
            if let Some(lower) = downgrade(installed_version(record), planned) {
                return Err(lower);
            }
            if has(record, planned) {
                return Ok(record.clone());
            }
        }
        if is_named_twice(planned)
            && let Some(offered) = listed(scene, self.key(planned)).await?
        {
            is_of_one(&offered, planned)?;
        }
        let undoable = is_to_go(planned) && there.is_none();
        let package = if undoable { Some(package(scene).await?) } else { None };
        let done = install(scene, package).await;
        let after = installed(self, scene).await;
        let rollback = match done {
            Ok(progress) => progress.rollback_id,
            // The answer to the start was lost, or an earlier start has meanwhile come to its end: what
            // counts is whether the application is there.
            Err(error)
                if (error.is_retryable() || is_installed_already(&error))
                    && matches!(&after, Ok(Some(record)) if has(record, planned)) =>
            {
                None
            }
            Err(error) => return Err(not_installed(scene, there.is_some(), error)),
        };
        let record = after?.ok_or_else(|| unlisted(scene))?;
        if !has(&record, planned) {
            let wanted = wanted(planned).unwrap_or_default().to_owned();
            let installed = installed_version(&record).to_owned();
            return Err(Problem::Software(SoftwareProblem::OtherVersion { installed, wanted }));
        }
        private.rollback = rollback.or(private.rollback.take());
        Ok(record)
    }

    /// Uninstalls the application where that was agreed.
    async fn remove(&self, scene: Scene<'_>, private: &Private) -> Result<(), Problem> {
        if !is_to_go(scene.attributes) {
            return Ok(());
        }
        let rollback = match &private.rollback {
            Some(rollback) => rollback,
            // A tainted object, destroyed without a refresh: nobody was told whether it can go.
            None if private.is_missing() => {
                return Err(Problem::Software(SoftwareProblem::RollbackUnknown));
            }
            None => return Ok(()),
        };
        let started = scene.work.client.cicd().rollback_batch(rollback).await;
        let patience = timeouts::patience(scene.attributes, "delete");
        let done = finish(scene.work, started, patience).await;
        done.map(|_| ()).map_err(|error| {
            let attempt = Attempt::Uninstall(scene.resource.type_name.clone());
            scene.work.failed(attempt, scene.table(), Access::Delete, error)
        })
    }
}

fn is_named_twice(planned: &Attributes) -> bool {
    planned.known_text("scope").is_some() && planned.known_text("app_id").is_some()
}

/// Scope and sys_id, where both are given, are of one application.
fn is_of_one(record: &Record, planned: &Attributes) -> Result<(), Problem> {
    let (given, scope) = (planned.known_text("scope"), record.get("scope"));
    match given.zip(scope).filter(|(given, scope)| is_named_twice(planned) && given != scope) {
        Some((given, scope)) => {
            let (given, scope) = (given.to_owned(), scope.to_owned());
            Err(Problem::Software(SoftwareProblem::TwoApplications { given, scope }))
        }
        None => Ok(()),
    }
}

/// Whether destroying is to remove the application.
fn is_to_go(attributes: &Attributes) -> bool {
    attributes.known_text(POLICY) == Some(Policy::Uninstall.word())
}

/// A new version is decided by apply in what the instance reports; a lower one is refused.
fn upgrade(prior: &Attributes, planned: &mut Attributes) -> Option<Problem> {
    if prior.get("version") == planned.get("version") {
        return None;
    }
    for name in ["installed_version", "latest_version", "active"] {
        planned.set(name, Value::UNKNOWN);
    }
    downgrade(prior.known_text("installed_version")?, planned)
}

/// The problem that a lower version is wanted than the one installed.
fn downgrade(installed: &str, planned: &Attributes) -> Option<Problem> {
    let wanted = wanted(planned).filter(|wanted| version::is_lower(wanted, installed))?;
    let (installed, wanted) = (installed.to_owned(), wanted.to_owned());
    Some(Problem::Software(SoftwareProblem::Downgrade { installed, wanted }))
}

fn wanted(planned: &Attributes) -> Option<&str> {
    planned.known_text("version")
}

fn installed_version(record: &Record) -> &str {
    record.get("version").unwrap_or_default()
}

fn has(record: &Record, planned: &Attributes) -> bool {
    wanted(planned).is_none_or(|wanted| version::is_same(wanted, installed_version(record)))
}

/// Installs the application: as a batch, which can be undone, where its package is given.
async fn install(scene: Scene<'_>, package: Option<(String, String)>) -> Result<Progress, Error> {
    let (planned, cicd) = (scene.attributes, scene.work.client.cicd());
    let started = match package {
        Some((app_id, version)) => cicd.install_batch(&app_id, &version).await,
        None => cicd.install_app(&application(planned)).await,
    };
    let operation = if planned.get(ID).is_unknown() { "create" } else { "update" };
    finish(scene.work, started, timeouts::patience(planned, operation)).await
}

fn application(planned: &Attributes) -> AppToInstall {
    let app = match (planned.known_text("scope"), planned.known_text("app_id")) {
        (Some(scope), _) => AppRef::Scope(scope.to_owned()),
        (None, sys_id) => AppRef::SysId(sys_id.unwrap_or_default().to_owned()),
    };
    AppToInstall {
        app,
        version: wanted(planned).map(str::to_owned),
        base_app_version: planned.known_text("base_app_version").map(str::to_owned),
        auto_upgrade_base_app: planned.get("auto_upgrade_base_app").as_bool().unwrap_or(false),
    }
}

/// A batch names its package by sys_id and version, so both are given or looked up among the applications on offer.
async fn package(scene: Scene<'_>) -> Result<(String, String), Problem> {
    let planned = scene.attributes;
    let (scope, app_id) = (planned.known_text("scope"), planned.known_text("app_id"));
    if let (Some(app_id), Some(version)) = (app_id, wanted(planned)) {
        return Ok((app_id.to_owned(), version.to_owned()));
    }
    let key = scope.map_or(("sys_id", app_id.unwrap_or_default()), |scope| ("scope", scope));
    let offered = listed(scene, key).await?;
    let latest = offered.as_ref().and_then(|record| record.get("latest_version"));
    let version = wanted(planned).or(latest).filter(|version| !version.is_empty());
    match (&offered, version) {
        (Some(record), Some(version)) => Ok((record.sys_id().to_owned(), version.to_owned())),
        _ => Err(Problem::Software(SoftwareProblem::Unidentified)),
    }
}

/// An installation of what is there fails (docs/facts.md#app-install); the words are not
/// established.
fn is_installed_already(error: &Error) -> bool {
    [error.message(), error.detail()].iter().any(|words| words.contains("already installed"))
}

fn not_installed(scene: Scene<'_>, is_there: bool, error: Error) -> Problem {
    let (AppRef::Scope(app) | AppRef::SysId(app)) = application(scene.attributes).app;
    let attempt = Attempt::Install { type_name: scene.resource.type_name.clone(), app, is_there };
    scene.work.failed(attempt, scene.table(), Access::Update, error)
}
