//! Plugins of the platform: activated through the CI/CD API, and never deactivated.

use servicenow::{Progress, Query, Record};
use tfplugin::{
    ApplyRequest, ApplyResponse, Attribute, Diagnostic, Diagnostics, PlanRequest, PlanResponse,
    ReadRequest, ReadResponse, Value,
};

use crate::engine::installed::application::{planned_fields, replaced};
use crate::engine::installed::timeouts;
use crate::engine::lookup::look as record;
use crate::engine::lookup::look::{Fill, Look};
use crate::engine::model::attributes::Attributes;
use crate::engine::model::private::Private;
use crate::engine::model::resource_type::{ID, RecordKind};
use crate::engine::problem as explain;
use crate::engine::session::{Configured, Shared, Work};

const OPERATIONS: &[&str] = &["create"];

/// The attributes of a plugin beside its fields.
pub(crate) fn extra_attributes() -> Vec<Attribute> {
    vec![timeouts::attribute(OPERATIONS)]
}

/// Checks the attributes beside the fields.
pub(crate) fn check(config: &Attributes) -> Diagnostics {
    timeouts::check(config, OPERATIONS)
}

/// Plans activation.
pub(crate) fn plan(kind: &RecordKind, request: PlanRequest) -> PlanResponse {
    if request.config.is_null() {
        return PlanResponse {
            diagnostics: vec![explain::plugin_stays()],
            ..PlanResponse::default()
        };
    }
    let prior = (!request.prior.is_null()).then(|| Attributes::of(request.prior));
    let planned = planned_fields(kind, prior.as_ref(), &Attributes::of(request.config));
    let requires_replace =
        prior.as_ref().map_or_else(Vec::new, |prior| replaced(kind, prior, &planned));
    PlanResponse { planned: planned.into_value(), requires_replace, ..PlanResponse::default() }
}

/// Looks the plugin up again; one that is not active counts as gone.
pub(crate) async fn read(kind: &RecordKind, shared: &Shared, request: ReadRequest) -> ReadResponse {
    if let Configured::Later(argument) = shared.configured() {
        let diagnostics = vec![explain::read_later(argument)];
        return ReadResponse { state: request.state, private: None, diagnostics };
    }
    let answer = async {
        let work = shared.work(&request.call.stop)?;
        let before = Attributes::of(request.state.clone());
        let (column, value) = match before.known_text("plugin_id") {
            Some(plugin_id) => ("id", plugin_id),
            None => ("sys_id", before.known_text(ID).unwrap_or_default()),
        };
        match listed(kind, &work, column, value).await? {
            Some(record) if is_active(&record) => {
                let state = shown(kind, &work, &record, &before).await?;
                let private = Some(Private::on(work.client.instance().host()).encode());
                Ok(ReadResponse { state: state.into_value(), private, diagnostics: Vec::new() })
            }
            _ => Ok(ReadResponse::default()),
        }
    };
    answer.await.unwrap_or_else(|wrong| ReadResponse {
        diagnostics: vec![wrong],
        ..ReadResponse::default()
    })
}

fn is_active(record: &Record) -> bool {
    matches!(record.get("active"), Some("active" | "true"))
}

async fn listed(
    kind: &RecordKind,
    work: &Work,
    column: &str,
    value: &str,
) -> Result<Option<Record>, Diagnostic> {
    let table = kind.spec.table;
    let query = Query::new()
        .equals(column, value)
        .map_err(|wrong| explain::cannot_search(kind, &wrong.to_string()))?;
    let columns = record::columns(kind, &Attributes::default(), &[]);
    let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
    let found = work.client.table(table).query(&query, &columns, Some(2)).await;
    let found = found.map_err(|error| explain::read(work, kind, table, &error))?;
    let is_it = |record: &&Record| {
        if column == "sys_id" {
            record.sys_id() == value
        } else {
            record.get(column) == Some(value)
        }
    };
    Ok(found.iter().find(is_it).cloned())
}

async fn shown(
    kind: &RecordKind,
    work: &Work,
    record: &Record,
    before: &Attributes,
) -> Result<Attributes, Diagnostic> {
    let private = Private::default();
    let look = Look { work, kind, record, private: &private, fill: Fill::All };
    let shown = look
        .state(before)
        .await
        .map_err(|error| explain::read(work, kind, kind.spec.table, &error))?;
    Ok(shown.state.without_unknowns())
}

/// Activates the plugin, or lets it go from the state.
pub(crate) async fn apply(kind: &RecordKind, work: &Work, request: ApplyRequest) -> ApplyResponse {
    if request.planned.is_null() {
        return ApplyResponse {
            state: Value::Null,
            private: Some(Vec::new()),
            diagnostics: Vec::new(),
        };
    }
    match ensure(kind, work, &Attributes::of(request.planned)).await {
        Ok(state) => {
            let private = Some(Private::on(work.client.instance().host()).encode());
            ApplyResponse { state: state.into_value(), private, diagnostics: Vec::new() }
        }
        Err(wrong) => {
            ApplyResponse { state: request.prior, private: None, diagnostics: vec![wrong] }
        }
    }
}

async fn ensure(
    kind: &RecordKind,
    work: &Work,
    planned: &Attributes,
) -> Result<Attributes, Diagnostic> {
    let plugin_id = planned.known_text("plugin_id").unwrap_or_default();
    let there = listed(kind, work, "id", plugin_id).await?;
    if let Some(record) = there.as_ref().filter(|record| is_active(record)) {
        return shown(kind, work, record, planned).await;
    }
    let cicd = work.client.cicd();
    let told = |progress: &Progress| {
        tracing::info!(percent = progress.percent, message = %progress.message, "activating the plugin");
    };
    let done = match cicd.activate_plugin(plugin_id).await {
        Ok(begun) => {
            cicd.finish(begun, timeouts::patience(planned, "create"), told).await.map(|_| ())
        }
        Err(error) => Err(error),
    };
    work.session.forget();
    match (done, listed(kind, work, "id", plugin_id).await) {
        (_, Ok(Some(record))) if is_active(&record) => shown(kind, work, &record, planned).await,
        (Err(error), _) => Err(explain::not_activated(work, kind, there.is_some(), &error)),
        (Ok(()), Err(wrong)) => Err(wrong),
        (Ok(()), Ok(_)) => Err(explain::installed_but_hidden(kind)),
    }
}
