//! What requests show to say who is calling, for those who send their own beside this client.

use std::time::SystemTime;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::authorization::API_KEY;
use crate::{Client, Credentials, Error, ExposeSecret, SecretString};

/// A header that says who is calling.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Proof {
    /// The header's name.
    pub header: &'static str,
    /// The header's value.
    pub value: SecretString,
    /// The token within it, where it is one.
    pub token: Option<SecretString>,
    /// When it ends, where that is known.
    pub ends: Option<SystemTime>,
}

impl Client {
    /// What this client shows of itself; none where nothing but the connection's certificate says who is calling. A token of its own
    /// is renewed first, where it would end within minutes.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/example/mod.rs"));
    /// # fn main() -> Outcome { simulated(async |client| {
    /// let proof = client.proof().await?.unwrap();
    /// assert_eq!((proof.header, proof.token.is_some()), ("Authorization", false));
    /// # Ok(()) }) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`ErrorKind::TokenRefused`](crate::ErrorKind::TokenRefused) where the instance gives no token.
    pub async fn proof(&self) -> Result<Option<Proof>, Error> {
        let bearer = |token: SecretString, ends| {
            let value = format!("Bearer {}", token.expose_secret()).into();
            Some(Proof { header: AUTHORIZATION, value, token: Some(token), ends })
        };
        Ok(match self.credentials() {
            Credentials::Basic { username, password } => {
                let pair = format!("{username}:{}", password.expose_secret());
                let value = format!("Basic {}", STANDARD.encode(pair)).into();
                Some(Proof { header: AUTHORIZATION, value, token: None, ends: None })
            }
            Credentials::Bearer(token) => bearer(token.clone(), None),
            Credentials::ApiKey(key) => {
                Some(Proof { header: API_KEY, value: key.clone(), token: None, ends: None })
            }
            Credentials::OAuth(client) => {
                let (token, ends) = self.until_stopped(self.lasting_token(client)).await?;
                bearer(token, Some(ends))
            }
            Credentials::Certificate => None,
        })
    }
}

const AUTHORIZATION: &str = "Authorization";
