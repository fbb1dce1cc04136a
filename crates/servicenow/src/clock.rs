//! The instance's clock, learned from the `Date` of its answers.

use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::fmt::rfc2822::DateTimeParser;
use jiff::tz::TimeZone;

/// How far the instance's clock is from this machine's; equal until an answer has told.
#[derive(Debug, Default)]
pub(crate) struct ServerClock {
    ahead_seconds: AtomicI64,
    heard: AtomicBool,
}

impl ServerClock {
    /// Takes the value of a `Date` header.
    pub(crate) fn learn(&self, date: &str) {
        if let Some(theirs) = header_seconds(date) {
            let ahead = theirs - Timestamp::now().as_second();
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
    pub(crate) fn theirs(&self, ours: Timestamp) -> i64 {
        ours.as_second() + self.ahead_seconds.load(Ordering::Relaxed)
    }
}

/// Reads a stored date-time, `YYYY-MM-DD hh:mm:ss` in UTC (docs/facts.md#times), as seconds since
/// 1970.
pub(crate) fn stored_seconds(text: &str) -> Option<i64> {
    let moment = DateTime::strptime("%Y-%m-%d %H:%M:%S", text).ok()?;
    Some(moment.to_zoned(TimeZone::UTC).ok()?.timestamp().as_second())
}

/// Reads a date as headers have it, as seconds since 1970. Whether the day of the week fits is its
/// sender's business.
pub(crate) fn header_seconds(text: &str) -> Option<i64> {
    const PARSER: DateTimeParser = DateTimeParser::new().relaxed_weekday(true);
    PARSER.parse_timestamp(text).ok().map(Timestamp::as_second)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn the_offset_is_learned_from_a_date_header() {
        let clock = ServerClock::default();
        let now = Timestamp::now();
        assert_eq!(clock.theirs(now), now.as_second());
        assert!(!clock.has_been_heard());
        let later = now + Duration::from_hours(3);
        let header = later.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string();
        clock.learn(&header);
        let ahead = clock.theirs(now) - now.as_second();
        assert!((ahead - 10_800).abs() <= 1, "{ahead} from {header}");
        assert!(clock.has_been_heard());
    }

    #[test]
    fn a_date_that_is_none_changes_nothing() {
        let clock = ServerClock::default();
        clock.learn("yesterday");
        let now = Timestamp::now();
        assert_eq!(clock.theirs(now), now.as_second());
    }

    #[test]
    fn a_header_names_a_moment_even_on_the_wrong_day_of_the_week() {
        assert_eq!(header_seconds("Thu, 01 Jan 1970 00:01:40 GMT"), Some(100));
        assert_eq!(header_seconds("Mon, 01 Jan 1970 00:01:40 GMT"), Some(100));
        assert_eq!(header_seconds("1970-01-01T00:01:40Z"), None);
    }

    #[test]
    fn a_stored_time_is_read_as_utc() {
        assert_eq!(stored_seconds("1970-01-02 00:00:01"), Some(86_401));
        assert_eq!(stored_seconds("02.01.1970"), None);
    }
}
