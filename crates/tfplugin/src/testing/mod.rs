//! Plays Terraform core in process: drives a provider through the real service and asserts core's rules.

use serde_json::Value as Json;

use crate::{Diagnostics, Provider, Value};

/// A provider as Terraform sees it. Every method panics, with a message that names the rule, where the provider
/// breaks a rule that Terraform core enforces.
pub struct Harness {}

/// One object in state.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// Its attributes.
    pub value: Value,
    /// Its private bytes.
    pub private: Vec<u8>,
}

/// A planned change.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The state after apply; null for a deletion.
    pub planned: Value,
    /// The private bytes of the plan.
    pub private: Vec<u8>,
    /// Attributes whose change asks for a new object.
    pub requires_replace: Vec<crate::AttributePath>,
    /// Warnings.
    pub warnings: Diagnostics,
}

/// What an apply left behind.
#[derive(Debug, Clone)]
pub struct Applied {
    /// The object as stored in state, also after an error.
    pub state: Option<State>,
    /// Errors and warnings.
    pub diagnostics: Diagnostics,
}

/// The value of a configuration that is not known yet, for use anywhere in a configuration.
pub fn unknown() -> Json {
    serde_json::json!({ "\u{0}unknown": true })
}

impl Harness {
    /// Starts a provider.
    pub fn new(provider: impl Provider) -> Self {
        let _ = provider;
        Self {}
    }

    /// Checks and then hands over the provider block.
    pub async fn configure(&self, _config: Json) -> Diagnostics {
        Vec::new()
    }

    /// Checks the provider block.
    pub async fn validate_provider(&self, _config: Json) -> Diagnostics {
        Vec::new()
    }

    /// Checks the configuration of a resource.
    pub async fn validate(&self, _type_name: &str, _config: Json) -> Diagnostics {
        Vec::new()
    }

    /// Checks the configuration of a data source.
    pub async fn validate_data(&self, _type_name: &str, _config: Json) -> Diagnostics {
        Vec::new()
    }

    /// Plans a creation (no state), an update, or a deletion (no configuration).
    pub async fn plan(
        &self,
        _type_name: &str,
        _state: Option<&State>,
        _config: Option<Json>,
    ) -> Result<Plan, Diagnostics> {
        Err(Vec::new())
    }

    /// Applies a plan made by [`plan`](Self::plan) for the same state and configuration.
    pub async fn apply(
        &self,
        _type_name: &str,
        _state: Option<&State>,
        _plan: &Plan,
        _config: Option<Json>,
    ) -> Applied {
        Applied { state: None, diagnostics: Vec::new() }
    }

    /// Looks an object up again: none when it is gone.
    pub async fn read(
        &self,
        _type_name: &str,
        _state: &State,
    ) -> Result<Option<State>, Diagnostics> {
        Err(Vec::new())
    }

    /// Imports the object of this id, and reads it, as core does.
    pub async fn import(&self, _type_name: &str, _id: &str) -> Result<State, Diagnostics> {
        Err(Vec::new())
    }

    /// Reads data.
    pub async fn read_data(&self, _type_name: &str, _config: Json) -> Result<Value, Diagnostics> {
        Err(Vec::new())
    }

    /// What `terraform apply` does with one resource: refresh, plan, apply (as delete and create where the plan asks
    /// for replacement), asserting core's rules at each step.
    pub async fn apply_config(
        &self,
        _type_name: &str,
        _state: Option<State>,
        _config: Json,
    ) -> Result<State, Diagnostics> {
        Err(Vec::new())
    }

    /// What `terraform destroy` does with one resource.
    pub async fn destroy(&self, _type_name: &str, _state: State) -> Result<(), Diagnostics> {
        Err(Vec::new())
    }

    /// Asks running operations to stop.
    pub async fn stop(&self) {}
}
