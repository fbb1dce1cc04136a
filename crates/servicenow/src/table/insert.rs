//! Inserting: the one write that must not simply be repeated when its answer is lost.

use time::OffsetDateTime;

use super::search::Search;
use super::{Columns, Input, Table};
use crate::error::{Fate, Kind};
use crate::request::Request;
use crate::{Error, Query, Record, Row};

impl Table {
    /// Inserts a record and returns what is stored.
    ///
    /// If the answer is lost, the record is looked for by `identity` (its natural key), its
    /// creator and the time of its creation: exactly one is ours; none is inserted once more;
    /// anything else is an error with `is_uncertain`. `identity` should name at least one column
    /// with `equals`, or no record found can be proven to be ours.
    pub async fn insert(
        &self,
        row: &Row,
        input: Input,
        identity: &Query,
        fields: &[&str],
    ) -> Result<Record, Error> {
        let _forgetting = self.client.reader().forgetting();
        let columns = Columns::of(fields);
        let request = self.dress(Request::post(self.url()?), &columns);
        let request =
            request.parameter("sysparm_input_display_value", input.parameter()).row(row)?;
        let began = OffsetDateTime::now_utc();
        let lost = match self.post(&request).await {
            Err(error) if may_have_been_stored(&error) => error,
            known => return known,
        };
        let search = Search { table: self, identity, columns: &columns, began };
        if let Some(record) = search.after(&lost).await? {
            return Ok(record);
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
        // The user may be allowed to create and not to read (facts §12.15).
        if record.sys_id().is_empty() {
            let id =
                located.ok_or_else(|| self.here(Kind::Lacking("the new record's id").into()))?;
            record.insert("sys_id", id);
        }
        Ok(record)
    }
}

fn may_have_been_stored(error: &Error) -> bool {
    let is_lost = matches!(error.fate(), Fate::Lost | Fate::LostSlowly);
    !error.is_unsent() && (is_lost || matches!(error.kind(), Kind::Lacking(_)))
}
