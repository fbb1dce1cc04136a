//! The instance as a client of others: from an alias to its connection, its credential, a token and
//! the call itself (docs/facts.md#outbound-token, docs/facts.md#guide-records); and the REST messages that scripts send.

mod alias;
mod assertion;
mod call;
mod keys;
mod message;
mod network;
mod pending;
mod provider;
mod requestor;
mod token;
mod trace;

pub(crate) use alias::Target;
pub(crate) use call::{Call, call};
pub(crate) use keys::published;
pub(crate) use message::send_messages;
pub(crate) use network::Network;
pub use network::Trust;
pub(crate) use pending::{Begun, Pending};
pub(crate) use provider::Provider;
pub(crate) use requestor::Requestor;
pub(crate) use token::{Errand, exchange_code, fetch, with_password};
pub(crate) use trace::Trace;

use crate::refusal::Refusal;

/// What the instance remembers as a client and does not keep as rows.
#[derive(Default)]
pub(crate) struct Outbound {
    pub(crate) network: Network,
    pub(crate) pending: Pending,
    pub(crate) keys: keys::Cache,
}

/// Why a call did not come about.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Trouble {
    /// What is set up does not suffice.
    #[error("{0}")]
    Setup(String),
    /// Nobody answered.
    #[error("{url} cannot be reached: {reason}")]
    Unreachable { url: String, reason: String },
    /// The other side gave no token.
    #[error("the provider answered {status} instead of giving a token")]
    NoToken { status: u16 },
    #[error("the store failed")]
    Refused(#[from] Refusal),
}

impl Trouble {
    /// A set-up that does not suffice.
    pub(crate) fn setup(text: impl Into<String>) -> Self {
        Self::Setup(text.into())
    }

    /// The status of an answer that says so: the set-up conflicts, or the other side failed.
    pub(crate) fn status(&self) -> u16 {
        match self {
            Self::Setup(_) => 409,
            Self::Unreachable { .. } | Self::NoToken { .. } => 502,
            Self::Refused(refusal) => refusal.answer().0,
        }
    }
}
