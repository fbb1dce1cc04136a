//! A session with the instance, and how a request is sent in it.

use http::HeaderValue;
use http::header::COOKIE;
use reqwest::RequestBuilder;

use super::cookies::Cookies;
use crate::request::{Answer, Reply, Request};
use crate::{Client, Error, ExposeSecret, SecretString};

/// What makes requests belong to one session. No `Debug`: all of it is secret.
#[derive(Default)]
pub(crate) struct Session {
    pub(super) cookies: Cookies,
    /// Sent as `X-UserToken`: a session known by a cookie takes no call without it
    /// (docs/facts.md#session-token).
    pub(super) user_token: Option<SecretString>,
    /// The token with which the session was opened; none where the sign-in form did.
    pub(super) bearer: Option<SecretString>,
    /// Whether the last request was answered, so that none is in flight any more.
    pub(super) is_idle: bool,
}

impl Session {
    /// What it holds that is not to be shown.
    fn secrets(&self) -> impl Iterator<Item = &SecretString> {
        self.cookies.values().chain(&self.user_token).chain(&self.bearer)
    }

    /// Adds to a request what shows that it belongs to this session.
    fn dress(&self, mut builder: RequestBuilder) -> RequestBuilder {
        if let Some(bearer) = &self.bearer {
            builder = builder.bearer_auth(bearer.expose_secret());
        }
        let token = self.user_token.clone().map(|token| ("X-UserToken", token));
        let cookies = (!self.cookies.is_empty()).then(|| (COOKIE.as_str(), self.cookies.header()));
        for (name, secret) in token.into_iter().chain(cookies) {
            if let Ok(mut value) = HeaderValue::from_str(secret.expose_secret()) {
                value.set_sensitive(true);
                builder = builder.header(name, value);
            }
        }
        builder
    }
}

impl Client {
    /// Sends in the session, once, and keeps the cookies that come back.
    pub(super) async fn talk(
        &self,
        session: &mut Session,
        request: &Request,
        attempt: u32,
    ) -> Result<Reply, Error> {
        session.is_idle = false;
        session.secrets().for_each(|secret| self.shared.mask.learn(secret));
        let reply = self.reply(request, |builder| Ok(session.dress(builder)), attempt).await?;
        session.is_idle = true;
        session.cookies.absorb(&reply.headers);
        session.cookies.values().for_each(|secret| self.shared.mask.learn(secret));
        Ok(reply)
    }

    /// As `talk`, for an answer with data.
    pub(super) async fn ask(
        &self,
        session: &mut Session,
        request: &Request,
    ) -> Result<Answer, Error> {
        let reply = self.talk(session, request, 1).await?;
        self.recognised(request, &reply).await
    }
}
