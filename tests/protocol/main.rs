//! The provider driven through its own service, with Terraform core's rules and a simulated instance as oracles.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that fails says where")]

mod access_rules;
mod adopting;
mod any_record;
mod api_access;
mod applications;
mod connections;
mod data;
mod drifting;
mod fault_matrix;
mod ground;
mod guarding;
mod importing;
mod joins;
mod journal_columns;
mod keys;
mod lacking;
mod life_cycle;
mod lives;
mod looking_around;
mod orphans;
mod placing;
mod plugins;
mod profiles;
mod readback;
mod references;
mod refusals;
mod requests;
mod secrets;
mod seen;
mod sending;
mod shown;
mod signing_in;
mod signing_in_otherwise;
mod there_before;
mod turns;
mod twins;
mod world;
