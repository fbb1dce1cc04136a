//! The checked query: records that certainly match, and how many more are hidden.
//!
//! An instance drops a condition on a column that it does not know, or does not show to this user,
//! and then answers with any records (docs/facts.md#dropped-condition, docs/facts.md#queries). So
//! every record that comes is held against the query once more.

use super::{Columns, Table};
use crate::{Error, Query, Record};

/// What a checked query found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Matches {
    /// The records that match, in the query's order and then by id.
    pub rows: Vec<Record>,
    /// How many records match beside these and are hidden from this user: the instance counts
    /// before it applies access control (docs/facts.md#counted-before-access). None if that cannot
    /// be told: more may match than were asked for, a record came that does not match (a condition
    /// was dropped, and with it from the count), or the answer had no count.
    pub hidden: Option<u64>,
    /// Whether more records match than were looked at, and how many match in all by the instance's
    /// count, if it gave one (before it applies access control).
    pub beyond: Option<Beyond>,
}

/// There is, or may be, more than was looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Beyond {
    /// How many match in all; none if the instance did not count.
    pub total: Option<u64>,
}

impl Matches {
    /// How many records match of which not one is shown; none if one is, if none matches, or if
    /// that cannot be told.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/example/mod.rs"));
    /// use servicenow::Query;
    ///
    /// # fn main() -> Outcome { simulated(async |client| {
    /// let none = Query::new().equals("user_name", "nobody")?;
    /// let found = client.table("sys_user").matching(&none, &["user_name"], None).await?;
    /// assert_eq!(found.all_hidden(), None, "there is none to hide");
    /// # Ok(()) }) }
    /// ```
    pub fn all_hidden(&self) -> Option<u64> {
        self.hidden.filter(|hidden| self.rows.is_empty() && *hidden > 0)
    }
}

impl Table {
    /// The records that match a query, looking at `limit` records at most; each that comes is
    /// held against the query's conditions again, except for those given with [`Query::raw`].
    ///
    /// Each record has the columns of `fields`, those of the conditions, and its id. An empty
    /// `fields` asks for all columns of the table; columns of other tables (`role.name`) then do
    /// not come, and a condition on one is not checked.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/example/mod.rs"));
    /// use servicenow::Query;
    ///
    /// # fn main() -> Outcome { simulated(async |client| {
    /// let roles = client.table("sys_user_role");
    /// let named = Query::new().equals("name", "ADMIN")?;
    /// let found = roles.matching(&named, &["name"], Some(20)).await?;
    /// assert_eq!((found.rows.len(), found.hidden), (1, Some(0)));
    ///
    /// // A condition on an unknown column is dropped; here any role comes, and none matches.
    /// let unknown = Query::new().equals("no_such_column", "x")?;
    /// let found = roles.matching(&unknown, &["name"], Some(20)).await?;
    /// assert_eq!((found.rows.len(), found.hidden), (0, None));
    /// # Ok(()) }) }
    /// ```
    ///
    /// # Errors
    ///
    /// What [any request](crate#errors) may fail with.
    pub async fn matching(
        &self,
        query: &Query,
        fields: &[&str],
        limit: Option<usize>,
    ) -> Result<Matches, Error> {
        let (query, columns) = match fields {
            [] => (&query.without_walks(), Columns::All),
            _ => (query, Columns::of(fields).union(&telling(query))),
        };
        let found = self.find(query, &columns, limit, true).await?;
        let came = found.rows.len();
        let is_whole = limit.is_none_or(|limit| came < limit);
        let fits = |row: &Record| query.agrees(row) == Some(true);
        let rows: Vec<Record> = found.rows.into_iter().filter(fits).collect();
        let beyond = found.total.map(|total| total.saturating_sub(came as u64));
        let certain = |beyond: &u64| rows.len() == came && (is_whole || *beyond == 0);
        let is_more = !is_whole && beyond.is_none_or(|beyond| beyond > 0);
        let more = is_more.then_some(Beyond { total: found.total });
        Ok(Matches { hidden: beyond.filter(certain), beyond: more, rows })
    }
}

pub(super) fn telling(query: &Query) -> Columns {
    Columns::of(&query.checked_columns().chain(["sys_id"]).collect::<Vec<_>>())
}
