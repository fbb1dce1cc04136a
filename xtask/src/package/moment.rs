//! The one moment that a release says of itself: that of its commit, whenever it is built.

use std::path::Path;
use std::process::Command;

use jiff::{Timestamp, tz::TimeZone};
use zip::DateTime;

use crate::failure::{Attempt, Failure};

/// The variable by which builds are told the moment, in seconds since 1970.
pub(super) const VARIABLE: &str = "SOURCE_DATE_EPOCH";

/// A moment in whole seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment(Timestamp);

impl Moment {
    /// What the environment says, or else the moment of the last commit.
    pub(super) fn of(root: &Path) -> Result<Self, Failure> {
        match std::env::var(VARIABLE) {
            Ok(seconds) => Self::read(&seconds),
            Err(_) => Self::read(&of_last_commit(root)?),
        }
    }

    fn read(seconds: &str) -> Result<Self, Failure> {
        let read = seconds.trim().parse::<i64>().attempting(format!("read {VARIABLE}"))?;
        Timestamp::from_second(read).map(Self).attempting(format!("read {VARIABLE}"))
    }

    /// In seconds since 1970.
    pub(super) fn seconds(self) -> i64 {
        self.0.as_second()
    }

    /// As an archive has it, which counts from 1980 and in steps of two seconds.
    pub(super) fn in_archive(self) -> Result<DateTime, Failure> {
        let civil = self.0.to_zoned(TimeZone::UTC).datetime();
        let numbers = [civil.month(), civil.day(), civil.hour(), civil.minute(), civil.second()];
        let [month, day, hour, minute, second] = numbers.map(i8::unsigned_abs);
        let year = civil.year().unsigned_abs();
        DateTime::from_date_and_time(year, month, day, hour, minute, second)
            .attempting("date an archive")
    }

    /// As a text: `2026-01-31T12:00:00Z`.
    pub(super) fn text(self) -> String {
        self.0.to_string()
    }
}

fn of_last_commit(root: &Path) -> Result<String, Failure> {
    let mut command = Command::new("git");
    let output = command.current_dir(root).args(["log", "-1", "--format=%ct"]).output();
    let output = output.attempting("ask git for the moment of the last commit")?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    Err(Failure::new("this is no checkout, so there is no commit to date the archives by")
        .remedy(format!("set {VARIABLE} to seconds since 1970")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_the_same_in_text_and_in_an_archive() {
        let moment = Moment::read("1769860801\n").unwrap();
        assert_eq!(moment.text(), "2026-01-31T12:00:01Z");
        assert_eq!(moment.seconds(), 1_769_860_801);
        let dated = moment.in_archive().unwrap();
        assert_eq!((dated.year(), dated.month(), dated.day(), dated.hour()), (2026, 1, 31, 12));
    }

    #[test]
    fn what_is_no_moment_is_refused() {
        assert!(Moment::read("yesterday").is_err());
        assert!(Moment::read("0").unwrap().in_archive().is_err());
    }
}
