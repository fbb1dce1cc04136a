//! `ConfigureProvider`.

use super::Service;
use crate::proto::tfplugin6::configure_provider::{Request, Response};
use crate::{ConfigureRequest, Diagnostics, wire};

pub(super) async fn configure(
    service: &Service,
    request: Request,
) -> Result<Response, Diagnostics> {
    let config = service.configuration().decode(request.config.as_ref())?;
    let terraform_version = request.terraform_version;
    let diagnostics =
        service.provider.configure(ConfigureRequest { config, terraform_version }).await;
    Ok(Response { diagnostics: wire::diagnostics(diagnostics) })
}
