//! A simulated ServiceNow instance that behaves: tables with a dictionary, the Table API with its
//! encoded queries, the platform's rules, users and roles, tokens, and trouble on demand.
//!
//! It imports nothing of the provider it tests, so it cannot agree with the provider's mistakes.
//! `simulator.rs` starts one, `api/routes.rs` lists what it answers, `rules/`, `tables/` and
//! `rights/` say how it behaves, and `unknowns.rs` what about that nobody knows.
//!
//! The parts stand on one another, each on those before it and on no others: what everything needs
//! (`evidence clock vault key_store unknowns dictionary schedule refusal http`), what is kept (`store journal
//! faults progress`), the `world` that work on rows is done in, what it is done with (`locale query
//! records current scripts rules`), who may do it (`identity access oauth`), what an `instance` is made of
//! besides (`outbound seeds update_sets imports test_suites scans`), and what drives it (`api jobs server simulator`).

// A number of a request, a row or a rule of trouble may be any: arithmetic on it says what becomes of one that is
// too large.
#![cfg_attr(not(test), warn(clippy::arithmetic_side_effects))]

mod access;
mod api;
mod clock;
pub mod control;
mod current;
mod dictionary;
mod evidence;
mod faults;
mod http;
mod identity;
mod imports;
mod instance;
mod jobs;
mod journal;
pub mod key_store;
mod locale;
mod oauth;
mod outbound;
mod progress;
mod query;
#[cfg(test)]
mod readme;
mod records;
mod refusal;
mod rules;
mod scans;
mod schedule;
mod scripts;
mod seeds;
mod server;
mod simulator;
mod store;
mod test_suites;
mod unknowns;
mod update_sets;
mod vault;
mod world;

pub use access::RightsError;
pub use dictionary::DictionaryError;
pub use evidence::Evidence;
pub use faults::{Fault, FaultRule};
pub use outbound::Trust;
pub use seeds::{Seed, SeedError, image::Image};
pub use server::TlsError;
pub use simulator::{Builder, Simulator, StartError};
pub use unknowns::{
    DefaultProfile, DeletedRegistry, EmptyRule, JournalRead, Point, PointsError, SecretRead,
    SecretWrite, TokenScopes, UnknownQueryColumn, Unknowns, Verdict, WhileLocked,
};
