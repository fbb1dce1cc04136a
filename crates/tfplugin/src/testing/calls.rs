//! The calls themselves: values coded, sent to the service, answers decoded.

use std::sync::Arc;

use tonic::Request;

use crate::proto::tfplugin6::{
    self as proto, ClientCapabilities, DynamicValue, ResourceIdentityData,
    provider_server::Provider,
};
use crate::service::{IdentityKind, Service};
use crate::{AttributePath, Deferred, Diagnostic, Diagnostics, Schema, Type, Value, wire};

use super::State;
use super::raw::{Heard, remember};

/// What a plan call answers.
pub(super) struct PlanAnswer {
    pub(super) planned: Value,
    pub(super) private: Vec<u8>,
    pub(super) requires_replace: Vec<AttributePath>,
    pub(super) identity: Value,
    pub(super) deferred: Option<Deferred>,
}

/// What this side of the protocol understands.
pub(super) const CAPABILITIES: ClientCapabilities = ClientCapabilities {
    deferral_allowed: false,
    write_only_attributes_allowed: true,
    store_planned_private: false,
    computed_blocks_allowed: false,
};

/// One type of the service, ready to be called.
pub(super) struct Calls<'a> {
    pub(super) service: &'a Arc<Service>,
    pub(super) heard: Option<&'a Heard>,
    pub(super) type_name: &'a str,
    pub(super) schema: &'a Schema,
    pub(super) ty: &'a Type,
    pub(super) identity: Option<&'a IdentityKind>,
    pub(super) client: ClientCapabilities,
}

impl Calls<'_> {
    pub(super) fn service(&self) -> Arc<Service> {
        Arc::clone(self.service)
    }

    pub(super) fn name(&self) -> String {
        self.type_name.to_owned()
    }

    pub(super) fn code(&self, value: &Value) -> DynamicValue {
        match wire::encode(value, self.ty) {
            Ok(coded) => coded,
            Err(error) => {
                panic!("the test's value does not fit the schema of {}: {error}", self.type_name)
            }
        }
    }

    pub(super) fn decode(&self, coded: Option<&DynamicValue>) -> Value {
        let Some(coded) = coded else { return Value::Null };
        assert!(coded.json.is_empty() && !coded.msgpack.is_empty(), "answers are in MessagePack");
        match wire::decode(coded, self.ty) {
            Ok(value) => value,
            Err(error) => {
                panic!("an answer does not fit the schema of {}: {error}", self.type_name)
            }
        }
    }

    pub(super) fn code_identity(&self, identity: &Value) -> Option<ResourceIdentityData> {
        let kind = self.identity.filter(|_| !identity.is_null())?;
        match kind.encode(identity) {
            Ok(coded) => coded,
            Err(said) => panic!("the test's identity does not fit: {said:?}"),
        }
    }

    pub(super) fn decode_identity(&self, coded: Option<&ResourceIdentityData>) -> Value {
        let Some(coded) = coded.and_then(|coded| coded.identity_data.as_ref()) else {
            return Value::Null;
        };
        let Some(kind) = self.identity else {
            panic!("{} answers an identity and has no schema for it", self.type_name)
        };
        match wire::decode(coded, &kind.ty) {
            Ok(identity) => identity,
            Err(error) => panic!("an identity of {} does not fit: {error}", self.type_name),
        }
    }

    pub(super) async fn validate(&self, config: &Value) -> Diagnostics {
        let request = proto::validate_resource_config::Request {
            type_name: self.name(),
            config: Some(self.code(config)),
            client_capabilities: Some(self.client),
        };
        remember(self.heard, "ValidateResourceConfig", &request);
        let reply = self.service().validate_resource_config(Request::new(request)).await;
        wire::diagnostics_back(answered(reply).diagnostics)
    }

    pub(super) async fn validate_data(&self, config: &Value) -> Diagnostics {
        let request = proto::validate_data_resource_config::Request {
            type_name: self.name(),
            config: Some(self.code(config)),
        };
        remember(self.heard, "ValidateDataResourceConfig", &request);
        let reply = self.service().validate_data_resource_config(Request::new(request)).await;
        wire::diagnostics_back(answered(reply).diagnostics)
    }

    /// Takes a state through its stored form, as every run of Terraform does.
    pub(super) async fn upgrade(&self, state: &Value) -> Result<Value, Diagnostics> {
        let json = wire::to_json(state, self.ty).into_bytes();
        self.upgrade_stored(self.schema.version, json).await.map(|(state, _)| state)
    }

    /// Brings a stored state of this version to the current form. What comes with it is the warnings.
    pub(super) async fn upgrade_stored(
        &self,
        version: i64,
        json: Vec<u8>,
    ) -> Result<(Value, Diagnostics), Diagnostics> {
        let request = proto::upgrade_resource_state::Request {
            type_name: self.name(),
            version,
            raw_state: Some(proto::RawState { json, flatmap: std::collections::HashMap::new() }),
        };
        remember(self.heard, "UpgradeResourceState", &request);
        let reply = answered(self.service().upgrade_resource_state(Request::new(request)).await);
        let warnings = succeeded(wire::diagnostics_back(reply.diagnostics))?;
        Ok((self.decode(reply.upgraded_state.as_ref()), warnings))
    }

    pub(super) async fn read(&self, state: &State) -> Result<State, Diagnostics> {
        let request = proto::read_resource::Request {
            type_name: self.name(),
            current_state: Some(self.code(&state.value)),
            private: state.private.clone(),
            current_identity: self.code_identity(&state.identity),
            client_capabilities: Some(self.client),
            ..proto::read_resource::Request::default()
        };
        remember(self.heard, "ReadResource", &request);
        let reply = answered(self.service().read_resource(Request::new(request)).await);
        succeeded(wire::diagnostics_back(reply.diagnostics))?;
        Ok(State {
            value: self.decode(reply.new_state.as_ref()),
            private: reply.private,
            identity: self.decode_identity(reply.new_identity.as_ref()),
        })
    }

    pub(super) async fn plan(
        &self,
        prior: &State,
        proposed: &Value,
        config: &Value,
    ) -> (PlanAnswer, Diagnostics) {
        let request = proto::plan_resource_change::Request {
            type_name: self.name(),
            prior_state: Some(self.code(&prior.value)),
            proposed_new_state: Some(self.code(proposed)),
            config: Some(self.code(config)),
            prior_private: prior.private.clone(),
            prior_identity: self.code_identity(&prior.identity),
            client_capabilities: Some(self.client),
            ..proto::plan_resource_change::Request::default()
        };
        remember(self.heard, "PlanResourceChange", &request);
        let reply = answered(self.service().plan_resource_change(Request::new(request)).await);
        let answer = PlanAnswer {
            planned: self.decode(reply.planned_state.as_ref()),
            private: reply.planned_private,
            identity: self.decode_identity(reply.planned_identity.as_ref()),
            deferred: reply.deferred.and_then(reason),
            requires_replace: reply.requires_replace.into_iter().map(wire::path_back).collect(),
        };
        (answer, wire::diagnostics_back(reply.diagnostics))
    }

    pub(super) async fn apply(
        &self,
        prior: &Value,
        planned: &State,
        config: &Value,
    ) -> (State, Diagnostics) {
        let request = proto::apply_resource_change::Request {
            type_name: self.name(),
            prior_state: Some(self.code(prior)),
            planned_state: Some(self.code(&planned.value)),
            config: Some(self.code(config)),
            planned_private: planned.private.clone(),
            planned_identity: self.code_identity(&planned.identity),
            ..proto::apply_resource_change::Request::default()
        };
        remember(self.heard, "ApplyResourceChange", &request);
        let reply = answered(self.service().apply_resource_change(Request::new(request)).await);
        let state = State {
            value: self.decode(reply.new_state.as_ref()),
            private: reply.private,
            identity: self.decode_identity(reply.new_identity.as_ref()),
        };
        (state, wire::diagnostics_back(reply.diagnostics))
    }

    pub(super) async fn import(
        &self,
        id: &str,
        identity: &Value,
    ) -> Result<Vec<State>, Diagnostics> {
        let request = proto::import_resource_state::Request {
            type_name: self.name(),
            id: id.to_owned(),
            client_capabilities: Some(self.client),
            identity: self.code_identity(identity),
        };
        remember(self.heard, "ImportResourceState", &request);
        let reply = answered(self.service().import_resource_state(Request::new(request)).await);
        succeeded(wire::diagnostics_back(reply.diagnostics))?;
        let one = |object: proto::import_resource_state::ImportedResource| {
            assert_eq!(
                object.type_name, self.type_name,
                "an import answers objects of the type asked for"
            );
            State {
                value: self.decode(object.state.as_ref()),
                private: object.private,
                identity: self.decode_identity(object.identity.as_ref()),
            }
        };
        Ok(reply.imported_resources.into_iter().map(one).collect())
    }

    pub(super) async fn read_data(
        &self,
        config: &Value,
    ) -> Result<(Value, Diagnostics), Diagnostics> {
        let request = proto::read_data_source::Request {
            type_name: self.name(),
            config: Some(self.code(config)),
            client_capabilities: Some(self.client),
            ..proto::read_data_source::Request::default()
        };
        remember(self.heard, "ReadDataSource", &request);
        let reply = answered(self.service().read_data_source(Request::new(request)).await);
        let warnings = succeeded(wire::diagnostics_back(reply.diagnostics))?;
        Ok((self.decode(reply.state.as_ref()), warnings))
    }

    pub(super) async fn validate_provider(&self, config: &Value) -> Diagnostics {
        let request = proto::validate_provider_config::Request { config: Some(self.code(config)) };
        remember(self.heard, "ValidateProviderConfig", &request);
        let reply = self.service().validate_provider_config(Request::new(request)).await;
        wire::diagnostics_back(answered(reply).diagnostics)
    }

    pub(super) async fn configure(&self, config: &Value) -> Diagnostics {
        let request = proto::configure_provider::Request {
            terraform_version: "1.15.5".to_owned(),
            config: Some(self.code(config)),
            client_capabilities: Some(self.client),
        };
        remember(self.heard, "ConfigureProvider", &request);
        let reply = self.service().configure_provider(Request::new(request)).await;
        wire::diagnostics_back(answered(reply).diagnostics)
    }
}

/// Why an answer was put off.
fn reason(deferred: proto::Deferred) -> Option<Deferred> {
    use proto::deferred::Reason;
    Some(match deferred.reason() {
        Reason::ResourceConfigUnknown => Deferred::ResourceConfigUnknown,
        Reason::ProviderConfigUnknown => Deferred::ProviderConfigUnknown,
        Reason::AbsentPrereq => Deferred::AbsentPrerequisite,
        Reason::Unknown => return None,
    })
}

/// The message of an answer; a transport error is never one.
pub(super) fn answered<T>(reply: Result<tonic::Response<T>, tonic::Status>) -> T {
    match reply {
        Ok(response) => response.into_inner(),
        Err(status) => panic!("a call the provider must answer failed: {status}"),
    }
}

/// Errors end the operation; warnings do not.
pub(super) fn succeeded(diagnostics: Diagnostics) -> Result<Diagnostics, Diagnostics> {
    if diagnostics.iter().any(Diagnostic::is_error) { Err(diagnostics) } else { Ok(diagnostics) }
}
