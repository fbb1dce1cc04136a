//! Having an application installed at the wanted version, and undoing an installation.

use std::time::Duration;

use servicenow::{AppRef, AppToInstall, Cicd, Error, Progress, Query, QueryError, Record};

use crate::engine::installed::version;
use crate::engine::lookup::view;
use crate::engine::model::{Access, Attributes, ID, POLICY, Policy, ResourceType, Subject};
use crate::engine::problem::{Adoption, Attempt, Problem, SoftwareProblem};
use crate::engine::session::Work;

/// An application that is installed, and how to undo that, if it can be undone.
pub(crate) struct Ensured {
    /// The application as the instance lists it.
    pub(crate) record: Record,
    /// The rollback of an installation just made.
    pub(crate) rollback: Option<String>,
}

/// The application as the instance lists it, if it is installed.
pub(crate) async fn installed(
    resource: &ResourceType,
    work: &Work,
    attributes: &Attributes,
) -> Result<Option<Record>, Problem> {
    let (column, value) = match (
        attributes.known_text(ID).or(attributes.known_text("app_id")),
        attributes.known_text("scope"),
    ) {
        (Some(sys_id), _) => ("sys_id", sys_id),
        (None, Some(scope)) => ("scope", scope),
        (None, None) => return Ok(None),
    };
    let query =
        Query::new().equals(column, value).map_err(|wrong| unsearchable(resource, &wrong))?;
    let columns = view::columns(resource, attributes, &[]);
    let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
    let table = work.client.table(resource.description.table);
    let found = table.matching(&query, &columns, Some(2)).await;
    let found = found.map_err(|error| unread(work, resource, error))?;
    let has_version =
        |record: &Record| record.get("version").is_some_and(|version| !version.is_empty());
    Ok(found.rows.into_iter().next().filter(has_version))
}

/// The application at the wanted version: as it is, or after an installation.
pub(crate) async fn ensure(
    resource: &ResourceType,
    work: &Work,
    planned: &Attributes,
    patience: Duration,
) -> Result<Ensured, Problem> {
    let there = installed(resource, work, planned).await?;
    let undoable = planned.known_text(POLICY) == Some(Policy::Uninstall.word());
    if there.is_some() && undoable && planned.get(ID).is_unknown() {
        return Err(Problem::Software(SoftwareProblem::NotUndoable));
    }
    if let Some(record) =
        there.as_ref().map(|record| as_wanted(record, planned)).transpose()?.flatten()
    {
        return Ok(Ensured { record: record.clone(), rollback: None });
    }
    let app = application(planned);
    let done = if undoable && there.is_none() {
        let package = package(resource, work, planned).await?;
        follow(
            &work.client.cicd(),
            work.client.cicd().install_batch(&package.0, &package.1).await,
            patience,
        )
        .await
    } else {
        follow(&work.client.cicd(), work.client.cicd().install_app(&app).await, patience).await
    };
    work.session.forget_all();
    let after = installed(resource, work, planned).await;
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
        Err(error) => {
            return Err(not_installed(work, resource, app, there.is_some(), error));
        }
    };
    match after? {
        Some(record) if has(&record, planned) => Ok(Ensured { record, rollback }),
        Some(record) => {
            let wanted = wanted(planned).unwrap_or_default().to_owned();
            let installed = installed_version(&record);
            Err(Problem::Software(SoftwareProblem::OtherVersion { installed, wanted }))
        }
        None => {
            let subject = Subject::new(&resource.type_name, resource.description.table);
            Err(Problem::Software(SoftwareProblem::Hidden(subject)))
        }
    }
}

/// An installation of what is there fails (docs/facts.md#app-install); the words are not
/// established.
fn is_installed_already(error: &Error) -> bool {
    [error.message(), error.detail()].iter().any(|words| words.contains("already installed"))
}

/// The application if it needs nothing; an error if it is newer than wanted.
fn as_wanted<'a>(record: &'a Record, planned: &Attributes) -> Result<Option<&'a Record>, Problem> {
    let installed = installed_version(record);
    match wanted(planned) {
        Some(wanted) if version::is_lower(wanted, &installed) => {
            let wanted = wanted.to_owned();
            Err(Problem::Software(SoftwareProblem::Downgrade { installed, wanted }))
        }
        _ => Ok(has(record, planned).then_some(record)),
    }
}

fn wanted(planned: &Attributes) -> Option<&str> {
    planned.known_text("version")
}

fn installed_version(record: &Record) -> String {
    record.get("version").unwrap_or_default().to_owned()
}

fn has(record: &Record, planned: &Attributes) -> bool {
    wanted(planned).is_none_or(|wanted| version::is_same(wanted, &installed_version(record)))
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
async fn package(
    resource: &ResourceType,
    work: &Work,
    planned: &Attributes,
) -> Result<(String, String), Problem> {
    if let (Some(app_id), Some(version)) = (planned.known_text("app_id"), wanted(planned)) {
        return Ok((app_id.to_owned(), version.to_owned()));
    }
    let (column, value) = match planned.known_text("scope") {
        Some(scope) => ("scope", scope),
        None => ("sys_id", planned.known_text("app_id").unwrap_or_default()),
    };
    let table = resource.description.table;
    let query = Query::new().equals_exactly(column, value);
    let query = query.map_err(|wrong| unsearchable(resource, &wrong))?;
    let asked = ["scope", "latest_version"];
    let found = work.client.table(table).matching(&query, &asked, Some(2)).await;
    let found = found.map_err(|error| unread(work, resource, error))?;
    let offered = found.rows.first();
    let app_id = offered.map(Record::sys_id);
    let version =
        wanted(planned).or_else(|| offered.and_then(|record| record.get("latest_version")));
    match (app_id, version.filter(|version| !version.is_empty())) {
        (Some(app_id), Some(version)) => Ok((app_id.to_owned(), version.to_owned())),
        _ => Err(Problem::Software(SoftwareProblem::Unidentified)),
    }
}

/// The list of what is installed could not be read.
pub(crate) fn unread(work: &Work, resource: &ResourceType, error: Error) -> Problem {
    work.unread(&resource.type_name, resource.description.table, error)
}

/// What is installed cannot be asked for.
pub(crate) fn unsearchable(resource: &ResourceType, wrong: &QueryError) -> Problem {
    let (type_name, why) = (resource.type_name.clone(), wrong.to_string());
    Problem::Adoption(Adoption::Unsearchable { type_name, why })
}

fn not_installed(
    work: &Work,
    resource: &ResourceType,
    app: AppToInstall,
    is_there: bool,
    error: Error,
) -> Problem {
    let (AppRef::Scope(app) | AppRef::SysId(app)) = app.app;
    let attempt = Attempt::Install { type_name: resource.type_name.clone(), app, is_there };
    work.failed(attempt, resource.description.table, Access::Update, error)
}

async fn follow(
    cicd: &Cicd,
    started: Result<Progress, Error>,
    patience: Duration,
) -> Result<Progress, Error> {
    let told = |progress: &Progress| {
        tracing::info!(percent = progress.percent, message = %progress.message, "the instance is at work");
    };
    cicd.finish(started?, patience, told).await
}

/// Undoes an installation.
pub(crate) async fn undo(work: &Work, rollback: &str, patience: Duration) -> Result<(), Error> {
    let cicd = work.client.cicd();
    let started = cicd.rollback_batch(rollback).await;
    let done = follow(&cicd, started, patience).await.map(|_| ());
    work.session.forget_all();
    done
}
