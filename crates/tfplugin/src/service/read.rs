//! `ReadResource` and `ReadDataSource`.

use super::{Service, fault};
use crate::proto::tfplugin6::{read_data_source as data, read_resource as resource};
use crate::{Diagnostic, Diagnostics, ReadDataRequest, ReadRequest, Value, wire};

pub(super) async fn resource(
    service: &Service,
    request: resource::Request,
) -> Result<resource::Response, Diagnostics> {
    let (resource, kind) = service.resource(&request.type_name)?;
    let state = kind.decode(request.current_state.as_ref())?;
    let private = request.private.clone();
    let read = resource.read(ReadRequest { state, private, call: service.call() }).await;
    let failed = read.diagnostics.iter().any(Diagnostic::is_error);
    let new_state =
        if failed { request.current_state } else { Some(kind.encode_stored(read.state)?) };
    Ok(resource::Response {
        new_state,
        private: read.private.unwrap_or(request.private),
        diagnostics: wire::diagnostics(read.diagnostics),
        ..resource::Response::default()
    })
}

pub(super) async fn data(
    service: &Service,
    request: data::Request,
) -> Result<data::Response, Diagnostics> {
    let (source, kind) = service.data_source(&request.type_name)?;
    let config = kind.decode(request.config.as_ref())?;
    let read = source.read(ReadDataRequest { config, call: service.call() }).await;
    let (mut state, mut diagnostics) = (read.state, read.diagnostics);
    if diagnostics.iter().any(Diagnostic::is_error) {
        state = Value::Null;
    }
    diagnostics.extend(fault::undecided(super::apply::decide(&mut state)));
    Ok(data::Response {
        state: Some(kind.encode(&state)?),
        diagnostics: wire::diagnostics(diagnostics),
        deferred: None,
    })
}
