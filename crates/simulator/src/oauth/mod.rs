//! The instance as an authorization server (facts 3): who may ask, what they get, and for how long.
//!
//! The endpoints are `api/oauth_*.rs`; here is what they decide by.

pub(crate) mod assertion;
pub(crate) mod authorization;
pub(crate) mod client;
pub(crate) mod code;
mod denial;
pub(crate) mod grants;
pub(crate) mod pkce;
pub(crate) mod scope;
pub(crate) mod signing;
pub(crate) mod token;

pub(crate) use client::Client;
pub(crate) use denial::{Denial, Failure};
pub(crate) use token::Granted;

use crate::store::Record;

/// What is remembered between requests and not kept as rows.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    pub(crate) codes: code::Codes,
    pub(crate) assertions: assertion::Seen,
}

/// Whether tokens are issued for the user: anybody else meets `access_denied` \[M\].
pub(crate) fn may_have_token(user: &Record) -> bool {
    let is = |column: &str| user.value(column) == "true";
    is("active") && !is("locked_out") && !is("password_needs_reset")
}
