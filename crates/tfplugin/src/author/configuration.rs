//! Configuration written for an object that is there.

use async_trait::async_trait;

use super::set;
use crate::{Call, Diagnostics, Resource, Value};

/// A resource that writes the configuration of an imported object itself. For others Terraform's own
/// way holds: what [can be configured](crate::Schema::configurable), as it is in the state.
#[async_trait]
pub trait Configurable: Resource {
    /// The configuration that makes the object as it is.
    async fn configuration(&self, request: ConfigurationRequest) -> ConfigurationResponse;
}

/// An object whose configuration is wanted.
#[derive(Debug)]
#[non_exhaustive]
pub struct ConfigurationRequest {
    /// Its state.
    pub state: Value,
    /// What is true of this call.
    pub call: Call,
}

/// A configuration.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct ConfigurationResponse {
    /// An object of attributes of the schema. What is null or absent is left out.
    pub config: Value,
    /// What to tell the person.
    pub diagnostics: Diagnostics,
}

impl ConfigurationRequest {
    /// The configuration of the object in this state.
    pub fn new(state: Value) -> Self {
        Self { state, call: Call::default() }
    }
}

impl ConfigurationResponse {
    /// This configuration.
    pub fn new(config: Value) -> Self {
        Self { config, ..Self::default() }
    }

    set! {
        /// What to tell the person.
        with_diagnostics(diagnostics: Diagnostics);
    }
}
