//! The page of records that this user has made or changed.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use crate::table::{Columns, Selection, Table};
use crate::{Error, Record};

/// Whose records are on the page.
const OWN: &str =
    "sys_created_by=javascript:gs.getUserName()^ORsys_updated_by=javascript:gs.getUserName()";
/// Most records on a page.
const MOST: usize = 1_000;
/// A page older than this is not used.
const LONGEST_AGE: Duration = Duration::from_secs(30);

/// Records of one table, as they were when they were asked for.
pub(super) struct Page {
    records: HashMap<String, Record>,
    columns: Columns,
    asked: Instant,
    writes: u64,
}

impl Page {
    /// Fetches the page; `writes` is the count of writes when it is asked for.
    pub(super) async fn fetch(
        table: &Table,
        columns: &Columns,
        writes: u64,
    ) -> Result<Self, Error> {
        let asked = Instant::now();
        let selection = Selection { query: OWN, columns, limit: MOST, offset: 0 };
        let rows = table.try_select(&selection).await?;
        Ok(Self { records: by_id(rows), columns: columns.clone(), asked, writes })
    }

    /// Whether the page may be used after this many writes, for a question about these columns.
    pub(super) fn serves(&self, columns: &Columns, writes: u64) -> bool {
        self.writes == writes && self.asked.elapsed() < LONGEST_AGE && self.columns.covers(columns)
    }

    /// The record with this id, if it is on the page.
    pub(super) fn get(&self, id: &str) -> Option<&Record> {
        self.records.get(id)
    }
}

/// Records by id; ids are compared without regard to case, as the instance does.
pub(super) fn by_id(rows: Vec<Record>) -> HashMap<String, Record> {
    rows.into_iter().map(|row| (row.sys_id().to_ascii_lowercase(), row)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(age: Duration) -> Page {
        let record: Record = [("sys_id", "AB"), ("name", "x")].into_iter().collect();
        Page {
            records: by_id(vec![record]),
            columns: Columns::of(&["name"]),
            asked: Instant::now().checked_sub(age).unwrap(),
            writes: 3,
        }
    }

    #[test]
    fn a_page_serves_until_a_write_or_its_age_end_it() {
        let name = Columns::of(&["name"]);
        assert!(page(Duration::ZERO).serves(&name, 3));
        assert!(!page(Duration::ZERO).serves(&name, 4));
        assert!(!page(Duration::from_secs(31)).serves(&name, 3));
        assert!(!page(Duration::ZERO).serves(&Columns::of(&["type"]), 3));
    }

    #[test]
    fn a_record_is_found_by_its_id_in_any_case() {
        assert!(page(Duration::ZERO).get("ab").is_some());
        assert!(page(Duration::ZERO).get("cd").is_none());
    }
}
