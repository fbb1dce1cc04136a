//! The life that every resource has: what Terraform asks of it, and what is answered.

use async_trait::async_trait;
use tfplugin::{AttributePath, Schema};

use crate::engine::model::identity::{self, Part};
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
    /// What names an object of it on its instance.
    fn identified_by(&self) -> &'static [Part] {
        identity::RECORD
    }
    /// The attributes to set in place of one that only the instance sets, where there are such.
    fn instead_of(&self, _name: &str, _config: &Attributes) -> Vec<&'static str> {
        Vec::new()
    }
    /// What can be said of a configuration without a request.
    fn validate(&self, config: &Attributes) -> Problems;
    /// What apply would make of a configuration. There is no session while the provider's own configuration is open.
    async fn plan(&self, work: Option<&Work>, wish: &Wish) -> Plan;
    /// The rights that carrying out a plan takes.
    fn needs(&self, prior: Option<&Attributes>, planned: Option<&Attributes>) -> Vec<Need>;
    /// The object as it is now; no state where it is gone.
    async fn read(&self, work: &Work, object: Object) -> Result<Outcome, Problem>;
    /// Carries out a plan.
    async fn apply(&self, work: &Work, change: Change) -> Outcome;
    /// What is known of the state of the object that an import names. The read that follows fills it.
    async fn import(&self, work: &Work, id: &str) -> Result<Attributes, Problem>;
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
    pub(crate) problems: Problems,
}

/// A state that is read again, with what is kept beside it.
pub(crate) struct Object {
    pub(crate) state: Attributes,
    pub(crate) private: Private,
}

/// A plan to be carried out.
pub(crate) struct Change {
    /// The state before; none for a new object.
    pub(crate) prior: Option<Attributes>,
    /// The state planned; none to destroy the object.
    pub(crate) planned: Option<Attributes>,
    pub(crate) config: Attributes,
    /// What is kept beside the state.
    pub(crate) private: Private,
}

/// What came of reading an object, or of carrying out a plan.
#[derive(Default)]
pub(crate) struct Outcome {
    /// The state; none where the object is gone, or was not made.
    pub(crate) state: Option<Attributes>,
    /// What is kept beside it; none where that is as it was.
    pub(crate) private: Option<Private>,
    pub(crate) problems: Problems,
}

impl Plan {
    /// The plan to destroy the object.
    pub(crate) fn destroy(problem: Option<Problem>) -> Self {
        Self { problems: problem.into_iter().collect(), ..Self::default() }
    }
}

impl Outcome {
    /// Nothing was changed, for these reasons.
    pub(crate) fn unchanged(prior: Option<Attributes>, problems: impl Into<Problems>) -> Self {
        Self { state: prior, private: None, problems: problems.into() }
    }

    /// The object is gone, from the state too.
    pub(crate) fn gone() -> Self {
        Self::default()
    }

    /// The object is gone from the state, and there may be something to say of what it leaves behind.
    pub(crate) fn left(problems: impl Into<Problems>) -> Self {
        Self { problems: problems.into(), ..Self::default() }
    }

    /// The object is like this, and there may be something to say.
    pub(crate) fn done(state: Attributes, private: Private, problems: Problems) -> Self {
        Self { state: Some(state), private: Some(private), problems }
    }
}
