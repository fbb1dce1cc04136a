//! How a user sees moments: time zone and formats. Stored values are UTC; display values are the
//! user's (docs/facts.md#times).

use crate::{clock, refusal::Refusal, store::Record, world::Work};
use jiff::{
    Timestamp,
    civil::{Date, DateTime},
    tz::TimeZone,
};

/// The form of stored moments, and of dates alone.
const STORED: &str = "%Y-%m-%d %H:%M:%S";
const STORED_DATE: &str = "%Y-%m-%d";

/// A time zone, and the forms of dates and times as `strftime` writes them.
#[derive(Clone, Debug)]
pub(crate) struct Locale {
    zone: TimeZone,
    date: String,
    time: String,
}

impl Default for Locale {
    fn default() -> Self {
        Self { zone: TimeZone::UTC, date: STORED_DATE.to_owned(), time: "%H:%M:%S".to_owned() }
    }
}

impl Locale {
    /// The caller's: their own settings, else the instance's properties, else UTC and the stored
    /// form.
    pub(crate) fn of(work: &Work<'_>) -> Result<Self, Refusal> {
        let user = work.fetch("sys_user", &work.caller.user_id)?.unwrap_or_default();
        let setting = |column, property| setting(work, &user, column, property);
        Ok(Self::new(
            &setting("time_zone", "glide.sys.default.tz")?,
            &setting("date_format", "glide.sys.date_format")?,
            &setting("time_format", "glide.sys.time_format")?,
        ))
    }

    fn new(zone: &str, date: &str, time: &str) -> Self {
        let plain = Self::default();
        let or = |format: &str, otherwise| {
            if format.is_empty() { otherwise } else { strftime(format) }
        };
        Self {
            zone: TimeZone::get(zone).unwrap_or(plain.zone),
            date: or(date, plain.date),
            time: or(time, plain.time),
        }
    }

    /// A stored moment as the user sees it. What is no moment is shown as it is.
    pub(crate) fn shown(&self, stored: &str) -> String {
        let Ok(moment) = DateTime::strptime(STORED, stored) else { return stored.to_owned() };
        let Ok(zoned) = moment.to_zoned(TimeZone::UTC) else { return stored.to_owned() };
        let zoned = zoned.with_time_zone(self.zone.clone());
        format!("{} {}", zoned.strftime(&self.date), zoned.strftime(&self.time))
    }

    /// What the user wrote as a stored moment: in the user's form or the stored one, with or
    /// without a time. Empty where it is no moment.
    pub(crate) fn stored(&self, shown: &str) -> String {
        let shown = shown.trim();
        let whole = [format!("{} {}", self.date, self.time), STORED.to_owned()];
        let moment = whole.iter().find_map(|form| DateTime::strptime(form, shown).ok());
        let date = || {
            let forms = [self.date.as_str(), STORED_DATE];
            forms.iter().find_map(|form| Date::strptime(form, shown).ok())
        };
        let moment = moment.or_else(|| date().map(|date| date.at(0, 0, 0, 0)));
        moment.map(|moment| self.utc(moment)).unwrap_or_default()
    }

    /// The local moment as a stored one.
    pub(crate) fn utc(&self, local: DateTime) -> String {
        match local.to_zoned(self.zone.clone()) {
            Ok(zoned) => zoned.with_time_zone(TimeZone::UTC).strftime(STORED).to_string(),
            Err(_) => String::new(),
        }
    }

    /// What the user's clock shows at `now`.
    pub(crate) fn local(&self, now: Timestamp) -> DateTime {
        now.to_zoned(self.zone.clone()).datetime()
    }
}

/// A moment written in UTC in the stored form, with or without a time; empty where it is none.
pub(crate) fn stored_moment(sent: &str) -> String {
    let sent = sent.trim();
    if clock::moment(sent).is_some() { sent.to_owned() } else { Locale::default().stored(sent) }
}

fn setting(
    work: &Work<'_>,
    user: &Record,
    column: &str,
    property: &str,
) -> Result<String, Refusal> {
    match user.value(column) {
        "" => work.property(property),
        own => Ok(own.to_owned()),
    }
}

/// The letters of the platform's formats, longest first, and what stands for them elsewhere.
const LETTERS: &[(&str, &str)] = &[
    ("yyyy", "%Y"),
    ("yy", "%y"),
    ("MMM", "%b"),
    ("MM", "%m"),
    ("M", "%-m"),
    ("dd", "%d"),
    ("d", "%-d"),
    ("HH", "%H"),
    ("H", "%-H"),
    ("hh", "%I"),
    ("h", "%-I"),
    ("mm", "%M"),
    ("ss", "%S"),
    ("a", "%p"),
    ("%", "%%"),
];

fn strftime(format: &str) -> String {
    let (mut rest, mut out) = (format, String::new());
    while let Some(next) = rest.chars().next() {
        let letters = LETTERS.iter().find(|(letters, _)| rest.starts_with(letters));
        if let Some((letters, stands)) = letters {
            out += stands;
            rest = &rest[letters.len()..];
        } else {
            out.push(next);
            rest = &rest[next.len_utf8()..];
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn moments_are_shown_in_the_zone_and_form_of_the_user() {
        let berlin = Locale::new("Europe/Berlin", "dd.MM.yyyy", "HH:mm");
        assert_eq!(berlin.shown("2026-07-01 22:30:00"), "02.07.2026 00:30");
        let pacific = Locale::new("US/Pacific", "MM-dd-yyyy", "hh:mm:ss a");
        assert_eq!(pacific.shown("2026-01-01 20:00:00"), "01-01-2026 12:00:00 PM");
        assert_eq!(Locale::default().shown("2026-01-01 20:00:00"), "2026-01-01 20:00:00");
        assert_eq!(berlin.shown("soon"), "soon");
    }

    #[test]
    fn moments_are_taken_in_the_form_of_the_user_or_the_stored_one() {
        let berlin = Locale::new("Europe/Berlin", "dd.MM.yyyy", "HH:mm:ss");
        assert_eq!(berlin.stored("02.07.2026 00:30:00"), "2026-07-01 22:30:00");
        assert_eq!(berlin.stored("2026-07-02 00:30:00"), "2026-07-01 22:30:00");
        assert_eq!(berlin.stored("02.07.2026"), "2026-07-01 22:00:00");
        assert_eq!(berlin.stored("tomorrow"), "");
    }

    #[test]
    fn an_unknown_zone_is_utc() {
        assert_eq!(
            Locale::new("Mars/Olympus", "", "").shown("2026-01-01 20:00:00"),
            "2026-01-01 20:00:00"
        );
    }

    #[test]
    fn a_stored_moment_has_one_form() {
        assert_eq!(stored_moment(" 2026-01-01 20:00:00 "), "2026-01-01 20:00:00");
        assert_eq!(stored_moment("2026-01-01"), "2026-01-01 00:00:00");
        assert_eq!(stored_moment("2026-02-30"), "");
    }

    proptest! {
        #[test]
        fn what_is_shown_is_taken_back(seconds in 1_000_000_000_i64..2_000_000_000) {
            // Away from the hour that a change of clocks makes ambiguous.
            let locale = Locale::new("Asia/Tokyo", "yyyy/MM/dd", "HH:mm:ss");
            let stored = clock::stored(Timestamp::from_second(seconds).unwrap());
            prop_assert_eq!(locale.stored(&locale.shown(&stored)), stored);
        }

        #[test]
        fn no_format_stops_it(format in ".{0,20}", text in ".{0,30}") {
            let locale = Locale::new("UTC", &format, &format);
            locale.stored(&text);
        }
    }
}
