//! Looking for the record of an insert whose answer was lost.

use std::time::Duration;

use jiff::Timestamp;

use super::recent::made;
use super::{Columns, Table};
use crate::error::Failure;
use crate::{Error, Query, Record};

/// Pauses before each look: the instance may still be at work on the insert.
const LOOKS: [Duration; 2] = [Duration::from_millis(200), Duration::from_secs(1)];
/// The instance's clock is known to the second, and so are the times it stores.
const TOLERANCE_SECONDS: i64 = 2;
/// More candidates than this tell nothing more.
const MOST: usize = 50;

/// What is known of the record that is looked for.
pub(super) struct Search<'a> {
    pub(super) table: &'a Table,
    pub(super) identity: &'a Query,
    pub(super) columns: &'a Columns,
    pub(super) began: Timestamp,
}

/// What a record that was found may be.
#[derive(Debug, PartialEq, Eq)]
enum Likeness {
    /// It has the key asked for and was made since the attempt began.
    Ours,
    /// It is older or has another key.
    Another,
    /// A column that would tell is hidden, or there is no key to compare.
    Unclear,
}

impl Search<'_> {
    /// Our record, `None` if it was surely not stored, or the error that this is uncertain.
    pub(super) async fn after(&self, lost: &Error) -> Result<Option<Record>, Error> {
        for pause in LOOKS {
            let found = match self.table.client.pause(pause).await {
                Ok(()) => self.look().await,
                Err(stopped) => Err(stopped),
            };
            match found.map_err(|_| self.uncertain(0, lost))?.as_slice() {
                [] => {}
                [(record, Likeness::Ours)] => return Ok(Some(self.columns.narrow(record))),
                several => return Err(self.uncertain(several.len(), lost)),
            }
        }
        Ok(None)
    }

    /// Makes sure that the first attempt was not stored late, beside the record of the second.
    pub(super) async fn confirm_alone(&self, record: Record, lost: Error) -> Result<Record, Error> {
        let found = self.look().await.unwrap_or_default();
        let ours = |(_, likeness): &&(Record, Likeness)| *likeness == Likeness::Ours;
        match found.iter().filter(ours).count() {
            0 | 1 => Ok(record),
            several => Err(self.uncertain(several, &lost)),
        }
    }

    /// The error that nobody can tell whether, or as what, the record was stored.
    pub(super) fn uncertain(&self, candidates: usize, lost: &Error) -> Error {
        let identity = self.identity.to_string();
        let cause = Some(lost.clone());
        self.table.here(Failure::Uncertain { identity, candidates, cause }.into())
    }

    async fn look(&self) -> Result<Vec<(Record, Likeness)>, Error> {
        let rows = self.table.own(self.identity, self.columns, MOST).await?;
        // Only now the instance's clock is surely known: it came with this very answer.
        let since = self.table.client.shared.clock.theirs(self.began) - TOLERANCE_SECONDS;
        let judged = rows.into_iter().map(|row| {
            let likeness = likeness(&row, self.identity, since);
            (row, likeness)
        });
        Ok(judged.filter(|(_, likeness)| *likeness != Likeness::Another).collect())
    }
}

/// The key is compared here too, for the instance drops conditions on columns it does not know
/// and then answers with anything (docs/facts.md#dropped-condition).
fn likeness(record: &Record, identity: &Query, since: i64) -> Likeness {
    let agrees = identity.agrees(record);
    match made(record) {
        _ if agrees == Some(false) => Likeness::Another,
        Some(created) if created < since => Likeness::Another,
        Some(_) if agrees.is_some() && identity.names_a_key() => Likeness::Ours,
        _ => Likeness::Unclear,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> Query {
        Query::new().equals("name", "Camunda").unwrap()
    }

    fn row(name: Option<&str>, created: Option<&str>) -> Record {
        let cells = [("name", name), ("sys_created_on", created)];
        cells.into_iter().filter_map(|(column, value)| Some((column, value?))).collect()
    }

    #[test]
    fn a_record_is_ours_by_key_and_time_only() {
        let now = Some("1970-01-01 00:01:40");
        assert_eq!(likeness(&row(Some(" camunda"), now), &key(), 98), Likeness::Ours);
        assert_eq!(likeness(&row(Some("Other"), now), &key(), 98), Likeness::Another);
        assert_eq!(likeness(&row(Some("Camunda"), now), &key(), 101), Likeness::Another);
    }

    #[test]
    fn what_is_hidden_proves_nothing() {
        let now = Some("1970-01-01 00:01:40");
        assert_eq!(likeness(&row(None, now), &key(), 98), Likeness::Unclear);
        assert_eq!(likeness(&row(Some("Camunda"), None), &key(), 98), Likeness::Unclear);
        assert_eq!(likeness(&row(Some("Camunda"), now), &Query::new(), 98), Likeness::Unclear);
        assert_eq!(likeness(&row(None, now), &Query::new(), 101), Likeness::Another);
    }
}
