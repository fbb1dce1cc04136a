//! Objects that are there, listed as a stream.

use async_trait::async_trait;
use tokio::sync::mpsc;

use super::set;
use crate::{Call, Diagnostics, Identified, Schema, ValidateRequest, Value};

/// A resource whose objects can be listed.
#[async_trait]
pub trait Listable: Identified {
    /// The shape of what selects objects: the `config` block of a list.
    fn list_schema(&self) -> Schema;

    /// Checks such a block by itself, without requests; silent on unknown values.
    async fn validate_list(&self, _request: ValidateRequest) -> Diagnostics {
        Diagnostics::new()
    }

    /// Hands each object over as it is found. Answers what there is to say at the end; an error
    /// among it fails the whole list. Where nobody wants more, the call is dropped in
    /// [`ListSink::send`].
    async fn list(&self, request: ListRequest, found: &ListSink) -> Diagnostics;
}

/// A list to make.
#[derive(Debug)]
#[non_exhaustive]
pub struct ListRequest {
    /// The `config` block; an object of nulls where there is none.
    pub config: Value,
    /// Whether each object is wanted with its state.
    pub include_resource: bool,
    /// How many objects are wanted at most, never 0. Nothing is taken beyond it.
    pub limit: u64,
    /// What is true of this call.
    pub call: Call,
}

/// One object of a list.
#[derive(Debug)]
#[non_exhaustive]
pub struct Listed {
    /// Its identity.
    pub identity: Value,
    /// What a person calls it.
    pub display_name: String,
    /// Its state, as a read would answer it; left out where it was not asked for.
    pub state: Option<Value>,
    /// What to tell the person about it. An error ends the list.
    pub diagnostics: Diagnostics,
}

/// Takes the objects of a list.
#[derive(Debug)]
pub struct ListSink(mpsc::Sender<Listed>);

impl ListRequest {
    /// Up to `limit` objects that this block selects, without their states.
    pub fn new(config: Value, limit: u64) -> Self {
        Self { config, include_resource: false, limit, call: Call::default() }
    }
}

impl Listed {
    /// An object.
    pub fn new(identity: Value, display_name: impl Into<String>) -> Self {
        let display_name = display_name.into();
        Self { identity, display_name, state: None, diagnostics: Diagnostics::new() }
    }

    set! {
        /// Its state.
        with_state(state: Value) -> Some;
        /// What to tell the person about it.
        with_diagnostics(diagnostics: Diagnostics);
    }
}

impl ListSink {
    /// A sink, and where its objects come out.
    pub(crate) fn new() -> (Self, mpsc::Receiver<Listed>) {
        let (sender, receiver) = mpsc::channel(1);
        (Self(sender), receiver)
    }

    /// Hands one object over. Waits until the one before it was taken, so that no more is in memory
    /// than somebody wants.
    pub async fn send(&self, listed: Listed) {
        if self.0.send(listed).await.is_err() {
            // Nobody takes more, and whoever waits here is dropped.
            std::future::pending::<()>().await;
        }
    }
}
