//! The few script expressions clients put into queries: `javascript:gs.…`.

use crate::clock::stored;
use time::{Duration, OffsetDateTime, Time};

/// What a script value depends on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Circumstances<'a> {
    pub(crate) user_name: &'a str,
    pub(crate) user_id: &'a str,
    pub(crate) now: OffsetDateTime,
}

impl Circumstances<'_> {
    /// The value itself, or what the script in it gives. An unknown script gives nothing.
    pub(crate) fn value(&self, text: &str) -> String {
        match text.strip_prefix("javascript:") {
            Some(script) => self.call(script.trim().trim_end_matches(';')).unwrap_or_default(),
            None => text.to_owned(),
        }
    }

    fn call(&self, script: &str) -> Option<String> {
        let (name, argument) = script.strip_prefix("gs.")?.strip_suffix(')')?.split_once('(')?;
        let count: i64 = argument.trim_matches(['\'', '"']).parse().unwrap_or(0);
        let day =
            |days: i64, time: Time| stored((self.now - Duration::days(days)).replace_time(time));
        let last = Time::from_hms(23, 59, 59).unwrap_or(Time::MIDNIGHT);
        Some(match name {
            "getUserName" => self.user_name.to_owned(),
            "getUserID" => self.user_id.to_owned(),
            "nowDateTime" | "now" => stored(self.now),
            "minutesAgo" | "minutesAgoStart" => stored(self.now - Duration::minutes(count)),
            "hoursAgo" | "hoursAgoStart" => stored(self.now - Duration::hours(count)),
            "daysAgo" => stored(self.now - Duration::days(count)),
            "daysAgoStart" => day(count, Time::MIDNIGHT),
            "daysAgoEnd" => day(count, last),
            "beginningOfToday" => day(0, Time::MIDNIGHT),
            "endOfToday" => day(0, last),
            "beginningOfYesterday" => day(1, Time::MIDNIGHT),
            "endOfYesterday" => day(1, last),
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_is_evaluated_and_anything_else_is_itself() {
        let now = crate::clock::moment("2026-11-22 08:05:09").unwrap();
        let at = Circumstances { user_name: "admin", user_id: "u1", now };
        assert_eq!(at.value("javascript:gs.getUserName()"), "admin");
        assert_eq!(at.value("javascript:gs.getUserID();"), "u1");
        assert_eq!(at.value("javascript:gs.minutesAgo(5)"), "2026-11-22 08:00:09");
        assert_eq!(at.value("javascript:gs.daysAgoStart(1)"), "2026-11-21 00:00:00");
        assert_eq!(at.value("javascript:launch()"), "");
        assert_eq!(at.value("gs.getUserName()"), "gs.getUserName()");
    }
}
