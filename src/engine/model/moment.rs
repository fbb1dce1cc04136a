//! Moments: as an instance stores them, and as a state tells them. Both are in UTC.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{Error, Timestamp};
use tfplugin::Value;

use crate::describe::STORED_MOMENT;

/// A moment as an instance stores it (docs/facts.md#times). Parts of a second are cut off.
pub(crate) fn stored(moment: Timestamp) -> String {
    moment.strftime(STORED_MOMENT).to_string()
}

/// The moment that an instance stores.
pub(crate) fn of_stored(text: &str) -> Result<DateTime, Error> {
    DateTime::strptime(STORED_MOMENT, text)
}

/// A stored moment as RFC 3339 writes it.
pub(crate) fn told(moment: DateTime) -> String {
    format!("{moment}Z")
}

/// A moment as RFC 3339 writes it, in whole seconds; null for one that no calendar has.
pub(crate) fn shown(moment: Timestamp) -> Value {
    let second = Timestamp::from_second(moment.as_second());
    second.map_or(Value::Null, |second| told(TimeZone::UTC.to_datetime(second)).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_stored_and_shown_in_whole_seconds_of_utc() {
        let moment: Timestamp = "2026-11-01T01:00:00.9+01:00".parse().unwrap();
        assert_eq!(stored(moment), "2026-11-01 00:00:00");
        assert_eq!(of_stored(&stored(moment)).map(told).unwrap(), "2026-11-01T00:00:00Z");
        assert!(shown(moment) == "2026-11-01T00:00:00Z".into());
        assert!(of_stored("2026-11-01T00:00:00Z").is_err());
    }

    #[test]
    fn a_stored_time_is_in_utc_and_no_time_is_none() {
        let told = told(of_stored("2031-01-31 12:30:00").unwrap());
        assert_eq!(told, "2031-01-31T12:30:00Z");
        assert!(of_stored("").is_err() && of_stored("31.01.2031").is_err());
    }
}
