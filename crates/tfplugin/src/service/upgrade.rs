//! `UpgradeResourceState`. It comes before every read of a stored state, at the current version
//! too.

use super::{Service, fault};
use crate::Diagnostics;
use crate::proto::tfplugin6::upgrade_resource_state::{Request, Response};

pub(super) fn upgrade(service: &Service, request: &Request) -> Result<Response, Diagnostics> {
    let (resource, kind) = service.resource(&request.type_name)?;
    let text = request.raw_state.as_ref().map_or(&[][..], |raw| &raw.json);
    let stored = serde_json::from_slice(text).map_err(|_| vec![fault::state_text()])?;
    let state = match resource.upgrade(request.version, &stored) {
        Some(upgraded) => upgraded?,
        None => kind.restore(&stored).map_err(|error| vec![fault::state(&error)])?,
    };
    Ok(Response { upgraded_state: Some(kind.encode_stored(state)?), diagnostics: Vec::new() })
}
