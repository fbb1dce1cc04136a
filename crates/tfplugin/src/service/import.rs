//! `ImportResourceState`.

use super::answer::deferral;
use super::{IdentityKind, Kind, Service, fault, identity};
use crate::proto::tfplugin6::ResourceIdentityData;
use crate::proto::tfplugin6::import_resource_state::{ImportedResource, Request, Response};
use crate::{Diagnostics, ImportRequest, ImportTarget, Imported, Value, wire};

pub(super) async fn import(service: &Service, request: Request) -> Result<Response, Diagnostics> {
    let entry = service.offered(&request.type_name)?;
    let Some(importable) = &entry.offer().importable else {
        return Err(vec![fault::not_importable(&request.type_name)]);
    };
    let named = identity::decode(entry.identity(), request.identity.as_ref())?;
    let target = match named {
        Value::Null => ImportTarget::Id(request.id),
        identity => ImportTarget::Identity(identity),
    };
    let call = service.call_of(request.client_capabilities.as_ref(), None)?;
    let allowed = call.deferral_allowed;
    let found = importable.import(ImportRequest { target, call }).await;
    let coding = Coding {
        type_name: &request.type_name,
        kind: entry.kind(),
        identity: entry.identity(),
        named: request.identity.as_ref(),
    };
    let coded = found.imported.into_iter().map(|object| coding.imported(object));
    Ok(Response {
        imported_resources: coded.collect::<Result<_, _>>()?,
        deferred: deferral(found.deferred, allowed)?,
        diagnostics: wire::diagnostics(found.diagnostics),
    })
}

/// How the objects found are coded.
struct Coding<'a> {
    type_name: &'a str,
    kind: &'a Kind,
    identity: Option<&'a IdentityKind>,
    named: Option<&'a ResourceIdentityData>,
}

impl Coding<'_> {
    fn imported(&self, object: Imported) -> Result<ImportedResource, Diagnostics> {
        let named = self.named.cloned();
        Ok(ImportedResource {
            type_name: self.type_name.to_owned(),
            state: Some(self.kind.encode_stored(object.state)?),
            private: object.private,
            identity: identity::answer(self.identity, object.identity.as_ref(), named)?,
        })
    }
}
