//! Ways to prove to an instance who is calling.

mod oauth;

pub use oauth::{Grant, OAuthClient};

use crate::SecretText;

/// How requests authenticate.
#[derive(Clone, Debug)]
pub enum Credentials {
    /// A user name and a password with every request.
    Basic {
        /// The user's name.
        username: String,
        /// The user's password.
        password: SecretText,
    },
    /// A token from the instance's own token endpoint, shared by all requests.
    OAuth(OAuthClient),
}
