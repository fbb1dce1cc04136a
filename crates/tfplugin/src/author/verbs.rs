//! Creating, updating and deleting as methods of their own.

use async_trait::async_trait;

use crate::{ApplyRequest, ApplyResponse, Call, Value};

/// The three things an apply may be, for a resource that keeps them apart. Its
/// [`apply`](crate::Resource::apply) is then one line: `request.by_verb(self).await`.
#[async_trait]
pub trait Verbs: Send + Sync {
    /// Creates the object.
    async fn create(&self, request: CreateRequest) -> ApplyResponse;

    /// Updates the object.
    async fn update(&self, request: UpdateRequest) -> ApplyResponse;

    /// Deletes the object. [`ApplyResponse::gone`] is its success.
    async fn delete(&self, request: DeleteRequest) -> ApplyResponse;
}

/// An object to create.
#[derive(Debug)]
#[non_exhaustive]
pub struct CreateRequest {
    /// The state that was planned.
    pub planned: Value,
    /// The configuration, with write-only values.
    pub config: Value,
    /// The private bytes of the plan.
    pub private: Vec<u8>,
    /// What is true of this call.
    pub call: Call,
}

/// An object to update.
#[derive(Debug)]
#[non_exhaustive]
pub struct UpdateRequest {
    /// The state as it is.
    pub prior: Value,
    /// The state that was planned.
    pub planned: Value,
    /// The configuration, with write-only values.
    pub config: Value,
    /// The private bytes of the plan.
    pub private: Vec<u8>,
    /// The identity; null where there is none yet.
    pub identity: Value,
    /// What is true of this call.
    pub call: Call,
}

/// An object to delete.
#[derive(Debug)]
#[non_exhaustive]
pub struct DeleteRequest {
    /// The state as it is.
    pub prior: Value,
    /// The private bytes of the plan.
    pub private: Vec<u8>,
    /// The identity; null where there is none.
    pub identity: Value,
    /// What is true of this call.
    pub call: Call,
}

impl ApplyRequest {
    /// Hands the change to the verb that it is.
    pub async fn by_verb(self, resource: &impl Verbs) -> ApplyResponse {
        let Self { prior, planned, config, private, identity, call } = self;
        if planned.is_null() {
            resource.delete(DeleteRequest { prior, private, identity, call }).await
        } else if prior.is_null() {
            resource.create(CreateRequest { planned, config, private, call }).await
        } else {
            let update = UpdateRequest { prior, planned, config, private, identity, call };
            resource.update(update).await
        }
    }
}
