//! The operations of Terraform core on one resource, each with the rules core enforces on it.

use std::sync::Arc;

use serde_json::Value as Json;

use super::calls::{Calls, PlanAnswer, answered, succeeded};
use super::{Applied, Plan, State, compatible, config, planned, proposed, replace, schema_rules};
use crate::proto::tfplugin6::{provider_server::Provider as _, stop_provider};
use crate::service::{Kind, Service, clear_write_only};
use crate::{AttributePath, Diagnostic, Diagnostics, Provider, Step, Value};

/// A provider as Terraform sees it.
pub struct Harness {
    service: Arc<Service>,
}

impl Harness {
    /// Starts a provider, whose schemas must be such that core takes them.
    pub fn new(provider: impl Provider) -> Self {
        let resources = provider.resources().iter().map(|r| (r.type_name(), r.schema()));
        let data = provider.data_sources().iter().map(|d| (d.type_name(), d.schema()));
        let all = resources.chain(data).chain([("provider", provider.schema())]);
        let faults: Vec<_> =
            all.flat_map(|(name, schema)| schema_rules::faults(name, &schema)).collect();
        assert!(faults.is_empty(), "the schemas break rules of core: {faults:#?}");
        Self { service: Arc::new(Service::new(provider)) }
    }

    /// Checks the provider block and hands it over. Answers what both had to say; after an error of
    /// the check nothing is handed over.
    pub async fn configure(&self, config: Json) -> Diagnostics {
        let mut said = self.validate_provider(config.clone()).await;
        if !said.iter().any(Diagnostic::is_error) {
            let kind = self.service.configuration();
            said.extend(self.calls("", kind).configure(&config::read(&config, &kind.schema)).await);
        }
        said
    }

    /// Checks the provider block.
    pub async fn validate_provider(&self, config: Json) -> Diagnostics {
        let kind = self.service.configuration();
        self.calls("", kind).validate_provider(&config::read(&config, &kind.schema)).await
    }

    /// Checks the configuration of a resource.
    pub async fn validate(&self, type_name: &str, config: Json) -> Diagnostics {
        let kind = self.resource(type_name);
        self.calls(type_name, kind).validate(&config::read(&config, &kind.schema)).await
    }

    /// Checks the configuration of a data source.
    pub async fn validate_data(&self, type_name: &str, config: Json) -> Diagnostics {
        let kind = self.data_source(type_name);
        self.calls(type_name, kind).validate_data(&config::read(&config, &kind.schema)).await
    }

    /// Plans a creation (no state), an update, or a deletion (no configuration).
    pub async fn plan(
        &self,
        type_name: &str,
        state: Option<&State>,
        config: Option<Json>,
    ) -> Result<Plan, Diagnostics> {
        let kind = self.resource(type_name);
        let change = Change::new(self.calls(type_name, kind), kind, state, config.as_ref());
        change.plan().await
    }

    /// Applies a plan made by [`plan`](Self::plan) for this state. The configuration may by now
    /// know more: it is planned once more, as core does, and what was known first must have stayed.
    pub async fn apply(
        &self,
        type_name: &str,
        state: Option<&State>,
        plan: &Plan,
        config: Option<Json>,
    ) -> Applied {
        let kind = self.resource(type_name);
        let change = Change::new(self.calls(type_name, kind), kind, state, config.as_ref());
        change.apply(plan).await
    }

    /// Looks an object up again, after taking it through its stored form: none when it is gone.
    pub async fn read(&self, type_name: &str, state: &State) -> Result<Option<State>, Diagnostics> {
        let kind = self.resource(type_name);
        let calls = self.calls(type_name, kind);
        let value = calls.upgrade(&state.value).await?;
        let read = calls.read(&State { value, private: state.private.clone() }).await?;
        assert_stored(&read.value, kind, "read");
        Ok((!read.value.is_null()).then_some(read))
    }

    /// Imports the object of this id and reads it, as core does.
    pub async fn import(&self, type_name: &str, id: &str) -> Result<State, Diagnostics> {
        let kind = self.resource(type_name);
        let imported = self.calls(type_name, kind).import(id).await?;
        let [object] = imported.as_slice() else {
            panic!("an import that succeeds answers one object, not {}", imported.len())
        };
        assert_stored(&object.value, kind, "import");
        let gone = || vec![Diagnostic::error("Cannot import non-existent remote object", id)];
        self.read(type_name, object).await?.ok_or_else(gone)
    }

    /// Reads data.
    pub async fn read_data(&self, type_name: &str, config: Json) -> Result<Value, Diagnostics> {
        let kind = self.data_source(type_name);
        let calls = self.calls(type_name, kind);
        let config = config::read(&config, &kind.schema);
        succeeded(calls.validate_data(&config).await)?;
        let value = calls.read_data(&config).await?;
        assert_eq!(
            compatible::unknowns(&value),
            Vec::<String>::new(),
            "data that was read is known"
        );
        let faults = planned::faults(&Value::Null, &config, &value, &kind.schema.block);
        assert!(faults.is_empty(), "data keeps its configuration: {faults:#?}");
        Ok(value)
    }

    /// What `terraform apply` does with one resource: check, refresh, plan, apply (as delete and
    /// create where the plan asks for a new object). An error leaves what core would store out; use
    /// the single steps to see it.
    pub async fn apply_config(
        &self,
        type_name: &str,
        state: Option<State>,
        config: Json,
    ) -> Result<State, Diagnostics> {
        succeeded(self.validate(type_name, config.clone()).await)?;
        let state = match state {
            Some(state) => self.read(type_name, &state).await?,
            None => None,
        };
        let plan = self.plan(type_name, state.as_ref(), Some(config.clone())).await?;
        let applied = self.apply(type_name, state.as_ref(), &plan, Some(config)).await;
        succeeded(applied.diagnostics)?;
        let Some(state) = applied.state else { panic!("an apply without errors answers a state") };
        Ok(state)
    }

    /// What `terraform destroy` does with one resource.
    pub async fn destroy(&self, type_name: &str, state: State) -> Result<(), Diagnostics> {
        let Some(state) = self.read(type_name, &state).await? else { return Ok(()) };
        let plan = self.plan(type_name, Some(&state), None).await?;
        let applied = self.apply(type_name, Some(&state), &plan, None).await;
        succeeded(applied.diagnostics)?;
        assert!(applied.state.is_none(), "after a deletion without errors there is no object");
        Ok(())
    }

    /// Asks running operations to stop.
    pub async fn stop(&self) {
        let reply =
            Arc::clone(&self.service).stop_provider(tonic::Request::new(stop_provider::Request {}));
        assert_eq!(answered(reply.await).error, "", "stopping does not fail");
    }

    fn calls<'a>(&'a self, type_name: &'a str, kind: &'a Kind) -> Calls<'a> {
        Calls { service: &self.service, type_name, schema: &kind.schema, ty: &kind.ty }
    }

    fn resource(&self, type_name: &str) -> &Kind {
        match self.service.resource(type_name) {
            Ok((_, kind)) => kind,
            Err(said) => panic!("{}", said[0].detail),
        }
    }

    fn data_source(&self, type_name: &str) -> &Kind {
        match self.service.data_source(type_name) {
            Ok((_, kind)) => kind,
            Err(said) => panic!("{}", said[0].detail),
        }
    }
}

/// What may be stored holds nothing unknown and nothing write-only.
fn assert_stored(value: &Value, kind: &Kind, operation: &str) {
    let open = compatible::unknowns(value);
    assert!(open.is_empty(), "after {operation} nothing is unknown, but {open:?} are");
    let secret = clear_write_only(&mut value.clone(), &kind.schema.block);
    assert!(
        secret.is_empty(),
        "after {operation} write-only values are null, but {secret:?} are not"
    );
}

/// One change of one object.
struct Change<'a> {
    calls: Calls<'a>,
    kind: &'a Kind,
    prior: Value,
    private: Vec<u8>,
    config: Value,
}

impl<'a> Change<'a> {
    fn new(calls: Calls<'a>, kind: &'a Kind, state: Option<&State>, config: Option<&Json>) -> Self {
        let (prior, private) = match state {
            Some(state) => (state.value.clone(), state.private.clone()),
            None => (Value::Null, Vec::new()),
        };
        let config = config.map_or(Value::Null, |json| config::read(json, &kind.schema));
        Self { calls, kind, prior, private, config }
    }

    async fn plan(&self) -> Result<Plan, Diagnostics> {
        if self.config.is_null() {
            return self.plan_deletion().await;
        }
        let (answer, warnings) = self.ask(&self.prior, &self.private).await?;
        self.assert_replace_paths(&answer.requires_replace);
        let replaces = !self.prior.is_null()
            && replace::is_asked_for(&answer.requires_replace, &self.prior, &answer.planned);
        if !replaces {
            return Ok(plan(answer, warnings, false));
        }
        let (anew, warnings) = self.ask(&Value::Null, &[]).await?;
        Ok(plan(PlanAnswer { requires_replace: answer.requires_replace, ..anew }, warnings, true))
    }

    async fn ask(
        &self,
        prior: &Value,
        private: &[u8],
    ) -> Result<(PlanAnswer, Diagnostics), Diagnostics> {
        let proposal = proposed::block(prior, &self.config, &self.kind.schema.block);
        let (answer, said) = self.calls.plan(prior, private, &proposal, &self.config).await;
        let warnings = succeeded(said)?;
        let faults = planned::faults(prior, &self.config, &answer.planned, &self.kind.schema.block);
        assert!(faults.is_empty(), "the plan breaks rules of core: {faults:#?}");
        Ok((answer, warnings))
    }

    async fn plan_deletion(&self) -> Result<Plan, Diagnostics> {
        let (answer, said) =
            self.calls.plan(&self.prior, &self.private, &Value::Null, &Value::Null).await;
        let warnings = succeeded(said)?;
        assert!(answer.planned.is_null(), "the plan of a deletion is null");
        Ok(plan(answer, warnings, false))
    }

    fn assert_replace_paths(&self, paths: &[AttributePath]) {
        for path in paths {
            let Some(Step::Attribute(name)) = path.0.first() else {
                panic!("{path:?} names no attribute")
            };
            let block = &self.kind.schema.block;
            let attribute = block.attributes.iter().find(|attribute| attribute.name == *name);
            let exists =
                attribute.is_some() || block.blocks.iter().any(|nested| nested.name == *name);
            assert!(exists, "{path:?} asks for a new object but is not in the schema");
            assert!(
                !attribute.is_some_and(|a| a.write_only),
                "a write-only value never asks for a new object"
            );
        }
    }

    async fn apply(&self, first: &Plan) -> Applied {
        if self.config.is_null() {
            return self.delete(&first.private).await;
        }
        let second = match self.plan().await {
            Ok(second) => second,
            Err(diagnostics) => return Applied { state: self.kept(), diagnostics },
        };
        assert_eq!(first.replaces, second.replaces, "both plans make a new object or none does");
        let faults = compatible::faults(&first.planned, &second.planned, &self.kind.ty);
        assert!(faults.is_empty(), "what the first plan knew stays in the second: {faults:#?}");
        let mut prior = &self.prior;
        if second.replaces {
            let deleted = self.delete(&self.private).await;
            if deleted.state.is_some() || deleted.diagnostics.iter().any(Diagnostic::is_error) {
                return deleted;
            }
            prior = &Value::Null;
        }
        self.make(prior, &second).await
    }

    async fn make(&self, prior: &Value, plan: &Plan) -> Applied {
        let (state, diagnostics) =
            self.calls.apply(prior, &plan.planned, &plan.private, &self.config).await;
        if !state.value.is_null() {
            assert_stored(&state.value, self.kind, "apply");
        }
        if !diagnostics.iter().any(Diagnostic::is_error) {
            let faults = compatible::faults(&plan.planned, &state.value, &self.kind.ty);
            assert!(faults.is_empty(), "apply makes what was planned: {faults:#?}");
        }
        Applied { state: (!state.value.is_null()).then_some(state), diagnostics }
    }

    async fn delete(&self, private: &[u8]) -> Applied {
        let (state, diagnostics) =
            self.calls.apply(&self.prior, &Value::Null, private, &Value::Null).await;
        let state = (!state.value.is_null()).then_some(state);
        let failed = diagnostics.iter().any(Diagnostic::is_error);
        assert!(failed || state.is_none(), "after a deletion without errors the state is null");
        Applied { state, diagnostics }
    }

    fn kept(&self) -> Option<State> {
        (!self.prior.is_null())
            .then(|| State { value: self.prior.clone(), private: self.private.clone() })
    }
}

fn plan(answer: PlanAnswer, warnings: Diagnostics, replaces: bool) -> Plan {
    let PlanAnswer { planned, private, requires_replace } = answer;
    Plan { planned, private, requires_replace, replaces, warnings }
}
