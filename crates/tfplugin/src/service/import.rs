//! `ImportResourceState`.

use super::Service;
use super::kind::Kind;
use crate::proto::tfplugin6::import_resource_state::{ImportedResource, Request, Response};
use crate::{Diagnostics, ImportRequest, Imported, wire};

pub(super) async fn import(service: &Service, request: Request) -> Result<Response, Diagnostics> {
    let (resource, kind) = service.resource(&request.type_name)?;
    let found = resource.import(ImportRequest { id: request.id, call: service.call() }).await;
    let coded = found.imported.into_iter().map(|object| imported(kind, &request.type_name, object));
    Ok(Response {
        imported_resources: coded.collect::<Result<_, _>>()?,
        diagnostics: wire::diagnostics(found.diagnostics),
        deferred: None,
    })
}

fn imported(
    kind: &Kind,
    type_name: &str,
    object: Imported,
) -> Result<ImportedResource, Diagnostics> {
    Ok(ImportedResource {
        type_name: type_name.to_owned(),
        state: Some(kind.encode_stored(object.state)?),
        private: object.private,
        identity: None,
    })
}
