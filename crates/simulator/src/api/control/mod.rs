//! The simulator's own controls, under `/simulator/`: no instance has these.

#![expect(clippy::unnecessary_wraps, reason = "every endpoint has the same signature")]

pub(super) mod aliases;
pub(super) mod clock;
pub(super) mod export;
pub(super) mod faults;
pub(super) mod requests;
pub(super) mod reset;
pub(super) mod reveal;
pub(super) mod unknowns;

use crate::refusal::Refusal;
use serde::de::DeserializeOwned;

/// The body of a control request, whatever its content type says.
fn body<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Refusal> {
    serde_json::from_slice(bytes).map_err(|error| Refusal::Malformed(error.to_string()))
}
