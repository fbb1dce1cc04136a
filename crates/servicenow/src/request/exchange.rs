//! One try of a request: authorization, a place among those in flight, the answer.

use std::time::Instant;

use http::HeaderValue;
use http::header::{ACCEPT, CONTENT_TYPE, DATE};
use tokio::sync::SemaphorePermit;
use tracing::debug;

use super::{Answer, Payload, Reply, Request};
use crate::error::Failure;
use crate::lane::{Lane, Session};
use crate::{Client, Credentials, Error, SecretText};

/// The header that carries an API key (facts §3.7).
const API_KEY: &str = "x-sn-apikey";

/// What a request shows to be let in.
pub(super) enum Authorization {
    Nothing,
    Basic,
    Bearer(SecretText),
    ApiKey,
    /// It goes through the elevated session, which has its own.
    Elevated,
}

/// What goes into the headers of one request.
#[derive(Clone, Copy)]
pub(crate) enum Shown<'a> {
    Nothing,
    Basic,
    Bearer(&'a SecretText),
    ApiKey,
    Session(&'a Session),
}

impl Client {
    /// Gets what `request` has to show; the first request fetches the token for all.
    pub(super) async fn authorization(&self, request: &Request) -> Result<Authorization, Error> {
        let lane = Lane::of(request.table.as_deref(), &self.shared.options.elevate_roles);
        match &self.shared.credentials {
            _ if !request.authorized => Ok(Authorization::Nothing),
            _ if lane == Lane::Elevated => Ok(Authorization::Elevated),
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
        Ok((token.expose() != stale.expose()).then_some(Authorization::Bearer(token)))
    }

    /// Sends once, in the lane of the authorization, and sorts the answer.
    pub(super) async fn exchange(
        &self,
        request: &Request,
        authorization: &Authorization,
        attempt: u32,
    ) -> Result<Answer, Error> {
        let shown = match authorization {
            Authorization::Nothing => Shown::Nothing,
            Authorization::Basic => Shown::Basic,
            Authorization::ApiKey => Shown::ApiKey,
            Authorization::Bearer(token) => Shown::Bearer(token),
            Authorization::Elevated => return self.exchange_elevated(request, attempt).await,
        };
        self.reply(request, shown, attempt).await?.recognised()
    }

    /// Sends once. A read ends when the caller stops; a write, once sent, is awaited.
    pub(crate) async fn reply(
        &self,
        request: &Request,
        shown: Shown<'_>,
        attempt: u32,
    ) -> Result<Reply, Error> {
        let permit = self.until_stopped(self.place_in_flight()).await?;
        self.pause(self.shared.pace.wait()).await?;
        let started = Instant::now();
        let sending = self.transfer(request, shown);
        let result =
            if request.is_write() { sending.await } else { self.until_stopped(sending).await };
        drop(permit);
        log(request, &result, started, attempt);
        result
    }

    async fn place_in_flight(&self) -> Result<SemaphorePermit<'_>, Error> {
        // The semaphore is never closed.
        self.shared.permits.acquire().await.map_err(|_| Failure::Stopped.into())
    }

    async fn transfer(&self, request: &Request, shown: Shown<'_>) -> Result<Reply, Error> {
        let limit = self.shared.options.request_timeout;
        let failed = |error| Error::new(Failure::of_transport(error, limit));
        let response = self.assemble(request, shown).send().await.map_err(failed)?;
        self.shared.clock.hear();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        if let Some(date) = headers.get(DATE).and_then(|value| value.to_str().ok()) {
            self.shared.clock.learn(date);
        }
        let body = response.bytes().await.map_err(failed)?;
        Ok(Reply { status, headers, body })
    }

    fn assemble(&self, request: &Request, shown: Shown<'_>) -> reqwest::RequestBuilder {
        let mut builder = self.shared.http.request(request.method.clone(), request.url.clone());
        builder = builder.header(ACCEPT, request.accept);
        builder = match (shown, &self.shared.credentials) {
            (Shown::Session(session), _) => session.dress(builder),
            (Shown::Bearer(token), _) => builder.bearer_auth(token.expose()),
            (Shown::Basic, Credentials::Basic { username, password }) => {
                builder.basic_auth(username, Some(password.expose()))
            }
            (Shown::ApiKey, Credentials::ApiKey(key)) => with_secret(builder, API_KEY, key),
            _ => builder,
        };
        match &request.payload {
            Payload::None => builder.header(CONTENT_TYPE, "application/json"),
            Payload::Json(body) => {
                builder.header(CONTENT_TYPE, "application/json").body(body.clone())
            }
            Payload::Form(form) => builder
                .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body(form.expose().clone()),
        }
    }
}

fn with_secret(
    builder: reqwest::RequestBuilder,
    name: &'static str,
    secret: &SecretText,
) -> reqwest::RequestBuilder {
    match HeaderValue::from_str(secret.expose()) {
        Ok(mut value) => {
            value.set_sensitive(true);
            builder.header(name, value)
        }
        // The instance then answers that nobody is signed in.
        Err(_) => builder,
    }
}

fn log(request: &Request, result: &Result<Reply, Error>, started: Instant, attempt: u32) {
    debug!(
        method = %request.method,
        table = request.table.as_deref().unwrap_or_default(),
        path = request.url.path(),
        status = result.as_ref().map_or(0, |reply| reply.status),
        milliseconds = started.elapsed().as_millis(),
        attempt,
        "request"
    );
}
