//! Inserting: the one write that must not simply be repeated when its answer is lost.

use jiff::Timestamp;

use super::recent::made;
use super::search::Search;
use super::sent_ids;
use super::{Columns, Input, Table};
use crate::error::{Failure, Fate};
use crate::guard::Change;
use crate::record::is_new_id;
use crate::request::Request;
use crate::{Error, Query, Record, Row};

/// A record made so long before its insert is another one, however far a clock is off.
const OLD_SECONDS: i64 = 300;

impl Table {
    /// Inserts a record and returns what is stored.
    ///
    /// The row is sent with a sys_id of its own, unless it names one. If the answer is lost, the
    /// record is looked for by that id and, where the instance gives ids of its own, by `identity`
    /// (its natural key), its creator and the time of its creation: it is ours if all that was
    /// sent agrees; none is inserted once more; anything else is an error with `is_uncertain`. It
    /// is looked for as long as the instance may be at work on it: see
    /// [`Options::transaction_limit`](crate::Options::transaction_limit). After a fault of the
    /// instance, or a page of something before it, the record is looked for too, for it may have
    /// been stored; none makes the fault stand. `identity` should name at least one column with
    /// `equals`, or only the id proves a record to be ours.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/example/mod.rs"));
    /// use servicenow::{Input, Query, Row};
    ///
    /// # fn main() -> Outcome { simulated(async |client| {
    /// let row = Row::new().set("name", "Camunda").set("type", "connection");
    /// let key = Query::new().equals("name", "Camunda")?;
    /// let made = client.table("sys_alias").insert(&row, Input::Stored, &key, &["name"]).await?;
    /// assert_eq!((made.sys_id().len(), made.get("name")), (32, Some("Camunda")));
    /// # Ok(()) }) }
    /// ```
    ///
    /// # Errors
    ///
    /// What [any request](crate#errors) may fail with; [`ErrorKind::Uncertain`](crate::ErrorKind::Uncertain) if
    /// nobody can tell whether the record was stored, [`OwnIdentity`](crate::ErrorKind::OwnIdentity) or
    /// [`ReadOnly`](crate::ErrorKind::ReadOnly) if the options allow no such write.
    pub async fn insert(
        &self,
        row: &Row,
        input: Input,
        identity: &Query,
        fields: &[&str],
    ) -> Result<Record, Error> {
        self.spare_own_identity("", Change::Insert(row)).await?;
        let _forgetting = self.client.reader().forgetting();
        let columns = Columns::of(fields);
        let id = row.text("sys_id").map_or_else(sent_ids::new_id, str::to_owned);
        let row = &row.clone().set("sys_id", id.as_str());
        let request = self.writing(Request::post(self.url()?));
        let request = self.dress(request, &columns.union(&Columns::of(&["sys_created_on"])));
        let request =
            request.parameter("sysparm_input_display_value", input.parameter()).row(row)?;
        let began = Timestamp::now();
        let id = Some(id.as_str());
        let search = Search { table: self, row, id, identity, columns: &columns, began };
        self.make(&request, &search).await
    }

    /// Sends what makes a record, and finds the record where its answer is lost.
    pub(super) async fn make(
        &self,
        request: &Request,
        search: &Search<'_>,
    ) -> Result<Record, Error> {
        let lost = match self.post(request, search).await {
            Err(error) if may_have_been_stored(&error) => error,
            known => return known,
        };
        if let Some(record) = search.after(&lost).await? {
            return Ok(record);
        }
        if lost.fate() == Fate::Final {
            return Err(lost);
        }
        match self.post(request, search).await {
            Ok(record) => search.confirm_alone(record, lost).await,
            Err(error) if may_have_been_stored(&error) => {
                search.after(&error).await?.ok_or_else(|| search.uncertain(0, &error))
            }
            // The first one was stored after all, and stands in the way of the second.
            Err(error) => match search.id.filter(|_| error.is_about_a_taken_id()) {
                Some(id) => {
                    let found = search.by_id().await?;
                    let found = found.map(|record| search.columns.narrow(&record));
                    Ok(found.unwrap_or_else(|| [("sys_id", id)].into_iter().collect()))
                }
                None => Err(error),
            },
        }
    }

    async fn post(&self, request: &Request, search: &Search<'_>) -> Result<Record, Error> {
        let answer = self.client.send(request).await?;
        let located = answer.located_id(&self.name);
        let mut record = answer.record().unwrap_or_default();
        // The user may be allowed to create and not to read (docs/facts.md#unseen-insert).
        if record.sys_id().is_empty() {
            let id = located.clone().ok_or_else(|| self.lacking("the new record's id"))?;
            record.insert("sys_id", id);
        }
        if !is_new_id(record.sys_id()) {
            return Err(self.lacking("the new record's id"));
        }
        // The body and the headers are about the same record, or nobody knows about which.
        if located.is_some_and(|located| !located.eq_ignore_ascii_case(record.sys_id())) {
            return Err(self.lacking("one new record: its parts are about several"));
        }
        let taken = search.id.is_some_and(|id| record.sys_id().eq_ignore_ascii_case(id));
        if !taken && (search.takes_ids() == Some(true) || self.is_older(&record, search)) {
            return Err(self.lacking("the record that was sent: it is about another"));
        }
        if search.id.is_some() {
            self.client.shared.sent_ids.learn(&self.name, taken);
        }
        Ok(search.columns.narrow(&record))
    }

    /// Whether the record was there long before it was sent.
    fn is_older(&self, record: &Record, search: &Search<'_>) -> bool {
        let since = self.client.shared.clock.theirs(search.began) - OLD_SECONDS;
        made(record).is_some_and(|made| made < since)
    }

    pub(super) fn lacking(&self, what: &'static str) -> Error {
        self.here(Failure::Lacking(what).into())
    }
}

/// What came is no word of the instance about the record, or its word that something broke, which
/// may have been after the record was stored.
pub(super) fn may_have_been_stored(error: &Error) -> bool {
    let is_lost = matches!(error.fate(), Fate::Lost | Fate::LostSlowly);
    let is_fault = error.status().is_some_and(|status| status >= 500);
    let is_page = error.is_not_json() && !error.is_hibernating();
    let lacks = matches!(error.failure(), Failure::Lacking(_) | Failure::TooLarge { .. });
    !error.is_unsent()
        && (is_lost || lacks || (error.fate() == Fate::Final && (is_fault || is_page)))
}
