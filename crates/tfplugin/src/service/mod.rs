//! The provider service: decode, call the author, encode; one file per call or small group of
//! calls.

mod answer;
mod apply;
mod configure;
mod fault;
mod import;
mod kind;
mod plan;
mod publish;
mod read;
mod rpc;
mod stop;
mod upgrade;
mod validate;
mod write_only;

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::proto::tfplugin6::get_provider_schema;
use crate::{Call, DataSource, Diagnostics, Provider, Resource};
pub(crate) use kind::Kind;
use stop::Stop;
pub use upgrade::StoredState;
#[cfg(feature = "testing")]
pub(crate) use write_only::clear as clear_write_only;

/// One provider behind the protocol's service.
pub(crate) struct Service {
    provider: Box<dyn Provider>,
    configuration: OnceLock<Kind>,
    resources: HashMap<String, Offered>,
    data_sources: HashMap<String, Offered>,
    published: OnceLock<get_provider_schema::Response>,
    stop: Stop,
}

/// Where an offer stands in the author's list, and its schema once somebody asked for it.
struct Offered {
    position: usize,
    kind: OnceLock<Kind>,
}

impl Service {
    /// Takes in a provider. Schemas are built when they are first needed, so that starting stays
    /// quick.
    pub(crate) fn new(provider: impl Provider) -> Self {
        let resources = offers(provider.resources().iter().map(|r| r.type_name()));
        let data_sources = offers(provider.data_sources().iter().map(|d| d.type_name()));
        Self {
            provider: Box::new(provider),
            configuration: OnceLock::new(),
            resources,
            data_sources,
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

    fn call(&self) -> Call {
        Call { stop: self.stop.token() }
    }

    /// The provider block.
    pub(crate) fn configuration(&self) -> &Kind {
        self.configuration.get_or_init(|| Kind::of(self.provider.schema()))
    }

    /// The resource type of this name.
    pub(crate) fn resource(&self, name: &str) -> Result<(&dyn Resource, &Kind), Diagnostics> {
        let found = self.resources.get(name).and_then(|offered| {
            let resource = self.provider.resources().get(offered.position)?;
            Some((&**resource, offered.kind.get_or_init(|| Kind::of(resource.schema()))))
        });
        found.ok_or_else(|| vec![fault::unknown_type("resource type", name)])
    }

    /// The data source of this name.
    pub(crate) fn data_source(&self, name: &str) -> Result<(&dyn DataSource, &Kind), Diagnostics> {
        let found = self.data_sources.get(name).and_then(|offered| {
            let source = self.provider.data_sources().get(offered.position)?;
            Some((&**source, offered.kind.get_or_init(|| Kind::of(source.schema()))))
        });
        found.ok_or_else(|| vec![fault::unknown_type("data source", name)])
    }
}

fn offers<'a>(names: impl Iterator<Item = &'a str>) -> HashMap<String, Offered> {
    let numbered = names.enumerate();
    numbered
        .map(|(position, name)| (name.to_owned(), Offered { position, kind: OnceLock::new() }))
        .collect()
}
