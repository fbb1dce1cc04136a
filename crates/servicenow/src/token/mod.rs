//! The one token of a client: fetched once for all callers, renewed before it ends.

mod endpoint;
mod granted;
mod url;

use std::time::{Duration, Instant, SystemTime};

use tokio::sync::Mutex;

use crate::credentials::OAuthClient;
use crate::{Client, Error, ExposeSecret, SecretString};

pub use endpoint::TokenEndpoint;
pub use granted::Token;
pub use url::TokenUrl;

/// A token is renewed this long before it ends.
const EARLY: Duration = Duration::from_mins(1);
/// What a fresh instance gives (docs/facts.md#lifetimes), where an endpoint does not say.
const USUAL_LIFE: Duration = Duration::from_mins(30);
/// A token that says it lasts longer is renewed as if it lasted this long.
const LONGEST_LIFE: Duration = Duration::from_hours(24 * 365);
/// A token that is given out lasts for this long at least, where a new one does.
const LASTING: Duration = Duration::from_mins(10);
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
}

#[derive(Default)]
enum Slot {
    #[default]
    Empty,
    Token {
        token: SecretString,
        renew_at: Instant,
        ends: SystemTime,
    },
    Refused {
        error: Error,
        until: Instant,
    },
}

impl Client {
    /// The token to send now.
    pub(crate) async fn token(&self, client: &OAuthClient) -> Result<SecretString, Error> {
        let mut kept = self.shared.token.kept.lock().await;
        let now = Instant::now();
        match &kept.slot {
            Slot::Token { token, renew_at, .. } if now < *renew_at => Ok(token.clone()),
            Slot::Refused { error, until } if now < *until => Err(error.clone()),
            _ => self.fetch_into(&mut kept, client).await,
        }
    }

    /// The token to give out: one that lasts for some minutes, if any does, and when it ends.
    pub(crate) async fn lasting_token(
        &self,
        client: &OAuthClient,
    ) -> Result<(SecretString, SystemTime), Error> {
        let token = self.token(client).await?;
        let mut kept = self.shared.token.kept.lock().await;
        match &kept.slot {
            Slot::Token { ends, .. } if SystemTime::now() + LASTING > *ends => {
                self.fetch_into(&mut kept, client).await?;
            }
            _ => {}
        }
        match &kept.slot {
            Slot::Token { token, ends, .. } => Ok((token.clone(), *ends)),
            _ => Ok((token, SystemTime::now())),
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
                let token = granted.access;
                if client.keeps_refresh_tokens() && granted.refresh.is_some() {
                    kept.refresh = granted.refresh;
                }
                let lifetime = granted.lifetime.unwrap_or(USUAL_LIFE).min(LONGEST_LIFE);
                let renew_at = renewal(lifetime);
                let ends = SystemTime::now() + lifetime;
                kept.slot = Slot::Token { token: token.clone(), renew_at, ends };
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
    ) -> Result<Token, Error> {
        let endpoint = self.token_endpoint();
        if let Some(token) = refresh.as_ref() {
            match endpoint.refresh(client, token).await {
                Err(error) if error.is_token_refused() => *refresh = None,
                asked => return asked,
            }
        }
        endpoint.fetch(client).await
    }
}

fn renewal(lifetime: Duration) -> Instant {
    let early = if lifetime > EARLY * 2 { EARLY } else { lifetime / 2 };
    Instant::now() + lifetime.saturating_sub(early)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_renewed_a_minute_early_or_halfway() {
        let left = |seconds| {
            (renewal(Duration::from_secs(seconds).min(LONGEST_LIFE)) - Instant::now()).as_secs_f32()
        };
        assert!((left(1_800) - 1_740.0).abs() < 1.0);
        assert!((left(60) - 30.0).abs() < 1.0);
        for endless in [1 << 63, u64::MAX] {
            assert!(left(endless) > 300.0 * 86_400.0, "{endless}");
        }
    }
}
