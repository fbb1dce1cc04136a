//! A simulated ServiceNow instance that behaves: tables with a dictionary, the Table API with its
//! encoded queries, the platform's rules, users and roles, tokens, and trouble on demand.
//!
//! It imports nothing of the provider it tests, so it cannot agree with the provider's mistakes.
//! `simulator.rs` starts one, `api/routes.rs` lists what it answers, `rules/` and `tables/` say how
//! it behaves, and `unknowns.rs` what about that nobody knows.

mod access;
mod api;
mod clock;
mod current;
mod dictionary;
mod evidence;
mod faults;
mod http;
mod identity;
mod instance;
mod jobs;
mod journal;
mod locale;
mod oauth;
mod outbound;
mod probe;
mod progress;
mod query;
#[cfg(test)]
mod readme;
mod records;
mod refusal;
mod rules;
mod schedule;
mod seeds;
mod server;
mod simulator;
mod store;
mod unknowns;
mod vault;
mod world;

pub use dictionary::DictionaryError;
pub use evidence::Evidence;
pub use faults::{Fault, FaultRule};
pub use outbound::Trust;
pub use probe::{Finding, Findings, PREFIX, ProbeError, probe};
pub use seeds::{Seed, SeedError};
pub use server::TlsError;
pub use simulator::{Builder, Simulator, StartError};
pub use unknowns::{
    DefaultProfile, DeletedRegistry, EmptyRule, Point, SecretRead, SecretWrite, TokenScopes,
    UnknownQueryColumn, Unknowns, Verdict, WhileLocked,
};
