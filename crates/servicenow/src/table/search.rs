//! Looking for the record of an insert whose answer was lost.

use std::time::{Duration, Instant};

use jiff::Timestamp;
use tracing::warn;

use super::recent::made;
use super::{Columns, Table};
use crate::error::Failure;
use crate::{Error, Query, Record, Row};

/// The first pauses before a look; each following one is [`LONGEST`].
pub(super) const PAUSES: [Duration; 4] = [
    Duration::from_millis(200),
    Duration::from_secs(1),
    Duration::from_secs(2),
    Duration::from_secs(4),
];
/// The longest pause between two looks.
pub(super) const LONGEST: Duration = Duration::from_secs(5);
/// How long is looked where the instance is surely no more at work on the insert.
pub(super) const SHORT: Duration = Duration::from_millis(1_200);
/// The instance's clock is known to the second, and so are the times it stores.
pub(super) const TOLERANCE_SECONDS: i64 = 2;
/// More candidates than this tell nothing more.
const MOST: usize = 50;

/// What is known of the record that is looked for.
pub(super) struct Search<'a> {
    pub(super) table: &'a Table,
    /// What was sent, with the id that the record is to have.
    pub(super) row: &'a Row,
    /// That id; none where it cannot be sent.
    pub(super) id: Option<&'a str>,
    pub(super) identity: &'a Query,
    pub(super) columns: &'a Columns,
    pub(super) began: Timestamp,
}

/// What a look found.
enum Found {
    /// The record, which is surely ours.
    Ours(Record),
    /// The one record that is as ours, while it is not known whether the instance takes the ids that
    /// are sent: ours, unless the one with the id that was sent comes still.
    Likely(Record),
    /// So many that may be it, or may be somebody else's.
    Unclear(usize),
}

/// What a record that was found may be.
#[derive(Debug, PartialEq, Eq)]
enum Likeness {
    /// All that was sent agrees, nobody has changed it, and it was made since the attempt began.
    Ours,
    /// It is older, has another key, or has not the id that ours has.
    Another,
    /// It has the key, and something else differs or is hidden: it may be a namesake that somebody
    /// has made meanwhile.
    Unclear,
}

impl Search<'_> {
    /// Our record, `None` if it was surely not stored, or the error that this is uncertain.
    pub(super) async fn after(&self, lost: &Error) -> Result<Option<Record>, Error> {
        let (started, span) = (Instant::now(), self.span(lost));
        warn!(
            table = self.table.name(),
            seconds = span.as_secs(),
            "the answer to an insert was lost: looking for the record as long as the instance may be at work on it"
        );
        let pauses = PAUSES.into_iter().chain(std::iter::repeat(LONGEST));
        let mut outcome = Ok(Found::Unclear(0));
        for pause in pauses {
            let left = span.saturating_sub(started.elapsed());
            if left.is_zero() {
                break;
            }
            let waited = self.table.client.pause(pause.min(left)).await;
            waited.map_err(|_| self.uncertain(0, lost))?;
            outcome = self.look().await;
            if let Ok(Found::Ours(record)) = outcome {
                return Ok(Some(self.columns.narrow(&record)));
            }
        }
        match outcome {
            Ok(Found::Likely(record)) => Ok(Some(self.columns.narrow(&record))),
            Ok(Found::Unclear(0)) => Ok(None),
            Ok(Found::Unclear(several)) => Err(self.uncertain(several, lost)),
            _ => Err(self.uncertain(0, lost)),
        }
    }

    /// How long the instance may still be at work (docs/facts.md#quotas). Where it takes the id
    /// that was sent, a second insert does no harm, for only one record can have it.
    fn span(&self, lost: &Error) -> Duration {
        let options = &self.table.client.shared.options;
        if lost.leaves_the_instance_at_work() && self.takes_ids() != Some(true) {
            options.transaction_limit.max(options.request_timeout)
        } else {
            SHORT
        }
    }

    /// Whether the record has the id that was sent; none while that is not known.
    pub(super) fn takes_ids(&self) -> Option<bool> {
        let learned = || self.table.client.shared.sent_ids.are_taken(self.table.name());
        self.id.map_or(Some(false), |_| learned())
    }

    /// Makes sure that the first attempt was not stored late, beside the record of the second.
    pub(super) async fn confirm_alone(&self, record: Record, lost: Error) -> Result<Record, Error> {
        if self.id.is_some_and(|id| record.sys_id().eq_ignore_ascii_case(id)) {
            return Ok(record);
        }
        let rows = self.candidates().await.unwrap_or_default();
        let ours = |(_, likeness): &&(Record, Likeness)| *likeness == Likeness::Ours;
        match rows.iter().filter(ours).count() {
            0 | 1 => Ok(record),
            several => Err(self.uncertain(several, &lost)),
        }
    }

    /// The record with the id that was sent.
    pub(super) async fn by_id(&self) -> Result<Option<Record>, Error> {
        let Some(id) = self.id else { return Ok(None) };
        match self.table.read(id, self.columns).await {
            Err(error) if error.is_forbidden() => Ok(None),
            read => read,
        }
    }

    /// The error that nobody can tell whether, or as what, the record was stored.
    pub(super) fn uncertain(&self, candidates: usize, lost: &Error) -> Error {
        let identity = self.identity.to_string();
        let cause = Some(lost.clone());
        self.table.here(Failure::Uncertain { identity, candidates, cause }.into())
    }

    async fn look(&self) -> Result<Found, Error> {
        if let Some(record) = self.by_id().await? {
            return Ok(Found::Ours(record));
        }
        let mut rows = self.candidates().await?;
        let sure = self.takes_ids().is_some();
        match (rows.as_slice(), rows.len()) {
            ([(_, Likeness::Ours)], _) => {
                let found = if sure { Found::Ours } else { Found::Likely };
                Ok(rows.pop().map_or(Found::Unclear(0), |(record, _)| found(record)))
            }
            (_, several) => Ok(Found::Unclear(several)),
        }
    }

    /// The records that may be ours.
    async fn candidates(&self) -> Result<Vec<(Record, Likeness)>, Error> {
        let sent: Vec<&str> = self.row.columns().chain(["sys_mod_count"]).collect();
        let columns = self.columns.union(&Columns::of(&sent));
        let rows = self.table.own(self.identity, &columns, MOST).await?;
        // Only now the instance's clock is surely known: it came with this very answer.
        let since = self.table.client.shared.clock.theirs(self.began) - TOLERANCE_SECONDS;
        let judged = rows.into_iter().map(|row| {
            let likeness = likeness(&row, self, since);
            (row, likeness)
        });
        Ok(judged.filter(|(_, likeness)| *likeness != Likeness::Another).collect())
    }
}

/// The key is compared here too, for the instance drops conditions on columns it does not know
/// and then answers with anything (docs/facts.md#dropped-condition). Where it is known that the
/// instance takes the ids that are sent, a record with another id is another record.
fn likeness(record: &Record, search: &Search<'_>, since: i64) -> Likeness {
    let agrees = search.identity.agrees(record);
    let made = made(record);
    let is_older = made.is_some_and(|made| made < since);
    if agrees == Some(false) || is_older || search.takes_ids() == Some(true) {
        return Likeness::Another;
    }
    let has_key = agrees == Some(true) && search.identity.names_a_key();
    // A file is looked at by the instance itself, which notes that (docs/facts.md#attachment-rows).
    let is_untouched =
        search.id.is_none() || record.get("sys_mod_count").is_none_or(|count| count == "0");
    let is_as_sent = search.row.is_held_by(record) && is_untouched;
    if has_key && made.is_some() && is_as_sent { Likeness::Ours } else { Likeness::Unclear }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Client, Credentials, InstanceUrl, Options};

    fn table(takes_ids: Option<bool>) -> Table {
        let instance = InstanceUrl::parse("https://a.example").unwrap();
        let credentials = Credentials::Basic { username: "ann".into(), password: "pw".into() };
        let client = Client::new(instance, credentials, Options::default()).unwrap();
        if let Some(taken) = takes_ids {
            client.shared.sent_ids.learn("t", taken);
        }
        client.table("t")
    }

    fn judged(cells: &[(&str, &str)], takes_ids: Option<bool>, since: i64) -> Likeness {
        judged_by(&Query::new().equals("name", "Camunda").unwrap(), cells, takes_ids, since)
    }

    fn judged_by(
        identity: &Query,
        cells: &[(&str, &str)],
        takes_ids: Option<bool>,
        since: i64,
    ) -> Likeness {
        let (table, columns) = (table(takes_ids), Columns::of(&["name"]));
        let row = Row::new().set("name", "Camunda").set("type", "client");
        let row = row.set_secret("secret", "s".into());
        let began = Timestamp::now();
        let id = Some("a1");
        let search = Search { table: &table, row: &row, id, identity, columns: &columns, began };
        likeness(&cells.iter().copied().collect(), &search, since)
    }

    const OURS: [(&str, &str); 4] = [
        ("name", " camunda"),
        ("type", "client"),
        ("sys_created_on", "1970-01-01 00:01:40"),
        ("sys_mod_count", "0"),
    ];

    fn with(column: &'static str, text: &'static str) -> Vec<(&'static str, &'static str)> {
        let others = OURS.into_iter().filter(|(name, _)| *name != column);
        others.chain([(column, text)]).collect()
    }

    fn without(column: &str) -> Vec<(&'static str, &'static str)> {
        OURS.into_iter().filter(|(name, _)| *name != column).collect()
    }

    #[test]
    fn a_record_is_ours_only_if_all_that_was_sent_agrees() {
        assert_eq!(judged(&OURS, Some(false), 98), Likeness::Ours);
        assert_eq!(judged(&with("type", "theirs"), Some(false), 98), Likeness::Unclear);
        assert_eq!(judged(&with("sys_mod_count", "1"), Some(false), 98), Likeness::Unclear);
        assert_eq!(judged(&with("name", "Other"), Some(false), 98), Likeness::Another);
        assert_eq!(judged(&OURS, Some(false), 101), Likeness::Another);
    }

    #[test]
    fn a_record_with_another_id_is_another_where_ids_are_taken() {
        assert_eq!(judged(&OURS, None, 98), Likeness::Ours);
        assert_eq!(judged(&OURS, Some(true), 98), Likeness::Another);
    }

    #[test]
    fn what_is_hidden_proves_nothing() {
        for hidden in ["name", "type", "sys_created_on"] {
            assert_eq!(judged(&without(hidden), Some(false), 98), Likeness::Unclear, "{hidden}");
        }
        let keyless = |since| judged_by(&Query::new(), &OURS, Some(false), since);
        assert_eq!((keyless(98), keyless(101)), (Likeness::Unclear, Likeness::Another));
    }
}
