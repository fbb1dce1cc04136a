//! Stopping the calls in flight, and only those.

use std::sync::{Mutex, PoisonError};

use crate::CancellationToken;

/// The token under which calls begin now.
#[derive(Default)]
pub(super) struct Stop {
    current: Mutex<CancellationToken>,
}

impl Stop {
    /// The token for a call that begins.
    pub(super) fn token(&self) -> CancellationToken {
        self.current.lock().unwrap_or_else(PoisonError::into_inner).child_token()
    }

    /// Cancels all tokens given out so far.
    pub(super) fn now(&self) {
        let mut current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut *current).cancel();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stop_concerns_calls_in_flight_and_no_later_ones() {
        let stop = Stop::default();
        let (first, second) = (stop.token(), stop.token());
        stop.now();
        let later = stop.token();
        assert!(first.is_cancelled() && second.is_cancelled());
        assert!(!later.is_cancelled());
        stop.now();
        assert!(later.is_cancelled());
    }
}
