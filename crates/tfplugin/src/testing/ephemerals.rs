//! Values that are never stored, as core opens, prolongs and closes them.

use std::sync::Arc;
use std::time::SystemTime;

use serde_json::Value as Json;
use tonic::Request;

use super::calls::{CAPABILITIES, Calls, answered, succeeded};
use super::raw::remember;
use super::{Harness, compatible, config, planned};
use crate::proto::tfplugin6::{
    close_ephemeral_resource as close, open_ephemeral_resource as open,
    provider_server::Provider as _, renew_ephemeral_resource as renew,
    validate_ephemeral_resource_config as validate,
};
use crate::service::Kind;
use crate::{Diagnostics, Value, wire};

/// An open value.
#[derive(Debug, Clone)]
pub struct Opened {
    /// The whole object, configuration included.
    pub result: Value,
    /// When it has to be prolonged, if it has to.
    pub renew_at: Option<SystemTime>,
    /// What the renewals and the closing get.
    pub private: Vec<u8>,
    /// Warnings.
    pub warnings: Diagnostics,
}

impl Harness {
    /// Checks the configuration of an ephemeral resource.
    pub async fn validate_ephemeral(&self, type_name: &str, config: Json) -> Diagnostics {
        let kind = self.ephemeral(type_name);
        let request = validate::Request {
            type_name: type_name.to_owned(),
            config: Some(self.calls(type_name, kind).code(&config::read(&config, &kind.schema))),
        };
        remember(self.heard.as_ref(), "ValidateEphemeralResourceConfig", &request);
        let service = Arc::clone(&self.service);
        let reply = service.validate_ephemeral_resource_config(Request::new(request)).await;
        wire::diagnostics_back(answered(reply).diagnostics)
    }

    /// Checks the configuration, which must be wholly known, and opens the value.
    ///
    /// # Errors
    /// The provider's diagnostics of the check or the opening, when one of them is an error.
    pub async fn open(&self, type_name: &str, config: Json) -> Result<Opened, Diagnostics> {
        succeeded(self.validate_ephemeral(type_name, config.clone()).await)?;
        let kind = self.ephemeral(type_name);
        let config = config::read(&config, &kind.schema);
        let open = compatible::unknowns(&config);
        assert!(open.is_empty(), "core opens nothing while {open:?} are unknown");
        let calls = self.calls(type_name, kind);
        let request = open::Request {
            type_name: type_name.to_owned(),
            config: Some(calls.code(&config)),
            client_capabilities: CAPABILITIES,
        };
        remember(self.heard.as_ref(), "OpenEphemeralResource", &request);
        let reply = Arc::clone(&self.service).open_ephemeral_resource(Request::new(request)).await;
        opened(answered(reply), &calls, &config, kind)
    }

    /// Prolongs an open value: what the next renewal gets, and when it comes.
    ///
    /// # Errors
    /// The provider's diagnostics, when one of them is an error.
    pub async fn renew(
        &self,
        type_name: &str,
        private: &[u8],
    ) -> Result<(Vec<u8>, Option<SystemTime>), Diagnostics> {
        let private = Some(private.to_vec());
        let request = renew::Request { type_name: type_name.to_owned(), private };
        remember(self.heard.as_ref(), "RenewEphemeralResource", &request);
        let reply = Arc::clone(&self.service).renew_ephemeral_resource(Request::new(request)).await;
        let reply = answered(reply);
        succeeded(wire::diagnostics_back(reply.diagnostics))?;
        Ok((reply.private.unwrap_or_default(), moment(reply.renew_at)))
    }

    /// Gives an open value back, with the private bytes of its opening.
    ///
    /// # Errors
    /// The provider's diagnostics, when one of them is an error.
    pub async fn close(&self, type_name: &str, opened: &Opened) -> Result<(), Diagnostics> {
        let private = Some(opened.private.clone());
        let request = close::Request { type_name: type_name.to_owned(), private };
        remember(self.heard.as_ref(), "CloseEphemeralResource", &request);
        let reply = Arc::clone(&self.service).close_ephemeral_resource(Request::new(request)).await;
        succeeded(wire::diagnostics_back(answered(reply).diagnostics)).map(|_| ())
    }

    fn ephemeral(&self, type_name: &str) -> &Kind {
        match self.service.ephemeral(type_name) {
            Ok((_, kind)) => kind,
            Err(said) => panic!("{}", said[0].detail),
        }
    }
}

fn opened(
    reply: open::Response,
    calls: &Calls<'_>,
    config: &Value,
    kind: &Kind,
) -> Result<Opened, Diagnostics> {
    let warnings = succeeded(wire::diagnostics_back(reply.diagnostics))?;
    let result = calls.decode(reply.result.as_ref());
    let open = compatible::unknowns(&result);
    assert!(open.is_empty(), "what is open is known, but {open:?} are not");
    let faults = planned::faults(&Value::Null, config, &result, &kind.schema.block);
    assert!(faults.is_empty(), "an open value keeps its configuration: {faults:#?}");
    let (private, renew_at) = (reply.private.unwrap_or_default(), moment(reply.renew_at));
    Ok(Opened { result, renew_at, private, warnings })
}

fn moment(at: Option<prost_types::Timestamp>) -> Option<SystemTime> {
    at.and_then(|at| SystemTime::try_from(at).ok())
}
