//! A resource type as the protocol sees it: values become attributes, and problems become diagnostics.

use async_trait::async_trait;
use tfplugin::{
    ApplyRequest, ApplyResponse, Deferred, Diagnostics, IdentitySchema, ImportRequest,
    ImportResponse, ImportTarget, Imported, MoveRequest, MoveResponse, PlanRequest, PlanResponse,
    ReadRequest, ReadResponse, Schema, StoredState, Upgraded, ValidateRequest, Value,
};

use super::preflight::{masked, told};
use super::read_only;
use crate::engine::list::List;
use crate::engine::model::{Attributes, ID, Private, identity};
use crate::engine::moved::{self, Moved, Stored};
use crate::engine::problem::{Problem, Unready};
use crate::engine::record::life::{Change, Life, Object, Outcome, Wish};
use crate::engine::session::{Configured, Shared, Work};

/// A resource type, ready to be served.
pub(super) struct Served {
    pub(super) life: Box<dyn Life>,
    pub(super) list: Box<dyn List>,
    pub(super) shared: Shared,
}

impl Served {
    /// The session for an operation on what lies on this very instance.
    fn work(&self, there: &str, call: &tfplugin::Call) -> Result<Work, Problem> {
        match self.shared.on_another_instance(there) {
            Some(elsewhere) => Err(elsewhere),
            None => self.shared.work(&call.stop),
        }
    }

    /// What identifies an object in this state; what is stored stays.
    fn identity(&self, state: Option<&Attributes>, host: &str, stored: &Value) -> Value {
        let parts = self.life.identified_by();
        state.map_or_else(|| stored.clone(), |state| identity::of(parts, state, host, stored))
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

/// The host of the instance that an object lies on: a Terraform before 1.12 keeps no identity.
fn host<'a>(identity: &'a Value, private: &'a Private) -> &'a str {
    match identity::host(identity) {
        "" => &private.host,
        host => host,
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

    fn upgrade(
        &self,
        version: i64,
        state: StoredState<'_>,
    ) -> Option<Result<Upgraded, Diagnostics>> {
        let stored = Stored { type_name: self.type_name(), version, state, private: &[] };
        Some(match moved::upgraded(&stored)? {
            Ok(Moved { state, problems, .. }) => {
                let warnings = problems.iter().map(Problem::told).collect();
                Ok(Upgraded::new(state.into_value()).with_warnings(warnings))
            }
            Err(problem) => Err(vec![problem.told()]),
        })
    }

    async fn validate(&self, request: ValidateRequest) -> Diagnostics {
        let config = Attributes::of(request.config);
        let mut problems = read_only::of_resource(self.life.as_ref(), &config);
        problems.extend(self.life.validate(&config));
        problems.iter().map(Problem::told).collect()
    }

    async fn read(&self, request: ReadRequest) -> ReadResponse {
        let private = Private::decode(&request.private);
        if self.shared.puts_off(&request.call) {
            return ReadResponse::new(request.state).deferred(Deferred::ProviderConfigUnknown);
        }
        if let Configured::Later(argument) = self.shared.configured() {
            let unrefreshed = Problem::Unready(Unready::NotRefreshed(argument));
            let diagnostics = vec![unrefreshed.told()];
            return ReadResponse::new(request.state).with_diagnostics(diagnostics);
        }
        let (stored, there) = (request.identity, private.host.clone());
        let work = self.work(host(&stored, &private), &request.call);
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
        let here = work.as_ref().map_or(there.as_str(), Work::host);
        let identity = self.identity(read.state.as_ref(), here, &stored);
        let diagnostics = told(work.ok().as_ref(), &read.problems).await;
        let answer = ReadResponse::new(shown(read.state)).with_identity(identity);
        let answer = answer.with_diagnostics(diagnostics);
        match read.private {
            Some(private) => answer.with_private(private.encode()),
            None => answer,
        }
    }

    async fn plan(&self, request: PlanRequest) -> PlanResponse {
        let private = Private::decode(&request.private);
        let stored = request.identity;
        if let Some(elsewhere) = self.shared.on_another_instance(host(&stored, &private)) {
            return PlanResponse::failed(vec![elsewhere.told()]);
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
        let here = work.as_ref().map_or(wish.private.host.as_str(), Work::host);
        let identity = self.identity(wish.prior.as_ref(), here, &stored);
        let answer = PlanResponse::new(shown(plan.planned)).replacing(plan.requires_replace);
        let mut answer = answer.with_identity(identity);
        if self.shared.puts_off(&request.call) {
            answer = answer.deferred(Deferred::ProviderConfigUnknown);
        }
        let answer = answer.with_diagnostics(diagnostics);
        match private {
            Some(private) => answer.with_private(private.encode()),
            None => answer,
        }
    }

    async fn apply(&self, request: ApplyRequest) -> ApplyResponse {
        let prior = given(request.prior);
        let private = kept(&request.private, prior.as_ref());
        let verb = match (&prior, request.planned.is_null()) {
            (None, _) => "create",
            (Some(_), true) => "delete",
            (Some(_), false) => "update",
        };
        let is_new = prior.is_none();
        let stored = if is_new { Value::Null } else { request.identity };
        let work = self.work(host(&stored, &private), &request.call);
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
        let here = work.as_ref().map_or(kept.host.as_str(), Work::host);
        let identity = self.identity(state.as_ref(), here, &stored);
        let diagnostics = told(work.ok().as_ref(), &problems).await;
        let private = state.as_ref().map_or_else(Vec::new, |_| private.unwrap_or(kept).encode());
        let answer = ApplyResponse::new(shown(state)).with_private(private);
        answer.with_identity(identity).with_diagnostics(diagnostics)
    }
}

impl tfplugin::Identified for Served {
    fn identity_schema(&self) -> IdentitySchema {
        identity::schema(self.life.identified_by())
    }
}

#[async_trait]
impl tfplugin::Importable for Served {
    async fn import(&self, request: ImportRequest) -> ImportResponse {
        if self.shared.puts_off(&request.call) {
            return ImportResponse::default().deferred(Deferred::ProviderConfigUnknown);
        }
        let parts = self.life.identified_by();
        let (id, named) = match request.target {
            ImportTarget::Identity(named) => (identity::import_id(parts, &named), named),
            ImportTarget::Id(id) => (id, Value::Null),
            _ => return ImportResponse::default(),
        };
        let work = self.work(identity::host(&named), &request.call);
        let found = match &work {
            Ok(work) => self.life.import(work, id.trim()).await,
            Err(problem) => Err(problem.clone()),
        };
        match found {
            Ok(state) => {
                let private = Private::imported().encode();
                let here = work.as_ref().map_or("", Work::host);
                let identity = self.identity(Some(&state), here, &named);
                let imported = Imported::new(state.into_value()).with_private(private);
                ImportResponse::of(imported.with_identity(identity))
            }
            Err(problem) => {
                let problem = problem.during("import");
                ImportResponse::failed(told(work.ok().as_ref(), &[problem]).await)
            }
        }
    }
}

impl tfplugin::Movable for Served {
    fn moved(&self, request: MoveRequest<'_>) -> Option<MoveResponse> {
        if !is_of_servicenow(request.provider_address) {
            return None;
        }
        let stored = Stored {
            type_name: request.type_name,
            version: request.schema_version,
            state: request.state,
            private: request.private,
        };
        Some(match moved::moved(&stored, self.life.type_name())? {
            Ok(Moved { state, private, problems }) => {
                let identity = self.identity(Some(&state), &private.host, &Value::Null);
                let answer = MoveResponse::new(state.into_value()).with_private(private.encode());
                let diagnostics = problems.iter().map(Problem::told).collect();
                answer.with_identity(identity).with_diagnostics(diagnostics)
            }
            Err(problem) => MoveResponse::failed(vec![problem.told()]),
        })
    }
}

/// Whether a provider is one for instances, by its address. A copy in a registry of somebody's own has another host and
/// namespace, and the same states.
fn is_of_servicenow(address: &str) -> bool {
    address.rsplit('/').next() == Some("servicenow")
}
