//! What Terraform is served: every resource type and data source, and the door each call comes in by.

pub(crate) mod preflight;
pub(crate) mod resource;

use crate::engine::any_record::AnyRecord;
use crate::engine::data::record_data::RecordData;
use crate::engine::data::{instance, records, table, token_status};
use crate::engine::session::Shared;

/// Every resource type, ready to be served.
pub(crate) fn resources(shared: &Shared) -> Vec<Box<dyn tfplugin::Resource>> {
    let served = |spec: &&'static crate::describe::Resource| -> Box<dyn tfplugin::Resource> {
        Box::new(resource::Served::new(spec, shared.clone()))
    };
    let mut all: Vec<_> = crate::resources::ALL.iter().map(served).collect();
    all.push(Box::new(AnyRecord::new(shared.clone())));
    all
}

/// Every data source, ready to be served.
pub(crate) fn data_sources(shared: &Shared) -> Vec<Box<dyn tfplugin::DataSource>> {
    let served = |source: &&'static crate::describe::DataSource| -> Box<dyn tfplugin::DataSource> {
        Box::new(RecordData::new(source, shared.clone()))
    };
    let mut all: Vec<_> = crate::data_sources::ALL.iter().map(served).collect();
    let described =
        |name: &str| crate::data_sources::ALL.iter().any(|source| source.resource.name == name);
    for resource in crate::resources::ALL.iter().filter(|resource| !described(resource.name)) {
        all.push(Box::new(RecordData::derived(resource, shared.clone())));
    }
    all.push(Box::new(records::Records(shared.clone())));
    all.push(Box::new(instance::Instance(shared.clone())));
    all.push(Box::new(table::Table(shared.clone())));
    all.push(Box::new(token_status::TokenStatus(shared.clone())));
    all
}
