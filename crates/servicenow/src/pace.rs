//! At most so many requests begun in a second: each waits for its turn, evenly spaced.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The rate at which requests begin. Without a limit nobody waits.
#[derive(Debug, Default)]
pub(crate) struct Pace {
    interval: Option<Duration>,
    next: Mutex<Option<Instant>>,
}

impl Pace {
    /// A pace of so many requests in a second; none for no limit. What is no positive number is
    /// no limit either.
    pub(crate) fn of(per_second: Option<f64>) -> Self {
        let interval = per_second.filter(|rate| rate.is_finite() && *rate > 0.0);
        let interval = interval.and_then(|rate| Duration::try_from_secs_f64(1.0 / rate).ok());
        Self { interval, next: Mutex::default() }
    }

    /// Takes the next turn: how long to wait for it.
    pub(crate) fn wait(&self) -> Duration {
        self.wait_at(Instant::now())
    }

    fn wait_at(&self, now: Instant) -> Duration {
        let Some(interval) = self.interval else { return Duration::ZERO };
        let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        let turn = next.map_or(now, |next| next.max(now));
        *next = Some(turn + interval);
        turn - now
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turns_are_evenly_spaced_and_none_is_saved_up() {
        let (pace, now) = (Pace::of(Some(4.0)), Instant::now());
        let waits: Vec<u128> = (0..3).map(|_| pace.wait_at(now).as_millis()).collect();
        assert_eq!(waits, [0, 250, 500]);
        let later = now + Duration::from_mins(1);
        let waits: Vec<u128> = (0..2).map(|_| pace.wait_at(later).as_millis()).collect();
        assert_eq!(waits, [0, 250], "an idle minute gives no right to a burst");
    }

    #[test]
    fn without_a_limit_nobody_waits() {
        for rate in [None, Some(0.0), Some(-1.0), Some(f64::NAN)] {
            let pace = Pace::of(rate);
            assert_eq!((pace.wait(), pace.wait()), (Duration::ZERO, Duration::ZERO), "{rate:?}");
        }
    }
}
