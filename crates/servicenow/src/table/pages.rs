//! The checked query page by page, for tables of any size: no more than one page is ever held.

use std::collections::HashSet;

use super::matching::telling;
use super::read::{MOST_EMPTY, Page, beyond_count};
use super::{Columns, Selection, Table};
use crate::{Error, Query, Record};

/// Most records of one page.
const LARGEST: usize = 1_000;

/// A checked query that is asked page by page, each when it is wanted: who stops asking has sent no request too many. A
/// record that comes again on the page after its own, because others were made or deleted meanwhile, is shown once.
#[derive(Debug)]
pub struct Pages {
    table: Table,
    query: Query,
    encoded: String,
    columns: Columns,
    size: usize,
    offset: usize,
    is_over: bool,
    /// How many match by the count of the first page.
    total: Option<u64>,
    came: u64,
    /// Whether each record so far matched, so that no condition was dropped.
    is_certain: bool,
    /// The ids of the page before.
    before: HashSet<String>,
    empty: usize,
}

impl Table {
    /// The records that match a query, `size` at once and at most 1,000. They are checked as by
    /// [`matching`](Self::matching), and have the same columns; they come by id where the query names no
    /// order.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/example/mod.rs"));
    /// use servicenow::Query;
    ///
    /// # fn main() -> Outcome { simulated(async |client| {
    /// let mut pages = client.table("sys_user_role").pages(&Query::new(), &["name"], 2);
    /// let mut names = Vec::new();
    /// while let Some(page) = pages.next().await? {
    ///     assert!(page.len() <= 2);
    ///     names.extend(page.iter().filter_map(|role| role.get("name").map(str::to_owned)));
    /// }
    /// assert!(names.contains(&"admin".to_owned()));
    /// assert_eq!(pages.hidden(), Some(0));
    /// # Ok(()) }) }
    /// ```
    pub fn pages(&self, query: &Query, fields: &[&str], size: usize) -> Pages {
        let (query, columns) = match fields {
            [] => (query.without_walks(), Columns::All),
            _ => (query.clone(), Columns::of(fields).union(&telling(query))),
        };
        Pages {
            table: self.clone(),
            encoded: query.paged(),
            query,
            columns,
            size: size.clamp(1, LARGEST),
            offset: 0,
            is_over: false,
            total: None,
            came: 0,
            is_certain: true,
            before: HashSet::new(),
            empty: 0,
        }
    }
}

impl Pages {
    /// The records of the next page that match, or `None` when there is no further page. A page may have none of them:
    /// access control empties pages, and so does the check. Each call is one request.
    ///
    /// # Errors
    ///
    /// What [any request](crate#errors) may fail with; [`ErrorKind::Lacking`](crate::ErrorKind::Lacking) if the instance
    /// says that more follow and sends nothing new.
    pub async fn next(&mut self) -> Result<Option<Vec<Record>>, Error> {
        if self.is_over {
            return Ok(None);
        }
        let selection = Selection {
            query: &self.encoded,
            columns: &self.columns,
            limit: self.size,
            offset: self.offset,
        };
        let Page { rows, more, total } = self.table.page(&selection, self.offset == 0).await?;
        self.offset += self.size;
        self.total = self.total.or(total);
        self.is_over = !more;
        if more && !self.leads_on(&rows) {
            return Err(self.table.lacking("records that were not on the pages before it"));
        }
        Ok(Some(self.new_ones(rows)))
    }

    /// How many records match beside those that came and are hidden from this user, once there is no further page; none
    /// before, and where that cannot be told (see [`Matches::hidden`](super::Matches::hidden)).
    pub fn hidden(&self) -> Option<u64> {
        let hidden = self.total.map(|total| total.saturating_sub(self.came));
        hidden.filter(|_| self.is_over && self.is_certain)
    }

    /// How many records match by the count of the first page, taken before access control; none before it, or if the
    /// instance did not count.
    pub fn total(&self) -> Option<u64> {
        self.total
    }

    /// Whether the pages lead to an end, though more are said to follow. One that is empty may be followed by another, for
    /// access control empties pages; one that brings the records of the page before may not.
    fn leads_on(&mut self, rows: &[Record]) -> bool {
        self.empty = if rows.is_empty() { self.empty + 1 } else { 0 };
        let is_new = |row: &Record| !self.before.contains(row.sys_id());
        let brings_some = rows.is_empty() || rows.iter().any(is_new);
        let is_counted = self.total.is_some_and(|total| total <= self.offset as u64);
        self.is_over |= rows.is_empty() && is_counted;
        brings_some && self.empty < MOST_EMPTY && !beyond_count(self.offset, self.total)
    }

    fn new_ones(&mut self, mut rows: Vec<Record>) -> Vec<Record> {
        let ids = rows.iter().map(|row| row.sys_id().to_owned()).collect();
        let before = std::mem::replace(&mut self.before, ids);
        rows.retain(|row| !before.contains(row.sys_id()));
        self.came += rows.len() as u64;
        let counted = rows.len();
        rows.retain(|row| self.query.agrees(row) == Some(true));
        self.is_certain &= rows.len() == counted;
        rows
    }
}
