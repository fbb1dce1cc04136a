//! The instance as an authorization server (docs/facts.md#authorization-server): who may ask, what
//! they get, and for how long.
//!
//! The endpoints are `api/oauth_*.rs`; here is what they decide by.

pub(crate) mod assertion;
pub(crate) mod authorization;
pub(crate) mod client;
pub(crate) mod code;
mod denial;
pub(crate) mod grants;
mod holder;
pub(crate) mod pkce;
pub(crate) mod scope;
pub(crate) mod signing;
pub(crate) mod token;

pub(crate) use client::Client;
pub(crate) use denial::{Denial, Failure};
pub(crate) use holder::Holder;
pub(crate) use token::Granted;

/// What is remembered between requests and not kept as rows.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    pub(crate) codes: code::Codes,
    pub(crate) assertions: assertion::Seen,
}
