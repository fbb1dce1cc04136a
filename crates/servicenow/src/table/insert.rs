//! Inserting: the one write that must not simply be repeated when its answer is lost.

use jiff::Timestamp;

use super::search::Search;
use super::{Columns, Input, Table};
use crate::error::{Failure, Fate};
use crate::request::Request;
use crate::{Error, Query, Record, Row};

impl Table {
    /// Inserts a record and returns what is stored.
    ///
    /// If the answer is lost, the record is looked for by `identity` (its natural key), its
    /// creator and the time of its creation: exactly one is ours; none is inserted once more;
    /// anything else is an error with `is_uncertain`. After a fault of the instance, or a page of
    /// something before it, the record is looked for too, for it may have been stored; none makes
    /// the fault stand. `identity` should name at least one column with `equals`, or no record
    /// found can be proven to be ours.
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
    /// nobody can tell whether the record was stored, [`ReadOnly`](crate::ErrorKind::ReadOnly) if the
    /// options allow no write.
    pub async fn insert(
        &self,
        row: &Row,
        input: Input,
        identity: &Query,
        fields: &[&str],
    ) -> Result<Record, Error> {
        let _forgetting = self.client.reader().forgetting();
        let columns = Columns::of(fields);
        let request = self.dress(self.writing(Request::post(self.url()?)), &columns);
        let request =
            request.parameter("sysparm_input_display_value", input.parameter()).row(row)?;
        let began = Timestamp::now();
        let lost = match self.post(&request).await {
            Err(error) if may_have_been_stored(&error) => error,
            known => return known,
        };
        let search = Search { table: self, identity, columns: &columns, began };
        if let Some(record) = search.after(&lost).await? {
            return Ok(record);
        }
        if lost.fate() == Fate::Final {
            return Err(lost);
        }
        match self.post(&request).await {
            Ok(record) => search.confirm_alone(record, lost).await,
            Err(error) if may_have_been_stored(&error) => {
                search.after(&error).await?.ok_or_else(|| search.uncertain(0, &error))
            }
            Err(error) => Err(error),
        }
    }

    async fn post(&self, request: &Request) -> Result<Record, Error> {
        let answer = self.client.send(request).await?;
        let located = answer.located_id();
        let mut record = answer.record().unwrap_or_default();
        // The user may be allowed to create and not to read (docs/facts.md#unseen-insert).
        if record.sys_id().is_empty() {
            let id =
                located.ok_or_else(|| self.here(Failure::Lacking("the new record's id").into()))?;
            record.insert("sys_id", id);
        }
        Ok(record)
    }
}

/// What came is no word of the instance about the record, or its word that something broke, which
/// may have been after the record was stored.
fn may_have_been_stored(error: &Error) -> bool {
    let is_lost = matches!(error.fate(), Fate::Lost | Fate::LostSlowly);
    let is_fault = error.status().is_some_and(|status| status >= 500);
    let is_page = error.is_not_json() && !error.is_hibernating();
    let lacks = matches!(error.failure(), Failure::Lacking(_));
    !error.is_unsent()
        && (is_lost || lacks || (error.fate() == Fate::Final && (is_fault || is_page)))
}
