//! The life that every resource has: what Terraform asks of it, and what is answered.

use async_trait::async_trait;
use servicenow::Record;
use tfplugin::{AttributePath, Schema};

use crate::engine::model::{Attributes, Need, Private};
use crate::engine::problem::{Problem, Problems};
use crate::engine::session::Work;

/// A resource type, with its own way of coming, changing and going.
#[async_trait]
pub(crate) trait Life: Send + Sync {
    /// Its full name.
    fn type_name(&self) -> &str;
    /// Its attributes.
    fn schema(&self) -> Schema;
    /// What can be said of a configuration without a request.
    fn validate(&self, config: &Attributes) -> Problems;
    /// What apply would make of a configuration. There is no session while the provider's own configuration is open.
    async fn plan(&self, work: Option<&Work>, wish: &Wish) -> Plan;
    /// The rights that carrying out a plan takes.
    fn needs(&self, prior: Option<&Attributes>, planned: Option<&Attributes>) -> Vec<Need>;
    /// The object as it is now; no state where it is gone.
    async fn read(&self, work: &Work, object: Object) -> Result<Reading, Problem>;
    /// Carries out a plan.
    async fn apply(&self, work: &Work, change: Change) -> Outcome;
    /// The object that an import names.
    async fn import(&self, work: &Work, id: &str) -> Result<Import, Problem>;
}

/// What is to be planned.
pub(crate) struct Wish {
    /// The state before; none for a new object.
    pub(crate) prior: Option<Attributes>,
    /// The configuration; none to destroy the object.
    pub(crate) config: Option<Attributes>,
    /// What is kept beside the state.
    pub(crate) private: Private,
}

/// What apply would do.
#[derive(Default)]
pub(crate) struct Plan {
    /// The state afterwards; none where the object is destroyed.
    pub(crate) planned: Option<Attributes>,
    /// The attributes whose change needs a new object.
    pub(crate) requires_replace: Vec<AttributePath>,
    /// What there is to say.
    pub(crate) problems: Problems,
}

/// What a state holds of an object that is read again.
pub(crate) struct Object {
    /// The state.
    pub(crate) state: Attributes,
    /// What is kept beside it.
    pub(crate) private: Private,
}

/// What a read found.
#[derive(Default)]
pub(crate) struct Reading {
    /// The state and what is kept beside it; none where the object is gone.
    pub(crate) found: Option<Object>,
    /// What there is to say.
    pub(crate) problems: Problems,
}

/// A plan to be carried out.
pub(crate) struct Change {
    /// The state before; none for a new object.
    pub(crate) prior: Option<Attributes>,
    /// The state planned; none to destroy the object.
    pub(crate) planned: Option<Attributes>,
    /// The configuration.
    pub(crate) config: Attributes,
    /// What is kept beside the state.
    pub(crate) private: Private,
}

/// What came of carrying out a plan.
#[derive(Default)]
pub(crate) struct Outcome {
    /// The state; none where the object is gone, or was not made.
    pub(crate) state: Option<Attributes>,
    /// What is kept beside it; none where that is as it was.
    pub(crate) private: Option<Private>,
    /// What there is to say.
    pub(crate) problems: Problems,
}

/// An object that an import names.
pub(crate) struct Import {
    /// What is known of its state. The read that follows fills it.
    pub(crate) state: Attributes,
}

impl Plan {
    /// The plan to destroy the object.
    pub(crate) fn destroy(problem: Option<Problem>) -> Self {
        Self { problems: problem.into_iter().collect(), ..Self::default() }
    }
}

impl Reading {
    /// The object, as it was read.
    pub(crate) fn of(state: Attributes, private: Private, problems: Problems) -> Self {
        Self { found: Some(Object { state, private }), problems }
    }
}

impl Outcome {
    /// Nothing was changed, for these reasons.
    pub(crate) fn unchanged(prior: Option<Attributes>, problems: Problems) -> Self {
        Self { state: prior, private: None, problems }
    }

    /// The object is gone from the state.
    pub(crate) fn gone() -> Self {
        Self::default()
    }

    /// The object is as planned.
    pub(crate) fn done(state: Attributes, private: Private) -> Self {
        Self { state: Some(state), private: Some(private), problems: Problems::new() }
    }
}

impl Import {
    /// The record that was found.
    pub(crate) fn of(record: &Record) -> Self {
        let mut state = Attributes::default();
        state.set(crate::engine::model::resource_type::ID, record.sys_id().into());
        Self { state }
    }
}
