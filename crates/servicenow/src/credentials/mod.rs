//! Ways to prove to an instance who is calling.

mod assertion;
mod oauth;

pub use assertion::{Assertion, SigningAlgorithm, UnusableKey};
pub use oauth::{Grant, OAuthClient};

use crate::SecretString;

/// How requests authenticate.
#[derive(Clone, Debug)]
pub enum Credentials {
    /// A user name and a password with every request.
    Basic {
        /// The user's name.
        username: String,
        /// The user's password.
        password: SecretString,
    },
    /// A token that somebody else asked for; it is sent as it is and never renewed.
    Bearer(SecretString),
    /// A REST API key of the instance, sent as `x-sn-apikey` (docs/facts.md#api-key).
    ApiKey(SecretString),
    /// A token from the instance's own token endpoint, shared by all requests.
    OAuth(OAuthClient),
    /// Nothing but the certificate with which the connection was opened.
    Certificate,
}
