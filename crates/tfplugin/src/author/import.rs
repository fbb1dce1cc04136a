//! Objects that are there already.

use async_trait::async_trait;

use super::set;
use crate::{Call, Deferred, Diagnostics, Resource, Value};

/// A resource whose objects can be imported.
#[async_trait]
pub trait Importable: Resource {
    /// Finds the object that the import names.
    async fn import(&self, request: ImportRequest) -> ImportResponse;
}

/// An object to import.
#[derive(Debug)]
#[non_exhaustive]
pub struct ImportRequest {
    /// What the person wrote.
    pub target: ImportTarget,
    /// What is true of this call.
    pub call: Call,
}

/// How an import names its object.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum ImportTarget {
    /// By text.
    Id(String),
    /// By identity: an object with every attribute of the [identity
    /// schema](crate::Identified::identity_schema) present. Only for a resource that has one.
    Identity(Value),
}

/// What was found. Terraform reads each object next.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct ImportResponse {
    /// The objects found; Terraform takes exactly one.
    pub imported: Vec<Imported>,
    /// What to tell the person.
    pub diagnostics: Diagnostics,
    /// Why the answer is put off, if it is.
    pub deferred: Option<Deferred>,
}

/// One imported object.
#[derive(Debug)]
#[non_exhaustive]
pub struct Imported {
    /// Its state, complete enough for a read.
    pub state: Value,
    /// Private bytes to store with it.
    pub private: Vec<u8>,
    /// Its identity; `None` keeps the one that the import named.
    pub identity: Option<Value>,
}

impl ImportRequest {
    /// An import of this object.
    pub fn new(target: ImportTarget) -> Self {
        Self { target, call: Call::default() }
    }
}

impl ImportResponse {
    /// This object was found.
    pub fn of(imported: Imported) -> Self {
        Self { imported: vec![imported], ..Self::default() }
    }

    /// None was found, for these reasons.
    pub fn failed(diagnostics: Diagnostics) -> Self {
        Self { diagnostics, ..Self::default() }
    }

    set! {
        /// What to tell the person.
        with_diagnostics(diagnostics: Diagnostics);
        /// Puts the answer off.
        deferred(deferred: Deferred) -> Some;
    }
}

impl Imported {
    /// An object with this state.
    pub fn new(state: Value) -> Self {
        Self { state, private: Vec::new(), identity: None }
    }

    set! {
        /// Private bytes to store with it.
        with_private(private: Vec<u8>);
        /// Its identity.
        with_identity(identity: Value) -> Some;
    }
}
