//! `GetMetadata` and `GetProviderSchema`: what there is.

use super::Service;
use crate::proto::tfplugin6::{ServerCapabilities, get_metadata, get_provider_schema};
use crate::wire;

const CAPABILITIES: ServerCapabilities = ServerCapabilities {
    plan_destroy: true,
    get_provider_schema_optional: true,
    move_resource_state: false,
    generate_resource_config: false,
};

/// Names, without building a schema.
pub(super) fn metadata(service: &Service) -> get_metadata::Response {
    let data_sources = service.provider.data_sources().iter();
    let resources = service.provider.resources().iter();
    get_metadata::Response {
        server_capabilities: Some(CAPABILITIES),
        data_sources: data_sources
            .map(|d| get_metadata::DataSourceMetadata { type_name: d.type_name().to_owned() })
            .collect(),
        resources: resources
            .map(|r| get_metadata::ResourceMetadata { type_name: r.type_name().to_owned() })
            .collect(),
        ..get_metadata::Response::default()
    }
}

/// All schemas, built once.
pub(super) fn schemas(service: &Service) -> get_provider_schema::Response {
    service.published.get_or_init(|| build(service)).clone()
}

fn build(service: &Service) -> get_provider_schema::Response {
    let resources =
        service.resources.keys().filter_map(|name| Some((name, service.resource(name).ok()?.1)));
    let data = service
        .data_sources
        .keys()
        .filter_map(|name| Some((name, service.data_source(name).ok()?.1)));
    get_provider_schema::Response {
        provider: Some(wire::schema(&service.configuration().schema)),
        resource_schemas: resources
            .map(|(name, kind)| (name.clone(), wire::schema(&kind.schema)))
            .collect(),
        data_source_schemas: data
            .map(|(name, kind)| (name.clone(), wire::schema(&kind.schema)))
            .collect(),
        server_capabilities: Some(CAPABILITIES),
        ..get_provider_schema::Response::default()
    }
}
