//! The few script expressions clients put into queries: `javascript:gs.…`. Days begin at midnight
//! in the zone of whoever asks.

use crate::{
    clock::{after, stored},
    locale::Locale,
};
use jiff::{
    SignedDuration, Span, Timestamp, ToSpan,
    civil::{Date, DateTime},
};

/// What a script value depends on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Circumstances<'a> {
    pub(crate) user_name: &'a str,
    pub(crate) user_id: &'a str,
    pub(crate) now: Timestamp,
    pub(crate) locale: &'a Locale,
}

/// The first or the last moment of something.
#[derive(Clone, Copy, PartialEq)]
enum Edge {
    Beginning,
    End,
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
        let (name, arguments) = script.strip_prefix("gs.")?.strip_suffix(')')?.split_once('(')?;
        let arguments: Vec<&str> =
            arguments.split(',').map(|one| one.trim().trim_matches(['\'', '"'])).collect();
        let count: i64 = arguments.first().and_then(|text| text.parse().ok()).unwrap_or(0);
        Some(match name {
            "getUserName" => self.user_name.to_owned(),
            "getUserID" => self.user_id.to_owned(),
            "nowDateTime" | "now" => stored(self.now),
            "dateGenerate" => self.generated(&arguments)?,
            _ => self.ago(name, count).or_else(|| self.edge(name))?,
        })
    }

    /// `dateGenerate('2026-01-01', 'start' | 'end' | '10:00:00')`.
    fn generated(&self, arguments: &[&str]) -> Option<String> {
        let [date, time] = arguments else { return None };
        let time = match *time {
            "start" => "00:00:00",
            "end" => "23:59:59",
            time => time,
        };
        Some(self.locale.stored(&format!("{date} {time}")))
    }

    /// `minutesAgo(5)`, `daysAgoStart(1)`, `monthsAgoEnd(2)` and their like.
    fn ago(&self, name: &str, count: i64) -> Option<String> {
        let (unit, edge) = name.split_once("Ago")?;
        let count = count.clamp(-10_000, 10_000);
        let moment = match (unit, edge) {
            ("minutes", _) => return Some(self.before(SignedDuration::from_mins(count))),
            ("hours", _) => return Some(self.before(SignedDuration::from_hours(count))),
            ("days", "") => {
                return Some(self.before(SignedDuration::from_hours(count.saturating_mul(24))));
            }
            ("days", _) => self.back(count.days())?,
            ("weeks", _) => self.back(count.weeks())?,
            ("months", _) => self.back(count.months())?,
            ("quarters", _) => self.back(count.saturating_mul(3).months())?,
            ("years", _) => self.back(count.clamp(-1_000, 1_000).years())?,
            _ => return None,
        };
        Some(self.locale.utc(match edge {
            "Start" => moment.date().at(0, 0, 0, 0),
            "End" => moment.date().at(23, 59, 59, 0),
            _ => moment,
        }))
    }

    /// The moment so long before now, as it is stored.
    fn before(&self, span: SignedDuration) -> String {
        stored(after(self.now, SignedDuration::ZERO.saturating_sub(span)))
    }

    fn back(&self, span: Span) -> Option<DateTime> {
        self.locale.local(self.now).checked_sub(span).ok()
    }

    /// `beginningOfToday()`, `endOfLastMonth()` and their like.
    fn edge(&self, name: &str) -> Option<String> {
        let (edge, period) = match name.strip_prefix("beginningOf") {
            Some(period) => (Edge::Beginning, period),
            None => (Edge::End, name.strip_prefix("endOf")?),
        };
        let today = self.locale.local(self.now).date();
        let (first, length) = first_day(today, period)?;
        let day = match edge {
            Edge::Beginning => first,
            Edge::End => first.checked_add(length).ok()?.yesterday().ok()?,
        };
        Some(self.locale.utc(match edge {
            Edge::Beginning => day.at(0, 0, 0, 0),
            Edge::End => day.at(23, 59, 59, 0),
        }))
    }
}

/// The first day of a period, and how long the period is. Weeks begin on Monday \[I\].
fn first_day(today: Date, period: &str) -> Option<(Date, Span)> {
    let week = today.checked_sub(i64::from(today.weekday().to_monday_zero_offset()).days()).ok()?;
    let month = today.first_of_month();
    let year = today.first_of_year();
    let quarter =
        month.checked_sub(i64::from(month.month().saturating_sub(1) % 3).months()).ok()?;
    let (day, span) = match period {
        "Today" => (Ok(today), 1.day()),
        "Yesterday" => (today.yesterday(), 1.day()),
        "Tomorrow" => (today.tomorrow(), 1.day()),
        "ThisWeek" => (Ok(week), 1.week()),
        "LastWeek" => (week.checked_sub(1.week()), 1.week()),
        "NextWeek" => (week.checked_add(1.week()), 1.week()),
        "ThisMonth" => (Ok(month), 1.month()),
        "LastMonth" => (month.checked_sub(1.month()), 1.month()),
        "NextMonth" => (month.checked_add(1.month()), 1.month()),
        "ThisQuarter" => (Ok(quarter), 3.months()),
        "LastQuarter" => (quarter.checked_sub(3.months()), 3.months()),
        "ThisYear" => (Ok(year), 1.year()),
        "LastYear" => (year.checked_sub(1.year()), 1.year()),
        "NextYear" => (year.checked_add(1.year()), 1.year()),
        _ => return None,
    };
    Some((day.ok()?, span))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(script: &str) -> String {
        let locale = Locale::default();
        // A Sunday.
        let now = crate::clock::moment("2026-11-22 08:05:09").unwrap();
        let at = Circumstances { user_name: "admin", user_id: "u1", now, locale: &locale };
        at.value(script)
    }

    #[test]
    fn a_script_is_evaluated_and_anything_else_is_itself() {
        assert_eq!(value("javascript:gs.getUserName()"), "admin");
        assert_eq!(value("javascript:gs.getUserID();"), "u1");
        assert_eq!(value("javascript:launch()"), "");
        assert_eq!(value("javascript:gs.nothing()"), "");
        assert_eq!(value("gs.getUserName()"), "gs.getUserName()");
    }

    #[test]
    fn moments_ago_are_counted_back() {
        for (script, moment) in [
            ("minutesAgo(5)", "2026-11-22 08:00:09"),
            ("hoursAgoStart('2')", "2026-11-22 06:05:09"),
            ("daysAgo(1)", "2026-11-21 08:05:09"),
            ("daysAgoStart(1)", "2026-11-21 00:00:00"),
            ("daysAgoEnd(-1)", "2026-11-23 23:59:59"),
            ("monthsAgo(9)", "2026-02-22 08:05:09"),
            ("yearsAgo(1)", "2025-11-22 08:05:09"),
            ("yearsAgo(999999999999)", "1026-11-22 08:05:09"),
            ("dateGenerate('2026-01-02','start')", "2026-01-02 00:00:00"),
            ("dateGenerate('2026-01-02', '10:11:12')", "2026-01-02 10:11:12"),
        ] {
            assert_eq!(value(&format!("javascript:gs.{script}")), moment, "{script}");
        }
    }

    #[test]
    fn at_the_end_of_all_time_nothing_lies_beyond_it() {
        let locale = Locale::default();
        for now in [Timestamp::MAX, Timestamp::MIN] {
            let at = Circumstances { user_name: "admin", user_id: "u1", now, locale: &locale };
            for unit in ["minutes", "hours", "days", "weeks", "months", "quarters", "years"] {
                for count in ["-99999999999", "-1", "1", "99999999999"] {
                    for edge in ["", "Start", "End"] {
                        at.value(&format!("javascript:gs.{unit}Ago{edge}({count})"));
                    }
                }
            }
            for period in ["Today", "Tomorrow", "NextWeek", "NextYear", "LastYear", "ThisQuarter"] {
                at.value(&format!("javascript:gs.beginningOf{period}()"));
                at.value(&format!("javascript:gs.endOf{period}()"));
            }
        }
    }

    #[test]
    fn periods_have_a_beginning_and_an_end() {
        for (period, first, last) in [
            ("Today", "2026-11-22", "2026-11-22"),
            ("Yesterday", "2026-11-21", "2026-11-21"),
            ("ThisWeek", "2026-11-16", "2026-11-22"),
            ("LastMonth", "2026-10-01", "2026-10-31"),
            ("ThisQuarter", "2026-10-01", "2026-12-31"),
            ("LastYear", "2025-01-01", "2025-12-31"),
        ] {
            let edge = |edge: &str| value(&format!("javascript:gs.{edge}Of{period}()"));
            assert_eq!(edge("beginning"), format!("{first} 00:00:00"), "{period}");
            assert_eq!(edge("end"), format!("{last} 23:59:59"), "{period}");
        }
    }
}
