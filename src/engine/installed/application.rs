//! Installed applications: they come through the CI/CD API, stay, and are upgraded.

use async_trait::async_trait;
use servicenow::Record;
use tfplugin::{Attribute, Schema, Type, Value};

use crate::engine::installed::install::{self, installed, unread};
use crate::engine::installed::{planned_fields, timeouts, version};
use crate::engine::lookup::view::{Fill, View};
use crate::engine::model::{
    Access, Attributes, INSTALLING, Need, POLICY, Policy, Private, ResourceType, Right, schema,
};
use crate::engine::problem::{Attempt, Problem, Problems, SoftwareProblem};
use crate::engine::record::life::{Change, Import, Life, Object, Outcome, Plan, Reading, Wish};
use crate::engine::record::plan::replaced;
use crate::engine::record::{import, validate};
use crate::engine::session::Work;

const OPERATIONS: &[&str] = &["create", "update", "delete"];

/// A type whose objects are installed applications.
pub(crate) struct Application(pub(crate) ResourceType);

#[async_trait]
impl Life for Application {
    fn type_name(&self) -> &str {
        &self.0.type_name
    }

    fn schema(&self) -> Schema {
        let policy = "What destroy does: `abandon` leaves the application installed. `uninstall` removes it with its tables \
                      and their data; it works only for an application that this resource installed under this policy. \
                      Default: `abandon`.";
        let policy = Attribute::new(POLICY, Type::String, policy).optional().computed();
        schema::of_resource(&self.0, vec![policy, timeouts::attribute(OPERATIONS)])
    }

    fn validate(&self, config: &Attributes) -> Problems {
        let mut problems = validate::fields(&self.0, config);
        problems.extend(timeouts::check(config, OPERATIONS));
        let policies = [Policy::Abandon.word(), Policy::Uninstall.word()];
        let unknown = config.known_text(POLICY).filter(|policy| !policies.contains(policy));
        problems.extend(unknown.map(|policy| {
            let listed = "For an application it is \"abandon\" or \"uninstall\".".to_owned();
            validate::unknown_policy(policy, listed)
        }));
        problems
    }

    async fn plan(&self, _work: Option<&Work>, wish: &Wish) -> Plan {
        plan(&self.0, wish)
    }

    fn needs(&self, _prior: Option<&Attributes>, _planned: Option<&Attributes>) -> Vec<Need> {
        vec![Need::new(INSTALLING, Right::Write)]
    }

    async fn read(&self, work: &Work, object: Object) -> Result<Reading, Problem> {
        let Object { state: before, mut private } = object;
        let Some(record) = installed(&self.0, work, &before).await? else {
            return Ok(Reading::default());
        };
        private.imported = false;
        work.host().clone_into(&mut private.host);
        let state = shown(&self.0, work, &record, &before).await?;
        Ok(Reading::of(state, private, Problems::new()))
    }

    async fn apply(&self, work: &Work, change: Change) -> Outcome {
        match change.planned {
            Some(planned) => install(&self.0, work, (change.prior, planned), change.private).await,
            None => destroy(&self.0, work, change.prior, &change.private).await,
        }
    }

    async fn import(&self, work: &Work, id: &str) -> Result<Import, Problem> {
        import::import(&self.0, work, id).await
    }
}

/// Plans installation, upgrade or abandonment.
fn plan(resource: &ResourceType, wish: &Wish) -> Plan {
    let (prior, private) = (wish.prior.as_ref(), &wish.private);
    let Some(config) = &wish.config else {
        let goes = prior.is_some_and(|prior| uninstalls(prior, private));
        let told = if goes { SoftwareProblem::Goes } else { SoftwareProblem::Stays };
        return Plan::destroy(Some(Problem::Software(told)));
    };
    let mut planned = planned_fields(resource, prior, config);
    let policy = config.known_text(POLICY).unwrap_or(Policy::Abandon.word());
    planned.set(POLICY, Value::from(policy));
    let mut plan = Plan::default();
    if let Some(prior) = prior {
        plan.requires_replace = replaced(resource, prior, &planned);
        plan.problems = upgrade(prior, &mut planned).into_iter().collect();
        if policy == Policy::Uninstall.word() && private.rollback.is_none() {
            plan.problems.push(Problem::Software(SoftwareProblem::NotUndoable));
        }
    }
    Plan { planned: Some(planned), ..plan }
}

/// Whether destroying removes the application: it was installed under that policy, and the instance can undo it.
fn uninstalls(prior: &Attributes, private: &Private) -> bool {
    prior.known_text(POLICY) == Some(Policy::Uninstall.word()) && private.rollback.is_some()
}

/// A new version is decided by apply in what the instance reports; a lower one is refused.
fn upgrade(prior: &Attributes, planned: &mut Attributes) -> Option<Problem> {
    if prior.get("version") == planned.get("version") {
        return None;
    }
    for name in ["installed_version", "latest_version", "active"] {
        planned.set(name, Value::UNKNOWN);
    }
    let (installed, wanted) =
        (prior.known_text("installed_version")?, planned.known_text("version")?);
    version::is_lower(wanted, installed).then(|| {
        let (installed, wanted) = (installed.to_owned(), wanted.to_owned());
        Problem::Software(SoftwareProblem::Downgrade { installed, wanted })
    })
}

/// The state of an installed application.
async fn shown(
    resource: &ResourceType,
    work: &Work,
    record: &Record,
    before: &Attributes,
) -> Result<Attributes, Problem> {
    let private = Private::default();
    let view = View { work, resource, record, private: &private, fill: Fill::Managed };
    let (mut state, _) = view.state(before).await.map_err(|error| unread(work, resource, error))?;
    state.set("version", record.get("version").map_or(Value::Null, Value::from));
    state.set("app_id", record.sys_id().into());
    let defaults =
        [(POLICY, Policy::Abandon.word().into()), ("auto_upgrade_base_app", false.into())];
    for (name, value) in defaults {
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

/// Installs or upgrades the application.
async fn install(
    resource: &ResourceType,
    work: &Work,
    (prior, planned): (Option<Attributes>, Attributes),
    mut private: Private,
) -> Outcome {
    let operation = if prior.is_none() { "create" } else { "update" };
    let patience = timeouts::patience(&planned, operation);
    let state = async {
        let ensured = install::ensure(resource, work, &planned, patience).await?;
        private.rollback = ensured.rollback.or(private.rollback.take());
        shown(resource, work, &ensured.record, &planned).await
    };
    match state.await {
        Ok(state) => {
            work.host().clone_into(&mut private.host);
            Outcome::done(state, private)
        }
        Err(problem) => Outcome::unchanged(prior, vec![problem]),
    }
}

/// Uninstalls the application where that was agreed, or lets it go from the state.
async fn destroy(
    resource: &ResourceType,
    work: &Work,
    prior: Option<Attributes>,
    private: &Private,
) -> Outcome {
    let Some((state, rollback)) = prior.as_ref().zip(private.rollback.as_ref()) else {
        return Outcome::gone();
    };
    if !uninstalls(state, private) {
        return Outcome::gone();
    }
    match install::undo(work, rollback, timeouts::patience(state, "delete")).await {
        Ok(()) => Outcome::gone(),
        Err(error) => {
            let attempt = Attempt::Uninstall(resource.type_name.clone());
            let problem = work.failed(attempt, resource.description.table, Access::Delete, error);
            Outcome::unchanged(prior, vec![problem])
        }
    }
}
