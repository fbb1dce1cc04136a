//! The simulated instance over HTTP, as its clients meet it.

#![expect(clippy::unwrap_used, reason = "what surprises a test ends it")]

mod access;
mod access_rules;
mod aggregates;
mod api_keys;
mod applications;
mod attachments;
mod bad_input;
mod batch;
mod binary;
mod browser;
mod callers;
mod client_side;
mod connections;
mod controls;
mod derived_roles;
mod durability;
mod elevation;
mod every_endpoint;
mod faults;
mod forms;
mod headers;
mod jsonv2;
mod laws;
mod lists;
mod names;
mod oauth_assertions;
mod oauth_codes;
mod oauth_entities;
mod oauth_tokens;
mod operations;
mod page;
mod queries;
mod rough;
mod secrets;
mod seeds;
mod shipped_records;
mod support;
mod tables;
mod throughput;
mod tokens;
mod unknowns;
mod update_sets;
mod values;
mod writes;
