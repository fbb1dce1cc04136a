//! Delivering a request: tries and pauses until an answer stands.

mod authorization;
mod proof;
mod retry;

use std::time::Duration;

use crate::error::{Failure, Fate};
use crate::request::{Answer, Repeat, Request};
use crate::{Client, Error};
use authorization::Authorization;
pub use proof::Proof;
use retry::RetryPolicy;

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
        request.secrets().iter().for_each(|secret| self.shared.mask.learn(secret));
        if request.is_write() && self.shared.options.read_only {
            let refused = Error::new(Failure::ReadOnly).before_sending();
            let result = Err(refused.in_table(request.table()));
            return Delivery { result, after_lost_answer: false };
        }
        let result = match self.authorization(request).await {
            Ok(authorization) => self.tries(request, authorization, &mut lost).await,
            Err(error) => Err(error.before_sending()),
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
        let (mut tries, mut renewed) = (0, false);
        loop {
            tries += 1;
            let error = match self.exchange(request, &authorization, tries).await {
                Err(error) => error,
                done => return done,
            };
            if error.is_unauthenticated() && !renewed {
                renewed = true;
                let renewal = self.renewed_authorization(&authorization).await;
                authorization = renewal.map_err(Error::before_sending)?.ok_or(error)?;
                continue;
            }
            let pause = self.pause_before_repeating(request.repeat(), &error, tries);
            let Some(pause) = pause else { return Err(error) };
            if error.fate() == Fate::Lost {
                *lost = Some(error);
            }
            self.pause(pause).await?;
        }
    }

    fn pause_before_repeating(
        &self,
        repeat: Repeat,
        error: &Error,
        tries: u32,
    ) -> Option<Duration> {
        let policy = RetryPolicy { max_retries: self.shared.options.max_retries };
        let heard = self.shared.clock.has_been_heard();
        policy.pause(error, repeat, tries, heard, rand::random())
    }

    /// The pause before something that changes no record is done again, or `None` if `error` stands.
    pub(crate) fn pause_before_reading_again(&self, error: &Error, tries: u32) -> Option<Duration> {
        self.pause_before_repeating(Repeat::Read, error, tries)
    }
}

/// A write whose answer was lost is not reported as merely stopped: it may have been done.
fn told(request: &Request, error: Error, lost: Option<Error>) -> Error {
    let lost = lost.filter(|_| error.is_stopped() && request.is_write());
    lost.unwrap_or(error).in_table(request.table())
}
