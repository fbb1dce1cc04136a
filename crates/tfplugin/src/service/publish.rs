//! `GetMetadata` and `GetProviderSchema`: what there is.

use super::{Service, function};
use crate::proto::tfplugin6::{
    ActionSchema, ServerCapabilities, get_metadata, get_metadata as metadata, get_provider_schema,
};
use crate::wire;

/// What is advertised is what something is offered for.
fn capabilities(service: &Service) -> ServerCapabilities {
    ServerCapabilities {
        plan_destroy: true,
        get_provider_schema_optional: true,
        move_resource_state: service.is_any_resource(|offered| offered.movable.is_some()),
        generate_resource_config: service.is_any_resource(|offered| offered.configurable.is_some()),
    }
}

/// Names, without building a schema.
pub(super) fn metadata(service: &Service) -> metadata::Response {
    let named = |name: &str| name.to_owned();
    let lists = service.resources.all().filter(|(_, entry)| entry.offer().listable.is_some());
    metadata::Response {
        server_capabilities: Some(capabilities(service)),
        data_sources: each(service.data_sources.all(), |name| get_metadata::DataSourceMetadata {
            type_name: named(name),
        }),
        resources: each(service.resources.all(), |name| get_metadata::ResourceMetadata {
            type_name: named(name),
        }),
        ephemeral_resources: each(service.ephemerals.all(), |name| {
            get_metadata::EphemeralResourceMetadata { type_name: named(name) }
        }),
        list_resources: each(lists, |name| get_metadata::ListResourceMetadata {
            type_name: named(name),
        }),
        functions: each(service.functions.all(), |name| get_metadata::FunctionMetadata {
            name: named(name),
        }),
        actions: each(service.actions.all(), |name| get_metadata::ActionMetadata {
            type_name: named(name),
        }),
        ..metadata::Response::default()
    }
}

fn each<'a, E: 'a, T>(
    all: impl Iterator<Item = (&'a str, &'a E)>,
    one: impl Fn(&str) -> T,
) -> Vec<T> {
    all.map(|(name, _)| one(name)).collect()
}

/// All schemas, built once.
pub(super) fn schemas(service: &Service) -> get_provider_schema::Response {
    service.published.get_or_init(|| build(service)).clone()
}

fn build(service: &Service) -> get_provider_schema::Response {
    let resources = service.resources.all().map(|(name, entry)| (name, entry.kind()));
    let data = service.data_sources.all().map(|(name, entry)| (name, entry.kind()));
    let ephemerals = service.ephemerals.all().map(|(name, entry)| (name, entry.kind()));
    let lists =
        service.resources.all().filter_map(|(name, entry)| Some((name, entry.list_kind()?)));
    let actions = service.actions.all().map(|(name, entry)| {
        let schema = Some(wire::schema(&entry.kind().schema));
        (name.to_owned(), ActionSchema { schema })
    });
    get_provider_schema::Response {
        provider: Some(wire::schema(&service.configuration().schema)),
        provider_meta: service.meta().map(|kind| wire::schema(&kind.schema)),
        resource_schemas: coded(resources),
        data_source_schemas: coded(data),
        ephemeral_resource_schemas: coded(ephemerals),
        list_resource_schemas: coded(lists),
        action_schemas: actions.collect(),
        functions: function::published(service).functions,
        server_capabilities: Some(capabilities(service)),
        ..get_provider_schema::Response::default()
    }
}

fn coded<'a>(
    kinds: impl Iterator<Item = (&'a str, &'a super::Kind)>,
) -> std::collections::HashMap<String, crate::proto::tfplugin6::Schema> {
    kinds.map(|(name, kind)| (name.to_owned(), wire::schema(&kind.schema))).collect()
}
