//! Lists of what is on the instance, whether or not a state holds it: what `terraform query` asks for. They look, and write
//! nothing.

mod arguments;
mod conditions;
mod described;
mod named;
mod page;
mod rows;
mod tables;
mod walk;

use async_trait::async_trait;
use tfplugin::{Schema, Value};

use crate::engine::model::Attributes;
use crate::engine::problem::Problems;
use crate::engine::session::Work;

pub(crate) use arguments::FILTER;
pub(crate) use described::DescribedList;
pub(crate) use rows::AnyRecordList;

/// The list of a type.
#[async_trait]
pub(crate) trait List: Send + Sync {
    /// Its full name, which is that of the type.
    fn type_name(&self) -> &str;
    /// What a configuration may say of what is wanted.
    fn schema(&self) -> Schema;
    /// What can be said of a configuration without a request.
    fn validate(&self, config: &Attributes) -> Problems;
    /// Tells what is there, one by one, page after page; each page is asked for when the one before has been told. In the end
    /// comes what there is to say of it all.
    async fn list(&self, work: &Work, wanted: &Wanted, told: &dyn Listener) -> Problems;
}

/// What is wanted of a list.
pub(crate) struct Wanted {
    pub(crate) config: Attributes,
    /// Whether the objects themselves are, and not only what names them.
    pub(crate) with_state: bool,
    /// The most objects.
    pub(crate) limit: u64,
}

/// One object of a list.
pub(crate) struct Listed {
    pub(crate) identity: Value,
    /// What people call it.
    pub(crate) name: String,
    /// The object as an import shows it, where that is wanted.
    pub(crate) state: Option<Attributes>,
}

/// Whoever is told what is there.
#[async_trait]
pub(crate) trait Listener: Send + Sync {
    /// Takes one object; waits until there is room for the next.
    async fn hear(&self, listed: Listed);
}
