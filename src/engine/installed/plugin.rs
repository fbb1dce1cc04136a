//! Plugins of the platform: activated through the CI/CD API, and never deactivated.

use async_trait::async_trait;
use servicenow::{Progress, Query, Record};
use tfplugin::Schema;

use crate::engine::installed::install::{unread, unsearchable};
use crate::engine::installed::{planned_fields, timeouts};
use crate::engine::lookup::view::{self, Fill, View};
use crate::engine::model::{
    Access, Attributes, ID, INSTALLING, Need, Private, ResourceType, Right, Subject, schema,
};
use crate::engine::problem::{Attempt, Problem, Problems, SoftwareProblem};
use crate::engine::record::life::{Change, Import, Life, Object, Outcome, Plan, Reading, Wish};
use crate::engine::record::plan::replaced;
use crate::engine::record::{import, validate};
use crate::engine::session::Work;

const OPERATIONS: &[&str] = &["create"];

/// A type whose objects are active plugins.
pub(crate) struct Plugin(pub(crate) ResourceType);

#[async_trait]
impl Life for Plugin {
    fn type_name(&self) -> &str {
        &self.0.type_name
    }

    fn schema(&self) -> Schema {
        schema::of_resource(&self.0, vec![timeouts::attribute(OPERATIONS)])
    }

    fn validate(&self, config: &Attributes) -> Problems {
        let mut problems = validate::fields(&self.0, config);
        problems.extend(timeouts::check(config, OPERATIONS));
        problems
    }

    async fn plan(&self, _work: Option<&Work>, wish: &Wish) -> Plan {
        let Some(config) = &wish.config else {
            return Plan::destroy(Some(Problem::Software(SoftwareProblem::PluginStays)));
        };
        let planned = planned_fields(&self.0, wish.prior.as_ref(), config);
        let replaced = wish.prior.as_ref().map(|prior| replaced(&self.0, prior, &planned));
        let requires_replace = replaced.unwrap_or_default();
        Plan { planned: Some(planned), requires_replace, problems: Problems::new() }
    }

    fn needs(&self, _prior: Option<&Attributes>, _planned: Option<&Attributes>) -> Vec<Need> {
        vec![Need::new(INSTALLING, Right::Write)]
    }

    /// Looks the plugin up again; one that is not active counts as gone.
    async fn read(&self, work: &Work, object: Object) -> Result<Reading, Problem> {
        let (column, value) = match object.state.known_text("plugin_id") {
            Some(plugin_id) => ("id", plugin_id),
            None => ("sys_id", object.state.known_text(ID).unwrap_or_default()),
        };
        match listed(&self.0, work, column, value).await? {
            Some(record) if is_active(&record) => {
                let state = shown(&self.0, work, &record, &object.state).await?;
                Ok(Reading::of(state, Private::on(work.host()), Problems::new()))
            }
            _ => Ok(Reading::default()),
        }
    }

    /// Activates the plugin, or lets it go from the state.
    async fn apply(&self, work: &Work, change: Change) -> Outcome {
        let Some(planned) = change.planned else { return Outcome::gone() };
        match ensure(&self.0, work, &planned).await {
            Ok(state) => Outcome::done(state, Private::on(work.host())),
            Err(problem) => Outcome::unchanged(change.prior, vec![problem]),
        }
    }

    async fn import(&self, work: &Work, id: &str) -> Result<Import, Problem> {
        import::import(&self.0, work, id).await
    }
}

fn is_active(record: &Record) -> bool {
    matches!(record.get("active"), Some("active" | "true"))
}

async fn listed(
    resource: &ResourceType,
    work: &Work,
    column: &str,
    value: &str,
) -> Result<Option<Record>, Problem> {
    let query = Query::new().equals_exactly(column, value);
    let query = query.map_err(|wrong| unsearchable(resource, &wrong))?;
    let columns = view::columns(resource, &Attributes::default(), &[]);
    let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
    let table = work.client.table(resource.description.table);
    let found = table.matching(&query, &columns, Some(2)).await;
    Ok(found.map_err(|error| unread(work, resource, error))?.rows.into_iter().next())
}

async fn shown(
    resource: &ResourceType,
    work: &Work,
    record: &Record,
    before: &Attributes,
) -> Result<Attributes, Problem> {
    let private = Private::default();
    let view = View { work, resource, record, private: &private, fill: Fill::All };
    let (state, _) = view.state(before).await.map_err(|error| unread(work, resource, error))?;
    Ok(state.without_unknowns())
}

async fn ensure(
    resource: &ResourceType,
    work: &Work,
    planned: &Attributes,
) -> Result<Attributes, Problem> {
    let plugin_id = planned.known_text("plugin_id").unwrap_or_default();
    let there = listed(resource, work, "id", plugin_id).await?;
    if let Some(record) = there.as_ref().filter(|record| is_active(record)) {
        return shown(resource, work, record, planned).await;
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
    work.session.forget_all();
    match (done, listed(resource, work, "id", plugin_id).await) {
        (_, Ok(Some(record))) if is_active(&record) => {
            shown(resource, work, &record, planned).await
        }
        (Err(error), _) => {
            let (type_name, is_listed) = (resource.type_name.clone(), there.is_some());
            let attempt = Attempt::Activate { type_name, is_listed };
            Err(work.failed(attempt, resource.description.table, Access::Update, error))
        }
        (Ok(()), Err(problem)) => Err(problem),
        (Ok(()), Ok(_)) => {
            let subject = Subject::new(&resource.type_name, resource.description.table);
            Err(Problem::Software(SoftwareProblem::Hidden(subject)))
        }
    }
}
