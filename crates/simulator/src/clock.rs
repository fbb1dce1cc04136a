//! The instance's clock: the machine's, plus whatever a test has advanced it by.

use jiff::{SignedDuration, Timestamp, civil::DateTime, tz::TimeZone};
use std::sync::atomic::{AtomicI64, Ordering};

/// The form of stored moments.
const STORED: &str = "%Y-%m-%d %H:%M:%S";

/// How far from the machine's time it can be put: a thousand years.
const FARTHEST: i64 = 1_000 * 366 * 24 * 60 * 60 * 1_000;

/// A clock that can be put forward.
#[derive(Debug, Default)]
pub(crate) struct Clock {
    advanced_milliseconds: AtomicI64,
}

impl Clock {
    /// Now, in UTC.
    pub(crate) fn now(&self) -> Timestamp {
        let advanced = self.advanced_milliseconds.load(Ordering::Relaxed);
        after(Timestamp::now(), SignedDuration::from_millis(advanced))
    }

    /// Puts the clock forward by so many seconds (back, when negative); false, and nothing is done,
    /// where that is more than a thousand years from now.
    pub(crate) fn advance(&self, seconds: i64) -> bool {
        let milliseconds = seconds.saturating_mul(1000);
        let put = |advanced: i64| {
            let advanced = advanced.checked_add(milliseconds)?;
            (-FARTHEST..=FARTHEST).contains(&advanced).then_some(advanced)
        };
        self.advanced_milliseconds.fetch_update(Ordering::Relaxed, Ordering::Relaxed, put).is_ok()
    }

    /// Lets the clock show the machine's time again.
    pub(crate) fn reset(&self) {
        self.advanced_milliseconds.store(0, Ordering::Relaxed);
    }
}

/// The moment that comes so much later; the last one there is, where that is beyond it.
pub(crate) fn after(moment: Timestamp, duration: SignedDuration) -> Timestamp {
    moment.saturating_add(duration).unwrap_or(Timestamp::MAX)
}

/// A moment as the platform stores it: UTC, to the second.
pub(crate) fn stored(moment: Timestamp) -> String {
    moment.strftime(STORED).to_string()
}

/// The moment a stored value means. Values have one form only: month and day, say, two digits.
pub(crate) fn moment(stored: &str) -> Option<Timestamp> {
    let moment = DateTime::strptime(STORED, stored).ok()?;
    let is_stored = moment.strftime(STORED).to_string() == stored;
    // The last day of the year 9999 is a moment, but no timestamp reaches it.
    let in_utc = moment.to_zoned(TimeZone::UTC).map_or(Timestamp::MAX, |moment| moment.timestamp());
    is_stored.then_some(in_utc)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn advancing_moves_now() {
        let clock = Clock::default();
        let before = clock.now();
        assert!(clock.advance(3600));
        assert!(clock.now().duration_since(before) >= SignedDuration::from_secs(3600));
    }

    #[test]
    fn it_goes_a_thousand_years_either_way_and_no_further() {
        let clock = Clock::default();
        for seconds in [i64::MAX, i64::MIN, 1_000_000_000_000_000, -40_000_000_000] {
            assert!(!clock.advance(seconds), "{seconds}");
        }
        assert!(clock.advance(31_000_000_000) && !clock.advance(31_000_000_000));
        assert!(stored(clock.now()).starts_with("30"), "{}", stored(clock.now()));
        assert!(clock.advance(-62_000_000_000));
        assert!(stored(clock.now()).starts_with("10"), "{}", stored(clock.now()));
    }

    #[test]
    fn a_stored_moment_is_read_back() {
        let text = "2026-11-22 08:05:09";
        assert_eq!(stored(moment(text).unwrap()), text);
        assert_eq!(moment("yesterday"), None);
    }

    #[test]
    fn a_stored_moment_has_one_form_and_may_be_the_last_one() {
        for text in
            ["2026-1-2 08:05:09", "2026-01-02 8:05:09", "2026-01-02", " 2026-01-02 08:05:09"]
        {
            assert_eq!(moment(text), None, "{text}");
        }
        assert_eq!(moment("9999-12-31 23:59:59"), Some(Timestamp::MAX));
        assert_eq!(after(Timestamp::MAX, SignedDuration::from_hours(1)), Timestamp::MAX);
    }
}
