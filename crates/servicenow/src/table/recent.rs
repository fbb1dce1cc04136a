//! The records that this user has made lately: among them is what a killed run left behind.

use std::time::Duration;

use jiff::Timestamp;

use super::{Columns, Selection, Table};
use crate::clock::stored_seconds;
use crate::{Error, Query, Record};

/// Most records looked at; who makes more than these within the time is no killed run.
const MOST: usize = 1_000;

impl Table {
    /// The newest records that this user has made within `window`, each with its age by the
    /// instance's clock, at most 1,000. Where the instance hides when they were made, none.
    pub async fn own_recent(
        &self,
        window: Duration,
        fields: &[&str],
    ) -> Result<Vec<(Record, Duration)>, Error> {
        let columns = Columns::of(fields).union(&Columns::of(&["sys_created_on"]));
        let minutes = window.as_secs().div_ceil(60);
        let query = Query::new()
            .raw("sys_created_by=javascript:gs.getUserName()")
            .raw(&format!("sys_created_on>=javascript:gs.minutesAgoStart({minutes})"))
            .order_by_descending("sys_created_on")?
            .to_string();
        let selection = Selection { query: &query, columns: &columns, limit: MOST, offset: 0 };
        let rows = self.select(&selection).await?;
        // Only now the instance's clock is surely known: it came with this very answer.
        let now = self.client.shared.clock.theirs(Timestamp::now());
        let aged = rows.into_iter().filter_map(|row| Some((age(&row, now)?, row)));
        Ok(aged.filter(|(age, _)| *age <= window).map(|(age, row)| (row, age)).collect())
    }
}

/// The instance may drop the condition on the time, so it is looked at here too.
fn age(record: &Record, now: i64) -> Option<Duration> {
    let made = stored_seconds(record.get("sys_created_on")?)?;
    Some(Duration::from_secs(u64::try_from(now - made).unwrap_or(0)))
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
