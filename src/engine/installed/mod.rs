//! What is installed rather than inserted. Applications and plugins live one life; what differs is their [`Software`].

mod application;
mod plugin;
mod timeouts;
mod version;

use std::time::{Duration, Instant};

use async_trait::async_trait;
use servicenow::{Error, Progress, Query, Record};
use tfplugin::{Attribute, Schema, Value};

use crate::describe::{Lifecycle, Mode};
use crate::engine::lookup::scene::Scene;
use crate::engine::lookup::view::{self, Fill, View};
use crate::engine::model::identity::Part;
use crate::engine::model::stored::of_literal;
use crate::engine::model::{
    Attributes, ID, INSTALLING, Need, Private, ResourceType, Right, Subject, schema,
};
use crate::engine::problem::{
    Adoption, ImportProblem, Mistake, Problem, Problems, SoftwareProblem,
};
use crate::engine::record::life::{Change, Life, Object, Outcome, Plan, Wish};
use crate::engine::record::plan::replaced;
use crate::engine::record::{configuration, import, validate};
use crate::engine::session::Work;

use application::Application;
use plugin::Plugin;

/// A type whose objects are installed.
pub(crate) struct Installed(pub(crate) ResourceType, pub(crate) &'static dyn Software);

/// What tells the software of a lifecycle from other software; none where the objects are records.
pub(crate) fn software(lifecycle: Lifecycle) -> Option<&'static dyn Software> {
    match lifecycle {
        Lifecycle::Record => None,
        Lifecycle::Application => Some(&Application),
        Lifecycle::Plugin => Some(&Plugin),
    }
}

/// What tells one sort of software from another.
#[async_trait]
pub(crate) trait Software: Send + Sync {
    /// What names it on its instance.
    fn identified_by(&self) -> &'static [Part];

    /// The operations that take long.
    fn operations(&self) -> &'static [&'static str];

    /// The attribute that says what destroy does, where there is a choice.
    fn policy(&self) -> Option<Attribute> {
        None
    }

    /// A policy that is none of its own.
    fn unknown_policy(&self, _config: &Attributes) -> Option<Mistake> {
        None
    }

    /// Completes a plan, and says what there is to say of it.
    fn complete_plan(&self, _wish: &Wish, _planned: &mut Attributes) -> Problems {
        Problems::new()
    }

    /// What destroying means.
    fn end(&self, wish: &Wish) -> SoftwareProblem;

    /// The column, and its value, by which the instance lists it.
    fn key<'a>(&self, attributes: &'a Attributes) -> (&'static str, &'a str);

    /// Whether what is listed is installed.
    fn is_installed(&self, record: &Record) -> bool;

    /// Completes a state by what its fields alone do not say.
    fn complete_state(&self, _record: &Record, _state: &mut Attributes) {}

    /// Has it installed as planned, and notes what is kept beside its state.
    async fn ensure(&self, scene: Scene<'_>, private: &mut Private) -> Result<Record, Problem>;

    /// Takes it off the instance, where destroying means that.
    async fn remove(&self, _scene: Scene<'_>, _private: &Private) -> Result<(), Problem> {
        Ok(())
    }
}

impl Installed {
    pub(crate) fn scene<'a>(&'a self, work: &'a Work, attributes: &'a Attributes) -> Scene<'a> {
        Scene { work, resource: &self.0, attributes }
    }

    async fn ensure(
        &self,
        work: &Work,
        planned: &Attributes,
        private: &mut Private,
    ) -> Result<Attributes, Problem> {
        let scene = self.scene(work, planned);
        loop {
            let begun = Instant::now();
            let record = self.1.ensure(scene, private).await?;
            let mut standing = work.session.holders.standing(record.sys_id()).await;
            // Another address may have taken it off the instance meanwhile.
            if !standing.was_let_go_since(begun) {
                standing.hold(&private.mark);
                drop(standing);
                return self.shown(scene, &record).await;
            }
        }
    }

    /// Takes it off the instance where that was agreed, unless another address came to hold it in this very run.
    async fn remove(
        &self,
        work: &Work,
        prior: &Attributes,
        private: &Private,
    ) -> Result<Outcome, Problem> {
        let scene = self.scene(work, prior);
        let mut standing = work.session.holders.standing(scene.sys_id()).await;
        if standing.is_held_by_another(&private.mark) {
            return Ok(Outcome::left(Problem::Software(SoftwareProblem::TakenOver)));
        }
        self.1.remove(scene, private).await?;
        standing.let_go();
        Ok(Outcome::gone())
    }

    /// The state of what is installed.
    pub(crate) async fn shown(
        &self,
        scene: Scene<'_>,
        record: &Record,
    ) -> Result<Attributes, Problem> {
        let Scene { work, resource, attributes } = scene;
        let private = Private::default();
        let view = View { work, resource, record, private: &private, fill: Fill::Managed };
        let (mut state, ..) = view.state(attributes).await.map_err(|error| scene.unread(error))?;
        self.1.complete_state(record, &mut state);
        Ok(state.without_unknowns())
    }
}

#[async_trait]
impl Life for Installed {
    fn type_name(&self) -> &str {
        &self.0.type_name
    }

    fn schema(&self) -> Schema {
        let timeouts = timeouts::attribute(self.1.operations());
        schema::of_resource(&self.0, self.1.policy().into_iter().chain([timeouts]).collect())
    }

    fn identified_by(&self) -> &'static [Part] {
        self.1.identified_by()
    }

    fn instead_of(&self, name: &str, config: &Attributes) -> Vec<&'static str> {
        self.0.instead_of(name, config)
    }

    fn validate(&self, config: &Attributes) -> Problems {
        let mut problems = validate::fields(&self.0, config);
        problems.extend(timeouts::check(config, self.1.operations()));
        problems.extend(self.1.unknown_policy(config).map(Problem::Mistake));
        problems
    }

    async fn plan(&self, work: Option<&Work>, wish: &Wish) -> Plan {
        let (prior, Some(config)) = (wish.prior.as_ref(), &wish.config) else {
            return Plan::destroy(Some(Problem::Software(self.1.end(wish))));
        };
        let mut planned = planned_fields(&self.0, prior, config);
        let problems = self.1.complete_plan(wish, &mut planned);
        let is_new = prior.is_none_or(|prior| prior.get("version") != planned.get("version"));
        if let Some(work) = work.filter(|_| is_new) {
            work.session.installing.plan(self.1.key(&planned).1);
        }
        let replaced = prior.map(|prior| replaced(&self.0, prior, &planned));
        let requires_replace = replaced.unwrap_or_default();
        Plan { planned: Some(planned), requires_replace, problems }
    }

    fn needs(&self, _prior: Option<&Attributes>, _planned: Option<&Attributes>) -> Vec<Need> {
        vec![Need::new(INSTALLING, Right::Write)]
    }

    /// Looks it up again; what is listed and not installed counts as gone.
    async fn read(&self, work: &Work, object: Object) -> Result<Outcome, Problem> {
        let Object { state, mut private } = object;
        let scene = self.scene(work, &state);
        let Some(record) = installed(self.1, scene).await? else { return Ok(Outcome::gone()) };
        private.imported = false;
        work.host().clone_into(&mut private.host);
        Ok(Outcome::done(self.shown(scene, &record).await?, private, Problems::new()))
    }

    /// Installs or upgrades it. What is no longer wanted goes off the instance where that was agreed, and else from the
    /// state alone.
    async fn apply(&self, work: &Work, change: Change) -> Outcome {
        let Change { prior, planned, mut private, .. } = change;
        let done = match (&prior, &planned) {
            (_, Some(planned)) => {
                match prior {
                    Some(_) => work.host().clone_into(&mut private.host),
                    None => private = Private::on(work.host()),
                }
                let state = self.ensure(work, planned, &mut private).await;
                work.session.installing.end(self.1.key(planned).1);
                state.map(|state| Outcome::done(state, private, Problems::new()))
            }
            (Some(prior), None) => self.remove(work, prior, &private).await,
            (None, None) => Ok(Outcome::gone()),
        };
        done.unwrap_or_else(|problem| Outcome::unchanged(prior, problem))
    }

    /// What is listed and not installed is nothing to take over.
    async fn import(&self, work: &Work, id: &str) -> Result<Attributes, Problem> {
        let found = import::import(&self.0, work, id).await?;
        if installed(self.1, self.scene(work, &found)).await?.is_some() {
            return Ok(found);
        }
        let (type_name, id) = (self.0.type_name.clone(), id.to_owned());
        Err(Problem::Import(ImportProblem::NotInstalled { type_name, id }))
    }

    async fn configuration(&self, work: Option<&Work>, state: &Attributes) -> Attributes {
        configuration::of(&self.0, work, state, |config| self.validate(config)).await
    }
}

/// The fields of something installed, and its timeouts, as they are planned.
fn planned_fields(
    resource: &ResourceType,
    prior: Option<&Attributes>,
    config: &Attributes,
) -> Attributes {
    let mut planned = Attributes::default();
    planned.set(ID, prior.map_or(Value::UNKNOWN, |prior| prior.get(ID).clone()));
    for field in &resource.fields {
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

/// What the instance lists with this value in this column.
async fn listed(
    scene: Scene<'_>,
    (column, value): (&str, &str),
) -> Result<Option<Record>, Problem> {
    let query = Query::new().equals(column, value).map_err(|wrong| {
        let (type_name, why) = (scene.resource.type_name.clone(), wrong.to_string());
        Problem::Adoption(Adoption::Unsearchable { type_name, why })
    })?;
    let columns = view::columns(scene.resource, scene.attributes, &[]);
    let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
    let found = scene.work.client.table(scene.table()).matching(&query, &columns, Some(2)).await;
    Ok(found.map_err(|error| scene.unread(error))?.rows.into_iter().next())
}

/// The software as the instance lists it, if it is installed.
async fn installed(software: &dyn Software, scene: Scene<'_>) -> Result<Option<Record>, Problem> {
    let listed = listed(scene, software.key(scene.attributes)).await?;
    Ok(listed.filter(|record| software.is_installed(record)))
}

/// Waits for the end of what was started. It may have brought anything, so what names stand for is forgotten.
async fn finish(
    work: &Work,
    started: Result<Progress, Error>,
    patience: Duration,
) -> Result<Progress, Error> {
    let told = |progress: &Progress| {
        tracing::info!(percent = progress.percent, message = %progress.message, "the instance is at work");
    };
    let finished = match started {
        Ok(started) => work.client.cicd().finish(started, patience, told).await,
        Err(error) => Err(error),
    };
    work.session.forget_all();
    finished
}

/// The problem that the installation ended, and the list does not show what was installed.
fn unlisted(scene: Scene<'_>) -> Problem {
    let subject = Subject::new(&scene.resource.type_name, scene.table());
    Problem::Software(SoftwareProblem::Hidden(subject))
}
