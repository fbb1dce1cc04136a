//! States of other types and of older versions.

use std::sync::Arc;

use serde_json::Value as Json;
use tonic::Request;

use super::calls::{answered, succeeded};
use super::change::assert_stored;
use super::identities::raw;
use super::raw::remember;
use super::{Harness, State};
use crate::proto::tfplugin6::{move_resource_state as moving, provider_server::Provider as _};
use crate::service::Kind;
use crate::{Diagnostics, Value, wire};

impl Harness {
    /// Moves a state of another type to this one, as a `moved` block does. `source` names the other
    /// provider, its type and its schema version; core asks a process that is not configured. What comes
    /// with it is the warnings.
    ///
    /// # Errors
    /// The provider's diagnostics, when one of them is an error.
    pub async fn move_state(
        &self,
        source: (&str, &str, i64),
        state: &Json,
        private: &[u8],
        type_name: &str,
    ) -> Result<(State, Diagnostics), Diagnostics> {
        let (address, source_type, version) = source;
        let request = moving::Request {
            source_provider_address: address.to_owned(),
            source_type_name: source_type.to_owned(),
            source_schema_version: version,
            source_state: Some(raw(state)),
            target_type_name: type_name.to_owned(),
            source_private: private.to_vec(),
            source_identity: None,
            source_identity_schema_version: 0,
        };
        remember(self.heard.as_ref(), "MoveResourceState", &request);
        let reply = Arc::clone(&self.service).move_resource_state(Request::new(request)).await;
        let reply = answered(reply);
        let warnings = succeeded(wire::diagnostics_back(reply.diagnostics))?;
        let kind = self.resource(type_name);
        let calls = self.calls(type_name, kind);
        let value = calls.decode(reply.target_state.as_ref());
        assert!(!value.is_null(), "a state that was moved is a state");
        assert_stored(&value, kind, "a move");
        let identity = calls.decode_identity(reply.target_identity.as_ref());
        let named = calls.identity.is_none() || !identity.is_null();
        assert!(named, "a state that was moved has an identity");
        Ok((State { value, private: reply.target_private, identity }, warnings))
    }

    /// Brings a stored state of this schema version to the current form. Of a state of the current version
    /// core leaves out what the schema does not know before it asks. What comes with it is the warnings.
    ///
    /// # Errors
    /// The provider's diagnostics, when one of them is an error.
    pub async fn upgrade(
        &self,
        type_name: &str,
        version: i64,
        stored: &Json,
    ) -> Result<(Value, Diagnostics), Diagnostics> {
        let kind = self.resource(type_name);
        let stored =
            if version == kind.schema.version { known(stored, kind) } else { stored.clone() };
        let calls = self.calls(type_name, kind);
        let (value, warnings) =
            calls.upgrade_stored(version, stored.to_string().into_bytes()).await?;
        assert_stored(&value, kind, "an upgrade");
        Ok((value, warnings))
    }
}

/// What the schema knows of a state, at its top.
fn known(stored: &Json, kind: &Kind) -> Json {
    let block = &kind.schema.block;
    let names =
        block.attributes.iter().map(|a| &a.name).chain(block.blocks.iter().map(|b| &b.name));
    let known = names.filter_map(|name| Some((name.clone(), stored.get(name)?.clone())));
    Json::Object(known.collect())
}
