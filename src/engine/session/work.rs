//! One operation's hold on the session.

use std::sync::Arc;

use servicenow::{Client, Credentials, Deletion, Error, File, Input, Query, Record, Row};
use tfplugin::CancellationToken;

use super::{Gathered, Session};
use crate::engine::model::{Access, Placement};
use crate::engine::problem::{Attempt, Failure, Problem};

/// One operation's hold on the session.
#[derive(Clone)]
pub(crate) struct Work {
    pub(crate) session: Arc<Session>,
    /// The client, with the operation's own stop signal.
    pub(crate) client: Client,
    pub(crate) stop: CancellationToken,
    /// Where its writes go; nowhere in particular until they are placed.
    pub(crate) placement: Placement,
    /// What was looked up for it and others at once.
    pub(crate) gathered: Arc<Gathered>,
}

impl Work {
    pub(super) fn new(session: Arc<Session>, stop: &CancellationToken) -> Self {
        let client = session.client.with_stop(stop.clone());
        let (placement, gathered) = (Placement::default(), Arc::default());
        Self { session, client, stop: stop.clone(), placement, gathered }
    }

    /// The operation with its writes placed.
    pub(crate) fn placed(&self, placement: Placement) -> Self {
        let client = self.client.in_transaction(placement.transaction());
        Self { client, placement, ..self.clone() }
    }

    /// The operation with what was looked up for many.
    pub(crate) fn having(&self, gathered: Gathered) -> Self {
        Self { gathered: Arc::new(gathered), ..self.clone() }
    }

    /// Host of the instance.
    pub(crate) fn host(&self) -> &str {
        &self.session.caller.host
    }

    /// The name of the user it signs in as, where that is part of how it signs in.
    pub(crate) fn account_name(&self) -> Option<&str> {
        match self.client.credentials() {
            Credentials::Basic { username, .. } => Some(username),
            _ => None,
        }
    }

    /// The problem that a request to a table failed. A right that the account lacks is noted.
    pub(crate) fn failed(
        &self,
        attempt: Attempt,
        table: &str,
        access: Access,
        error: Error,
    ) -> Problem {
        let table = error.table().unwrap_or(table).to_owned();
        let needs_elevation = access != Access::Read && self.client.needs_elevation(&table);
        let caller = Arc::clone(&self.session.caller);
        let (is_explained, double) = (false, None);
        let table = table.into_boxed_str();
        let failure =
            Failure { table, access, needs_elevation, is_explained, double, caller, error };
        if let Some(need) = failure.refused_right() {
            self.session.needs.refuse(need);
        }
        Problem::Failed(attempt, failure)
    }

    /// The problem that a record of this type could not be read.
    pub(crate) fn unread(&self, type_name: &str, table: &str, error: Error) -> Problem {
        let attempt = Attempt::Operation("read", type_name.to_owned());
        self.failed(attempt, table, Access::Read, error)
    }

    /// The one door by which records of a table are written.
    pub(crate) fn writing<'a>(&'a self, table: &'a str) -> WrittenTable<'a> {
        WrittenTable { work: self, table }
    }
}

/// A table that is written through this operation. Each write forgets what it may have changed of what names stood for.
pub(crate) struct WrittenTable<'a> {
    work: &'a Work,
    table: &'a str,
}

impl WrittenTable<'_> {
    /// Inserts a record, found again by `identity` where the answer is lost; the answer has these columns.
    pub(crate) async fn insert(
        &self,
        row: &Row,
        identity: &Query,
        columns: &[&str],
    ) -> Result<Record, Error> {
        let table = self.work.client.table(self.table);
        let made = table.insert(row, Input::Stored, identity, columns).await;
        self.work.session.forget(self.table);
        made
    }

    /// Puts a file on the record of this table and sys_id; the row about it has these columns.
    pub(crate) async fn attach(
        &self,
        (table, sys_id): (&str, &str),
        file: &File<'_>,
        columns: &[&str],
    ) -> Result<Record, Error> {
        let made = self.work.client.table(table).attach(sys_id, file, columns).await;
        self.work.session.forget(self.table);
        made
    }

    /// Changes a record; `None` where it is gone or hidden. The answer has these columns.
    pub(crate) async fn update(
        &self,
        sys_id: &str,
        row: &Row,
        input: Input,
        columns: &[&str],
    ) -> Result<Option<Record>, Error> {
        let changed = self.work.client.table(self.table).update(sys_id, row, input, columns).await;
        self.work.session.forget(self.table);
        changed
    }

    /// Adds entries to journals of a record; `None` where it is gone or hidden. The answer has these columns.
    pub(crate) async fn add_entries(
        &self,
        sys_id: &str,
        row: &Row,
        columns: &[&str],
    ) -> Result<Option<Record>, Error> {
        let table = self.work.client.table(self.table);
        let added = table.add_entries(sys_id, row, columns).await;
        self.work.session.forget(self.table);
        added
    }

    /// Removes a record, and with it what the instance removes along with it, in whichever table.
    pub(crate) async fn delete(&self, sys_id: &str) -> Result<Deletion, Error> {
        let deleted = self.work.client.table(self.table).delete(sys_id).await;
        self.work.session.forget_all();
        deleted
    }
}
