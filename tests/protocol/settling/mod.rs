//! What never ends in a plan that comes again: every attribute of every type, as the examples configure them, emptied and set
//! again, left open, spelled otherwise, edited as a list, changed by others. After each single change the next refresh finds
//! nothing, the next plan is empty, and a plan says the same whether or not the instance can be asked.

mod changes;
mod drifts;
mod lists;
mod openings;
mod spellings;

use serde_json::{Value as Json, json};
use simulator::Unknowns;
use terraform_provider_servicenow::describe::{Field, FieldType};
use tfplugin::testing::{Harness, Plan, State};
use tfplugin::{Diagnostic, Diagnostics};

use crate::ground;
use crate::life_cycle::{NOT_ALONE, Sample};
use crate::lives::{Play, Way, each_goes};
use crate::seen::{attribute, json_of, place, same};
use crate::world::{World, full};

/// One record, and the processes of the provider that look at it.
struct Settling<'a> {
    world: &'a World,
    sample: &'a Sample,
    /// The run after the one that changed something.
    later: Harness,
    /// A run that does not know yet where the instance is.
    early: Harness,
    state: State,
}

/// What came of a configuration.
#[derive(Debug)]
enum Settled {
    /// It was applied and comes to nothing more.
    Applied,
    /// It was refused with these words, and the record is as the state says.
    Refused(Diagnostics),
}

impl<'a> Settling<'a> {
    /// Makes the record with the least that can be configured.
    async fn begin(sample: &'a Sample, world: &'a World) -> Self {
        let (later, early) = (world.later_run().await, world.early_run().await);
        let state = world.apply(sample.kind, None, &sample.config).await;
        let settling = Self { world, sample, later, early, state };
        settling.is_settled(&sample.config, "made").await;
        settling
    }

    async fn end(self) {
        self.world.destroy(self.sample.kind, self.state).await;
    }

    fn kind(&self) -> String {
        full(self.sample.kind)
    }

    /// The fields to try, each with another value than the one it has.
    fn fields(&self) -> Vec<(&'static Field, Json)> {
        let alone = self.sample.fields().filter(|field| {
            !NOT_ALONE.contains(&field.name) && self.sample.config[field.name] != json!(false)
        });
        let another = alone.filter_map(|field| {
            let now = attribute(&self.state, field.name);
            Some((field, ground::another(field, self.sample.variant(), &now)?))
        });
        another.collect()
    }

    /// The plan of a configuration, which is the same without the instance, or the words that refuse it.
    async fn plan(&self, config: &Json, what: &str) -> Result<Plan, Diagnostics> {
        let (kind, state) = (self.kind(), Some(&self.state));
        let said = self.world.provider.validate(&kind, config.clone()).await;
        if said.iter().any(Diagnostic::is_error) {
            return Err(said);
        }
        let plan = self.world.provider.plan(&kind, state, Some(config.clone())).await?;
        let early = self.early.plan(&kind, state, Some(config.clone())).await;
        let early = early.unwrap_or_else(|said| panic!("{what}: {said:#?}"));
        same(&plan.planned, &early.planned);
        assert_eq!(plan.replaces, early.replaces, "{what}: replaced by one plan alone");
        Ok(plan)
    }

    /// Applies a configuration that was planned in an early run, and looks whether there is more to come.
    async fn apply(&mut self, config: &Json, what: &str) -> Settled {
        match self.plan(config, what).await {
            Ok(plan) => self.carry_out(&plan, config, what).await,
            Err(said) => Settled::Refused(said),
        }
    }

    /// Applies a plan to what the configuration has become.
    async fn carry_out(&mut self, plan: &Plan, config: &Json, what: &str) -> Settled {
        let (kind, state) = (self.kind(), Some(&self.state));
        let applied = self.world.provider.apply(&kind, state, plan, Some(config.clone())).await;
        let failed = applied.diagnostics.iter().any(Diagnostic::is_error);
        self.state = applied.state.unwrap_or_else(|| panic!("{what}: the state is gone"));
        if !failed {
            self.is_settled(config, what).await;
            return Settled::Applied;
        }
        self.is_true(what).await;
        Settled::Refused(applied.diagnostics)
    }

    /// Fails unless the state is what a refresh finds.
    async fn is_true(&self, what: &str) {
        let read = self.later.read(&self.kind(), &self.state).await;
        let read = read.unwrap_or_else(|said| panic!("{what}: {said:#?}"));
        let read = read.unwrap_or_else(|| panic!("{what}: the record is gone"));
        let (before, now) = (json_of(&self.state.value), json_of(&read.value));
        assert_eq!(before, now, "{what}: a refresh finds something");
    }

    /// Fails unless a refresh finds nothing and the next plan is empty.
    async fn is_settled(&self, config: &Json, what: &str) {
        self.is_true(what).await;
        for (run, provider) in [("later", &self.later), ("early", &self.early)] {
            let plan = provider.plan(&self.kind(), Some(&self.state), Some(config.clone())).await;
            let plan = plan.unwrap_or_else(|said| panic!("{what}: {said:#?}"));
            let (before, now) = (json_of(&self.state.value), json_of(&plan.planned));
            assert_eq!(before, now, "{what}: the next plan of a {run} run is not empty");
            assert!(!plan.replaces, "{what}: the next plan of a {run} run replaces");
        }
    }
}

/// Fails unless one of the errors is about the attribute.
fn is_about(said: &[Diagnostic], name: &str, what: &str) {
    let of_it = |one: &&Diagnostic| one.is_error() && place(one).starts_with(name);
    assert!(said.iter().any(|one| of_it(&one)), "{what} is refused with other words: {said:#?}");
}

/// Whether the field holds several.
fn is_list(field: &Field) -> bool {
    matches!(
        field.holds,
        FieldType::TextList
            | FieldType::References(_)
            | FieldType::Links(_)
            | FieldType::Children(_)
    )
}

/// Does it with every record under both profiles of unknowns.
async fn everywhere(play: Play) {
    for unknowns in [Unknowns::likely, Unknowns::worst] {
        let way = Way { unknowns, play, leaves_nothing: false };
        each_goes(way, |_| true).await;
    }
}
