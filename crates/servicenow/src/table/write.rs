//! Updating and deleting: both may be repeated, for the second does what the first did.

use super::{Columns, Deletion, Input, Table};
use crate::guard::Change;
use crate::request::Request;
use crate::{Error, Record, Row};

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
        match self.client.send(&request).await {
            Ok(answer) => answer.record().map(Some).map_err(|error| self.here(error)),
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
        let request = self.writing(Request::delete(self.record_url(sys_id)?)).about(&self.name);
        let delivery = self.client.deliver(&request).await;
        match delivery.result {
            Ok(_) => Ok(Deletion::Deleted),
            Err(error) if error.is_not_found() && !error.is_not_json() => {
                Ok(if delivery.after_lost_answer { Deletion::Deleted } else { Deletion::WasGone })
            }
            Err(error) => Err(error),
        }
    }

    async fn spare_own_identity(&self, sys_id: &str, change: Change<'_>) -> Result<(), Error> {
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
