//! One change of one object: planned once or twice, then made, each with the rules core enforces.

use serde_json::Value as Json;

use super::calls::{Calls, PlanAnswer, succeeded};
use super::{Applied, Plan, State, compatible, config, planned, proposed};
use crate::service::{Kind, clear_write_only};
use crate::{AttributePath, Diagnostic, Diagnostics, Step, Value};

/// What may be stored holds nothing unknown and nothing write-only.
pub(super) fn assert_stored(value: &Value, kind: &Kind, operation: &str) {
    let open = compatible::unknowns(value);
    assert!(open.is_empty(), "after {operation} nothing is unknown, but {open:?} are");
    let secret = clear_write_only(&mut value.clone(), &kind.schema.block);
    assert!(
        secret.is_empty(),
        "after {operation} write-only values are null, but {secret:?} are not"
    );
}

/// An identity never changes while the object lives; what it did not name may come to be named. Core does not look, so
/// here is where it shows.
pub(super) fn assert_kept(before: &Value, after: &Value, operation: &str) {
    let values = before.as_map().into_iter().flatten();
    let kept =
        values.filter(|(_, value)| !value.is_null()).all(|(name, value)| after.get(name) == value);
    assert!(kept, "{operation} keeps the identity {before:?} and does not make {after:?} of it");
}

/// One change of one object.
pub(super) struct Change<'a> {
    calls: Calls<'a>,
    kind: &'a Kind,
    prior: State,
    config: Value,
}

impl<'a> Change<'a> {
    pub(super) fn new(
        calls: Calls<'a>,
        kind: &'a Kind,
        state: Option<&State>,
        config: Option<&Json>,
    ) -> Self {
        let prior = state.cloned().unwrap_or_else(|| State::new(Value::Null));
        let config = config.map_or(Value::Null, |json| config::read(json, &kind.schema));
        Self { calls, kind, prior, config }
    }

    pub(super) async fn plan(&self) -> Result<Plan, Diagnostics> {
        if self.config.is_null() {
            return self.plan_deletion().await;
        }
        let (answer, warnings) = self.ask(&self.prior).await?;
        self.assert_replace_paths(&answer.requires_replace);
        let replaces = !self.prior.value.is_null()
            && planned::asks_for_a_new_object(
                &answer.requires_replace,
                &self.prior.value,
                &answer.planned,
            );
        if !replaces {
            assert_kept(&self.prior.identity, &answer.identity, "a plan");
            return Ok(plan(answer, warnings, false));
        }
        let nothing = State { private: answer.private, ..State::new(Value::Null) };
        let (anew, warnings) = self.ask(&nothing).await?;
        Ok(plan(PlanAnswer { requires_replace: answer.requires_replace, ..anew }, warnings, true))
    }

    async fn ask(&self, prior: &State) -> Result<(PlanAnswer, Diagnostics), Diagnostics> {
        let proposal = proposed::block(&prior.value, &self.config, &self.kind.schema.block);
        let (answer, said) = self.calls.plan(prior, &proposal, &self.config).await;
        let warnings = succeeded(said)?;
        let faults =
            planned::faults(&prior.value, &self.config, &answer.planned, &self.kind.schema.block);
        assert!(faults.is_empty(), "the plan breaks rules of core: {faults:#?}");
        Ok((answer, warnings))
    }

    async fn plan_deletion(&self) -> Result<Plan, Diagnostics> {
        let (answer, said) = self.calls.plan(&self.prior, &Value::Null, &Value::Null).await;
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

    pub(super) async fn apply(&self, first: &Plan) -> Applied {
        if self.config.is_null() {
            return self.delete(first).await;
        }
        let second = match self.plan().await {
            Ok(second) => second,
            Err(diagnostics) => return Applied { state: self.kept(), diagnostics },
        };
        assert_eq!(first.replaces, second.replaces, "both plans make a new object or none does");
        let faults = compatible::faults(&first.planned, &second.planned, &self.kind.ty);
        assert!(faults.is_empty(), "what the first plan knew stays in the second: {faults:#?}");
        let mut prior = &self.prior.value;
        if second.replaces {
            let deleted = self.delete(&second).await;
            if deleted.state.is_some() || deleted.diagnostics.iter().any(Diagnostic::is_error) {
                return deleted;
            }
            prior = &Value::Null;
        }
        self.make(prior, &second).await
    }

    async fn make(&self, prior: &Value, plan: &Plan) -> Applied {
        let planned = State {
            value: plan.planned.clone(),
            private: plan.private.clone(),
            identity: plan.identity.clone(),
        };
        let (state, diagnostics) = self.calls.apply(prior, &planned, &self.config).await;
        if !prior.is_null() && !state.value.is_null() {
            assert_kept(&self.prior.identity, &state.identity, "an apply");
        }
        if !state.value.is_null() {
            assert_stored(&state.value, self.kind, "apply");
        }
        if !diagnostics.iter().any(Diagnostic::is_error) {
            let faults = compatible::faults(&plan.planned, &state.value, &self.kind.ty);
            assert!(faults.is_empty(), "apply makes what was planned: {faults:#?}");
        }
        Applied { state: (!state.value.is_null()).then_some(state), diagnostics }
    }

    async fn delete(&self, plan: &Plan) -> Applied {
        let (private, identity) = (plan.private.clone(), self.prior.identity.clone());
        let nothing = State { value: Value::Null, private, identity };
        let (state, diagnostics) =
            self.calls.apply(&self.prior.value, &nothing, &Value::Null).await;
        let state = (!state.value.is_null()).then_some(state);
        let failed = diagnostics.iter().any(Diagnostic::is_error);
        assert!(failed || state.is_none(), "after a deletion without errors the state is null");
        Applied { state, diagnostics }
    }

    fn kept(&self) -> Option<State> {
        (!self.prior.value.is_null()).then(|| self.prior.clone())
    }
}

fn plan(answer: PlanAnswer, warnings: Diagnostics, replaces: bool) -> Plan {
    let PlanAnswer { planned, private, requires_replace, identity } = answer;
    Plan { planned, private, identity, requires_replace, replaces, warnings }
}
