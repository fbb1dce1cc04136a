//! The provider driven through its own service, with Terraform core's rules and a simulated instance as oracles.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that fails says where")]

mod access_rules;
mod actions;
mod adopting;
mod any_record;
mod api_access;
mod applications;
mod careless_secrets;
mod connections;
mod data;
mod deferring;
mod drifting;
mod failing_looks;
mod fault_matrix;
mod functions;
mod fuzz;
mod giving_back;
mod ground;
mod guarding;
mod identities;
mod importing;
mod joins;
mod journal_columns;
mod keys;
mod lacking;
mod leading_nowhere;
mod life_cycle;
mod lists;
mod lives;
mod locking_out;
mod looking_around;
mod moving;
mod open_values;
mod orphans;
mod placing;
mod plugins;
mod profiles;
mod properties;
mod read_only;
mod readback;
mod references;
mod refusals;
mod renewed;
mod requests;
mod resending;
mod rows_read;
mod saying;
mod secrecy;
mod secrets;
mod seen;
mod sending;
mod settling;
mod shown;
mod signing_in;
mod signing_in_otherwise;
mod there_before;
mod tokens;
mod turns;
mod twins;
mod walks;
mod whose;
mod world;

use mimalloc::MiMalloc;

#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;
