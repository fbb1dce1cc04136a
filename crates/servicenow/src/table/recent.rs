//! The records that this user has made lately: among them is what a killed run left behind.

use std::time::Duration;

use jiff::Timestamp;

use super::{Columns, Selection, Table};
use crate::clock::stored_seconds;
use crate::{Client, Error, Query, Record};

/// Most records looked at; who makes more than these within the time is no killed run.
const MOST: usize = 1_000;

impl Table {
    /// The newest records that this user has made within `window`, each with its age by the
    /// instance's clock, at most 1,000. Where the instance hides when they were made, none.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/example/mod.rs"));
    /// use std::time::Duration;
    /// use servicenow::{Input, Query, Row};
    ///
    /// # fn main() -> Outcome { simulated(async |client| {
    /// let aliases = client.table("sys_alias");
    /// let row = Row::new().set("name", "Camunda");
    /// aliases.insert(&row, Input::Stored, &Query::new(), &[]).await?;
    /// let hour = Duration::from_hours(1);
    /// let recent = aliases.own_recent(hour, &["name"]).await?;
    /// let (record, age) = &recent[0];
    /// assert!(record.get("name") == Some("Camunda") && *age < hour);
    /// # Ok(()) }) }
    /// ```
    ///
    /// # Errors
    ///
    /// What [any request](crate#errors) may fail with.
    pub async fn own_recent(
        &self,
        window: Duration,
        fields: &[&str],
    ) -> Result<Vec<(Record, Duration)>, Error> {
        let minutes = window.as_secs().div_ceil(60);
        let lately = format!("sys_created_on>=javascript:gs.minutesAgoStart({minutes})");
        let query = Query::new().raw(&lately);
        let rows = self.own(&query, &Columns::of(fields), MOST).await?;
        // Only now the instance's clock is surely known: it came with this very answer.
        let now = self.client.shared.clock.theirs(Timestamp::now());
        let aged = rows.into_iter().filter_map(|row| Some((age(&row, now)?, row)));
        Ok(aged.filter(|(age, _)| *age <= window).map(|(age, row)| (row, age)).collect())
    }

    /// The newest records that this user has made and that come for a query, at most so many.
    /// Each has the columns given, those of the query, and when it was made.
    pub(super) async fn own(
        &self,
        query: &Query,
        columns: &Columns,
        limit: usize,
    ) -> Result<Vec<Record>, Error> {
        let telling: Vec<&str> = query.checked_columns().chain(["sys_created_on"]).collect();
        let columns = columns.union(&Columns::of(&telling));
        let query = query.clone().raw("sys_created_by=javascript:gs.getUserName()");
        let query = query.order_by_descending("sys_created_on")?.to_string();
        let selection = Selection { query: &query, columns: &columns, limit, offset: 0 };
        self.select(&selection).await
    }
}

impl Client {
    /// How long ago the record was made, by the instance's clock; none where it does not show when.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/example/mod.rs"));
    /// use servicenow::Query;
    ///
    /// # fn main() -> Outcome { simulated(async |client| {
    /// let (all, columns) = (Query::new(), ["sys_created_on"]);
    /// let users = client.table("sys_user").matching(&all, &columns, Some(1)).await?.rows;
    /// assert!(client.age_of(&users[0]).is_some());
    /// # Ok(()) }) }
    /// ```
    pub fn age_of(&self, record: &Record) -> Option<Duration> {
        age(record, self.shared.clock.theirs(Timestamp::now()))
    }
}

/// When the record was made, in seconds since 1970 by the instance's clock.
pub(super) fn made(record: &Record) -> Option<i64> {
    stored_seconds(record.get("sys_created_on")?)
}

/// The instance may drop the condition on the time, so it is looked at here too.
fn age(record: &Record, now: i64) -> Option<Duration> {
    Some(Duration::from_secs(u64::try_from(now - made(record)?).unwrap_or(0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_age_of_a_record_is_by_the_instances_clock() {
        let record = |made| [("sys_created_on", made)].into_iter().collect::<Record>();
        assert_eq!(age(&record("1970-01-01 00:01:40"), 160), Some(Duration::from_mins(1)));
        assert_eq!(age(&record("1970-01-01 00:01:40"), 99), Some(Duration::ZERO));
        assert_eq!(age(&record(""), 160), None);
    }
}
