//! The one elevated session of a client: opened by the first request that takes it, used by one at
//! a time, opened once more when it has ended.

use std::mem;
use std::time::{Duration, Instant};

use tokio::sync::{Mutex, MutexGuard};

use super::session::Session;
use crate::error::Failure;
use crate::request::{Answer, Request};
use crate::{Client, Error};

/// For this long a refusal stands for all callers: asking again one after the other would lock the
/// user out.
const REFUSAL_STANDS: Duration = Duration::from_secs(10);

/// Keeps the session. Whoever holds the lock is alone in the lane: an instance serves requests of
/// one session one by one, and drops some where many wait (docs/facts.md#session-order).
#[derive(Default)]
pub(crate) struct SessionKeeper {
    slot: Mutex<Slot>,
}

#[derive(Default)]
enum Slot {
    #[default]
    Empty,
    Open(Session),
    Refused {
        error: Error,
        until: Instant,
    },
}

impl Client {
    /// Sends once in the elevated session, and once more in a new one if it turns out to be over.
    ///
    /// The session is taken out of the lane while it is in use and put back when the answer has
    /// come: where none came, a request may still be at work in it, and the next one opens another.
    pub(crate) async fn exchange_elevated(
        &self,
        request: &Request,
        attempt: u32,
    ) -> Result<Answer, Error> {
        let entered = self.until_stopped(self.lane_alone()).await;
        let mut slot = entered.map_err(Error::before_sending)?;
        let mut session = self.session(&mut slot).await?;
        let mut result = self.converse(&mut session, request, attempt).await;
        if self.has_ended(&mut session, &result).await {
            session = self.opened(&mut slot).await?;
            result = self.converse(&mut session, request, attempt).await;
        }
        if session.is_idle {
            *slot = Slot::Open(session);
        }
        result
    }

    async fn lane_alone(&self) -> Result<MutexGuard<'_, Slot>, Error> {
        Ok(self.shared.elevated.slot.lock().await)
    }

    async fn converse(
        &self,
        session: &mut Session,
        request: &Request,
        attempt: u32,
    ) -> Result<Answer, Error> {
        let reply = self.talk(session, request, attempt).await?;
        self.recognised(request, &reply).await
    }

    /// A refusal says that the session is over, or may: a rule can refuse an elevated user too.
    async fn has_ended(&self, session: &mut Session, result: &Result<Answer, Error>) -> bool {
        match result {
            Err(error) if error.is_unauthenticated() => true,
            Err(error) if error.is_forbidden() => self.is_over(session).await,
            _ => false,
        }
    }

    /// Takes the session out of its slot, or opens one.
    async fn session(&self, slot: &mut Slot) -> Result<Session, Error> {
        match mem::take(slot) {
            Slot::Open(session) => Ok(session),
            Slot::Refused { error, until } if Instant::now() < until => {
                *slot = Slot::Refused { error: error.clone(), until };
                Err(error)
            }
            _ => self.opened(slot).await,
        }
    }

    /// A new session; what stands in the way is noted in the slot. Opening has tries of its own:
    /// nothing of the request that waits for it has been sent.
    async fn opened(&self, slot: &mut Slot) -> Result<Session, Error> {
        let mut tries = 0;
        let error = loop {
            tries += 1;
            let error = match self.open().await {
                Err(error) => error,
                opened => return opened,
            };
            let Some(pause) = self.pause_before_reading_again(&error, tries) else { break error };
            if let Err(stopped) = self.pause(pause).await {
                break stopped;
            }
        };
        let error = error.before_sending();
        if matches!(error.failure(), Failure::NotElevated { .. }) {
            *slot = Slot::Refused { error: error.clone(), until: Instant::now() + REFUSAL_STANDS };
        }
        Err(error)
    }

    async fn open(&self) -> Result<Session, Error> {
        let mut session = self.sign_in().await?;
        self.elevate(&mut session).await?;
        Ok(session)
    }
}
