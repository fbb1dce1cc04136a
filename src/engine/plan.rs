//! What apply would make of a configuration. Planning follows the kind of each field, never the resource.

use tfplugin::{AttributePath, Diagnostic, Diagnostics, PlanRequest, PlanResponse, Value};

use crate::spec::{Field, Given, Kind, Mode, Values};

use super::attributes::{Attributes, is_wholly_known};
use super::explain;
use super::kind::{ADOPT, ID, POLICY, RecordKind};
use super::links;
use super::private::Private;
use super::references::{self, Resolved};
use super::secrets;
use super::session::{Shared, Work};
use super::validate::of_literal;

/// Plans creation, update or deletion.
pub(crate) async fn plan(kind: &RecordKind, shared: &Shared, request: PlanRequest) -> PlanResponse {
    let private = Private::decode(&request.private);
    if request.config.is_null() {
        let prior = Attributes::of(request.prior);
        return PlanResponse {
            diagnostics: on_destroy(&prior, &private),
            ..PlanResponse::default()
        };
    }
    let prior = (!request.prior.is_null()).then(|| Attributes::of(request.prior));
    let config = Attributes::of(request.config);
    let work = shared.work(&request.call.stop).ok();
    let mut planned = attributes(kind, prior.as_ref(), &config);
    if let (Some(work), Some(prior)) = (&work, &prior) {
        keep_spellings(work, kind, prior, &mut planned).await;
    }
    settle(kind, prior.as_ref(), &config, &mut planned);
    let requires_replace =
        prior.as_ref().map_or_else(Vec::new, |prior| replaced(kind, prior, &planned));
    let diagnostics = warnings(kind, prior.as_ref(), &config, &planned, &private);
    PlanResponse { planned: planned.into_value(), requires_replace, private: None, diagnostics }
}

/// The plan before references are compared: each field by its kind.
fn attributes(kind: &RecordKind, prior: Option<&Attributes>, config: &Attributes) -> Attributes {
    let mut planned = Attributes::default();
    planned.set(ID, prior.map_or(Value::UNKNOWN, |prior| prior.get(ID).clone()));
    let (conditional, plain): (Vec<&Field>, Vec<&Field>) =
        kind.fields.iter().partition(|field| field.only_while.is_some());
    for field in plain.into_iter().chain(conditional).filter(|field| !field.is_secret()) {
        planned.set(field.name, of_field(kind, field, prior, config, &planned));
    }
    for field in kind.fields.iter().filter(|field| field.is_secret()) {
        secrets::plan(field, prior, config, &mut planned);
    }
    if kind.is_record() {
        plan_policy(prior, config, &mut planned);
    }
    planned
}

fn of_field(
    kind: &RecordKind,
    field: &Field,
    prior: Option<&Attributes>,
    config: &Attributes,
    planned: &Attributes,
) -> Value {
    let configured = config.get(field.name);
    if !configured.is_null() {
        return configured.clone();
    }
    let has_it = kind.has(field, planned) && applies(field, planned) != Some(false);
    match field.mode {
        Mode::Required | Mode::Optional => Value::Null,
        _ if !has_it => Value::Null,
        Mode::Default(_) if applies(field, planned).is_none() => Value::UNKNOWN,
        Mode::Default(literal) => of_literal(literal),
        _ => prior.map_or(Value::UNKNOWN, |prior| prior.get(field.name).clone()),
    }
}

/// Whether the flag the field depends on has the value it asks for; `None` while that is not known. An instance's
/// own default of a flag is false.
pub(crate) fn applies(field: &Field, planned: &Attributes) -> Option<bool> {
    let Some((flag, wanted)) = field.only_while else { return Some(true) };
    match planned.flag(flag) {
        Given::Is(actual) => Some(actual == wanted),
        Given::Null => Some(!wanted),
        Given::Unknown => None,
    }
}

fn plan_policy(prior: Option<&Attributes>, config: &Attributes, planned: &mut Attributes) {
    let adopt = match config.get(ADOPT) {
        Value::Null => Value::Bool(false),
        configured => configured.clone(),
    };
    let decided = match (config.get(POLICY), prior) {
        (Value::Null, Some(prior)) if !prior.get(POLICY).is_null() => prior.get(POLICY).clone(),
        (Value::Null, Some(_)) => "delete".into(),
        (Value::Null, None) if adopt == Value::Bool(false) => "delete".into(),
        (Value::Null, None) => Value::UNKNOWN,
        (configured, _) => configured.clone(),
    };
    planned.set(ADOPT, adopt);
    planned.set(POLICY, decided);
}

/// Another spelling of the same record is no change: the prior one is planned.
async fn keep_spellings(
    work: &Work,
    kind: &RecordKind,
    prior: &Attributes,
    planned: &mut Attributes,
) {
    for field in &kind.fields {
        let (before, now) = (prior.get(field.name), planned.get(field.name));
        if before == now || before.is_null() || now.is_null() || !is_wholly_known(now) {
            continue;
        }
        let same = match &field.kind {
            Kind::Reference(target) => is_same(work, target, before, now).await,
            Kind::References(target) => are_same(work, field, target, before, now, &[]).await,
            Kind::Links(links) => {
                let within = links::same(work, kind, links, planned).await;
                let within: Vec<_> =
                    within.iter().map(|(column, value)| (*column, value.as_str())).collect();
                are_same(work, field, &links.target, before, now, &within).await
            }
            _ => false,
        };
        if same {
            planned.set(field.name, before.clone());
        }
    }
}

async fn is_same(work: &Work, target: &crate::spec::Target, before: &Value, now: &Value) -> bool {
    let (Some(before), Some(now)) = (before.as_str(), now.as_str()) else { return false };
    let before = references::resolve(work, target, before).await;
    let now = references::resolve(work, target, now).await;
    matches!((before, now), (Ok(Resolved::One(before)), Ok(Resolved::One(now))) if before == now)
}

async fn are_same(
    work: &Work,
    field: &Field,
    target: &crate::spec::Target,
    before: &Value,
    now: &Value,
    within: &[(&str, &str)],
) -> bool {
    let before = links::resolve_all(work, field, target, before, within).await;
    let now = links::resolve_all(work, field, target, now, within).await;
    matches!((before, now), (Ok(before), Ok(now)) if before == now)
}

/// What follows from the rest of the plan: computed attributes whose sources change are decided by apply.
fn settle(
    kind: &RecordKind,
    prior: Option<&Attributes>,
    config: &Attributes,
    planned: &mut Attributes,
) {
    let Some(prior) = prior else { return };
    for field in &kind.fields {
        let Mode::ComputedFrom(sources) = field.mode else { continue };
        let changes = |source: &&&str| prior.get(source) != planned.get(source);
        if kind.has(field, planned) && sources.iter().any(|source| changes(&source)) {
            planned.set(field.name, Value::UNKNOWN);
        }
    }
    for field in kind.fields.iter().filter(|field| !field.is_secret()) {
        let starts = prior.get(field.name).is_null()
            && config.get(field.name).is_null()
            && field.is_computed();
        let newly_applies =
            field.only_while.is_some_and(|(flag, _)| prior.get(flag) != planned.get(flag));
        if starts
            && newly_applies
            && matches!(field.mode, Mode::InstanceDefault)
            && applies(field, planned) != Some(false)
        {
            planned.set(field.name, Value::UNKNOWN);
        }
    }
}

fn replaced(kind: &RecordKind, prior: &Attributes, planned: &Attributes) -> Vec<AttributePath> {
    let changed = kind.replacing().filter(|field| prior.get(field.name) != planned.get(field.name));
    changed.map(|field| AttributePath::attribute(field.name)).collect()
}

fn warnings(
    kind: &RecordKind,
    prior: Option<&Attributes>,
    config: &Attributes,
    planned: &Attributes,
    private: &Private,
) -> Diagnostics {
    let mut all = Diagnostics::new();
    let Some(prior) = prior else { return all };
    for field in kind.fields.iter().filter(|field| field.is_secret() && kind.has(field, planned)) {
        let had = !prior.get(field.name).is_null()
            || !prior.get(&secrets::version_name(field.name)).is_null();
        if had && planned.get(field.name).is_null() && !secrets::is_configured(config, field.name) {
            all.push(explain::secret_stays(field));
        }
    }
    if planned.known_text(POLICY) == Some("restore")
        && prior.known_text(POLICY) != Some("restore")
        && private.adopted.is_none()
    {
        all.push(explain::nothing_to_restore());
    }
    all
}

fn on_destroy(prior: &Attributes, private: &Private) -> Diagnostics {
    let warning: Option<Diagnostic> = match (prior.known_text(POLICY), &private.adopted) {
        (Some("abandon"), _) => Some(explain::will_be_abandoned()),
        (Some("restore"), Some(adopted)) => Some(explain::will_be_restored(&adopted.secrets)),
        _ => None,
    };
    warning.into_iter().collect()
}
