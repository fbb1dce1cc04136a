//! Installed applications: they come through the CI/CD API, stay, and are upgraded.

use servicenow::Query;
use servicenow::Record;
use tfplugin::{
    ApplyRequest, ApplyResponse, Attribute, AttributePath, Diagnostic, Diagnostics, PlanRequest,
    PlanResponse, ReadRequest, ReadResponse, Type, Value,
};

use crate::describe::Mode;

use crate::engine::installed::{install, timeouts, version};
use crate::engine::lookup::look as record;
use crate::engine::lookup::look::{Fill, Look};
use crate::engine::model::attributes::Attributes;
use crate::engine::model::private::Private;
use crate::engine::model::resource_type::{ID, POLICY, RecordKind};
use crate::engine::problem as explain;
use crate::engine::record::validate::of_literal;
use crate::engine::session::{Configured, Shared, Work};

pub(crate) const UNINSTALL: &str = "uninstall";
const OPERATIONS: &[&str] = &["create", "update", "delete"];

/// The attributes of an application beside its fields.
pub(crate) fn extra_attributes() -> Vec<Attribute> {
    let policy = "What destroy does: `abandon` leaves the application installed. `uninstall` removes it with its tables and \
                  their data; it works only for an application that this resource installed under this policy. Default: \
                  `abandon`.";
    vec![
        Attribute::new(POLICY, Type::String, policy).optional().computed(),
        timeouts::attribute(OPERATIONS),
    ]
}

/// Checks the attributes beside the fields.
pub(crate) fn check(config: &Attributes) -> Diagnostics {
    let mut all = timeouts::check(config, OPERATIONS);
    if let Some(policy) =
        config.known_text(POLICY).filter(|policy| !["abandon", UNINSTALL].contains(policy))
    {
        let text = format!(
            "deletion_policy is \"{policy}\". For an application it is \"abandon\" or \"uninstall\"."
        );
        all.push(Diagnostic::error("Unknown deletion policy", text).at_attribute(POLICY));
    }
    all
}

/// Plans installation, upgrade or abandonment.
pub(crate) fn plan(kind: &RecordKind, request: PlanRequest) -> PlanResponse {
    let private = Private::decode(&request.private);
    if request.config.is_null() {
        let uninstalls = uninstalls(&Attributes::of(request.prior), &private);
        let told =
            if uninstalls { explain::application_goes() } else { explain::application_stays() };
        return PlanResponse { diagnostics: vec![told], ..PlanResponse::default() };
    }
    let prior = (!request.prior.is_null()).then(|| Attributes::of(request.prior));
    let config = Attributes::of(request.config);
    let mut planned = planned_fields(kind, prior.as_ref(), &config);
    planned.set(POLICY, Value::from(config.known_text(POLICY).unwrap_or("abandon")));
    let mut response = PlanResponse::default();
    if let Some(prior) = &prior {
        response.requires_replace = replaced(kind, prior, &planned);
        response.diagnostics = upgrade(prior, &mut planned).into_iter().collect();
        if planned.known_text(POLICY) == Some(UNINSTALL) && private.rollback.is_none() {
            response.diagnostics.push(explain::cannot_uninstall());
        }
    }
    response.planned = planned.into_value();
    response
}

/// The fields of something installed, and its timeouts, as they are planned.
pub(crate) fn planned_fields(
    kind: &RecordKind,
    prior: Option<&Attributes>,
    config: &Attributes,
) -> Attributes {
    let mut planned = Attributes::default();
    planned.set(ID, prior.map_or(Value::UNKNOWN, |prior| prior.get(ID).clone()));
    for field in &kind.fields {
        let kept = || prior.map_or(Value::UNKNOWN, |prior| prior.get(field.name).clone());
        let value = match (config.get(field.name), field.mode) {
            (Value::Null, Mode::Default(literal)) => of_literal(literal),
            (Value::Null, Mode::Optional) => Value::Null,
            (Value::Null, _) => kept(),
            (configured, _) => configured.clone(),
        };
        planned.set(field.name, value);
    }
    planned.set(timeouts::NAME, config.get(timeouts::NAME).clone());
    planned
}

/// The attributes whose change needs another installation.
pub(crate) fn replaced(
    kind: &RecordKind,
    prior: &Attributes,
    planned: &Attributes,
) -> Vec<AttributePath> {
    let changed = kind.replacing().filter(|field| prior.get(field.name) != planned.get(field.name));
    changed.map(|field| AttributePath::attribute(field.name)).collect()
}

/// Whether destroying removes the application: it was installed under that policy, and the instance can undo it.
fn uninstalls(prior: &Attributes, private: &Private) -> bool {
    prior.known_text(POLICY) == Some(UNINSTALL) && private.rollback.is_some()
}

/// A new version is decided by apply in what the instance reports; a lower one is refused.
fn upgrade(prior: &Attributes, planned: &mut Attributes) -> Option<Diagnostic> {
    if prior.get("version") == planned.get("version") {
        return None;
    }
    for name in ["installed_version", "latest_version", "active"] {
        planned.set(name, Value::UNKNOWN);
    }
    let (installed, wanted) =
        (prior.known_text("installed_version")?, planned.known_text("version")?);
    version::is_lower(wanted, installed).then(|| explain::downgrade(installed, wanted))
}

/// Looks the application up again.
pub(crate) async fn read(kind: &RecordKind, shared: &Shared, request: ReadRequest) -> ReadResponse {
    if let Configured::Later(argument) = shared.configured() {
        let diagnostics = vec![explain::read_later(argument)];
        return ReadResponse { state: request.state, private: None, diagnostics };
    }
    let answer = async {
        let work = shared.work(&request.call.stop)?;
        let before = Attributes::of(request.state.clone());
        let mut private = Private::decode(&request.private);
        let Some(record) = installed(kind, &work, &before).await? else {
            return Ok(ReadResponse::default());
        };
        private.imported = false;
        work.client.instance().host().clone_into(&mut private.host);
        let state = shown(kind, &work, &record, &before).await?;
        Ok(ReadResponse {
            state: state.into_value(),
            private: Some(private.encode()),
            diagnostics: Vec::new(),
        })
    };
    answer.await.unwrap_or_else(|wrong| ReadResponse {
        diagnostics: vec![wrong],
        ..ReadResponse::default()
    })
}

/// The application as the instance lists it, if it is installed.
pub(crate) async fn installed(
    kind: &RecordKind,
    work: &Work,
    attributes: &Attributes,
) -> Result<Option<Record>, Diagnostic> {
    let table = kind.spec.table;
    let failed = |error| explain::read(work, kind, table, &error);
    let (column, value) = match (
        attributes.known_text(ID).or(attributes.known_text("app_id")),
        attributes.known_text("scope"),
    ) {
        (Some(sys_id), _) => ("sys_id", sys_id),
        (None, Some(scope)) => ("scope", scope),
        (None, None) => return Ok(None),
    };
    let query = Query::new()
        .equals(column, value)
        .map_err(|wrong| explain::cannot_search(kind, &wrong.to_string()))?;
    let columns = record::columns(kind, attributes, &[]);
    let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
    let found = work.client.table(table).query(&query, &columns, Some(2)).await.map_err(failed)?;
    let is_it = |record: &&Record| match column {
        "sys_id" => record.sys_id().eq_ignore_ascii_case(value),
        _ => record.get(column).is_some_and(|stored| stored.eq_ignore_ascii_case(value)),
    };
    Ok(found
        .iter()
        .find(is_it)
        .filter(|record| record.get("version").is_some_and(|version| !version.is_empty()))
        .cloned())
}

/// The state of an installed application.
async fn shown(
    kind: &RecordKind,
    work: &Work,
    record: &Record,
    before: &Attributes,
) -> Result<Attributes, Diagnostic> {
    let private = Private::default();
    let look = Look { work, kind, record, private: &private, fill: Fill::Managed };
    let shown = look
        .state(before)
        .await
        .map_err(|error| explain::read(work, kind, kind.spec.table, &error))?;
    let mut state = shown.state;
    for (name, column) in [("version", "version"), ("app_id", "sys_id")] {
        let text = if column == "sys_id" { Some(record.sys_id()) } else { record.get(column) };
        state.set(name, text.map_or(Value::Null, Value::from));
    }
    for (name, value) in [(POLICY, Value::from("abandon")), ("auto_upgrade_base_app", false.into())]
    {
        if state.get(name).is_null() || state.get(name).is_unknown() {
            state.set(name, value);
        }
    }
    for name in ["auto_upgrade_base_app", "base_app_version", timeouts::NAME] {
        if !before.get(name).is_unknown() && !before.get(name).is_null() {
            state.set(name, before.get(name).clone());
        }
    }
    Ok(state.without_unknowns())
}

/// Installs, upgrades, abandons or uninstalls the application.
pub(crate) async fn apply(kind: &RecordKind, work: &Work, request: ApplyRequest) -> ApplyResponse {
    let mut private = Private::decode(&request.private);
    if request.planned.is_null() {
        return destroy(kind, work, request, &private).await;
    }
    let planned = Attributes::of(request.planned);
    let operation = if request.prior.is_null() { "create" } else { "update" };
    let answer = async {
        let ensured =
            install::ensure(kind, work, &planned, timeouts::patience(&planned, operation)).await?;
        private.rollback = ensured.rollback.or(private.rollback.take());
        shown(kind, work, &ensured.record, &planned).await
    };
    match answer.await {
        Ok(state) => {
            work.client.instance().host().clone_into(&mut private.host);
            let private = Some(private.encode());
            ApplyResponse { state: state.into_value(), private, diagnostics: Vec::new() }
        }
        Err(wrong) => {
            ApplyResponse { state: request.prior, private: None, diagnostics: vec![wrong] }
        }
    }
}

async fn destroy(
    kind: &RecordKind,
    work: &Work,
    request: ApplyRequest,
    private: &Private,
) -> ApplyResponse {
    let prior = Attributes::of(request.prior.clone());
    let gone =
        ApplyResponse { state: Value::Null, private: Some(Vec::new()), diagnostics: Vec::new() };
    let Some(rollback) = private.rollback.as_ref().filter(|_| uninstalls(&prior, private)) else {
        return gone;
    };
    match install::undo(work, rollback, timeouts::patience(&prior, "delete")).await {
        Ok(()) => gone,
        Err(error) => {
            let diagnostics = vec![explain::not_uninstalled(work, kind, &error)];
            ApplyResponse { state: request.prior, private: None, diagnostics }
        }
    }
}
