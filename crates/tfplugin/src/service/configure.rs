//! `ConfigureProvider`.

use super::Service;
use crate::proto::tfplugin6::configure_provider::{Request, Response};
use crate::{ConfigureRequest, Diagnostics, wire};

pub(super) async fn configure(
    service: &Service,
    request: Request,
) -> Result<Response, Diagnostics> {
    let config = service.configuration().decode(request.config.as_ref())?;
    let client = request.client_capabilities.unwrap_or_default();
    let configured = ConfigureRequest {
        config,
        terraform_version: request.terraform_version,
        deferral_allowed: client.deferral_allowed,
        stop: service.call().stop,
    };
    let diagnostics = service.provider.configure(configured).await;
    Ok(Response { diagnostics: wire::diagnostics(diagnostics) })
}
