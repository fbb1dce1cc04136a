//! Plays Terraform core in process: drives a provider through the real service and asserts core's
//! rules.
//!
//! Configurations are JSON: attributes left out are null, [`unknown`] stands for what is not known
//! yet. Where the provider breaks a rule that core enforces, the method panics with a message that
//! names the rule.
//!
//! A number in a configuration may be text: `"18446744073709551617"` has digits that a
//! `serde_json::Value` would lose.

mod actions;
mod calls;
mod change;
mod compatible;
mod config;
mod data;
mod ephemerals;
mod functions;
mod generated;
mod harness;
mod identities;
mod lists;
mod moves;
mod planned;
mod proposed;
mod raw;
mod schema_rules;

pub use actions::Invoked;
pub use config::unknown;
pub use ephemerals::Opened;
pub use harness::Harness;
pub use lists::{Found, Listing};
pub use raw::Raw;

use crate::{AttributePath, Deferred, Diagnostics, Value};

/// The protocol as generated, for tests that speak it themselves.
pub mod proto {
    pub use crate::proto::{plugin, tfplugin6};
}

/// One object in state.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// Its attributes.
    pub value: Value,
    /// Its private bytes.
    pub private: Vec<u8>,
    /// Its identity; null where it has none.
    pub identity: Value,
}

impl State {
    /// An object with nothing beside its attributes.
    pub fn new(value: Value) -> Self {
        Self { value, private: Vec::new(), identity: Value::Null }
    }
}

/// A planned change.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The state after apply; null for a deletion.
    pub planned: Value,
    /// The private bytes of the plan.
    pub private: Vec<u8>,
    /// The identity planned; null where there is none.
    pub identity: Value,
    /// The attributes that the provider named as asking for a new object, whether or not they
    /// change.
    pub requires_replace: Vec<AttributePath>,
    /// Whether the object is deleted and created anew: one of these attributes changes.
    pub replaces: bool,
    /// Why the provider puts it off, where the harness [lets it](Harness::deferring).
    pub deferred: Option<Deferred>,
    /// Warnings.
    pub warnings: Diagnostics,
}

/// What an apply left behind.
#[derive(Debug, Clone)]
pub struct Applied {
    /// The object as stored in state, also after an error; none when there is no object.
    pub state: Option<State>,
    /// Errors and warnings.
    pub diagnostics: Diagnostics,
}

impl Plan {
    /// Whether nothing would change against `state`.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doctests/notes.rs"));
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Diagnostics> {
    /// let harness = Harness::new(Notes::new());
    /// let config = json!({ "text": "Buy milk." });
    /// let note = harness.apply_config("notes_note", None, config.clone()).await?;
    /// assert!(harness.plan("notes_note", Some(&note), Some(config)).await?.is_empty(&note));
    /// let other = Some(json!({ "text": "Done." }));
    /// assert!(!harness.plan("notes_note", Some(&note), other).await?.is_empty(&note));
    /// # Ok(())
    /// # }
    /// ```
    pub fn is_empty(&self, state: &State) -> bool {
        !self.replaces && self.planned == state.value
    }
}
