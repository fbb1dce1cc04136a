//! Asking a token endpoint for a token, and giving one back.

use jiff::Timestamp;

use super::granted::Token;
use super::url::TokenUrl;
use crate::credentials::{Credentials, OAuthClient};
use crate::error::Failure;
use crate::mask::Mask;
use crate::request::Request;
use crate::{Client, Error, ExposeSecret, Options, SecretString};

/// A token endpoint, and how it is reached.
#[derive(Clone, Debug)]
pub struct TokenEndpoint {
    client: Client,
    url: TokenUrl,
}

impl Client {
    /// The token endpoint of this client's own instance.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/example/mod.rs"));
    /// use servicenow::{ErrorKind, Grant, OAuthClient};
    ///
    /// # fn main() -> Outcome { simulated(async |client| {
    /// let stranger = OAuthClient {
    ///     grant: Grant::ClientCredentials,
    ///     client_id: "nobody".into(),
    ///     client_secret: Some("no-secret".into()),
    ///     scope: None,
    /// };
    /// let refused = client.token_endpoint().fetch(&stranger).await.unwrap_err();
    /// assert!(matches!(refused.kind(), ErrorKind::TokenRefused { .. }));
    /// # Ok(()) }) }
    /// ```
    pub fn token_endpoint(&self) -> TokenEndpoint {
        TokenEndpoint { client: self.clone(), url: TokenUrl::of(self.instance()) }
    }

    /// A token endpoint anywhere. One on another server is asked with the authorities and the proxy of this client, and sees
    /// nothing else of it: neither its headers nor its certificate.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/example/mod.rs"));
    /// use servicenow::TokenUrl;
    ///
    /// # fn main() -> Outcome { simulated(async |client| {
    /// let other = client.token_endpoint_at(TokenUrl::parse("https://login.example.org/token")?)?;
    /// assert_eq!(other.url().host().host(), "login.example.org");
    /// # Ok(()) }) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Setup`](crate::ErrorKind::Setup) if the HTTP client cannot be set up.
    pub fn token_endpoint_at(&self, url: TokenUrl) -> Result<TokenEndpoint, Error> {
        if url.host() == self.instance() {
            return Ok(TokenEndpoint { client: self.clone(), url });
        }
        let own = &self.shared.options;
        let transport = own.transport.towards_others(url.host().is_loopback());
        let options = Options { transport, ..own.clone() };
        let client = Self::new(url.host().clone(), Credentials::Certificate, options)?;
        Ok(TokenEndpoint { client: client.with_stop(self.stop.clone()), url })
    }
}

impl TokenEndpoint {
    /// Where it is.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/example/mod.rs"));
    /// # fn main() -> Outcome { simulated(async |client| {
    /// assert_eq!(client.token_endpoint().url().host(), client.instance());
    /// # Ok(()) }) }
    /// ```
    pub fn url(&self) -> &TokenUrl {
        &self.url
    }

    /// Asks for a token by the client's grant.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/example/mod.rs"));
    /// use servicenow::{Grant, OAuthClient};
    ///
    /// # fn main() -> Outcome { simulated(async |client| {
    /// let grant = Grant::Password { username: "admin".into(), password: "admin".into() };
    /// let scope = Some("useraccount".to_owned());
    /// let stranger = OAuthClient { grant, client_id: "nobody".into(), client_secret: None, scope };
    /// let refused = client.token_endpoint().fetch(&stranger).await.unwrap_err();
    /// assert!(refused.is_token_refused() && !refused.to_string().contains("nobody"));
    /// # Ok(()) }) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`ErrorKind::TokenRefused`](crate::ErrorKind::TokenRefused) with the endpoint's own words, masked;
    /// [`ErrorKind::Invalid`](crate::ErrorKind::Invalid) if the key of an assertion does not sign, and
    /// [`ErrorKind::Lacking`](crate::ErrorKind::Lacking) if there is no token in the answer.
    pub async fn fetch(&self, client: &OAuthClient) -> Result<Token, Error> {
        let now = self.client.shared.clock.theirs(Timestamp::now());
        self.ask(client.form(now)?).await
    }

    /// Asks for the next token by the refresh token that came with one.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/example/mod.rs"));
    /// use servicenow::{Grant, OAuthClient};
    ///
    /// # fn main() -> Outcome { simulated(async |client| {
    /// let grant = Grant::ClientCredentials;
    /// let stranger = OAuthClient { grant, client_id: "nobody".into(), client_secret: None, scope: None };
    /// let refused = client.token_endpoint().refresh(&stranger, &"no-token".into()).await.unwrap_err();
    /// assert!(refused.is_token_refused());
    /// # Ok(()) }) }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`fetch`](Self::fetch).
    pub async fn refresh(
        &self,
        client: &OAuthClient,
        refresh: &SecretString,
    ) -> Result<Token, Error> {
        self.ask(client.refreshing(refresh)).await
    }

    /// Gives a token of either kind back: from then on it opens nothing. One that is unknown or has ended is no error
    /// (docs/facts.md#revocation).
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/example/mod.rs"));
    /// # fn main() -> Outcome { simulated(async |client| {
    /// client.token_endpoint().revoke(&"some-token".into()).await?;
    /// # Ok(()) }) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Invalid`](crate::ErrorKind::Invalid) if the endpoint is no instance's: where other servers take
    /// tokens back is not known.
    pub async fn revoke(&self, token: &SecretString) -> Result<(), Error> {
        let Some(url) = self.url.revocation() else {
            return Err(Failure::Invalid("only an instance is known to take tokens back").into());
        };
        self.client.shared.mask.learn(token);
        let request = Request::revocation(url, token);
        self.client.send(&request).await.map(|_| ())
    }

    async fn ask(&self, form: SecretString) -> Result<Token, Error> {
        let mask = &self.client.shared.mask;
        learn_form(mask, &form);
        let request = Request::token(self.url.whole(), &form);
        // Boxed: sending asks for a token, which sends.
        let answer = Box::pin(self.client.send(&request)).await.map_err(as_refusal)?;
        let token = Token::read(&answer.body);
        let token = token.ok_or_else(|| Error::new(Failure::Lacking("an access token")))?;
        let given = [Some(&token.access), token.refresh.as_ref()];
        given.into_iter().flatten().for_each(|secret| mask.learn(secret));
        Ok(token)
    }
}

/// Takes note of what a form for a token holds that is not to be shown.
fn learn_form(mask: &Mask, form: &SecretString) {
    const SECRETS: [&str; 4] = ["assertion", "password", "client_secret", "refresh_token"];
    let pairs = url::form_urlencoded::parse(form.expose_secret().as_bytes());
    let secrets = pairs.filter(|(name, _)| SECRETS.contains(&&**name));
    secrets.for_each(|(_, value)| mask.learn(&value.into_owned().into()));
}

/// A refusal by the token endpoint is about the client or its grant, not about a record.
fn as_refusal(error: Error) -> Error {
    match error.failure() {
        Failure::Refused { status, code, message, detail } if !error.is_retryable() => {
            let description = if message.is_empty() { detail } else { message };
            Failure::TokenRefused {
                status: *status,
                code: code.clone().unwrap_or_default(),
                description: description.clone(),
            }
            .into()
        }
        _ => error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_keeps_code_and_words() {
        let error = as_refusal(
            Failure::Refused {
                status: 401,
                code: Some("server_error".into()),
                message: "access_denied".into(),
                detail: "".into(),
            }
            .into(),
        );
        assert!(error.is_token_refused() && !error.is_unauthenticated());
        assert_eq!((error.oauth_error(), error.message()), (Some("server_error"), "access_denied"));
        assert_eq!(error.to_string(), "the instance gave no token: server_error: access_denied");
    }

    #[test]
    fn an_outage_of_the_endpoint_is_no_refusal() {
        let outage =
            Failure::Refused { status: 503, code: None, message: "".into(), detail: "".into() };
        assert!(as_refusal(outage.into()).is_retryable());
    }
}
