//! Delivering a request: tries and pauses until an answer stands.

use super::exchange::Authorization;
use super::retry::RetryPolicy;
use super::{Answer, Request};
use crate::error::Fate;
use crate::{Client, Error};

/// How a request ended.
pub(crate) struct Delivery {
    /// The answer that stands.
    pub(crate) result: Result<Answer, Error>,
    /// Whether an earlier try may have been done without us seeing the answer.
    pub(crate) after_lost_answer: bool,
}

impl Client {
    /// Sends a request, again where the policy allows, and returns the answer that stands.
    pub(crate) async fn send(&self, request: &Request) -> Result<Answer, Error> {
        self.deliver(request).await.result
    }

    /// As `send`, telling also whether an answer was lost on the way.
    pub(crate) async fn deliver(&self, request: &Request) -> Delivery {
        let mut lost = None;
        let result = match self.authorization(request).await {
            Ok(authorization) => self.tries(request, authorization, &mut lost).await,
            Err(error) => Err(error),
        };
        let after_lost_answer = lost.is_some();
        let result = result.map_err(|error| told(request, error, lost));
        Delivery { result, after_lost_answer }
    }

    async fn tries(
        &self,
        request: &Request,
        mut authorization: Authorization,
        lost: &mut Option<Error>,
    ) -> Result<Answer, Error> {
        let policy = RetryPolicy { max_retries: self.shared.options.max_retries };
        let (mut tries, mut renewed) = (0, false);
        loop {
            tries += 1;
            let error = match self.exchange(request, &authorization, tries).await {
                Err(error) => error,
                done => return done,
            };
            if error.is_unauthenticated() && !renewed {
                renewed = true;
                authorization = self.renewed_authorization(&authorization).await?.ok_or(error)?;
                continue;
            }
            let heard = self.shared.clock.has_been_heard();
            let pause = policy.pause(&error, request.repeat, tries, heard, rand::random());
            let Some(pause) = pause else { return Err(error) };
            if error.fate() == Fate::Lost {
                *lost = Some(error);
            }
            self.pause(pause).await?;
        }
    }
}

/// A write whose answer was lost is not reported as merely stopped: it may have been done.
fn told(request: &Request, error: Error, lost: Option<Error>) -> Error {
    let lost = lost.filter(|_| error.is_stopped() && request.is_write());
    lost.unwrap_or(error).in_table(request.table.as_deref())
}
