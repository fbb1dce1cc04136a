//! `MoveResourceState`: the state of another type becomes one of this.

use super::{Service, StoredState, fault};
use crate::proto::tfplugin6::move_resource_state::{Request, Response};
use crate::{Diagnostic, Diagnostics, MoveRequest, wire};

pub(super) fn moved(service: &Service, request: &Request) -> Result<Response, Diagnostics> {
    let entry = service.offered(&request.target_type_name)?;
    let text = request.source_state.as_ref().map_or(&[][..], |raw| &raw.json);
    let identity = request.source_identity.as_ref().filter(|raw| !raw.json.is_empty());
    let asked = MoveRequest {
        provider_address: &request.source_provider_address,
        type_name: &request.source_type_name,
        schema_version: request.source_schema_version,
        state: StoredState::from_bytes(text)?,
        private: &request.source_private,
        identity: identity.map(|raw| StoredState::from_bytes(&raw.json)).transpose()?,
    };
    let movable = entry.offer().movable.as_ref();
    let moved = movable.and_then(|movable| movable.moved(asked)).ok_or_else(|| {
        let (from, to) = (&request.source_type_name, &request.target_type_name);
        vec![fault::not_movable(from, &request.source_provider_address, to)]
    })?;
    if moved.diagnostics.iter().any(Diagnostic::is_error) {
        return Err(moved.diagnostics);
    }
    let identity = entry.identity().map(|kind| kind.encode(&moved.identity)).transpose()?;
    Ok(Response {
        target_state: Some(entry.kind().encode_stored(moved.state)?),
        target_private: moved.private,
        target_identity: identity.flatten(),
        diagnostics: wire::diagnostics(moved.diagnostics),
    })
}
