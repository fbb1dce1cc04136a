//! Times of day and spans of time: both are stored as a moment counted from the first of January 1970
//! (docs/facts.md#times-and-durations).

use jiff::{
    SignedDuration,
    civil::{Date, DateTime, date},
};

const STORED: &str = "%Y-%m-%d %H:%M:%S";
const DAY: i64 = 24 * 60 * 60;
/// What people see of a span, the largest unit first.
const UNITS: [(i64, &str); 4] = [(DAY, "Day"), (3600, "Hour"), (60, "Minute"), (1, "Second")];

/// The first moment that is counted from.
fn start() -> DateTime {
    date(1970, 1, 1).at(0, 0, 0, 0)
}

/// A time of day as it is stored, sent alone or with a date, which says nothing; empty where it is
/// no time.
pub(super) fn stored_time(sent: &str) -> String {
    let (_, time) = sent.trim().rsplit_once(' ').unwrap_or(("", sent.trim()));
    let seconds = clock_seconds(time).filter(|seconds| *seconds < DAY);
    seconds.map(stored).unwrap_or_default()
}

/// A span as it is stored: sent as the moment it is stored as, as `days hours:minutes:seconds`, or
/// without days; empty where it is none.
pub(super) fn stored_duration(sent: &str) -> String {
    seconds_of(sent).map(stored).unwrap_or_default()
}

fn stored(seconds: i64) -> String {
    let moment = start().checked_add(SignedDuration::from_secs(seconds));
    moment.map(|moment| moment.strftime(STORED).to_string()).unwrap_or_default()
}

fn seconds_of(sent: &str) -> Option<i64> {
    let (days, time) = sent.trim().split_once(' ').unwrap_or(("0", sent.trim()));
    let days = match Date::strptime("%Y-%m-%d", days) {
        Ok(day) => i64::from(start().date().until(day).ok()?.get_days()),
        Err(_) => days.parse().ok()?,
    };
    let seconds = days.checked_mul(DAY)?.checked_add(clock_seconds(time.trim())?)?;
    (seconds >= 0).then_some(seconds)
}

/// The seconds in `hours:minutes:seconds`.
fn clock_seconds(time: &str) -> Option<i64> {
    let parts: Option<Vec<i64>> =
        time.split(':').map(|part| part.parse::<u16>().ok().map(i64::from)).collect();
    match parts?.as_slice() {
        [hours, minutes, seconds] if *minutes < 60 && *seconds < 60 => {
            hours.checked_mul(3600)?.checked_add(minutes.checked_mul(60)?)?.checked_add(*seconds)
        }
        _ => None,
    }
}

/// A stored time of day as people see it.
pub(crate) fn shown_time(stored: &str) -> String {
    stored.split_once(' ').map_or(stored, |(_, time)| time).to_owned()
}

/// A stored span as people see it: `1 Day 2 Hours 30 Minutes`.
pub(crate) fn shown_duration(stored: &str) -> String {
    let Some(seconds) = seconds_of(stored) else { return String::new() };
    let mut left = seconds;
    let mut parts = Vec::new();
    for (length, name) in UNITS {
        let count = left.checked_div(length).unwrap_or(0);
        left = left.checked_rem(length).unwrap_or(0);
        if count > 0 {
            parts.push(format!("{count} {name}{}", if count == 1 { "" } else { "s" }));
        }
    }
    if parts.is_empty() { "0 Seconds".to_owned() } else { parts.join(" ") }
}

/// A stored span as people enter it: `days hours:minutes:seconds`.
pub(crate) fn entered_duration(stored: &str) -> String {
    let Some(seconds) = seconds_of(stored) else { return String::new() };
    let part = |length: i64, whole: i64| {
        seconds.checked_rem(whole).and_then(|rest| rest.checked_div(length)).unwrap_or(0)
    };
    let days = seconds.checked_div(DAY).unwrap_or(0);
    let (hours, minutes, rest) = (part(3600, DAY), part(60, 3600), part(1, 60));
    format!("{days} {hours:02}:{minutes:02}:{rest:02}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_time_of_day_is_stored_as_that_time_on_the_first_day() {
        for sent in ["08:30:00", " 1970-01-01 08:30:00 ", "2026-05-01 08:30:00"] {
            assert_eq!(stored_time(sent), "1970-01-01 08:30:00", "{sent}");
        }
        for sent in ["", "24:00:00", "noon", "8:30"] {
            assert_eq!(stored_time(sent), "", "{sent}");
        }
        assert_eq!(shown_time("1970-01-01 08:30:00"), "08:30:00");
    }

    #[test]
    fn a_span_is_stored_as_the_moment_that_long_after_the_first() {
        for (sent, stored) in [
            ("00:05:00", "1970-01-01 00:05:00"),
            ("1970-01-01 00:05:00", "1970-01-01 00:05:00"),
            ("1 02:30:00", "1970-01-02 02:30:00"),
            ("26:30:00", "1970-01-02 02:30:00"),
            ("40 00:00:00", "1970-02-10 00:00:00"),
            ("soon", ""),
            ("-1 00:00:00", ""),
        ] {
            assert_eq!(stored_duration(sent), stored, "{sent}");
        }
    }

    #[test]
    fn people_see_a_span_in_words() {
        assert_eq!(shown_duration("1970-01-02 02:30:01"), "1 Day 2 Hours 30 Minutes 1 Second");
        assert_eq!(shown_duration("1970-01-01 00:00:00"), "0 Seconds");
        assert_eq!(shown_duration(""), "");
    }

    proptest! {
        #[test]
        fn what_is_stored_is_stored_again_as_it_is(seconds in 0_i64..100_000_000) {
            let text = stored(seconds);
            prop_assert_eq!(stored_duration(&entered_duration(&text)), text.clone());
            prop_assert_eq!(stored_duration(&text), text);
        }

        #[test]
        fn no_text_stops_it(text in ".{0,30}") {
            shown_duration(&stored_duration(&text));
            stored_time(&text);
        }
    }
}
