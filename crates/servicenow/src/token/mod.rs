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
    held: Option<Held>,
    /// The last refusal to give another, which leaves a token that is held as it is.
    refused: Option<Refused>,
    /// The refresh token that came last, where the grant has use for one.
    refresh: Option<SecretString>,
}

#[derive(Clone)]
struct Held {
    token: SecretString,
    renew_at: Instant,
    ends: SystemTime,
}

struct Refused {
    error: Error,
    until: Instant,
}

impl Held {
    fn of(token: SecretString, lifetime: Option<Duration>) -> Self {
        let lifetime = lifetime.unwrap_or(USUAL_LIFE).min(LONGEST_LIFE);
        Self { token, renew_at: renewal(lifetime), ends: SystemTime::now() + lifetime }
    }

    fn is_fresh(&self) -> bool {
        Instant::now() < self.renew_at
    }

    fn lasts(&self) -> bool {
        SystemTime::now() + LASTING <= self.ends
    }

    fn is(&self, token: &SecretString) -> bool {
        self.token.expose_secret() == token.expose_secret()
    }
}

impl Client {
    /// The token to send now.
    pub(crate) async fn token(&self, client: &OAuthClient) -> Result<SecretString, Error> {
        let mut kept = self.shared.token.kept.lock().await;
        Ok(self.held(&mut kept, client, Held::is_fresh).await?.token)
    }

    /// The token to give out, and when it ends: one that lasts for some minutes, or else one that
    /// was just fetched.
    pub(crate) async fn lasting_token(
        &self,
        client: &OAuthClient,
    ) -> Result<(SecretString, SystemTime), Error> {
        let mut kept = self.shared.token.kept.lock().await;
        let will_do = |held: &Held| held.is_fresh() && held.lasts();
        let Held { token, ends, .. } = self.held(&mut kept, client, will_do).await?;
        Ok((token, ends))
    }

    /// A token other than `stale`, which the instance has just refused.
    pub(crate) async fn renewed_token(
        &self,
        client: &OAuthClient,
        stale: &SecretString,
    ) -> Result<SecretString, Error> {
        let mut kept = self.shared.token.kept.lock().await;
        kept.held.take_if(|held| held.is(stale));
        Ok(self.held(&mut kept, client, |_| true).await?.token)
    }

    /// The token that is held, if it will do; else another, unless that was refused just now.
    async fn held(
        &self,
        kept: &mut Kept,
        client: &OAuthClient,
        will_do: impl Fn(&Held) -> bool,
    ) -> Result<Held, Error> {
        if let Some(held) = kept.held.as_ref().filter(|held| will_do(held)) {
            return Ok(held.clone());
        }
        match &kept.refused {
            Some(Refused { error, until }) if Instant::now() < *until => Err(error.clone()),
            _ => self.fetch_into(kept, client).await,
        }
    }

    async fn fetch_into(&self, kept: &mut Kept, client: &OAuthClient) -> Result<Held, Error> {
        match self.fetch_token(&mut kept.refresh, client).await {
            Ok(granted) => {
                if client.keeps_refresh_tokens() && granted.refresh.is_some() {
                    kept.refresh = granted.refresh;
                }
                let held = Held::of(granted.access, granted.lifetime);
                kept.held = Some(held.clone());
                kept.refused = None;
                Ok(held)
            }
            Err(error) => {
                if error.is_token_refused() {
                    let until = Instant::now() + REFUSAL_STANDS;
                    kept.refused = Some(Refused { error: error.clone(), until });
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
