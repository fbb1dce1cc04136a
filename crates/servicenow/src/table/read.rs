//! Reading: one record by id, many by a query, page after page, or just how many there are.

use super::{Columns, Table};
use crate::error::Failure;
use crate::request::{Answer, Request};
use crate::{Error, Query, Record};

/// Records asked for at once.
const PAGE: usize = 1_000;

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

/// A page, and what its answer said beside it.
struct Page {
    rows: Vec<Record>,
    more: bool,
    total: Option<u64>,
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
        let request = self.dress(Request::get(self.record_url(sys_id)?), &Columns::of(fields));
        match self.client.send(&request).await {
            Ok(answer) => answer.record().map(Some).map_err(|error| self.here(error)),
            Err(error) if error.is_not_found() && !error.is_not_json() => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The records that come for a query, up to `limit`, in the query's order and then by id. An
    /// empty `fields` asks for all columns; the id always comes.
    ///
    /// They may be any records, for an instance drops a condition on a column that it does not
    /// know: [`matching`](Self::matching) checks them.
    pub(crate) async fn query(
        &self,
        query: &Query,
        fields: &[&str],
        limit: Option<usize>,
    ) -> Result<Vec<Record>, Error> {
        Ok(self.find(query, &Columns::of(fields), limit, false).await?.rows)
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
        while found.rows.len() < wanted {
            let page = Selection { query: &encoded, columns, limit: size, offset };
            let Page { rows, more, total } = self.page(&page, counted && offset == 0).await?;
            let empty = rows.is_empty();
            found.rows.extend(rows);
            found.total = found.total.or(total);
            offset += size;
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

    /// How many records match, counted before access control: more than `query` returns if some
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
        total.ok_or_else(|| self.here(Failure::Lacking("the count of records").into()))
    }

    /// One page and whether more follow. A page shorter than its limit is not the last one, for
    /// the limit is applied before access control (docs/facts.md#page-limit): only the `Link`
    /// header tells.
    async fn page(&self, selection: &Selection<'_>, counted: bool) -> Result<Page, Error> {
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
