//! Ways to prove to an instance who is calling.

mod assertion;
mod oauth;

pub use assertion::{Assertion, SigningAlgorithm, UnusableKey};
pub use oauth::{Grant, OAuthClient};

use crate::SecretString;
use crate::mask::Mask;

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

impl Credentials {
    /// Tells the mask what is not to be shown.
    pub(crate) fn teach(&self, mask: &Mask) {
        match self {
            Self::Basic { username, password } => mask.learn_pair(username, password),
            Self::Bearer(secret) | Self::ApiKey(secret) => mask.learn(secret),
            Self::Certificate => {}
            Self::OAuth(client) => {
                client.client_secret.iter().for_each(|secret| mask.learn(secret));
                match &client.grant {
                    Grant::Password { username, password } => mask.learn_pair(username, password),
                    Grant::RefreshToken(token) => mask.learn(token),
                    Grant::ClientCredentials | Grant::JwtBearer(_) => {}
                }
            }
        }
    }
}
