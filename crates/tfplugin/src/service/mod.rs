//! The provider service: decode, call the author, encode; one file per call or small group of
//! calls.

mod action;
mod answer;
mod apply;
mod configuration;
mod configure;
mod ephemeral;
mod fault;
mod function;
mod identity;
mod import;
mod kind;
mod list;
mod moved;
mod offered;
mod plan;
mod publish;
mod pump;
mod read;
mod rpc;
mod stop;
mod upgrade;
mod validate;
mod write_only;

use std::sync::{Arc, OnceLock};

use crate::proto::tfplugin6::{ClientCapabilities, DynamicValue, get_provider_schema};
use crate::{
    Action, Call, DataSource, Diagnostics, Ephemeral, Function, Provider, Resource, Signature,
    Value,
};
pub(crate) use identity::IdentityKind;
pub(crate) use kind::Kind;
use offered::{OfferedThing, Registry};
use stop::Stop;
pub use upgrade::{NotJson, StoredState};
#[cfg(feature = "testing")]
pub(crate) use write_only::clear as clear_write_only;

use crate::author::OfferedResource;

/// One provider behind the protocol's service.
pub(crate) struct Service {
    provider: Box<dyn Provider>,
    configuration: OnceLock<Kind>,
    meta: OnceLock<Option<Kind>>,
    resources: Registry<OfferedResource>,
    data_sources: Registry<Arc<dyn DataSource>>,
    ephemerals: Registry<Arc<dyn Ephemeral>>,
    actions: Registry<Arc<dyn Action>>,
    functions: Registry<Arc<dyn Function>, Signature>,
    published: OnceLock<get_provider_schema::Response>,
    stop: Stop,
}

impl Service {
    /// Takes in a provider. Schemas are built when they are first needed, so that starting stays
    /// quick.
    pub(crate) fn new(provider: impl Provider) -> Self {
        let offers = provider.offers();
        Self {
            provider: Box::new(provider),
            configuration: OnceLock::new(),
            meta: OnceLock::new(),
            resources: Registry::new(offers.resources),
            data_sources: Registry::new(offers.data_sources),
            ephemerals: Registry::new(offers.ephemerals),
            actions: Registry::new(offers.actions),
            functions: Registry::new(offers.functions),
            published: OnceLock::new(),
            stop: Stop::default(),
        }
    }

    /// Cancels the calls that run now; later ones are not concerned.
    pub(crate) fn stop(&self) {
        self.stop.now();
    }

    /// Tells the author that the host lets the provider end.
    pub(crate) fn ending(&self) {
        self.provider.ending();
    }

    /// A call that says nothing of itself.
    fn call(&self) -> Call {
        Call { stop: self.stop.token(), ..Call::default() }
    }

    /// A call of a client with these capabilities, from a module that says this to the provider.
    fn call_of(
        &self,
        client: Option<&ClientCapabilities>,
        meta: Option<&DynamicValue>,
    ) -> Result<Call, Diagnostics> {
        let client = client.copied().unwrap_or_default();
        let provider_meta = self.meta().map(|kind| kind.decode(meta)).transpose()?;
        Ok(Call {
            stop: self.stop.token(),
            deferral_allowed: client.deferral_allowed,
            computed_blocks_allowed: client.computed_blocks_allowed,
            provider_meta: provider_meta.unwrap_or(Value::Null),
        })
    }

    /// The provider block.
    pub(crate) fn configuration(&self) -> &Kind {
        self.configuration.get_or_init(|| Kind::of(self.provider.schema()))
    }

    /// The `provider_meta` block, if there is one.
    pub(crate) fn meta(&self) -> Option<&Kind> {
        self.meta.get_or_init(|| self.provider.meta_schema().map(Kind::of)).as_ref()
    }

    /// The resource type of this name.
    pub(crate) fn resource(&self, name: &str) -> Result<(&dyn Resource, &Kind), Diagnostics> {
        let entry = self.offered(name)?;
        Ok((&*entry.offer().resource, entry.kind()))
    }

    /// The resource type of this name, with its capabilities.
    pub(crate) fn offered(
        &self,
        name: &str,
    ) -> Result<&offered::Entry<OfferedResource>, Diagnostics> {
        self.resources.get(name).ok_or_else(|| vec![fault::unknown_type("resource type", name)])
    }

    /// The data source of this name.
    pub(crate) fn data_source(&self, name: &str) -> Result<(&dyn DataSource, &Kind), Diagnostics> {
        let found = self.data_sources.get(name).map(|entry| (&**entry.offer(), entry.kind()));
        found.ok_or_else(|| vec![fault::unknown_type("data source", name)])
    }

    /// The ephemeral resource type of this name.
    pub(crate) fn ephemeral(&self, name: &str) -> Result<(&dyn Ephemeral, &Kind), Diagnostics> {
        let found = self.ephemerals.get(name).map(|entry| (&**entry.offer(), entry.kind()));
        found.ok_or_else(|| vec![fault::unknown_type("ephemeral resource type", name)])
    }

    /// The action of this name.
    pub(crate) fn action(&self, name: &str) -> Result<(&dyn Action, &Kind), Diagnostics> {
        let found = self.actions.get(name).map(|entry| (&**entry.offer(), entry.kind()));
        found.ok_or_else(|| vec![fault::unknown_type("action", name)])
    }

    /// The function of this name, with its types.
    pub(crate) fn function(&self, name: &str) -> Option<(&dyn Function, &Signature)> {
        self.functions.get(name).map(|entry| (&**entry.offer(), entry.kind()))
    }

    /// Whether any resource type is capable of something.
    fn is_any_resource(&self, capable: impl Fn(&OfferedResource) -> bool) -> bool {
        self.resources.all().any(|(_, entry)| capable(entry.offer()))
    }

    /// The names and schemas of everything offered.
    #[cfg(feature = "testing")]
    pub(crate) fn schemas(&self) -> Vec<(String, &crate::Schema)> {
        let resources = self.resources.all().map(|(name, entry)| (name, entry.kind()));
        let data = self.data_sources.all().map(|(name, entry)| (name, entry.kind()));
        let ephemerals = self.ephemerals.all().map(|(name, entry)| (name, entry.kind()));
        let actions = self.actions.all().map(|(name, entry)| (name, entry.kind()));
        let lists = self.resources.all().filter_map(|(n, entry)| Some((n, entry.list_kind()?)));
        let all = resources.chain(data).chain(ephemerals).chain(actions).chain(lists);
        let provider = [("provider", self.configuration())];
        all.chain(provider).map(|(name, kind)| (name.to_owned(), &kind.schema)).collect()
    }

    /// The names and identity schemas of the resource types that have one.
    #[cfg(feature = "testing")]
    pub(crate) fn identities(&self) -> impl Iterator<Item = (&str, &crate::IdentitySchema)> {
        self.resources.all().filter_map(|(name, entry)| Some((name, &entry.identity()?.schema)))
    }

    /// The names and signatures of the functions.
    #[cfg(feature = "testing")]
    pub(crate) fn signatures(&self) -> impl Iterator<Item = (&str, &Signature)> {
        self.functions.all().map(|(name, entry)| (name, entry.kind()))
    }
}

/// A thing has a schema, from which its [`Kind`] is made when it is first needed.
macro_rules! schematic {
    ($($thing:ty => $name:ident),*) => {$(
        impl OfferedThing<Kind> for $thing {
            fn name(&self) -> &str {
                self.$name()
            }

            fn kind(&self) -> Kind {
                Kind::of(self.schema())
            }
        }
    )*};
}

schematic!(
    Arc<dyn DataSource> => type_name,
    Arc<dyn Ephemeral> => type_name,
    Arc<dyn Action> => type_name
);

impl OfferedThing<Kind> for OfferedResource {
    fn name(&self) -> &str {
        self.resource.type_name()
    }

    fn kind(&self) -> Kind {
        Kind::of(self.resource.schema())
    }
}

impl OfferedThing<Signature> for Arc<dyn Function> {
    fn name(&self) -> &str {
        Function::name(&**self)
    }

    fn kind(&self) -> Signature {
        self.signature()
    }
}
