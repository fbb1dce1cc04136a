//! The calls about values that are never stored.

use prost_types::Timestamp;

use super::Service;
use super::answer::deferral;
use crate::proto::tfplugin6::{
    close_ephemeral_resource as close, open_ephemeral_resource as open,
    renew_ephemeral_resource as renew, validate_ephemeral_resource_config as validate,
};
use crate::{
    CloseRequest, Diagnostic, Diagnostics, OpenRequest, RenewRequest, ValidateRequest, wire,
};

pub(super) async fn validate(
    service: &Service,
    request: validate::Request,
) -> Result<validate::Response, Diagnostics> {
    let (ephemeral, kind) = service.ephemeral(&request.type_name)?;
    let config = kind.decode(request.config.as_ref())?;
    let diagnostics = ephemeral.validate(ValidateRequest { config }).await;
    Ok(validate::Response { diagnostics: wire::diagnostics(diagnostics) })
}

pub(super) async fn open(
    service: &Service,
    request: open::Request,
) -> Result<open::Response, Diagnostics> {
    let (ephemeral, kind) = service.ephemeral(&request.type_name)?;
    let config = kind.decode(request.config.as_ref())?;
    let call = service.call_of(request.client_capabilities.as_ref(), None)?;
    let allowed = call.deferral_allowed;
    let opened = ephemeral.open(OpenRequest { config, call }).await;
    let failed = opened.diagnostics.iter().any(Diagnostic::is_error);
    Ok(open::Response {
        renew_at: opened.renew_at.map(Timestamp::from),
        result: if failed { None } else { Some(kind.encode(&opened.result)?) },
        private: Some(opened.private),
        deferred: deferral(opened.deferred, allowed)?,
        diagnostics: wire::diagnostics(opened.diagnostics),
    })
}

pub(super) async fn renew(
    service: &Service,
    request: renew::Request,
) -> Result<renew::Response, Diagnostics> {
    let (ephemeral, _) = service.ephemeral(&request.type_name)?;
    let private = request.private.unwrap_or_default();
    let renewed = ephemeral.renew(RenewRequest { private, call: service.call() }).await;
    Ok(renew::Response {
        renew_at: renewed.renew_at.map(Timestamp::from),
        private: Some(renewed.private),
        diagnostics: wire::diagnostics(renewed.diagnostics),
    })
}

pub(super) async fn close(
    service: &Service,
    request: close::Request,
) -> Result<close::Response, Diagnostics> {
    let (ephemeral, _) = service.ephemeral(&request.type_name)?;
    let private = request.private.unwrap_or_default();
    let said = ephemeral.close(CloseRequest { private, call: service.call() }).await;
    Ok(close::Response { diagnostics: wire::diagnostics(said) })
}
