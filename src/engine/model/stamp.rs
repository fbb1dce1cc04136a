//! Who last wrote a record, and when: the only evidence that a secret was overwritten, for no secret can be read back.

use serde::{Deserialize, Serialize};
use servicenow::Record;

use super::moment;

/// The columns that tell it (docs/facts.md#standard-columns).
pub(crate) const COLUMNS: [&str; 3] = ["sys_mod_count", "sys_updated_on", "sys_updated_by"];

/// How far the clocks of two nodes of an instance may be apart, in seconds.
const APART: i64 = 60;

/// As whom the instance writes what nobody asked it to (docs/facts.md#own-writes).
const NOBODY: [&str; 2] = ["system", "guest"];

/// A record's last write.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Stamp {
    /// How often it was changed.
    count: u64,
    /// When, as stored: in UTC.
    pub(crate) on: String,
    /// The name of the user.
    pub(crate) by: String,
}

/// That a record is not what we last wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Overwritten {
    /// How it was last written.
    pub(crate) stamp: Stamp,
    /// Whether it is older than what we wrote: no hand does that, but what replaces records by those of another instance.
    pub(crate) is_older: bool,
}

impl Stamp {
    /// That of a record; none where the answer lacks a part of it.
    pub(crate) fn of(record: &Record) -> Option<Self> {
        let shown = |column: &str| record.get(column).filter(|text| !text.is_empty());
        let [count, on, by] = COLUMNS.map(shown);
        let count = count?.replace([',', '.'], "").parse().ok()?;
        Some(Self { count, on: on?.to_owned(), by: by?.to_owned() })
    }

    /// What another stamp of the same record proves, where this is the one of our last write. A write under our own name
    /// proves nothing: it may be one of another resource, or of a rule that one set off. Going back in time proves it
    /// (docs/facts.md#cloned-records). `account` is that name, where it
    /// is known otherwise.
    pub(crate) fn overwritten(&self, now: &Self, account: Option<&str>) -> Option<Overwritten> {
        let is = |name: &str| now.by.eq_ignore_ascii_case(name);
        let is_older = now.count < self.count || is_before(&now.on, &self.on);
        let is_ours = is(&self.by) || account.is_some_and(is);
        let is_later = now != self && !is_ours && !NOBODY.into_iter().any(is);
        (is_older || is_later).then(|| Overwritten { stamp: now.clone(), is_older })
    }
}

/// Whether a stored moment is certainly before another one.
fn is_before(now: &str, then: &str) -> bool {
    let (Ok(now), Ok(then)) = (moment::of_stored(now), moment::of_stored(then)) else {
        return false;
    };
    then.duration_since(now).as_secs() > APART
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stamp(count: u64, on: &str, by: &str) -> Stamp {
        Stamp { count, on: format!("2026-11-29 {on}"), by: by.to_owned() }
    }

    fn proven(now: &Stamp) -> Option<bool> {
        let ours = stamp(3, "12:00:00", "terraform");
        ours.overwritten(now, Some("second")).map(|found| found.is_older)
    }

    #[test]
    fn another_hand_is_evidence_and_our_own_is_none() {
        assert_eq!(proven(&stamp(3, "12:00:00", "terraform")), None);
        assert_eq!(proven(&stamp(4, "12:00:00", "abel.tuter")), Some(false));
        assert_eq!(proven(&stamp(4, "12:05:00", "Terraform")), None, "another resource of ours");
        assert_eq!(proven(&stamp(4, "12:05:00", "second")), None, "the account has changed");
        for nobody in NOBODY {
            assert_eq!(proven(&stamp(4, "12:05:00", nobody)), None, "the instance by itself");
        }
    }

    #[test]
    fn what_goes_back_in_time_came_from_elsewhere_whoever_wrote_it() {
        assert_eq!(proven(&stamp(9, "11:00:00", "terraform")), Some(true));
        assert_eq!(proven(&stamp(2, "12:30:00", "terraform")), Some(true));
        assert_eq!(proven(&stamp(9, "11:00:00", "system")), Some(true));
        assert_eq!(proven(&stamp(4, "11:59:30", "terraform")), None, "clocks of two nodes");
    }

    #[test]
    fn a_stamp_that_is_not_shown_whole_is_none() {
        let shown: Record = [
            ("sys_mod_count", "1,204"),
            ("sys_updated_on", "2026-11-29 12:00:00"),
            ("sys_updated_by", "a"),
        ]
        .into_iter()
        .collect();
        assert_eq!(Stamp::of(&shown).map(|stamp| stamp.count), Some(1204));
        for hidden in COLUMNS {
            let others = shown.columns().filter(|(column, _)| *column != hidden);
            assert_eq!(Stamp::of(&others.collect()), None, "{hidden}");
        }
    }
}
