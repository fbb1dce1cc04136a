//! Records of a table that have a value which a new one is to have. Asks that come together are one request, and so are
//! names that begin alike: as many records as a plan makes cost a few requests a table.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use servicenow::{Error, Query, QueryError, Record};

use crate::engine::session::{Shelf, Work, beginning};

/// Asks that come within this time go together.
const GATHER: Duration = Duration::from_millis(1);
/// Most records of one answer.
const MOST: usize = 1_000;
/// After so many answers the whole table is tried: where it is small, that is the last request.
const PATIENCE: usize = 3;
/// Values that one request asks for: it has to fit into an address (docs/facts.md#address-length).
const VALUES_A_REQUEST: usize = 30;

/// A table as it is asked about.
struct Asked<'a> {
    work: &'a Work,
    table: &'a str,
    column: &'a str,
    columns: &'a [&'a str],
    shelf: Arc<Shelf>,
}

/// The records of the table with this value in the column, as far as they can be seen. What nobody can ask for has none.
pub(crate) async fn of(
    work: &Work,
    (table, column): (&str, &str),
    value: &str,
    columns: &[&str],
) -> Result<Vec<Record>, Error> {
    let shelf = work.session.known.shelf(table, column);
    let asked = Asked { work, table, column, columns, shelf };
    if !asked.shelf.covers(value) {
        asked.shelf.want(value);
        tokio::time::sleep(GATHER).await;
        let turn = asked.shelf.turn.lock().await;
        if !asked.shelf.covers(value) {
            let mut wanted = asked.shelf.take_wanted();
            wanted.insert(value.to_owned());
            asked.ask(wanted).await?;
        }
        drop(turn);
    }
    Ok(asked.shelf.under(value))
}

impl Asked<'_> {
    async fn ask(&self, wanted: BTreeSet<String>) -> Result<(), Error> {
        if self.shelf.count() == PATIENCE && self.put(&Query::new()).await? {
            self.shelf.cover_all();
            return Ok(());
        }
        let beginnings = wanted.iter().map(|value| beginning(value));
        let beginnings: BTreeSet<String> =
            beginnings.filter(|one| self.shelf.may_ask_for(one)).map(str::to_owned).collect();
        if let Ok(query) = self.any(&beginnings, Query::or_starts_with)
            && !beginnings.is_empty()
        {
            let is_whole = self.put(&query).await?;
            self.shelf.cover_beginnings(&beginnings, is_whole);
        }
        let left: Vec<String> =
            wanted.into_iter().filter(|value| !self.shelf.covers(value)).collect();
        for some in left.chunks(VALUES_A_REQUEST) {
            let askable: BTreeSet<String> =
                some.iter().filter(|one| is_askable(one)).cloned().collect();
            if let Ok(query) = self.any(&askable, Query::or_equals)
                && !askable.is_empty()
            {
                self.put(&query).await?;
            }
            self.shelf.cover(some);
        }
        Ok(())
    }

    /// The query for any of these texts.
    fn any(
        &self,
        texts: &BTreeSet<String>,
        or: impl Fn(Query, &str, &str) -> Result<Query, QueryError>,
    ) -> Result<Query, QueryError> {
        texts.iter().try_fold(Query::new(), |query, text| or(query, self.column, text))
    }

    /// Keeps what comes for the query. Whether that is all of it.
    async fn put(&self, query: &Query) -> Result<bool, Error> {
        let table = self.work.client.table(self.table);
        let found = table.matching(query, self.columns, Some(MOST)).await?.rows;
        let is_whole = found.len() < MOST;
        self.shelf.put(found);
        Ok(is_whole)
    }
}

/// Whether a query can hold the value (docs/facts.md#caret).
fn is_askable(value: &str) -> bool {
    !value.trim().is_empty() && Query::new().equals("name", value).is_ok()
}
