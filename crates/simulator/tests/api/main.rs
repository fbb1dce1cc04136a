//! The simulated instance over HTTP, as its clients meet it.

#![expect(clippy::unwrap_used, reason = "what surprises a test ends it")]

mod access;
mod applications;
mod bad_input;
mod binary;
mod connections;
mod controls;
mod faults;
mod lists;
mod oauth_entities;
mod queries;
mod secrets;
mod support;
mod throughput;
mod tokens;
mod values;
mod writes;
