//! Things that are done rather than kept.

use async_trait::async_trait;
use tokio::sync::mpsc;

use super::set;
use crate::{Call, Deferred, Diagnostics, Schema, ValidateRequest, Value};

/// One action type: something that is done when a configuration or a person asks for it, and leaves
/// nothing in the state.
#[async_trait]
pub trait Action: Send + Sync {
    /// Full name, such as `example_restart`.
    fn type_name(&self) -> &str;

    /// The shape of its configuration.
    fn schema(&self) -> Schema;

    /// Checks a configuration by itself, without requests; silent on unknown values.
    async fn validate(&self, _request: ValidateRequest) -> Diagnostics {
        Diagnostics::new()
    }

    /// Says beforehand whether it could be done. Terraform asks once, in the plan; what was unknown
    /// then it does not ask about again.
    async fn plan(&self, _request: PlanActionRequest) -> PlanActionResponse {
        PlanActionResponse::default()
    }

    /// Does it. An error among what it answers means that it was not done, or not wholly.
    async fn invoke(&self, request: InvokeRequest, progress: &Progress) -> Diagnostics;
}

/// An action that is to be planned.
#[derive(Debug)]
#[non_exhaustive]
pub struct PlanActionRequest {
    /// The configuration; may hold unknown values.
    pub config: Value,
    /// What is true of this call.
    pub call: Call,
}

/// What there is to say about an action beforehand.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct PlanActionResponse {
    /// What to tell the person.
    pub diagnostics: Diagnostics,
    /// Why the answer is put off, if it is. Terraform knows one reason here:
    /// [`Deferred::ProviderConfigUnknown`].
    pub deferred: Option<Deferred>,
}

/// An action to be done.
#[derive(Debug)]
#[non_exhaustive]
pub struct InvokeRequest {
    /// The configuration, wholly known.
    pub config: Value,
    /// What is true of this call.
    pub call: Call,
}

/// Tells the person how far an action has come.
#[derive(Debug)]
pub struct Progress(mpsc::Sender<String>);

impl PlanActionRequest {
    /// An action with this configuration.
    pub fn new(config: Value) -> Self {
        Self { config, call: Call::default() }
    }
}

impl PlanActionResponse {
    set! {
        /// What to tell the person.
        with_diagnostics(diagnostics: Diagnostics);
        /// Puts the answer off.
        deferred(deferred: Deferred) -> Some;
    }
}

impl InvokeRequest {
    /// An action with this configuration.
    pub fn new(config: Value) -> Self {
        Self { config, call: Call::default() }
    }
}

impl Progress {
    /// One, and where its messages come out.
    pub(crate) fn new() -> (Self, mpsc::Receiver<String>) {
        let (sender, receiver) = mpsc::channel(1);
        (Self(sender), receiver)
    }

    /// Shows one message.
    pub async fn say(&self, message: impl Into<String> + Send) {
        // Nobody listens any more: what is being done goes on.
        let _ = self.0.send(message.into()).await;
    }
}
