//! `ReadResource` and `ReadDataSource`.

use super::answer::deferral;
use super::{Service, fault, identity};
use crate::proto::tfplugin6::{read_data_source as data, read_resource as resource};
use crate::{Diagnostic, Diagnostics, ReadDataRequest, ReadRequest, Value, wire};

pub(super) async fn resource(
    service: &Service,
    request: resource::Request,
) -> Result<resource::Response, Diagnostics> {
    let entry = service.offered(&request.type_name)?;
    let (kind, identified) = (entry.kind(), entry.identity());
    let call =
        service.call_of(request.client_capabilities.as_ref(), request.provider_meta.as_ref())?;
    let allowed = call.deferral_allowed;
    let asked = ReadRequest {
        state: kind.decode(request.current_state.as_ref())?,
        private: request.private.clone(),
        identity: identity::decode(identified, request.current_identity.as_ref())?,
        call,
    };
    let read = entry.offer().resource.read(asked).await;
    let failed = read.diagnostics.iter().any(Diagnostic::is_error);
    let new_state =
        if failed { request.current_state } else { Some(kind.encode_stored(read.state)?) };
    let said = read.identity.as_ref().filter(|_| !failed);
    Ok(resource::Response {
        new_state,
        private: read.private.unwrap_or(request.private),
        new_identity: identity::answer(identified, said, request.current_identity)?,
        deferred: deferral(read.deferred, allowed)?,
        diagnostics: wire::diagnostics(read.diagnostics),
    })
}

pub(super) async fn data(
    service: &Service,
    request: data::Request,
) -> Result<data::Response, Diagnostics> {
    let (source, kind) = service.data_source(&request.type_name)?;
    let config = kind.decode(request.config.as_ref())?;
    let call =
        service.call_of(request.client_capabilities.as_ref(), request.provider_meta.as_ref())?;
    let allowed = call.deferral_allowed;
    let read = source.read(ReadDataRequest { config, call }).await;
    let (mut state, mut diagnostics) = (read.state, read.diagnostics);
    if diagnostics.iter().any(Diagnostic::is_error) {
        state = Value::Null;
    }
    if read.deferred.is_none() {
        diagnostics.extend(fault::undecided(super::apply::decide(&mut state)));
    }
    Ok(data::Response {
        state: Some(kind.encode(&state)?),
        deferred: deferral(read.deferred, allowed)?,
        diagnostics: wire::diagnostics(diagnostics),
    })
}
