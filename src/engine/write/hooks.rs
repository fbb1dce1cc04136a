//! What hooks see of the instance: the records, through the operation's own client.

use std::time::Duration;

use async_trait::async_trait;
use servicenow::{Input, Query, Record, Row};

use crate::describe::{Field, Found, Records, Refusal};

use crate::engine::lookup::look::found;
use crate::engine::lookup::references::{self, Resolved};
use crate::engine::model::attributes::Attributes;
use crate::engine::model::resource_type::RecordKind;
use crate::engine::placement::Placing;
use crate::engine::problem as explain;
use crate::engine::session::Work;

/// One resource in the middle of an operation.
pub(crate) struct Scene<'a> {
    /// The operation.
    pub(crate) work: &'a Work,
    /// The type.
    pub(crate) kind: &'a RecordKind,
    /// The attributes.
    pub(crate) attributes: &'a Attributes,
}

#[async_trait]
impl Records for Scene<'_> {
    async fn get(
        &self,
        table: &str,
        sys_id: &str,
        columns: &[&str],
    ) -> Result<Option<Found>, Refusal> {
        let client = &self.work.client;
        let read = client.reader().get(client, table, sys_id, columns).await;
        Ok(read.map_err(|error| explain::for_hook(self.work, &error))?.as_ref().map(with_id))
    }

    async fn find(
        &self,
        table: &str,
        equal: &[(&str, &str)],
        columns: &[&str],
    ) -> Result<Vec<Found>, Refusal> {
        let query = equal
            .iter()
            .try_fold(Query::new(), |query, (column, value)| query.equals(column, value));
        let query = query.map_err(|error| explain::unaskable(&error.to_string()))?;
        let asked: Vec<&str> =
            equal.iter().map(|(column, _)| *column).chain(columns.iter().copied()).collect();
        let records = self.work.client.table(table).query(&query, &asked, Some(100)).await;
        let records = records.map_err(|error| explain::for_hook(self.work, &error))?;
        let fits = |record: &&Record| {
            equal.iter().all(|(column, value)| record.get(column) == Some(value))
        };
        Ok(records.iter().filter(fits).map(with_id).collect())
    }

    async fn insert(&self, table: &str, row: &[(&str, &str)]) -> Result<Found, Refusal> {
        let query =
            row.iter().try_fold(Query::new(), |query, (column, value)| query.equals(column, value));
        let identity = query.map_err(|error| explain::unaskable(&error.to_string()))?;
        let placing =
            Placing::of(self.work, table, |column| row.iter().any(|(name, _)| *name == column));
        let columns: Vec<&str> =
            row.iter().map(|(column, _)| *column).chain(placing.columns()).collect();
        let row = row.iter().fold(Row::new(), |row, (column, value)| row.set(*column, *value));
        let row = placing.fill(row);
        let made =
            self.work.client.table(table).insert(&row, Input::Stored, &identity, &columns).await;
        let made = made.map_err(|error| explain::for_hook(self.work, &error))?;
        match placing.elsewhere(table, &made).into_iter().next() {
            Some(elsewhere) => Err(elsewhere),
            None => Ok(with_id(&made)),
        }
    }

    async fn delete(&self, table: &str, sys_id: &str) -> Result<(), Refusal> {
        let deleted = self.work.client.table(table).delete(sys_id).await;
        deleted.map(|_| ()).map_err(|error| explain::for_hook(self.work, &error))
    }

    async fn pause(&self, time: Duration) -> Result<(), Refusal> {
        tokio::select! {
            () = self.work.stop.cancelled() => Err(explain::stopped()),
            () = tokio::time::sleep(time) => Ok(()),
        }
    }

    fn is_first_to_refer_to(&self, sys_id: &str) -> bool {
        self.work.session.known.is_first_to_refer_to(sys_id)
    }

    async fn resolve(&self, attribute: &str) -> Result<Option<String>, Refusal> {
        let target = self.kind.field(attribute).and_then(|field: &Field| references::target(field));
        let (Some(target), Some(spelling)) = (target, self.attributes.known_text(attribute)) else {
            return Ok(None);
        };
        match references::resolve(self.work, target, spelling).await {
            Ok(Resolved::One(sys_id)) => Ok(Some(sys_id)),
            Ok(_) => Ok(None),
            Err(error) => Err(explain::for_hook(self.work, &error)),
        }
    }
}

fn with_id(record: &Record) -> Found {
    let mut columns = found(record);
    columns.insert("sys_id".into(), record.sys_id().to_owned());
    columns
}
