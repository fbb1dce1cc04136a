//! Lists, as `terraform query` makes them.

use std::sync::Arc;

use futures_util::StreamExt as _;
use serde_json::Value as Json;
use tonic::Request;

use super::calls::{Calls, answered, succeeded};
use super::change::assert_stored;
use super::raw::remember;
use super::{Harness, compatible, config};
use crate::proto::tfplugin6::{
    list_resource as list, provider_server::Provider as _,
    validate_list_resource_config as validate,
};
use crate::service::Kind;
use crate::{Diagnostic, Diagnostics, Value, wire};

/// One object of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Its identity.
    pub identity: Value,
    /// What a person calls it.
    pub display_name: String,
    /// Its state, if it was asked for and answered.
    pub state: Option<Value>,
}

/// What a list came to.
#[derive(Debug, Clone, Default)]
pub struct Listing {
    /// The objects.
    pub found: Vec<Found>,
    /// Warnings.
    pub warnings: Diagnostics,
}

impl Harness {
    /// Checks the `config` block of a list.
    pub async fn validate_list(&self, type_name: &str, config: Json) -> Diagnostics {
        let kind = self.list_kind(type_name);
        let request = validate::Request {
            type_name: type_name.to_owned(),
            config: Some(self.calls(type_name, kind).code(&config::read(&config, &kind.schema))),
            include_resource_object: None,
            limit: None,
        };
        remember(self.heard.as_ref(), "ValidateListResourceConfig", &request);
        let service = Arc::clone(&self.service);
        let reply = service.validate_list_resource_config(Request::new(request)).await;
        wire::diagnostics_back(answered(reply).diagnostics)
    }

    /// Lists up to `limit` objects, with their states where they are asked for.
    ///
    /// # Errors
    /// The provider's diagnostics of the check or the list, when one of them is an error.
    pub async fn list(
        &self,
        type_name: &str,
        config: Json,
        include_resource: bool,
        limit: u32,
    ) -> Result<Listing, Diagnostics> {
        succeeded(self.validate_list(type_name, config.clone()).await)?;
        let kind = self.list_kind(type_name);
        let request = list::Request {
            type_name: type_name.to_owned(),
            config: Some(self.calls(type_name, kind).code(&config::read(&config, &kind.schema))),
            include_resource_object: include_resource,
            limit: i64::from(limit),
        };
        remember(self.heard.as_ref(), "ListResource", &request);
        let service = Arc::clone(&self.service);
        let mut events = answered(service.list_resource(Request::new(request)).await);
        let resource = self.resource(type_name);
        let reading = Reading { calls: self.calls(type_name, resource), kind: resource };
        let mut listing = Listing::default();
        // Core stops there, and drops the stream.
        while listing.found.len() < limit as usize {
            let Some(event) = events.next().await else { break };
            let Ok(event) = event else { panic!("a list ends in diagnostics, not in {event:?}") };
            reading.take(event, &mut listing)?;
        }
        let states = listing.found.iter().filter(|found| found.state.is_some()).count();
        assert!(include_resource || states == 0, "nobody asked for the states");
        Ok(listing)
    }

    fn list_kind(&self, type_name: &str) -> &Kind {
        let entry = self.service.offered(type_name).ok();
        match entry.and_then(|entry| entry.list_kind()) {
            Some(kind) => kind,
            None => panic!("{type_name} cannot be listed"),
        }
    }
}

struct Reading<'a> {
    calls: Calls<'a>,
    kind: &'a Kind,
}

impl Reading<'_> {
    fn take(&self, event: list::Event, listing: &mut Listing) -> Result<(), Diagnostics> {
        let said = wire::diagnostics_back(event.diagnostic);
        if said.iter().any(Diagnostic::is_error) {
            return Err(said);
        }
        listing.warnings.extend(said);
        let identity = self.calls.decode_identity(event.identity.as_ref());
        if identity.is_null() {
            let name = event.display_name;
            assert!(!listing.warnings.is_empty(), "an object has an identity, but not `{name}`");
            return Ok(());
        }
        let open = compatible::unknowns(&identity);
        assert!(open.is_empty(), "an identity is known, but {open:?} are not");
        assert!(!event.display_name.is_empty(), "an object has a name");
        let state = event.resource_object.as_ref().map(|object| self.calls.decode(Some(object)));
        if let Some(state) = &state {
            assert_stored(state, self.kind, "a list");
        }
        listing.found.push(Found { identity, display_name: event.display_name, state });
        Ok(())
    }
}
