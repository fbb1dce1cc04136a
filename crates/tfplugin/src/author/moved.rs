//! States of other types that become states of this one.

use super::set;
use crate::{Diagnostics, Resource, StoredState, Value};

/// A resource that takes over states of other types, also those of other providers.
pub trait Movable: Resource {
    /// The state that `request` becomes. Terraform asks a provider that it has not configured, and
    /// the answer must be wholly known; a read may follow. `None` where the source is not one that
    /// can become this.
    fn moved(&self, request: MoveRequest<'_>) -> Option<MoveResponse>;
}

/// A state of another type.
#[derive(Debug)]
#[non_exhaustive]
pub struct MoveRequest<'a> {
    /// The provider of the other type: `host/namespace/type`.
    pub provider_address: &'a str,
    /// The other type.
    pub type_name: &'a str,
    /// The version of the other type's schema.
    pub schema_version: i64,
    /// The state.
    pub state: StoredState<'a>,
    /// The private bytes that the other provider stored with it.
    pub private: &'a [u8],
    /// Its identity, if it has one.
    pub identity: Option<StoredState<'a>>,
}

/// What a state became.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct MoveResponse {
    /// The state, ignored when there is an error.
    pub state: Value,
    /// Private bytes to store with it.
    pub private: Vec<u8>,
    /// Its identity, where the type has one.
    pub identity: Value,
    /// What to tell the person.
    pub diagnostics: Diagnostics,
}

impl<'a> MoveRequest<'a> {
    /// A state of this type.
    pub fn new(provider_address: &'a str, type_name: &'a str, state: StoredState<'a>) -> Self {
        Self { provider_address, type_name, schema_version: 0, state, private: &[], identity: None }
    }
}

impl MoveResponse {
    /// It became this.
    pub fn new(state: Value) -> Self {
        Self { state, ..Self::default() }
    }

    /// It cannot become one, for these reasons.
    pub fn failed(diagnostics: Diagnostics) -> Self {
        Self { diagnostics, ..Self::default() }
    }

    set! {
        /// Private bytes to store with it.
        with_private(private: Vec<u8>);
        /// Its identity.
        with_identity(identity: Value);
        /// What to tell the person.
        with_diagnostics(diagnostics: Diagnostics);
    }
}
