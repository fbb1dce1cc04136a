//! The instance's clock, learned from the `Date` of its answers.

use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

use time::OffsetDateTime;
use time::format_description::well_known::Rfc2822;
use time::macros::format_description;

/// How far the instance's clock is from this machine's; equal until an answer has told.
#[derive(Debug, Default)]
pub(crate) struct ServerClock {
    ahead_seconds: AtomicI64,
    heard: AtomicBool,
}

impl ServerClock {
    /// Takes the value of a `Date` header.
    pub(crate) fn learn(&self, date: &str) {
        if let Ok(theirs) = OffsetDateTime::parse(date, &Rfc2822) {
            let ahead = theirs.unix_timestamp() - OffsetDateTime::now_utc().unix_timestamp();
            self.ahead_seconds.store(ahead, Ordering::Relaxed);
        }
        self.heard.store(true, Ordering::Relaxed);
    }

    /// Notes that the instance has answered at all.
    pub(crate) fn hear(&self) {
        self.heard.store(true, Ordering::Relaxed);
    }

    /// Whether the instance has answered anything yet.
    pub(crate) fn has_been_heard(&self) -> bool {
        self.heard.load(Ordering::Relaxed)
    }

    /// A moment of this machine as the instance's clock showed it, in seconds since 1970.
    pub(crate) fn theirs(&self, ours: OffsetDateTime) -> i64 {
        ours.unix_timestamp() + self.ahead_seconds.load(Ordering::Relaxed)
    }
}

/// Reads a stored date-time, `YYYY-MM-DD hh:mm:ss` in UTC (facts §2.3), as seconds since 1970.
pub(crate) fn stored_seconds(text: &str) -> Option<i64> {
    let format = format_description!("[year]-[month]-[day] [hour]:[minute]:[second]");
    let parsed = time::PrimitiveDateTime::parse(text, &format).ok()?;
    Some(parsed.assume_utc().unix_timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_offset_is_learned_from_a_date_header() {
        let clock = ServerClock::default();
        let now = OffsetDateTime::now_utc();
        assert_eq!(clock.theirs(now), now.unix_timestamp());
        assert!(!clock.has_been_heard());
        let later = now + time::Duration::hours(3);
        let header = later.format(&Rfc2822).unwrap().replace("+0000", "GMT");
        clock.learn(&header);
        let ahead = clock.theirs(now) - now.unix_timestamp();
        assert!((ahead - 10_800).abs() <= 1, "{ahead} from {header}");
        assert!(clock.has_been_heard());
    }

    #[test]
    fn a_date_that_is_none_changes_nothing() {
        let clock = ServerClock::default();
        clock.learn("yesterday");
        let now = OffsetDateTime::now_utc();
        assert_eq!(clock.theirs(now), now.unix_timestamp());
    }

    #[test]
    fn a_stored_time_is_read_as_utc() {
        assert_eq!(stored_seconds("1970-01-02 00:00:01"), Some(86_401));
        assert_eq!(stored_seconds("02.01.1970"), None);
    }
}
