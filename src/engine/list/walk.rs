//! The way through the pages of one list: never more than one at once, and no further than the limit.

use servicenow::{Pages, Record};

use super::{Listed, Listener};
use crate::engine::model::Access;
use crate::engine::problem::{Attempt, Listing, Problem, Problems};
use crate::engine::session::Work;

/// Most records of one page: what is held of a list at once.
const LARGEST_PAGE: usize = 500;

/// A list on its way.
pub(super) struct Walk<'a> {
    pub(super) work: &'a Work,
    type_name: &'a str,
    told: &'a dyn Listener,
    /// How many objects are still wanted.
    left: u64,
    /// Of each table, how many records match and are hidden.
    hidden: Vec<(String, u64)>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(
        work: &'a Work,
        type_name: &'a str,
        told: &'a dyn Listener,
        limit: u64,
    ) -> Self {
        Self { work, type_name, told, left: limit, hidden: Vec::new() }
    }

    /// Whether all that is wanted has been told.
    pub(super) fn is_over(&self) -> bool {
        self.left == 0
    }

    /// How many records a page is to have.
    pub(super) fn page_size(&self) -> usize {
        usize::try_from(self.left).unwrap_or(LARGEST_PAGE).clamp(1, LARGEST_PAGE)
    }

    /// The next page; none where there is none, or no more is wanted.
    pub(super) async fn next(
        &mut self,
        table: &str,
        pages: &mut Pages,
    ) -> Result<Option<Vec<Record>>, Problem> {
        if self.is_over() {
            return Ok(None);
        }
        let page = pages.next().await.map_err(|error| self.failed(table, error))?;
        if page.is_none() {
            let hidden = pages.hidden().filter(|count| *count > 0);
            self.hidden.extend(hidden.map(|count| (table.to_owned(), count)));
        }
        Ok(page)
    }

    /// Tells of one object, unless no more are wanted.
    pub(super) async fn tell(&mut self, listed: Listed) {
        if !self.is_over() {
            self.told.hear(listed).await;
            self.left -= 1;
        }
    }

    /// What there is to say in the end.
    pub(super) fn end(self) -> Problems {
        let hidden = Some(self.hidden).filter(|hidden| !hidden.is_empty());
        hidden.map(|hidden| Problem::Listing(Listing::Hidden(hidden))).into_iter().collect()
    }

    /// The problem that a request failed.
    pub(super) fn failed(&self, table: &str, error: servicenow::Error) -> Problem {
        failed(self.work, self.type_name, table, error)
    }
}

/// The problem that a request for a list failed.
pub(super) fn failed(
    work: &Work,
    type_name: &str,
    table: &str,
    error: servicenow::Error,
) -> Problem {
    let attempt = Attempt::Operation("list", type_name.to_owned());
    work.failed(attempt, table, Access::Read, error)
}
