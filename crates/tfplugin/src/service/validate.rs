//! The checks of configurations by themselves.

use super::{Service, fault, write_only};
use crate::proto::tfplugin6::{
    validate_data_resource_config as data, validate_provider_config as provider,
    validate_resource_config as resource,
};
use crate::{Diagnostics, ValidateRequest, wire};

pub(super) async fn provider(
    service: &Service,
    request: provider::Request,
) -> Result<provider::Response, Diagnostics> {
    let config = service.configuration().decode(request.config.as_ref())?;
    let diagnostics = service.provider.validate(&config).await;
    Ok(provider::Response { diagnostics: wire::diagnostics(diagnostics) })
}

pub(super) async fn resource(
    service: &Service,
    request: resource::Request,
) -> Result<resource::Response, Diagnostics> {
    let (resource, kind) = service.resource(&request.type_name)?;
    let config = kind.decode(request.config.as_ref())?;
    let allowed =
        request.client_capabilities.is_some_and(|caller| caller.write_only_attributes_allowed);
    let mut diagnostics = Diagnostics::new();
    if !allowed {
        let set = write_only::clear(&mut config.clone(), &kind.schema.block);
        diagnostics.extend(set.into_iter().map(fault::write_only));
    }
    diagnostics.extend(resource.validate(ValidateRequest { config }).await);
    Ok(resource::Response { diagnostics: wire::diagnostics(diagnostics) })
}

pub(super) async fn data(
    service: &Service,
    request: data::Request,
) -> Result<data::Response, Diagnostics> {
    let (source, kind) = service.data_source(&request.type_name)?;
    let config = kind.decode(request.config.as_ref())?;
    let diagnostics = source.validate(ValidateRequest { config }).await;
    Ok(data::Response { diagnostics: wire::diagnostics(diagnostics) })
}
