//! The one token of a client: fetched once for all callers, renewed before it ends.

use std::time::{Duration, Instant};

use jiff::Timestamp;
use serde_json::Value;
use tokio::sync::Mutex;

use crate::credentials::OAuthClient;
use crate::error::Failure;
use crate::mask::Mask;
use crate::request::Request;
use crate::{Client, Credentials, Error, ExposeSecret, SecretString};

/// A token is renewed this long before it ends.
const EARLY: Duration = Duration::from_mins(1);
/// A token that says it lasts longer is renewed as if it lasted this long.
const LONGEST_LIFE: Duration = Duration::from_hours(24 * 365);
/// For this long a refusal stands for all callers, so that many waiting requests do not lock the
/// user out by asking again one after the other.
const REFUSAL_STANDS: Duration = Duration::from_secs(10);

/// Keeps the token; whoever finds none fetches it while the others wait.
#[derive(Default)]
pub(crate) struct TokenKeeper {
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    slot: Slot,
    /// The refresh token that came last, where the grant has use for one.
    refresh: Option<SecretString>,
    /// What the last token is for.
    grant: Option<TokenGrant>,
}

/// What a token is for, without the token.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct TokenGrant {
    /// The scopes that the token endpoint named; none if it named none.
    pub scopes: Vec<String>,
    /// How long the token lasts.
    pub lifetime: Duration,
}

#[derive(Default)]
enum Slot {
    #[default]
    Empty,
    Token {
        token: SecretString,
        renew_at: Instant,
    },
    Refused {
        error: Error,
        until: Instant,
    },
}

/// What the token endpoint gave.
#[derive(Debug)]
struct Granted {
    token: SecretString,
    lifetime: Duration,
    refresh: Option<SecretString>,
    scopes: Vec<String>,
}

impl Client {
    /// Gets a token by this client's own OAuth credentials, and tells what it is for; none if the
    /// credentials are of another kind.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/example/mod.rs"));
    /// # fn main() -> Outcome { simulated(async |client| {
    /// assert_eq!(client.token_grant().await?, None, "it signs in with a password");
    /// # Ok(()) }) }
    /// ```
    ///
    /// # Errors
    ///
    /// What [any request](crate#errors) may fail with;
    /// [`ErrorKind::TokenRefused`](crate::ErrorKind::TokenRefused) if there is no token.
    pub async fn token_grant(&self) -> Result<Option<TokenGrant>, Error> {
        let Credentials::OAuth(client) = self.credentials() else { return Ok(None) };
        let mut kept = self.shared.token.kept.lock().await;
        self.fetch_into(&mut kept, client).await?;
        Ok(kept.grant.clone())
    }

    /// The token to send now.
    pub(crate) async fn token(&self, client: &OAuthClient) -> Result<SecretString, Error> {
        let mut kept = self.shared.token.kept.lock().await;
        let now = Instant::now();
        match &kept.slot {
            Slot::Token { token, renew_at } if now < *renew_at => Ok(token.clone()),
            Slot::Refused { error, until } if now < *until => Err(error.clone()),
            _ => self.fetch_into(&mut kept, client).await,
        }
    }

    /// A token other than `stale`, which the instance has just refused.
    pub(crate) async fn renewed_token(
        &self,
        client: &OAuthClient,
        stale: &SecretString,
    ) -> Result<SecretString, Error> {
        let mut kept = self.shared.token.kept.lock().await;
        match &kept.slot {
            Slot::Token { token, .. } if token.expose_secret() != stale.expose_secret() => {
                Ok(token.clone())
            }
            Slot::Refused { error, until } if Instant::now() < *until => Err(error.clone()),
            _ => self.fetch_into(&mut kept, client).await,
        }
    }

    async fn fetch_into(
        &self,
        kept: &mut Kept,
        client: &OAuthClient,
    ) -> Result<SecretString, Error> {
        match self.fetch_token(&mut kept.refresh, client).await {
            Ok(granted) => {
                let token = granted.token;
                kept.grant =
                    Some(TokenGrant { scopes: granted.scopes, lifetime: granted.lifetime });
                if client.keeps_refresh_tokens() && granted.refresh.is_some() {
                    kept.refresh = granted.refresh;
                }
                let renew_at = renewal(granted.lifetime);
                kept.slot = Slot::Token { token: token.clone(), renew_at };
                Ok(token)
            }
            Err(error) => {
                if error.is_token_refused() {
                    let until = Instant::now() + REFUSAL_STANDS;
                    kept.slot = Slot::Refused { error: error.clone(), until };
                }
                Err(error)
            }
        }
    }

    /// By the refresh token that came last, or else as the grant says. A refresh token that is
    /// refused is forgotten, and the grant tried: it may have been given up, or be too old.
    async fn fetch_token(
        &self,
        refresh: &mut Option<SecretString>,
        client: &OAuthClient,
    ) -> Result<Granted, Error> {
        if let Some(token) = refresh.as_ref() {
            match self.ask_for_token(client.refreshing(token)).await {
                Err(error) if error.is_token_refused() => *refresh = None,
                asked => return asked,
            }
        }
        let now = self.shared.clock.theirs(Timestamp::now());
        self.ask_for_token(client.form(now)?).await
    }

    async fn ask_for_token(&self, form: SecretString) -> Result<Granted, Error> {
        learn_form(&self.shared.mask, &form);
        let request = Request::token(self.instance().join("/oauth_token.do"), &form);
        // Boxed: sending asks for a token, which sends.
        let answer = Box::pin(self.send(&request)).await.map_err(as_refusal)?;
        let granted = read_token(&answer.body);
        let granted = granted.ok_or_else(|| Error::new(Failure::Lacking("an access token")))?;
        let given = [Some(&granted.token), granted.refresh.as_ref()];
        given.into_iter().flatten().for_each(|secret| self.shared.mask.learn(secret));
        Ok(granted)
    }
}

/// Takes note of what a form for a token holds that is not to be shown.
fn learn_form(mask: &Mask, form: &SecretString) {
    const SECRETS: [&str; 4] = ["assertion", "password", "client_secret", "refresh_token"];
    let pairs = url::form_urlencoded::parse(form.expose_secret().as_bytes());
    let secrets = pairs.filter(|(name, _)| SECRETS.contains(&&**name));
    secrets.for_each(|(_, value)| mask.learn(&value.into_owned().into()));
}

fn read_token(body: &Value) -> Option<Granted> {
    let token = body.get("access_token")?.as_str()?;
    let refresh = body.get("refresh_token").and_then(Value::as_str);
    let scopes = body.get("scope").and_then(Value::as_str).unwrap_or_default();
    let seconds = match body.get("expires_in") {
        Some(Value::String(text)) => text.parse().ok(),
        Some(value) => value.as_u64(),
        None => None,
    };
    Some(Granted {
        token: token.into(),
        // 1,800 seconds is what a fresh instance gives (docs/facts.md#lifetimes).
        lifetime: Duration::from_secs(seconds.unwrap_or(1_800)),
        refresh: refresh.filter(|text| !text.is_empty()).map(SecretString::from),
        scopes: scopes.split_whitespace().map(str::to_owned).collect(),
    })
}

fn renewal(lifetime: Duration) -> Instant {
    let lifetime = lifetime.min(LONGEST_LIFE);
    let early = if lifetime > EARLY * 2 { EARLY } else { lifetime / 2 };
    Instant::now() + lifetime.saturating_sub(early)
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
    use serde_json::json;

    use super::*;

    #[test]
    fn a_token_comes_with_its_lifetime() {
        let lifetime = |body: Value| read_token(&body).unwrap().lifetime.as_secs();
        assert_eq!(lifetime(json!({"access_token": "t", "expires_in": 1799})), 1799);
        assert_eq!(lifetime(json!({"access_token": "t", "expires_in": "60"})), 60);
        assert_eq!(lifetime(json!({"access_token": "t"})), 1_800);
        assert!(read_token(&json!({"token_type": "Bearer"})).is_none());
        let body = json!({"access_token": "t", "refresh_token": "r", "scope": "a  b"});
        let granted = read_token(&body).unwrap();
        assert_eq!(granted.scopes, ["a", "b"]);
        let refresh = granted.refresh.map(|token| token.expose_secret().to_owned());
        assert_eq!((granted.token.expose_secret(), refresh.as_deref()), ("t", Some("r")));
    }

    #[test]
    fn a_token_is_renewed_a_minute_early_or_halfway() {
        let left = |seconds| (renewal(Duration::from_secs(seconds)) - Instant::now()).as_secs_f32();
        assert!((left(1_800) - 1_740.0).abs() < 1.0);
        assert!((left(60) - 30.0).abs() < 1.0);
        for endless in [1 << 63, u64::MAX] {
            assert!(left(endless) > 300.0 * 86_400.0, "{endless}");
        }
    }

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
