//! Values that are never stored.

use std::time::SystemTime;

use async_trait::async_trait;

use super::set;
use crate::{Call, Deferred, Diagnostics, Schema, ValidateRequest, Value};

/// One ephemeral resource type: a value that is opened in each phase of a run, prolonged while it is
/// needed and closed at the end.
#[async_trait]
pub trait Ephemeral: Send + Sync {
    /// Full name, such as `example_token`.
    fn type_name(&self) -> &str;

    /// The shape of its configuration and result.
    fn schema(&self) -> Schema;

    /// Checks a configuration by itself, without requests; silent on unknown values.
    async fn validate(&self, _request: ValidateRequest) -> Diagnostics {
        Diagnostics::new()
    }

    /// Opens one. Terraform never asks with an unknown configuration.
    async fn open(&self, request: OpenRequest) -> OpenResponse;

    /// Prolongs one. The result that was opened stays as it is. Called when [`OpenResponse::renew_at`]
    /// has come.
    async fn renew(&self, request: RenewRequest) -> RenewResponse {
        RenewResponse { private: request.private, ..RenewResponse::default() }
    }

    /// Gives one back. Terraform hands over the private bytes of the opening, not those of a renewal.
    async fn close(&self, _request: CloseRequest) -> Diagnostics {
        Diagnostics::new()
    }
}

/// A value to open.
#[derive(Debug)]
#[non_exhaustive]
pub struct OpenRequest {
    /// The configuration, wholly known.
    pub config: Value,
    /// What is true of this call.
    pub call: Call,
}

/// An open value.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct OpenResponse {
    /// The whole object, configuration included.
    pub result: Value,
    /// When it has to be prolonged, if it has to.
    pub renew_at: Option<SystemTime>,
    /// What the renewals and the closing need to know.
    pub private: Vec<u8>,
    /// What to tell the person.
    pub diagnostics: Diagnostics,
    /// Why the answer is put off, if it is.
    pub deferred: Option<Deferred>,
}

/// An open value to prolong.
#[derive(Debug)]
#[non_exhaustive]
pub struct RenewRequest {
    /// The private bytes of the opening or of the renewal before.
    pub private: Vec<u8>,
    /// What is true of this call.
    pub call: Call,
}

/// A prolonged value.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct RenewResponse {
    /// When it has to be prolonged again, if it has to.
    pub renew_at: Option<SystemTime>,
    /// What the next renewal needs to know.
    pub private: Vec<u8>,
    /// What to tell the person.
    pub diagnostics: Diagnostics,
}

/// An open value to give back.
#[derive(Debug)]
#[non_exhaustive]
pub struct CloseRequest {
    /// The private bytes of the opening.
    pub private: Vec<u8>,
    /// What is true of this call.
    pub call: Call,
}

impl OpenRequest {
    /// A value with this configuration.
    pub fn new(config: Value) -> Self {
        Self { config, call: Call::default() }
    }
}

impl OpenResponse {
    /// This value.
    pub fn new(result: Value) -> Self {
        Self { result, ..Self::default() }
    }

    /// There is none, for these reasons.
    pub fn failed(diagnostics: Diagnostics) -> Self {
        Self { diagnostics, ..Self::default() }
    }

    set! {
        /// When it has to be prolonged.
        renew_at(renew_at: SystemTime) -> Some;
        /// What the renewals and the closing need to know.
        with_private(private: Vec<u8>);
        /// What to tell the person.
        with_diagnostics(diagnostics: Diagnostics);
        /// Puts the answer off.
        deferred(deferred: Deferred) -> Some;
    }
}

impl RenewRequest {
    /// The value with these private bytes.
    pub fn new(private: Vec<u8>) -> Self {
        Self { private, call: Call::default() }
    }
}

impl RenewResponse {
    set! {
        /// When it has to be prolonged again.
        renew_at(renew_at: SystemTime) -> Some;
        /// What the next renewal needs to know.
        with_private(private: Vec<u8>);
        /// What to tell the person.
        with_diagnostics(diagnostics: Diagnostics);
    }
}

impl CloseRequest {
    /// The value with these private bytes.
    pub fn new(private: Vec<u8>) -> Self {
        Self { private, call: Call::default() }
    }
}
