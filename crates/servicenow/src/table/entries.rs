//! Adding entries to journals: the one update that must not simply be repeated when its answer is
//! lost, for each text that is written becomes an entry of its own, and the same text twice is two
//! (docs/facts.md#journal-columns).

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use tracing::warn;

use super::insert::may_have_been_stored;
use super::recent::made;
use super::search::{LONGEST, PAUSES, SHORT, TOLERANCE_SECONDS};
use super::{Columns, Input, Table};
use crate::error::{Failure, Fate};
use crate::request::Request;
use crate::{Error, Query, Record, Row};

/// Where the entries of all journals are.
const ENTRIES: &str = "sys_journal_field";
/// The newest entries that are looked at.
const MOST: usize = 50;
/// An entry of the same text that is older than this was not left by a run that was ended.
const RECENT_SECONDS: i64 = 3_600;

/// The entries that this user has made in the journals of a record.
#[derive(Default)]
struct Entries {
    /// The newest first.
    rows: Vec<Record>,
    /// How many there are, counted before access control; none if nobody can tell.
    count: Option<u64>,
    /// Whether this user may look at them at all.
    readable: bool,
}

impl Table {
    /// Adds the texts of `row` to journals of a record and returns the record then; `None` if there
    /// is no such record. A text that this user has added last, and within the hour, is there
    /// already: a write whose answer was lost has added it. After a lost answer the entries are
    /// looked for as long as the instance may be at work on the write, and sent once more only if
    /// their number shows that they were not added; where nobody can tell, the error has
    /// `is_uncertain`.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/example/mod.rs"));
    /// use servicenow::{Input, Query, Row};
    ///
    /// # fn main() -> Outcome { simulated(async |client| {
    /// let incidents = client.table("incident");
    /// let row = Row::new().set("short_description", "Broken");
    /// let made = incidents.insert(&row, Input::Stored, &Query::new(), &[]).await?;
    /// let note = Row::new().set("work_notes", "Looked at");
    /// for _ in 0..2 {
    ///     assert!(incidents.add_entries(made.sys_id(), &note, &[]).await?.is_some());
    /// }
    /// let entries = Query::new().equals("element_id", made.sys_id())?;
    /// assert_eq!(client.table("sys_journal_field").total(&entries).await?, 1);
    /// # Ok(()) }) }
    /// ```
    ///
    /// # Errors
    ///
    /// What [any request](crate#errors) may fail with; [`ErrorKind::Uncertain`](crate::ErrorKind::Uncertain) if
    /// nobody can tell whether the entries were added.
    pub async fn add_entries(
        &self,
        sys_id: &str,
        row: &Row,
        fields: &[&str],
    ) -> Result<Option<Record>, Error> {
        let began = Timestamp::now();
        let before = self.entries(sys_id, row).await?;
        let since = self.client.shared.clock.theirs(began) - RECENT_SECONDS;
        let there = before.newest(row, since);
        let row = &row.without(&there);
        if row.is_empty() {
            return self.get(sys_id, fields).await;
        }
        let sending = Sending { table: self, sys_id, row, fields, before };
        let lost = match sending.send().await {
            Err(error) if may_have_been_stored(&error) => error,
            known => return known,
        };
        if sending.are_added(&lost, began).await? {
            return self.get(sys_id, fields).await;
        }
        if lost.fate() == Fate::Final {
            return Err(lost);
        }
        match sending.send().await {
            Err(error) if may_have_been_stored(&error) => {
                if sending.are_added(&error, began).await? {
                    self.get(sys_id, fields).await
                } else {
                    Err(error)
                }
            }
            known => known,
        }
    }

    /// The newest entries of this user in the journals that the row writes to. Who may not read them
    /// sees none.
    async fn entries(&self, sys_id: &str, row: &Row) -> Result<Entries, Error> {
        let columns: Vec<&str> = row.columns().collect();
        let query =
            Query::new().equals_exactly("element_id", sys_id)?.is_in("element", &columns)?;
        let query = query.raw("sys_created_by=javascript:gs.getUserName()");
        let query = query.order_by_descending("sys_created_on")?;
        let asked = Columns::of(&["element_id", "element", "value", "sys_created_on"]);
        let table = self.client.table(ENTRIES);
        let found = match table.find(&query, &asked, Some(MOST), true).await {
            Err(error) if error.is_forbidden() || error.is_invalid_table() => {
                return Ok(Entries::default());
            }
            found => found?,
        };
        let fits = |row: &Record| query.agrees(row) == Some(true);
        let is_sure = found.rows.iter().all(fits);
        let rows = found.rows.into_iter().filter(fits).collect();
        Ok(Entries { rows, count: found.total.filter(|_| is_sure), readable: true })
    }
}

impl Entries {
    /// The columns whose newest entry is what the row writes to them, made since then.
    fn newest(&self, row: &Row, since: i64) -> BTreeSet<String> {
        let newest =
            |column: &str| self.rows.iter().find(|entry| entry.get("element") == Some(column));
        let is_it = |column: &&str| {
            newest(column).is_some_and(|entry| {
                entry.get("value").map(str::trim) == row.text(column).map(str::trim)
                    && made(entry).is_some_and(|made| made >= since)
            })
        };
        row.columns().filter(is_it).map(str::to_owned).collect()
    }
}

/// Entries on their way.
struct Sending<'a> {
    table: &'a Table,
    sys_id: &'a str,
    row: &'a Row,
    fields: &'a [&'a str],
    /// What was there before they were sent.
    before: Entries,
}

impl Sending<'_> {
    async fn send(&self) -> Result<Option<Record>, Error> {
        let _forgetting = self.table.client.reader().forgetting();
        let request = self.table.writing(Request::patch_once(self.table.record_url(self.sys_id)?));
        let request = self.table.dress(request, &Columns::of(self.fields));
        let stored = Input::Stored.parameter();
        let request = request.parameter("sysparm_input_display_value", stored).row(self.row)?;
        match self.table.client.send(&request).await {
            Ok(answer) => {
                let record = answer.record().map_err(|error| self.table.here(error))?;
                self.table.about(self.sys_id, record).map(Some)
            }
            Err(error) if error.is_not_found() && !error.is_not_json() => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Whether the entries were added after all, or surely not.
    async fn are_added(&self, lost: &Error, began: Timestamp) -> Result<bool, Error> {
        if !self.before.readable {
            return Err(self.uncertain(lost));
        }
        let (started, span) = (Instant::now(), self.span(lost));
        warn!(
            table = self.table.name(),
            seconds = span.as_secs(),
            "the answer to an entry was lost: looking for it as long as the instance may be at work on it"
        );
        let mut outcome = Err(lost.clone());
        for pause in PAUSES.into_iter().chain(std::iter::repeat(LONGEST)) {
            let left = span.saturating_sub(started.elapsed());
            if left.is_zero() {
                break;
            }
            let waited = self.table.client.pause(pause.min(left)).await;
            waited.map_err(|_| self.uncertain(lost))?;
            outcome = self.table.entries(self.sys_id, self.row).await;
            let since = self.table.client.shared.clock.theirs(began) - TOLERANCE_SECONDS;
            if let Ok(now) = &outcome
                && now.newest(self.row, since).len() == self.row.columns().count()
            {
                return Ok(true);
            }
        }
        let counted = outcome.ok().and_then(|now| now.count).zip(self.before.count);
        match counted {
            Some((now, before)) if now == before => Ok(false),
            _ => Err(self.uncertain(lost)),
        }
    }

    /// How long is looked (docs/facts.md#quotas).
    fn span(&self, lost: &Error) -> Duration {
        let options = &self.table.client.shared.options;
        if lost.leaves_the_instance_at_work() {
            options.transaction_limit.max(options.request_timeout)
        } else {
            SHORT
        }
    }

    fn uncertain(&self, lost: &Error) -> Error {
        let identity = self.row.columns().collect::<Vec<_>>().join(", ");
        let cause = Some(lost.clone());
        self.table.here(Failure::Uncertain { identity, candidates: 0, cause }.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(column: &str, text: &str, made: &str) -> Record {
        [("element", column), ("value", text), ("sys_created_on", made)].into_iter().collect()
    }

    #[test]
    fn an_entry_is_there_if_it_is_the_newest_of_its_journal_and_recent() {
        let rows = vec![
            entry("work_notes", "B", "1970-01-01 00:01:40"),
            entry("work_notes", "A", "1970-01-01 00:01:30"),
            entry("comments", "A", "1970-01-01 00:01:20"),
        ];
        let entries = Entries { rows, count: Some(3), readable: true };
        let there = |column: &str, text: &str, since| {
            !entries.newest(&Row::new().set(column, text), since).is_empty()
        };
        assert!(there("work_notes", "B", 100) && there("work_notes", " B", 100));
        assert!(!there("work_notes", "B", 101), "an older one is another");
        assert!(!there("work_notes", "A", 0), "something else was added since");
        assert!(there("comments", "A", 0) && !there("close_notes", "A", 0));
    }
}
