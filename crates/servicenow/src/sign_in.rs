//! Signing in with every request: what was refused once is refused for all, or many requests with a
//! wrong password would lock the user out.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::error::Failure;
use crate::request::{Answer, Request};
use crate::{Client, Error};

/// For this long a refusal stands for all callers.
const REFUSAL_STANDS: Duration = Duration::from_mins(1);

/// What is known of the credentials that each request carries, by API: an instance may let them in
/// to one and not to another (docs/facts.md#api-access-policy).
#[derive(Default)]
pub(crate) struct SignIn {
    standing: Mutex<HashMap<String, Standing>>,
    /// Held by the one who tries whether they are accepted.
    trial: tokio::sync::Mutex<()>,
}

/// Who sends: one of many, or the one who tries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Turn {
    /// Waits while somebody tries.
    Ordinary,
    /// Tries.
    Trial,
}

/// What is known of them for one API; nothing while nobody has tried, or doubts.
enum Standing {
    /// They were accepted when last tried.
    Open,
    /// They were refused.
    Refused { error: Error, until: Instant },
}

impl SignIn {
    /// Whether a request may be sent now: not after a refusal, and not while somebody tries.
    pub(crate) fn admit(&self, request: &Request, turn: Turn) -> Result<(), Error> {
        match self.all().get(api(request)) {
            _ if turn == Turn::Trial => Ok(()),
            Some(Standing::Open) => Ok(()),
            Some(Standing::Refused { error, until }) if Instant::now() < *until => {
                Err(error.clone().before_sending())
            }
            _ => Err(Failure::Postponed.into()),
        }
    }

    fn note(&self, request: &Request, standing: Standing) {
        self.all().insert(api(request).to_owned(), standing);
    }

    /// Doubts what was accepted.
    fn doubt(&self, request: &Request) {
        let mut all = self.all();
        if matches!(all.get(api(request)), Some(Standing::Open)) {
            all.remove(api(request));
        }
    }

    fn all(&self) -> MutexGuard<'_, HashMap<String, Standing>> {
        self.standing.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The API that a request is for: `/api/now/table` of the path to a record.
fn api(request: &Request) -> &str {
    let path = request.url().path();
    let end = path.match_indices('/').nth(3).map_or(path.len(), |(at, _)| at);
    &path[..end]
}

impl Client {
    /// Sends by `exchange`, unless the credentials were refused just now. The first request to an
    /// API goes alone, so that wrong credentials are shown once and not once for each who waits; one
    /// that is refused is tried once more, for a node of an instance may stumble.
    pub(crate) async fn signed_in<F>(
        &self,
        request: &Request,
        exchange: impl Fn(Turn) -> F,
    ) -> Result<Answer, Error>
    where
        F: Future<Output = Result<Answer, Error>>,
    {
        let sign_in = &self.shared.sign_in;
        loop {
            let first = exchange(Turn::Ordinary).await;
            let was_refused = is_refused(&first) && !first.as_ref().is_err_and(Error::is_unsent);
            if was_refused {
                sign_in.doubt(request);
            } else if !is_postponed(&first) {
                return first;
            }
            let alone = async { Ok(sign_in.trial.lock().await) };
            let alone = self.until_stopped(alone).await?;
            match sign_in.admit(request, Turn::Ordinary) {
                Err(error) if matches!(error.failure(), Failure::Postponed) => {
                    return self.tried(request, exchange, was_refused).await;
                }
                Err(refusal) => return Err(refusal),
                // Somebody has tried meanwhile.
                Ok(()) => drop(alone),
            }
            if was_refused {
                return exchange(Turn::Trial).await;
            }
        }
    }

    /// Tries alone whether the credentials are accepted: twice, unless they were refused once.
    async fn tried<F>(
        &self,
        request: &Request,
        exchange: impl Fn(Turn) -> F,
        was_refused: bool,
    ) -> Result<Answer, Error>
    where
        F: Future<Output = Result<Answer, Error>>,
    {
        let mut tried = exchange(Turn::Trial).await;
        if is_refused(&tried) && !was_refused {
            tried = exchange(Turn::Trial).await;
        }
        let standing = match &tried {
            Err(error) if is_refused(&tried) => {
                Standing::Refused { error: error.clone(), until: Instant::now() + REFUSAL_STANDS }
            }
            _ => Standing::Open,
        };
        self.shared.sign_in.note(request, standing);
        tried
    }
}

fn is_refused(result: &Result<Answer, Error>) -> bool {
    result.as_ref().is_err_and(Error::is_unauthenticated)
}

fn is_postponed(result: &Result<Answer, Error>) -> bool {
    result.as_ref().is_err_and(|error| matches!(error.failure(), Failure::Postponed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_api_is_the_beginning_of_a_path() {
        let of = |path: &str| {
            let url = format!("https://a.example{path}").parse().unwrap();
            api(&Request::get(url)).to_owned()
        };
        assert_eq!(of("/api/now/table/sys_user/1"), "/api/now/table");
        assert_eq!(of("/api/sn_cicd/progress/1"), "/api/sn_cicd/progress");
        assert_eq!(of("/login.do"), "/login.do");
    }
}
