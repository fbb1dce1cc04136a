//! The instance's clock: the machine's, plus whatever a test has advanced it by.

use std::sync::atomic::{AtomicI64, Ordering};
use time::{
    Duration, OffsetDateTime, PrimitiveDateTime, format_description::BorrowedFormatItem,
    macros::format_description,
};

const STORED: &[BorrowedFormatItem<'_>] =
    format_description!("[year]-[month]-[day] [hour]:[minute]:[second]");

/// A clock that can be put forward.
#[derive(Debug, Default)]
pub(crate) struct Clock {
    advanced_milliseconds: AtomicI64,
}

impl Clock {
    /// Now, in UTC.
    pub(crate) fn now(&self) -> OffsetDateTime {
        let advanced = self.advanced_milliseconds.load(Ordering::Relaxed);
        OffsetDateTime::now_utc() + Duration::milliseconds(advanced)
    }

    /// Puts the clock forward by so many seconds (back, when negative).
    pub(crate) fn advance(&self, seconds: i64) {
        let milliseconds = seconds.saturating_mul(1000);
        self.advanced_milliseconds.fetch_add(milliseconds, Ordering::Relaxed);
    }

    /// Lets the clock show the machine's time again.
    pub(crate) fn reset(&self) {
        self.advanced_milliseconds.store(0, Ordering::Relaxed);
    }
}

/// A moment as the platform stores it: UTC, to the second.
pub(crate) fn stored(moment: OffsetDateTime) -> String {
    moment.format(STORED).unwrap_or_default()
}

/// The moment a stored value means.
pub(crate) fn moment(stored: &str) -> Option<OffsetDateTime> {
    PrimitiveDateTime::parse(stored, STORED).ok().map(PrimitiveDateTime::assume_utc)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn advancing_moves_now() {
        let clock = Clock::default();
        let before = clock.now();
        clock.advance(3600);
        assert!(clock.now() - before >= Duration::seconds(3600));
    }

    #[test]
    fn a_stored_moment_is_read_back() {
        let text = "2026-11-22 08:05:09";
        assert_eq!(stored(moment(text).unwrap()), text);
        assert_eq!(moment("yesterday"), None);
    }
}
