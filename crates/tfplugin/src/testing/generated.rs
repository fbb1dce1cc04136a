//! Configuration written for objects that are there.

use std::sync::Arc;

use serde_json::Value as Json;
use tonic::Request;

use super::calls::{answered, succeeded};
use super::raw::remember;
use super::{Harness, compatible};
use crate::proto::tfplugin6::{
    generate_resource_config as generate, provider_server::Provider as _,
};
use crate::{Diagnostics, Value, wire};

impl Harness {
    /// The configuration of an object in this state, as `-generate-config-out` asks for it, in the form
    /// in which [`plan`](Self::plan) takes it. Without an author's own way it is core's.
    ///
    /// # Errors
    /// The provider's diagnostics, when one of them is an error.
    pub async fn generate(&self, type_name: &str, state: &Value) -> Result<Json, Diagnostics> {
        let kind = self.resource(type_name);
        let calls = self.calls(type_name, kind);
        let request =
            generate::Request { type_name: type_name.to_owned(), state: Some(calls.code(state)) };
        remember(self.heard.as_ref(), "GenerateResourceConfig", &request);
        let reply = Arc::clone(&self.service).generate_resource_config(Request::new(request)).await;
        let config = match reply {
            Err(status) if status.code() == tonic::Code::Unimplemented => {
                kind.schema.configurable(state.clone())
            }
            reply => {
                let reply = answered(reply);
                succeeded(wire::diagnostics_back(reply.diagnostics))?;
                calls.decode(reply.config.as_ref())
            }
        };
        assert!(compatible::unknowns(&config).is_empty(), "a generated configuration is known");
        let configurable = kind.schema.configurable(config.clone());
        assert!(config == configurable, "a generated configuration sets what can be configured");
        match serde_json::from_str(&wire::to_json(&config, &kind.ty)) {
            Ok(json) => Ok(json),
            Err(error) => panic!("a value of the schema has a form in JSON: {error}"),
        }
    }
}
