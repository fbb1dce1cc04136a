//! Reads that come close together are answered by one request.
//!
//! Asks for records of one table within a few milliseconds become one query for all their ids.
//! From the second id of a table on, the page of records this user has made or changed is
//! fetched once: whatever is on it needs no request of its own. The page proves presence, never
//! absence.

mod batch;
mod gathering;
mod page;
mod table_reads;

use std::collections::HashMap;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::error::Failure;
use crate::table::Columns;
use crate::{Client, Error, Query, Record};
use table_reads::TableReads;

/// The reader of a client; shared by all its clones.
#[derive(Default)]
pub struct Reader {
    tables: Mutex<HashMap<String, Arc<TableReads>>>,
    writes: Arc<Writes>,
}

/// Counts what may have changed records, so that nothing read before is taken for current.
#[derive(Default)]
struct Writes(AtomicU64);

impl Writes {
    fn count(&self) -> u64 {
        self.0.load(Ordering::SeqCst)
    }
}

/// While this lives a write is under way; when it ends, all pages are forgotten.
pub(crate) struct Forgetting<'a>(&'a Reader);

impl Drop for Forgetting<'_> {
    fn drop(&mut self) {
        self.0.forget();
    }
}

impl Reader {
    /// The record of `table` with this id, `None` if it was not in the answer: it may be gone or
    /// hidden, which `Table::total` tells apart. An empty `fields` asks for all columns.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/example/mod.rs"));
    /// use servicenow::Query;
    ///
    /// # fn main() -> Outcome { simulated(async |client| {
    /// let all = Query::new();
    /// let some = client.table("sys_user").matching(&all, &["user_name"], Some(3)).await?.rows;
    /// let reader = client.reader();
    /// let reads = some.iter().map(|user| reader.get(&client, "sys_user", user.sys_id(), &["user_name"]));
    /// for (read, user) in futures_util::future::join_all(reads).await.into_iter().zip(&some) {
    ///     assert_eq!(read?.as_ref(), Some(user));
    /// }
    /// # Ok(()) }) }
    /// ```
    ///
    /// # Errors
    ///
    /// What [any request](crate#errors) may fail with; [`ErrorKind::Query`](crate::ErrorKind::Query) if `sys_id` cannot
    /// stand in a list of ids.
    pub async fn get(
        &self,
        client: &Client,
        table: &str,
        sys_id: &str,
        fields: &[&str],
    ) -> Result<Option<Record>, Error> {
        let columns = Columns::of(fields);
        // Checked before it joins others: an id that no list can hold must not spoil theirs.
        let _ = Query::new().is_in("sys_id", &[sys_id]).map_err(Error::from)?;
        let id = sys_id.to_ascii_lowercase();
        let reads = self.reads_of(table);
        loop {
            if let Some(record) = reads.on_page(&id, &columns, self.writes.count()) {
                return Ok(Some(record));
            }
            let waiting = reads.join(client, &self.writes, &id, &columns);
            match client.until_stopped(waiting.outcome()).await? {
                Ok(records) => return Ok(records.get(&id).map(|record| columns.narrow(record))),
                // The one whose view the request ran under has stopped; this one has not.
                Err(error) if error.is_stopped() && !client.is_stopped() => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Drops every cached page. Every insert, update and delete of the client does so by itself.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/example/mod.rs"));
    /// # fn main() -> Outcome { simulated(async |client| {
    /// // Somebody else may have written.
    /// client.reader().forget();
    /// # Ok(()) }) }
    /// ```
    pub fn forget(&self) {
        self.writes.0.fetch_add(1, Ordering::SeqCst);
    }

    /// Forgets when the value returned is dropped, however the write ends.
    pub(crate) fn forgetting(&self) -> Forgetting<'_> {
        Forgetting(self)
    }

    fn reads_of(&self, table: &str) -> Arc<TableReads> {
        let mut tables = self.tables.lock().unwrap_or_else(PoisonError::into_inner);
        let new = || Arc::new(TableReads::new(table));
        Arc::clone(tables.entry(table.to_owned()).or_insert_with(new))
    }
}

impl fmt::Debug for Reader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reader").finish_non_exhaustive()
    }
}

/// The end of a batch that nobody answered: its task broke off. Not as if stopped: who was not
/// stopped would ask again, and break off again.
fn abandoned() -> Error {
    Failure::Invalid("the task that was to ask broke off: a fault of the client").into()
}
