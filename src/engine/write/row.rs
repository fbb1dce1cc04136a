//! Writing one record of any type: inserting, changing, sending its secrets, removing it.

use servicenow::{Deletion, Error, Input, Query, Record, Row};

use crate::engine::lookup::hidden;
use crate::engine::model::{Access, Cell, Content, Loss, Private, Secret, Subject, cell, stamp};
use crate::engine::placement::{self, PlaceColumns};
use crate::engine::problem::{Attempt, Problem, Problems, RecordProblem};
use crate::engine::session::Work;
use crate::engine::write::readback;

/// Writes one record: the one way for described types and rows of any table.
pub(crate) struct RecordWriter<'a> {
    /// The operation, its writes placed.
    pub(crate) work: &'a Work,
    pub(crate) subject: Subject,
    /// The columns that an answer is to have.
    pub(crate) columns: Vec<String>,
}

impl RecordWriter<'_> {
    fn table(&self) -> &str {
        &self.subject.table
    }

    fn asked(&self) -> Vec<&str> {
        self.columns.iter().map(String::as_str).collect()
    }

    /// Inserts the record with these columns and further ones. `identity` recognises it where the answer is lost;
    /// `scope_column` is that of the application, where it is known that the table has it. With the record comes what
    /// there is to say of where it came to lie.
    pub(crate) async fn insert(
        &self,
        cells: &[Cell],
        further: &[(&str, &str)],
        identity: &Query,
        scope_column: Option<&str>,
    ) -> Result<(Record, Problems), Problem> {
        let is_taken = |column: &str| cells.iter().any(|cell| cell.column == column);
        let places = PlaceColumns::of(self.work, self.table(), is_taken);
        let row = places.fill(cell::row(cells));
        let row = further.iter().fold(row, |row, (column, text)| row.set(*column, *text));
        let mut asked = self.asked();
        asked.extend(places.columns());
        asked.extend(placement::capture_columns(self.work, self.table()));
        let made = self.work.writing(self.table()).insert(&row, identity, &asked).await;
        let record = self.made(made).await?;
        let problems = places.judge(self.work, scope_column, self.table(), &record);
        Ok((record, problems))
    }

    /// Uploads a file with this content; the columns say what it is called and on which record it is put
    /// (docs/facts.md#attachment-rows).
    pub(crate) async fn upload(
        &self,
        cells: &[Cell],
        content: &Content,
    ) -> Result<Record, Problem> {
        let text = |column: &str| {
            let cell = cells.iter().find(|cell| cell.column == column);
            cell.map_or("", |cell| cell.text.as_str())
        };
        let file = content.file(text("file_name"), text("content_type"));
        let owner = (text("table_name"), text("table_sys_id"));
        let door = self.work.writing(self.table());
        let made = door.attach(owner, &file, &self.asked()).await;
        self.made(made).await
    }

    /// The record that was just made, which is noted.
    async fn made(&self, made: Result<Record, Error>) -> Result<Record, Problem> {
        let record = made.map_err(|error| {
            let attempt = Attempt::Operation("create", self.subject.type_name.clone());
            self.work.failed(attempt, self.table(), Access::Create, error)
        })?;
        self.work.session.known.make(record.sys_id());
        self.work.session.tables.note(self.table(), record.sys_id());
        self.work.session.known.hold(record.sys_id());
        Ok(self.seen(record).await)
    }

    /// The new record. An answer that shows nothing of it is followed by a look at it (docs/facts.md#unseen-insert).
    async fn seen(&self, record: Record) -> Record {
        if self.columns.is_empty() || record.columns().any(|(column, _)| column != "sys_id") {
            return record;
        }
        self.read(record.sys_id()).await.ok().flatten().unwrap_or(record)
    }

    /// The record as it is; none where it is gone or hidden.
    pub(crate) async fn read(&self, sys_id: &str) -> Result<Option<Record>, Error> {
        self.work.client.table(self.table()).get(sys_id, &self.asked()).await
    }

    /// The problem that the record could not be read.
    pub(crate) fn unread(&self, error: Error) -> Problem {
        self.work.unread(&self.subject.type_name, self.table(), error)
    }

    /// What was not stored as it was written, and what is to be said of that. The write is noted.
    pub(crate) async fn verify(
        &self,
        cells: &[Cell],
        record: &Record,
        private: &mut Private,
    ) -> (Vec<Loss>, Problems) {
        private.note_write(record);
        let losses = cell::losses(cells, record, private);
        let problems = readback::judge(self.work, self.table(), &losses).await;
        (losses, problems)
    }

    /// What is to be said of a change that did not come into the update set.
    pub(crate) async fn missed(&self, record: &Record) -> Option<Problem> {
        placement::missed(self.work, self.table(), record).await
    }

    /// Changes the record; `None` where it is gone or hidden.
    pub(crate) async fn change<'c>(
        &self,
        attempt: Attempt,
        sys_id: &str,
        cells: impl IntoIterator<Item = &'c Cell>,
    ) -> Result<Option<Record>, Problem> {
        let mut asked = self.asked();
        asked.extend(placement::capture_columns(self.work, self.table()));
        let row = cell::row(cells);
        let door = self.work.writing(self.table());
        let changed = door.update(sys_id, &row, Input::Stored, &asked).await;
        changed.map_err(|error| self.work.failed(attempt, self.table(), Access::Update, error))
    }

    /// Adds entries to journals of the record, and tells the problem where they were not added, or nobody knows.
    pub(crate) async fn add_entries(&self, sys_id: &str, entries: &[Cell]) -> Result<(), Problem> {
        let door = self.work.writing(self.table());
        match door.add_entries(sys_id, &cell::row(entries), &["sys_id"]).await {
            Ok(Some(_)) => Ok(()),
            Ok(None) => Err(self.unwritten(sys_id).await),
            Err(error) => {
                let attempt = Attempt::Operation("update", self.subject.type_name.clone());
                Err(self.work.failed(attempt, self.table(), Access::Update, error))
            }
        }
    }

    /// Sends one secret in a request of its own: the display-value form it needs would reinterpret other columns
    /// (docs/facts.md#secret-write). The write is noted.
    pub(crate) async fn send_secret(
        &self,
        sys_id: &str,
        secret: &Secret,
        private: &mut Private,
    ) -> Result<(), Problem> {
        let row = Row::new().set_secret(secret.spot.column(), secret.value.clone());
        let door = self.work.writing(self.table());
        match door.update(sys_id, &row, Input::Display, &stamp::COLUMNS).await {
            Ok(Some(answer)) => {
                private.note_secret(&answer);
                Ok(())
            }
            Ok(None) => Err(self.unwritten(sys_id).await),
            Err(error) => {
                let attempt = Attempt::SendSecret(secret.spot.clone());
                Err(self.work.failed(attempt, self.table(), Access::Update, error))
            }
        }
    }

    /// Why a write found no record.
    pub(crate) async fn unwritten(&self, sys_id: &str) -> Problem {
        hidden::unwritten(self.work, &self.subject, sys_id).await
    }

    /// Removes the record. One that is gone counts as removed, one that is hidden does not.
    pub(crate) async fn remove(&self, sys_id: &str) -> Result<(), Problem> {
        let (subject, type_name) = (self.subject.clone(), self.subject.type_name.clone());
        let attempt = if subject.is_any_record() {
            Attempt::Operation("delete", type_name)
        } else {
            Attempt::Delete(type_name)
        };
        let hidden = RecordProblem::Hidden { subject, verb: "delete", sys_id: sys_id.to_owned() };
        self.delete(attempt, sys_id, hidden).await
    }

    /// Takes back a record that was just made.
    pub(crate) async fn undo(&self, sys_id: &str) -> Result<(), Problem> {
        let (subject, id) = (self.subject.clone(), sys_id.to_owned());
        let attempt = Attempt::Undo(subject.clone(), id.clone());
        self.delete(attempt, sys_id, RecordProblem::HiddenAndLeft { subject, sys_id: id }).await
    }

    async fn delete(
        &self,
        attempt: Attempt,
        sys_id: &str,
        hidden: RecordProblem,
    ) -> Result<(), Problem> {
        let failed = |error| self.work.failed(attempt.clone(), self.table(), Access::Delete, error);
        let deleted = self.work.writing(self.table()).delete(sys_id).await.map_err(failed)?;
        let is_hidden = deleted == Deletion::WasGone
            && hidden::record(self.work, self.table(), sys_id).await.map_err(failed)?;
        if is_hidden { Err(Problem::Record(hidden)) } else { Ok(()) }
    }
}
