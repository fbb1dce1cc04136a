//! Identities: imports by them, and their stored forms.

use serde_json::Value as Json;
use tonic::Request;

use super::calls::{answered, succeeded};
use super::raw::remember;
use super::{Harness, State, config};
use crate::proto::tfplugin6::{
    RawState, provider_server::Provider as _, upgrade_resource_identity as upgrade,
};
use crate::service::IdentityKind;
use crate::{Diagnostics, Type, Value, wire};

impl Harness {
    /// Imports the object of this identity and reads it, as core does. What the identity leaves out is
    /// null.
    ///
    /// # Errors
    /// The provider's diagnostics, when one of them is an error; or core's own, when the read that
    /// follows finds no object.
    pub async fn import_identity(
        &self,
        type_name: &str,
        identity: Json,
    ) -> Result<State, Diagnostics> {
        let kind = self.identity_kind(type_name);
        for attribute in kind.schema.attributes.iter().filter(|attribute| attribute.required) {
            let named = identity.get(&attribute.name).is_some_and(|json| !json.is_null());
            assert!(named, "the test's identity lacks `{}`", attribute.name);
        }
        let identity = config::value(&identity, &kind.ty);
        self.imported(type_name, "", &identity).await
    }

    /// Brings a stored identity of this version to the current form.
    ///
    /// # Errors
    /// The provider's diagnostics, when one of them is an error.
    pub async fn upgrade_identity(
        &self,
        type_name: &str,
        version: i64,
        stored: &Json,
    ) -> Result<Value, Diagnostics> {
        let request = upgrade::Request {
            type_name: type_name.to_owned(),
            version,
            raw_identity: Some(raw(stored)),
        };
        remember(self.heard.as_ref(), "UpgradeResourceIdentity", &request);
        let service = std::sync::Arc::clone(&self.service);
        let reply = answered(service.upgrade_resource_identity(Request::new(request)).await);
        succeeded(wire::diagnostics_back(reply.diagnostics))?;
        let calls = self.calls(type_name, self.resource(type_name));
        Ok(calls.decode_identity(reply.upgraded_identity.as_ref()))
    }

    /// The type of a resource's identity, if it has one.
    pub fn identity_type(&self, type_name: &str) -> Option<Type> {
        let entry = self.service.offered(type_name).ok()?;
        entry.identity().map(|kind| kind.ty.clone())
    }

    fn identity_kind(&self, type_name: &str) -> &IdentityKind {
        let entry = self.service.offered(type_name).ok();
        match entry.and_then(|entry| entry.identity()) {
            Some(kind) => kind,
            None => panic!("{type_name} has no identity"),
        }
    }
}

/// A stored form.
pub(super) fn raw(json: &Json) -> RawState {
    let json = json.to_string().into_bytes();
    RawState { json, flatmap: std::collections::HashMap::new() }
}
