//! What happens to any resource, one file per operation.

mod adopt;
mod any_record;
mod application;
mod attributes;
mod cells;
mod create;
mod data_source;
mod delete;
mod dictionary;
mod explain;
mod hidden;
mod hooks;
mod import;
mod instance_source;
mod kind;
mod links;
mod near;
mod orphans;
mod placement;
mod plan;
mod plugin;
mod preflight;
mod private;
mod read;
mod readback;
mod record;
mod records_source;
mod references;
mod resource;
mod restore;
mod schema;
mod secrets;
mod session;
mod table_source;
mod timeouts;
mod token_source;
mod unique;
mod update;
mod validate;

pub(crate) use placement::{Said, Wanted};
pub(crate) use session::{Configured, Session, Shared};

/// Every resource type, ready to be served.
pub(crate) fn resources(shared: &Shared) -> Vec<Box<dyn tfplugin::Resource>> {
    let served = |spec: &&'static crate::describe::Resource| -> Box<dyn tfplugin::Resource> {
        Box::new(resource::Served::new(spec, shared.clone()))
    };
    let mut all: Vec<_> = crate::resources::ALL.iter().map(served).collect();
    all.push(Box::new(any_record::AnyRecord::new(shared.clone())));
    all
}

/// Every data source, ready to be served.
pub(crate) fn data_sources(shared: &Shared) -> Vec<Box<dyn tfplugin::DataSource>> {
    let served = |source: &&'static crate::describe::DataSource| -> Box<dyn tfplugin::DataSource> {
        Box::new(data_source::RecordData::new(source, shared.clone()))
    };
    let mut all: Vec<_> = crate::data_sources::ALL.iter().map(served).collect();
    let described =
        |name: &str| crate::data_sources::ALL.iter().any(|source| source.resource.name == name);
    for resource in crate::resources::ALL.iter().filter(|resource| !described(resource.name)) {
        all.push(Box::new(data_source::RecordData::derived(resource, shared.clone())));
    }
    all.push(Box::new(records_source::Records(shared.clone())));
    all.push(Box::new(instance_source::Instance(shared.clone())));
    all.push(Box::new(table_source::Table(shared.clone())));
    all.push(Box::new(token_source::TokenStatus(shared.clone())));
    all
}
