//! A resource type as the protocol sees it: values become attributes, and problems become diagnostics.

use async_trait::async_trait;
use tfplugin::{
    ApplyRequest, ApplyResponse, Diagnostics, ImportRequest, ImportResponse, Imported, PlanRequest,
    PlanResponse, ReadRequest, ReadResponse, Schema, StoredState, ValidateRequest, Value,
};

use super::preflight::{masked, told};
use super::read_only;
use crate::engine::model::{Attributes, ID, Private};
use crate::engine::moved::{self, Stored};
use crate::engine::problem::{Problem, Unready};
use crate::engine::record::life::{Change, Life, Object, Outcome, Wish};
use crate::engine::session::{Configured, Shared, Work};

/// A resource type, ready to be served.
pub(super) struct Served {
    pub(super) life: Box<dyn Life>,
    pub(super) shared: Shared,
}

impl Served {
    /// The session for an operation on what lies on this very instance.
    fn work(&self, private: &Private, call: &tfplugin::Call) -> Result<Work, Problem> {
        match self.shared.on_another_instance(private) {
            Some(elsewhere) => Err(elsewhere),
            None => self.shared.work(&call.stop),
        }
    }

    /// What is kept beside a state was shown: it may have to go along with the plan of an object that replaces this one.
    fn remember(&self, work: &Work, state: Option<&Attributes>, private: &Private) {
        if let Some(sys_id) = state.and_then(|state| state.known_text(ID)) {
            work.session.unplanned.read(self.life.type_name(), sys_id, private);
            work.session.holders.show(sys_id, &private.mark);
        }
    }

    /// What goes along with a plan; none where that is what was kept beside the state. For core a tainted object is a new
    /// one, with nothing kept beside it.
    fn beside_the_plan(&self, work: &Work, wish: &Wish) -> Option<Private> {
        let type_name = self.life.type_name();
        let Some(prior) = &wish.prior else {
            let unplanned = (wish.private == Private::default()).then_some(&work.session.unplanned);
            return unplanned.and_then(|unplanned| unplanned.beside_a_new_one(type_name));
        };
        if let Some(sys_id) = prior.known_text(ID) {
            work.session.unplanned.plan(type_name, sys_id);
            work.session.holders.show(sys_id, &wish.private.mark);
        }
        None
    }
}

/// What was kept beside the state that a plan starts from, in whichever form it went along with the plan.
fn kept(private: &[u8], prior: Option<&Attributes>) -> Private {
    match prior.map(|prior| prior.known_text(ID)) {
        Some(sys_id) => Private::decode(private).of(sys_id.unwrap_or_default()),
        None => Private::default(),
    }
}

/// The attributes of an object; none for null.
fn given(value: Value) -> Option<Attributes> {
    (!value.is_null()).then(|| Attributes::of(value))
}

fn shown(attributes: Option<Attributes>) -> Value {
    attributes.map_or(Value::Null, Attributes::into_value)
}

#[async_trait]
impl tfplugin::Resource for Served {
    fn type_name(&self) -> &str {
        self.life.type_name()
    }

    fn schema(&self) -> Schema {
        self.life.schema()
    }

    fn upgrade(&self, version: i64, state: StoredState<'_>) -> Option<Result<Value, Diagnostics>> {
        let stored = Stored { type_name: self.type_name(), version, state, private: &[] };
        let upgraded = moved::upgraded(&stored)?;
        let told = |problem: Problem| vec![problem.told()];
        Some(upgraded.map(|moved| moved.state.into_value()).map_err(told))
    }

    async fn validate(&self, request: ValidateRequest) -> Diagnostics {
        let config = Attributes::of(request.config);
        let mut problems = read_only::of_resource(self.life.as_ref(), &config);
        problems.extend(self.life.validate(&config));
        problems.iter().map(Problem::told).collect()
    }

    async fn read(&self, request: ReadRequest) -> ReadResponse {
        let private = Private::decode(&request.private);
        if let Configured::Later(argument) = self.shared.configured() {
            let unrefreshed = Problem::Unready(Unready::NotRefreshed(argument));
            let diagnostics = vec![unrefreshed.told()];
            return ReadResponse { state: request.state, private: None, diagnostics };
        }
        let work = self.work(&private, &request.call);
        let read = match &work {
            Ok(work) => {
                let state = Attributes::of(request.state);
                work.session.known.hold_state(&state);
                self.life.read(work, Object { state, private }).await
            }
            Err(problem) => Err(problem.clone()),
        };
        let read = read.unwrap_or_else(|problem| Outcome::unchanged(None, problem));
        if let (Ok(work), Some(private)) = (&work, &read.private) {
            self.remember(work, read.state.as_ref(), private);
        }
        let diagnostics = told(work.ok().as_ref(), &read.problems).await;
        let private = read.private.map(|private| private.encode());
        ReadResponse { state: shown(read.state), private, diagnostics }
    }

    async fn plan(&self, request: PlanRequest) -> PlanResponse {
        let private = Private::decode(&request.private);
        if let Some(elsewhere) = self.shared.on_another_instance(&private) {
            return PlanResponse { diagnostics: vec![elsewhere.told()], ..PlanResponse::default() };
        }
        let work = self.shared.work(&request.call.stop).ok();
        let (prior, config) = (given(request.prior), given(request.config));
        let wish = Wish { prior, config, private };
        let plan = self.life.plan(work.as_ref(), &wish).await;
        if let Some(work) = work.as_ref().filter(|_| wish.prior != plan.planned) {
            for need in self.life.needs(wish.prior.as_ref(), plan.planned.as_ref()) {
                work.session.needs.remember(need);
            }
        }
        let verb = match &wish {
            Wish { config: None, .. } => "delete",
            Wish { prior: Some(_), .. } if plan.requires_replace.is_empty() => "update",
            _ => "create",
        };
        let problems: Vec<Problem> =
            plan.problems.into_iter().map(|one| one.during(verb)).collect();
        let diagnostics = masked(work.as_ref(), &problems);
        let private = work.as_ref().and_then(|work| self.beside_the_plan(work, &wish));
        let private = private.map(|private| private.encode());
        let (planned, requires_replace) = (shown(plan.planned), plan.requires_replace);
        PlanResponse { planned, requires_replace, private, diagnostics }
    }

    async fn apply(&self, request: ApplyRequest) -> ApplyResponse {
        let prior = given(request.prior);
        let private = kept(&request.private, prior.as_ref());
        let verb = match (&prior, request.planned.is_null()) {
            (None, _) => "create",
            (Some(_), true) => "delete",
            (Some(_), false) => "update",
        };
        let work = self.work(&private, &request.call);
        // Whatever is answered, core keeps that, and not what it kept before.
        let kept = private.clone();
        let outcome = match &work {
            Ok(work) => {
                let (planned, config) = (given(request.planned), Attributes::of(request.config));
                self.life.apply(work, Change { prior, planned, config, private }).await
            }
            Err(problem) => Outcome::unchanged(prior, problem.clone()),
        };
        let Outcome { state, private, problems } = outcome;
        let problems: Vec<Problem> = problems.into_iter().map(|one| one.during(verb)).collect();
        let diagnostics = told(work.ok().as_ref(), &problems).await;
        let private = state.as_ref().map_or_else(Vec::new, |_| private.unwrap_or(kept).encode());
        ApplyResponse { state: shown(state), private: Some(private), diagnostics }
    }

    async fn import(&self, request: ImportRequest) -> ImportResponse {
        let work = self.shared.work(&request.call.stop);
        let found = match &work {
            Ok(work) => self.life.import(work, request.id.trim()).await,
            Err(problem) => Err(problem.clone()),
        };
        match found {
            Ok(state) => {
                let private = Private::imported().encode();
                let imported = Imported { state: state.into_value(), private };
                ImportResponse { imported: vec![imported], diagnostics: Vec::new() }
            }
            Err(problem) => {
                let problem = problem.during("import");
                let diagnostics = told(work.ok().as_ref(), &[problem]).await;
                ImportResponse { imported: Vec::new(), diagnostics }
            }
        }
    }
}
