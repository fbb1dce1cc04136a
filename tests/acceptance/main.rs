//! The real Terraform, the real provider and a simulated instance, three processes that know of
//! each other only what they do in the field.
//!
//! A test runs under every supported Terraform and both profiles of what is not known about real
//! instances: see [`support::setup`]. `cargo xtask test acceptance` builds and fetches what is needed.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it has to be")]

#[path = "../support/mod.rs"]
mod support;

mod actions;
mod applications;
mod behind_its_back;
mod brownfield;
mod environments;
mod guides;
mod keys;
mod launchers;
mod least_privilege;
mod life_cycle;
mod limits;
mod migrating;
mod module_tests;
mod packages;
mod peers;
mod protocol_crate;
mod refusals;
mod replacing;
mod secrets;
mod secrets_hunt;
mod side_by_side;
mod soak;
mod started_by_hand;
mod trouble;
