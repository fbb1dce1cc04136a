//! The one token of a client: fetched once for all callers, renewed before it ends.

use std::time::{Duration, Instant};

use serde_json::Value;
use tokio::sync::Mutex;

use crate::credentials::OAuthClient;
use crate::error::Kind;
use crate::request::Request;
use crate::{Client, Error, SecretText};

/// A token is renewed this long before it ends.
const EARLY: Duration = Duration::from_mins(1);
/// For this long a refusal stands for all callers, so that many waiting requests do not lock the
/// user out by asking again one after the other.
const REFUSAL_STANDS: Duration = Duration::from_secs(10);

/// Keeps the token; whoever finds none fetches it while the others wait.
#[derive(Default)]
pub(crate) struct TokenKeeper {
    slot: Mutex<Slot>,
}

#[derive(Default)]
enum Slot {
    #[default]
    Empty,
    Token {
        token: SecretText,
        renew_at: Instant,
    },
    Refused {
        error: Error,
        until: Instant,
    },
}

impl Client {
    /// The token to send now.
    pub(crate) async fn token(&self, client: &OAuthClient) -> Result<SecretText, Error> {
        let mut slot = self.shared.token.slot.lock().await;
        let now = Instant::now();
        match &*slot {
            Slot::Token { token, renew_at } if now < *renew_at => Ok(token.clone()),
            Slot::Refused { error, until } if now < *until => Err(error.clone()),
            _ => self.fetch_into(&mut slot, client).await,
        }
    }

    /// A token other than `stale`, which the instance has just refused.
    pub(crate) async fn renewed_token(
        &self,
        client: &OAuthClient,
        stale: &SecretText,
    ) -> Result<SecretText, Error> {
        let mut slot = self.shared.token.slot.lock().await;
        match &*slot {
            Slot::Token { token, .. } if token.expose() != stale.expose() => Ok(token.clone()),
            Slot::Refused { error, until } if Instant::now() < *until => Err(error.clone()),
            _ => self.fetch_into(&mut slot, client).await,
        }
    }

    async fn fetch_into(&self, slot: &mut Slot, client: &OAuthClient) -> Result<SecretText, Error> {
        match self.fetch_token(client).await {
            Ok((token, lifetime)) => {
                *slot = Slot::Token { token: token.clone(), renew_at: renewal(lifetime) };
                Ok(token)
            }
            Err(error) => {
                if error.is_token_refused() {
                    let until = Instant::now() + REFUSAL_STANDS;
                    *slot = Slot::Refused { error: error.clone(), until };
                }
                Err(error)
            }
        }
    }

    async fn fetch_token(&self, client: &OAuthClient) -> Result<(SecretText, Duration), Error> {
        let url = self.instance().join("/oauth_token.do");
        let request = Request::token(url, client.form());
        // Boxed: sending asks for a token, which sends.
        let answer = Box::pin(self.send(&request)).await.map_err(as_refusal)?;
        read_token(&answer.body).ok_or_else(|| Kind::Lacking("an access token").into())
    }
}

fn read_token(body: &Value) -> Option<(SecretText, Duration)> {
    let token = body.get("access_token")?.as_str()?;
    let seconds = match body.get("expires_in") {
        Some(Value::String(text)) => text.parse().ok(),
        Some(value) => value.as_u64(),
        None => None,
    };
    // 1,800 seconds is what a fresh instance gives (facts §3.4).
    Some((token.into(), Duration::from_secs(seconds.unwrap_or(1_800))))
}

fn renewal(lifetime: Duration) -> Instant {
    let early = if lifetime > EARLY * 2 { EARLY } else { lifetime / 2 };
    Instant::now() + lifetime.saturating_sub(early)
}

/// A refusal by the token endpoint is about the client or its grant, not about a record.
fn as_refusal(error: Error) -> Error {
    match error.kind() {
        Kind::Refused { status, code, message, detail } if !error.is_retryable() => {
            let description = if message.is_empty() { detail } else { message };
            Kind::TokenRefused {
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
    use serde_json::json;

    use super::*;

    #[test]
    fn a_token_comes_with_its_lifetime() {
        let (token, lifetime) =
            read_token(&json!({"access_token": "t", "expires_in": 1799})).unwrap();
        assert_eq!((token.expose().as_str(), lifetime.as_secs()), ("t", 1799));
        let (_, lifetime) = read_token(&json!({"access_token": "t", "expires_in": "60"})).unwrap();
        assert_eq!(lifetime.as_secs(), 60);
        let (_, lifetime) = read_token(&json!({"access_token": "t"})).unwrap();
        assert_eq!(lifetime.as_secs(), 1_800);
        assert!(read_token(&json!({"token_type": "Bearer"})).is_none());
    }

    #[test]
    fn a_token_is_renewed_a_minute_early_or_halfway() {
        let left = |seconds| (renewal(Duration::from_secs(seconds)) - Instant::now()).as_secs_f32();
        assert!((left(1_800) - 1_740.0).abs() < 1.0);
        assert!((left(60) - 30.0).abs() < 1.0);
    }

    #[test]
    fn a_refusal_keeps_code_and_words() {
        let error = as_refusal(
            Kind::Refused {
                status: 401,
                code: Some("server_error".into()),
                message: "access_denied".into(),
                detail: String::new(),
            }
            .into(),
        );
        assert!(error.is_token_refused() && !error.is_unauthenticated());
        assert_eq!((error.oauth_error(), error.message()), (Some("server_error"), "access_denied"));
        assert_eq!(error.to_string(), "the instance gave no token: server_error: access_denied");
    }

    #[test]
    fn an_outage_of_the_endpoint_is_no_refusal() {
        let outage = Kind::Refused {
            status: 503,
            code: None,
            message: String::new(),
            detail: String::new(),
        };
        assert!(as_refusal(outage.into()).is_retryable());
    }
}
