//! Reading: one record by id, many by a query, page after page, or just how many there are.

use std::collections::HashSet;

use super::{Columns, Table};
use crate::request::{Answer, Request};
use crate::{Error, Query, Record};

/// Records asked for at once.
const PAGE: usize = 1_000;
/// So many empty pages one after the other are a fault of the instance.
pub(super) const MOST_EMPTY: usize = 1_000;

/// One page of a query.
#[derive(Clone, Copy)]
pub(crate) struct Selection<'a> {
    pub(crate) query: &'a str,
    pub(crate) columns: &'a Columns,
    pub(crate) limit: usize,
    pub(crate) offset: usize,
}

/// What a query found, page after page.
#[derive(Default)]
pub(super) struct Found {
    pub(super) rows: Vec<Record>,
    /// How many match by the count of the first page, if it was to have one.
    pub(super) total: Option<u64>,
}

/// Whether the pages of a query lead to an end: an instance may say for ever that more follow.
#[derive(Default)]
struct Progress {
    seen: HashSet<String>,
    empty: usize,
}

impl Progress {
    /// Takes note of a page, after which more are said to follow. One that is empty may be followed
    /// by another, for access control empties pages; one that brings only known records may not,
    /// nor may pages go on far beyond the number of records that were counted.
    fn is_made(&mut self, rows: &[Record], offset: usize, total: Option<u64>) -> bool {
        self.empty = if rows.is_empty() { self.empty + 1 } else { 0 };
        let ids = rows.iter().map(Record::sys_id);
        let new = ids.filter(|id| id.is_empty() || self.seen.insert((*id).to_owned())).count();
        (rows.is_empty() || new > 0) && self.empty < MOST_EMPTY && !beyond_count(offset, total)
    }
}

/// Whether pages have gone on far beyond the number of records that were counted.
pub(super) fn beyond_count(offset: usize, total: Option<u64>) -> bool {
    let counted = total.and_then(|total| usize::try_from(total).ok()).unwrap_or(usize::MAX);
    offset > counted.saturating_mul(2).saturating_add(10 * PAGE)
}

/// A page, and what its answer said beside it.
pub(super) struct Page {
    pub(super) rows: Vec<Record>,
    pub(super) more: bool,
    pub(super) total: Option<u64>,
}

impl Table {
    /// The record with this id, or `None` if there is none or it is hidden from this user.
    /// An empty `fields` asks for all columns; the id always comes.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/example/mod.rs"));
    /// use servicenow::Query;
    ///
    /// # fn main() -> Outcome { simulated(async |client| {
    /// let users = client.table("sys_user");
    /// let found = users.matching(&Query::new().equals("user_name", "admin")?, &[], Some(2)).await?;
    /// let admin = users.get(found.rows[0].sys_id(), &["user_name"]).await?;
    /// assert_eq!(admin.unwrap().get("user_name"), Some("admin"));
    /// assert_eq!(users.get("no such id", &["user_name"]).await?, None);
    /// # Ok(()) }) }
    /// ```
    ///
    /// # Errors
    ///
    /// What [any request](crate#errors) may fail with; [`ErrorKind::Invalid`](crate::ErrorKind::Invalid) if
    /// `sys_id` is empty or of dots alone, which would address the table.
    pub async fn get(&self, sys_id: &str, fields: &[&str]) -> Result<Option<Record>, Error> {
        self.read(sys_id, &Columns::of(fields)).await
    }

    /// As `get`, for a set of columns.
    pub(super) async fn read(
        &self,
        sys_id: &str,
        columns: &Columns,
    ) -> Result<Option<Record>, Error> {
        let request = self.dress(Request::get(self.record_url(sys_id)?), columns);
        match self.client.send(&request).await {
            Ok(answer) => {
                let record = answer.record().map_err(|error| self.here(error))?;
                self.about(sys_id, record).map(Some)
            }
            Err(error) if error.is_not_found() && !error.is_not_json() => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The record of an answer, which must name the one that was asked about.
    pub(super) fn about(&self, sys_id: &str, record: Record) -> Result<Record, Error> {
        if record.sys_id().eq_ignore_ascii_case(sys_id) {
            Ok(record)
        } else {
            Err(self.lacking("the sys_id of the record it was asked about"))
        }
    }

    /// What a query finds, unchecked; counted in the first answer if so wished.
    pub(super) async fn find(
        &self,
        query: &Query,
        columns: &Columns,
        limit: Option<usize>,
        counted: bool,
    ) -> Result<Found, Error> {
        let encoded = query.paged();
        let size = limit.map_or(PAGE, |limit| limit.min(PAGE));
        let wanted = limit.unwrap_or(usize::MAX);
        let (mut found, mut offset) = (Found::default(), 0);
        let mut progress = Progress::default();
        while found.rows.len() < wanted {
            let page = Selection { query: &encoded, columns, limit: size, offset };
            let Page { rows, more, total } = self.page(&page, counted && offset == 0).await?;
            let empty = rows.is_empty();
            found.total = found.total.or(total);
            offset += size;
            if more && !progress.is_made(&rows, offset, found.total) {
                return Err(self.lacking("records that were not on the pages before it"));
            }
            found.rows.extend(rows);
            if !more || (empty && self.known_total(&found, query).await? <= offset as u64) {
                break;
            }
        }
        found.rows.truncate(wanted);
        Ok(found)
    }

    async fn known_total(&self, found: &Found, query: &Query) -> Result<u64, Error> {
        match found.total {
            Some(total) => Ok(total),
            None => self.total(query).await,
        }
    }

    /// How many records match, counted before access control: more than a query shows if some
    /// are hidden from this user (docs/facts.md#counted-before-access).
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/example/mod.rs"));
    /// use servicenow::Query;
    ///
    /// # fn main() -> Outcome { simulated(async |client| {
    /// let admins = Query::new().equals("user_name", "admin")?;
    /// assert_eq!(client.table("sys_user").total(&admins).await?, 1);
    /// # Ok(()) }) }
    /// ```
    ///
    /// # Errors
    ///
    /// What [any request](crate#errors) may fail with; [`ErrorKind::Lacking`](crate::ErrorKind::Lacking) if the
    /// answer does not say.
    pub async fn total(&self, query: &Query) -> Result<u64, Error> {
        let request = self.dress(Request::get(self.url()?), &Columns::of(&["sys_id"]));
        let request = with_query(request, &query.to_string()).parameter("sysparm_limit", "1");
        let total = self.client.send(&request).await?.total;
        total.ok_or_else(|| self.lacking("the count of records"))
    }

    /// One page and whether more follow. A page shorter than its limit is not the last one, for
    /// the limit is applied before access control (docs/facts.md#page-limit): only the `Link`
    /// header tells.
    pub(super) async fn page(
        &self,
        selection: &Selection<'_>,
        counted: bool,
    ) -> Result<Page, Error> {
        let request = self.selecting(selection, Request::get)?;
        let request = if counted { request } else { uncounted(request) };
        let answer = self.client.send(&request).await?;
        let (said, total) = (answer.has_next, answer.total);
        let rows = self.rows(answer)?;
        let more = said.unwrap_or(rows.len() >= selection.limit);
        Ok(Page { rows, more, total })
    }

    /// The records of one page.
    pub(crate) async fn select(&self, selection: &Selection<'_>) -> Result<Vec<Record>, Error> {
        let request = uncounted(self.selecting(selection, Request::get)?);
        self.rows(self.client.send(&request).await?)
    }

    /// As `select`, given up at the first answer that is lost.
    pub(crate) async fn try_select(&self, selection: &Selection<'_>) -> Result<Vec<Record>, Error> {
        let request = uncounted(self.selecting(selection, Request::get_once)?);
        self.rows(self.client.send(&request).await?)
    }

    /// How long the URL of this selection is.
    pub(crate) fn url_length(&self, selection: &Selection<'_>) -> Result<usize, Error> {
        let request = self.selecting(selection, Request::get)?;
        Ok(uncounted(request).url_length())
    }

    fn selecting(
        &self,
        selection: &Selection<'_>,
        method: fn(url::Url) -> Request,
    ) -> Result<Request, Error> {
        let request = self.dress(method(self.url()?), selection.columns);
        let request = with_query(request, selection.query)
            .parameter("sysparm_limit", &selection.limit.to_string());
        Ok(match selection.offset {
            0 => request,
            offset => request.parameter("sysparm_offset", &offset.to_string()),
        })
    }

    fn rows(&self, answer: Answer) -> Result<Vec<Record>, Error> {
        answer.records().map_err(|error| self.here(error))
    }

    pub(super) fn here(&self, error: Error) -> Error {
        error.in_table(Some(&self.name))
    }
}

fn uncounted(request: Request) -> Request {
    request.parameter("sysparm_no_count", "true")
}

fn with_query(request: Request, query: &str) -> Request {
    if query.is_empty() { request } else { request.parameter("sysparm_query", query) }
}
