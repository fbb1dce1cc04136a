//! What a provider offers, built by adding things.

use std::sync::Arc;

use crate::{
    Action, Configurable, DataSource, Ephemeral, Function, Identified, Importable, Listable,
    Movable, Resource,
};

/// What a provider offers. What is not added is not advertised, and calls about it answer
/// UNIMPLEMENTED.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doctests/notes.rs"));
/// # fn main() {
/// let offers = Offers::new()
///     .resource(Offer::of(Note).importable())
///     .data_source(Length);
/// assert!(offers.resources().any(|resource| resource.type_name() == "notes_note"));
/// # }
/// ```
#[derive(Default)]
pub struct Offers {
    pub(crate) resources: Vec<OfferedResource>,
    pub(crate) data_sources: Vec<Arc<dyn DataSource>>,
    pub(crate) ephemerals: Vec<Arc<dyn Ephemeral>>,
    pub(crate) functions: Vec<Arc<dyn Function>>,
    pub(crate) actions: Vec<Arc<dyn Action>>,
}

impl Offers {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// A resource type; with more than the four operations as an [`Offer`].
    #[must_use]
    pub fn resource<T: Resource + 'static>(mut self, offer: impl Into<Offer<T>>) -> Self {
        self.resources.push(offer.into().offered);
        self
    }

    /// A data source.
    #[must_use]
    pub fn data_source(mut self, source: impl DataSource + 'static) -> Self {
        self.data_sources.push(Arc::new(source));
        self
    }

    /// An ephemeral resource type.
    #[must_use]
    pub fn ephemeral(mut self, ephemeral: impl Ephemeral + 'static) -> Self {
        self.ephemerals.push(Arc::new(ephemeral));
        self
    }

    /// A function.
    #[must_use]
    pub fn function(mut self, function: impl Function + 'static) -> Self {
        self.functions.push(Arc::new(function));
        self
    }

    /// An action.
    #[must_use]
    pub fn action(mut self, action: impl Action + 'static) -> Self {
        self.actions.push(Arc::new(action));
        self
    }

    /// The resource types, in the order in which they were added.
    pub fn resources(&self) -> impl Iterator<Item = &dyn Resource> {
        self.resources.iter().map(|offered| &*offered.resource)
    }

    /// The resource types whose objects can be listed.
    pub fn lists(&self) -> impl Iterator<Item = &dyn Listable> {
        self.resources.iter().filter_map(|offered| offered.listable.as_deref())
    }

    /// The data sources, in the order in which they were added.
    pub fn data_sources(&self) -> impl Iterator<Item = &dyn DataSource> {
        self.data_sources.iter().map(|source| &**source)
    }

    /// The ephemeral resource types, in the order in which they were added.
    pub fn ephemerals(&self) -> impl Iterator<Item = &dyn Ephemeral> {
        self.ephemerals.iter().map(|ephemeral| &**ephemeral)
    }

    /// The functions, in the order in which they were added.
    pub fn functions(&self) -> impl Iterator<Item = &dyn Function> {
        self.functions.iter().map(|function| &**function)
    }

    /// The actions, in the order in which they were added.
    pub fn actions(&self) -> impl Iterator<Item = &dyn Action> {
        self.actions.iter().map(|action| &**action)
    }
}

/// A resource type with what it is capable of besides the four operations. Each method asks for the
/// trait that makes it true.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doctests/notes.rs"));
/// # fn main() {
/// let offer = Offer::of(Note).importable();
/// Offers::new().resource(offer);
/// # }
/// ```
pub struct Offer<T> {
    thing: Arc<T>,
    offered: OfferedResource,
}

/// A resource type and its capabilities, all of them the same object.
pub(crate) struct OfferedResource {
    pub(crate) resource: Arc<dyn Resource>,
    pub(crate) identified: Option<Arc<dyn Identified>>,
    pub(crate) importable: Option<Arc<dyn Importable>>,
    pub(crate) listable: Option<Arc<dyn Listable>>,
    pub(crate) movable: Option<Arc<dyn Movable>>,
    pub(crate) configurable: Option<Arc<dyn Configurable>>,
}

impl<T: Resource + 'static> Offer<T> {
    /// The four operations and nothing else.
    pub fn of(resource: T) -> Self {
        let thing = Arc::new(resource);
        let offered = OfferedResource {
            resource: Arc::clone(&thing) as Arc<dyn Resource>,
            identified: None,
            importable: None,
            listable: None,
            movable: None,
            configurable: None,
        };
        Self { thing, offered }
    }

    /// Its objects have an identity.
    #[must_use]
    pub fn identified(mut self) -> Self
    where
        T: Identified,
    {
        self.offered.identified = Some(Arc::clone(&self.thing) as Arc<dyn Identified>);
        self
    }

    /// Objects that are there can be imported.
    #[must_use]
    pub fn importable(mut self) -> Self
    where
        T: Importable,
    {
        self.offered.importable = Some(Arc::clone(&self.thing) as Arc<dyn Importable>);
        self
    }

    /// Objects that are there can be listed. Terraform lists by identity, so it has one as well.
    #[must_use]
    pub fn listable(mut self) -> Self
    where
        T: Listable,
    {
        self.offered.listable = Some(Arc::clone(&self.thing) as Arc<dyn Listable>);
        self.identified()
    }

    /// States of other types can become states of this one.
    #[must_use]
    pub fn movable(mut self) -> Self
    where
        T: Movable,
    {
        self.offered.movable = Some(Arc::clone(&self.thing) as Arc<dyn Movable>);
        self
    }

    /// It writes the configuration of an imported object itself.
    #[must_use]
    pub fn configurable(mut self) -> Self
    where
        T: Configurable,
    {
        self.offered.configurable = Some(Arc::clone(&self.thing) as Arc<dyn Configurable>);
        self
    }
}

impl<T: Resource + 'static> From<T> for Offer<T> {
    fn from(resource: T) -> Self {
        Self::of(resource)
    }
}
