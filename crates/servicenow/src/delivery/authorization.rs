//! What a request shows to be let in, and so the way it takes.

use http::HeaderValue;
use reqwest::RequestBuilder;

use crate::lane::takes_elevation;
use crate::request::{Answer, Request};
use crate::sign_in::Turn;
use crate::{Client, Credentials, Error, ExposeSecret, SecretString};

/// The header that carries an API key (docs/facts.md#api-key).
pub(super) const API_KEY: &str = "x-sn-apikey";

/// What a request shows to be let in.
pub(super) enum Authorization {
    /// Nothing of its own: it asks for a token, or the connection's certificate will do.
    Nothing,
    /// The user name and the password of the credentials.
    Basic,
    /// The key of the credentials.
    ApiKey,
    /// This token.
    Bearer(SecretString),
    /// The elevated session, in which it goes.
    Elevated,
}

impl Client {
    /// Gets what `request` has to show; the first request fetches the token for all.
    pub(super) async fn authorization(&self, request: &Request) -> Result<Authorization, Error> {
        let elevated = takes_elevation(request.table(), &self.shared.options.elevate_roles);
        match &self.shared.credentials {
            _ if !request.is_authorized() => Ok(Authorization::Nothing),
            _ if elevated => Ok(Authorization::Elevated),
            Credentials::Basic { .. } => Ok(Authorization::Basic),
            Credentials::Bearer(token) => Ok(Authorization::Bearer(token.clone())),
            Credentials::ApiKey(_) => Ok(Authorization::ApiKey),
            Credentials::Certificate => Ok(Authorization::Nothing),
            Credentials::OAuth(client) => {
                let token = self.until_stopped(self.token(client)).await?;
                Ok(Authorization::Bearer(token))
            }
        }
    }

    /// Another authorization after `stale` was refused, if there is any other.
    pub(super) async fn renewed_authorization(
        &self,
        stale: &Authorization,
    ) -> Result<Option<Authorization>, Error> {
        let (Authorization::Bearer(stale), Credentials::OAuth(client)) =
            (stale, &self.shared.credentials)
        else {
            return Ok(None);
        };
        let token = self.until_stopped(self.renewed_token(client, stale)).await?;
        let is_other = token.expose_secret() != stale.expose_secret();
        Ok(is_other.then_some(Authorization::Bearer(token)))
    }

    /// Sends once, as the authorization says, and sorts the answer.
    pub(super) async fn exchange(
        &self,
        request: &Request,
        authorization: &Authorization,
        attempt: u32,
    ) -> Result<Answer, Error> {
        if matches!(authorization, Authorization::Elevated) {
            return self.exchange_elevated(request, attempt).await;
        }
        if !matches!(authorization, Authorization::Basic) {
            return self.exchange_once(request, authorization, None, attempt).await;
        }
        let exchange = |turn| self.exchange_once(request, authorization, Some(turn), attempt);
        self.signed_in(request, exchange).await
    }

    async fn exchange_once(
        &self,
        request: &Request,
        authorization: &Authorization,
        turn: Option<Turn>,
        attempt: u32,
    ) -> Result<Answer, Error> {
        let shown = |builder| {
            turn.map_or(Ok(()), |turn| self.shared.sign_in.admit(request, turn))?;
            Ok(self.show(authorization, builder))
        };
        let reply = self.reply(request, shown, attempt).await?;
        self.recognised(request, &reply).await
    }

    fn show(&self, authorization: &Authorization, builder: RequestBuilder) -> RequestBuilder {
        match (authorization, &self.shared.credentials) {
            (Authorization::Bearer(token), _) => builder.bearer_auth(token.expose_secret()),
            (Authorization::Basic, Credentials::Basic { username, password }) => {
                builder.basic_auth(username, Some(password.expose_secret()))
            }
            (Authorization::ApiKey, Credentials::ApiKey(key)) => with_key(builder, key),
            _ => builder,
        }
    }
}

fn with_key(builder: RequestBuilder, key: &SecretString) -> RequestBuilder {
    match HeaderValue::from_str(key.expose_secret()) {
        Ok(mut value) => {
            value.set_sensitive(true);
            builder.header(API_KEY, value)
        }
        // The builder refuses it too, and says so.
        Err(_) => builder.header(API_KEY, "\n"),
    }
}
