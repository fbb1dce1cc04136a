//! Updating and deleting: both may be repeated, for the second does what the first did.

use jiff::Timestamp;

use super::search::TOLERANCE_SECONDS;
use super::{Columns, Deletion, Input, Table};
use crate::clock::stored_seconds;
use crate::guard::Change;
use crate::request::Request;
use crate::{Error, Record, Row};

/// The status with which an instance says that it has deleted (docs/facts.md#deletion).
const DELETED: u16 = 204;

impl Table {
    /// Writes the columns of `row` to a record and returns what is stored then; `None` if there
    /// is no such record. Columns the instance does not know it ignores
    /// (docs/facts.md#dropped-column): compare.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/example/mod.rs"));
    /// use servicenow::{Input, Query, Row};
    ///
    /// # fn main() -> Outcome { simulated(async |client| {
    /// let aliases = client.table("sys_alias");
    /// let row = Row::new().set("name", "Camunda");
    /// let made = aliases.insert(&row, Input::Stored, &Query::new(), &[]).await?;
    /// let row = Row::new().set("type", "credential");
    /// let changed = aliases.update(made.sys_id(), &row, Input::Stored, &["type"]).await?;
    /// assert_eq!(changed.unwrap().get("type"), Some("credential"));
    /// assert_eq!(aliases.update("no such id", &row, Input::Stored, &[]).await?, None);
    /// # Ok(()) }) }
    /// ```
    ///
    /// # Errors
    ///
    /// What [any request](crate#errors) may fail with; [`ErrorKind::OwnIdentity`](crate::ErrorKind::OwnIdentity)
    /// or [`ReadOnly`](crate::ErrorKind::ReadOnly) if the options allow no such write.
    pub async fn update(
        &self,
        sys_id: &str,
        row: &Row,
        input: Input,
        fields: &[&str],
    ) -> Result<Option<Record>, Error> {
        self.spare_own_identity(sys_id, Change::Update(row)).await?;
        let _forgetting = self.client.reader().forgetting();
        let request = self.writing(Request::patch(self.record_url(sys_id)?));
        let request = self.dress(request, &Columns::of(fields));
        let request =
            request.parameter("sysparm_input_display_value", input.parameter()).row(row)?;
        let began = Timestamp::now();
        match self.client.send(&request).await {
            Ok(answer) => {
                let mut record = answer.record().map_err(|error| self.here(error))?;
                if record.columns().next().is_none() && self.is_changed(sys_id, began).await? {
                    record.insert("sys_id", sys_id);
                }
                self.about(sys_id, record).map(Some)
            }
            Err(error) if error.is_not_found() && !error.is_not_json() => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Deletes a record. If the answer was lost and the record is then not found, it was this
    /// request that deleted it.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/example/mod.rs"));
    /// use servicenow::{Deletion, Input, Query, Row};
    ///
    /// # fn main() -> Outcome { simulated(async |client| {
    /// let aliases = client.table("sys_alias");
    /// let row = Row::new().set("name", "Camunda");
    /// let made = aliases.insert(&row, Input::Stored, &Query::new(), &[]).await?;
    /// assert_eq!(aliases.delete(made.sys_id()).await?, Deletion::Deleted);
    /// assert_eq!(aliases.delete(made.sys_id()).await?, Deletion::WasGone);
    /// # Ok(()) }) }
    /// ```
    ///
    /// # Errors
    ///
    /// What [any request](crate#errors) may fail with; [`ErrorKind::OwnIdentity`](crate::ErrorKind::OwnIdentity)
    /// or [`ReadOnly`](crate::ErrorKind::ReadOnly) if the options allow no such write.
    pub async fn delete(&self, sys_id: &str) -> Result<Deletion, Error> {
        self.spare_own_identity(sys_id, Change::Delete).await?;
        let _forgetting = self.client.reader().forgetting();
        let request = self.writing(Request::delete(self.deletion_url(sys_id)?)).about(&self.name);
        let delivery = self.client.deliver(&request).await;
        match delivery.result {
            Ok(answer) if answer.status == DELETED => Ok(Deletion::Deleted),
            Ok(_) => self.proven_gone(sys_id).await,
            Err(error) if error.is_not_found() && !error.is_not_json() => {
                Ok(if delivery.after_lost_answer { Deletion::Deleted } else { Deletion::WasGone })
            }
            Err(error) => Err(error),
        }
    }

    /// Whether the record was changed since `began`, where the answer shows nothing of it: the user
    /// may be allowed to write and not to read, and then nobody can tell.
    async fn is_changed(&self, sys_id: &str, began: Timestamp) -> Result<bool, Error> {
        let read = self.get(sys_id, &["sys_updated_on", "sys_mod_count"]).await?;
        let Some(record) = read else { return Ok(false) };
        let since = self.client.shared.clock.theirs(began) - TOLERANCE_SECONDS;
        let updated = record.get("sys_updated_on").and_then(stored_seconds);
        let is_new = record.get("sys_mod_count") == Some("0");
        Ok(!is_new && updated.is_some_and(|updated| updated >= since))
    }

    /// An answer that is no proof of the deletion: whoever sent it, the record tells.
    async fn proven_gone(&self, sys_id: &str) -> Result<Deletion, Error> {
        match self.get(sys_id, &["sys_id"]).await? {
            None => Ok(Deletion::WasGone),
            Some(_) => Err(self.lacking("the deletion: the record is still there")),
        }
    }

    /// Refuses what would end the client's own way in.
    pub(super) async fn spare_own_identity(
        &self,
        sys_id: &str,
        change: Change<'_>,
    ) -> Result<(), Error> {
        let spared = self.client.spare_own_identity(&self.name, sys_id, change);
        // Boxed: it reads records, of which a table is made.
        Box::pin(spared).await.map_err(|error| error.in_table(Some(&self.name)))
    }
}

impl Input {
    /// The value of `sysparm_input_display_value`.
    pub(super) fn parameter(self) -> &'static str {
        match self {
            Self::Stored => "false",
            Self::Display => "true",
        }
    }
}
