//! `GenerateResourceConfig`: the configuration of an object that is there.

use super::{Service, write_only};
use crate::proto::tfplugin6::generate_resource_config::{Request, Response};
use crate::{ConfigurationRequest, ConfigurationResponse, Diagnostics, wire};

pub(super) async fn generate(service: &Service, request: Request) -> Result<Response, Diagnostics> {
    let entry = service.offered(&request.type_name)?;
    let kind = entry.kind();
    let state = kind.decode(request.state.as_ref())?;
    let made = match &entry.offer().configurable {
        Some(author) => {
            author.configuration(ConfigurationRequest { state, call: service.call() }).await
        }
        None => ConfigurationResponse::new(kind.schema.configurable(state)),
    };
    let mut config = made.config;
    write_only::clear(&mut config, &kind.schema.block);
    Ok(Response {
        config: Some(kind.encode(&config)?),
        diagnostics: wire::diagnostics(made.diagnostics),
    })
}
