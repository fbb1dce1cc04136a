//! A resource type as the protocol sees it: values become attributes, and problems become diagnostics.

use async_trait::async_trait;
use tfplugin::{
    ApplyRequest, ApplyResponse, Diagnostics, ImportRequest, ImportResponse, Imported, PlanRequest,
    PlanResponse, ReadRequest, ReadResponse, Schema, ValidateRequest, Value,
};

use super::preflight::{masked, told};
use crate::engine::model::{Attributes, Private};
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

    async fn validate(&self, request: ValidateRequest) -> Diagnostics {
        let problems = self.life.validate(&Attributes::of(request.config));
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
        let diagnostics = masked(work.as_ref(), &plan.problems);
        let (planned, requires_replace) = (shown(plan.planned), plan.requires_replace);
        PlanResponse { planned, requires_replace, private: None, diagnostics }
    }

    async fn apply(&self, request: ApplyRequest) -> ApplyResponse {
        let private = Private::decode(&request.private);
        let prior = given(request.prior);
        let work = self.work(&private, &request.call);
        let outcome = match &work {
            Ok(work) => {
                let (planned, config) = (given(request.planned), Attributes::of(request.config));
                self.life.apply(work, Change { prior, planned, config, private }).await
            }
            Err(problem) => Outcome::unchanged(prior, problem.clone()),
        };
        let Outcome { state, private, problems } = outcome;
        let diagnostics = told(work.ok().as_ref(), &problems).await;
        let is_gone = state.is_none() && !problems.iter().any(Problem::is_error);
        let private = private.map(|private| private.encode()).or(is_gone.then(Vec::new));
        ApplyResponse { state: shown(state), private, diagnostics }
    }

    async fn import(&self, request: ImportRequest) -> ImportResponse {
        let work = self.shared.work(&request.call.stop);
        let found = match &work {
            Ok(work) => self.life.import(work, request.id.trim()).await,
            Err(problem) => Err(problem.clone()),
        };
        match found {
            Ok(state) => {
                let private = Private { imported: true, ..Private::default() }.encode();
                let imported = Imported { state: state.into_value(), private };
                ImportResponse { imported: vec![imported], diagnostics: Vec::new() }
            }
            Err(problem) => {
                let diagnostics = told(work.ok().as_ref(), &[problem]).await;
                ImportResponse { imported: Vec::new(), diagnostics }
            }
        }
    }
}
