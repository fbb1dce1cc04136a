//! Creating a record, all or nothing: what cannot be completed is undone, and what cannot be undone is told.

use servicenow::{Deletion, Input, Record, Row};
use tfplugin::{ApplyRequest, ApplyResponse, Diagnostic, Diagnostics, Value};

use crate::describe::{Elsewhere, Field, Kind, Moment};

use super::adopt;
use super::attributes::Attributes;
use super::cells::{self, Cell, goes_without_saying};
use super::hooks::Scene;
use super::kind::{ADOPT, ID, POLICY, RecordKind};
use super::links::Extent;
use super::orphans::Coming;
use super::placement::{self, Placing};
use super::private::{Adopted, Private};
use super::record::{self, Fill};
use super::secrets::{self, Outgoing};
use super::session::Work;
use super::{explain, hidden, links, orphans, readback, restore, unique};

/// A record in the making.
struct Making<'a> {
    work: &'a Work,
    kind: &'a RecordKind,
    table: &'static str,
    planned: Attributes,
    private: Private,
    columns: Vec<String>,
    begun: Begun,
    notes: Diagnostics,
}

/// How far the instance has been changed.
enum Begun {
    /// Not at all.
    Nothing,
    /// A record was inserted.
    Inserted,
    /// A record that was there is being overwritten.
    TakenOver(Adopted),
}

/// Creates or adopts the record.
pub(crate) async fn create(kind: &RecordKind, work: &Work, request: ApplyRequest) -> ApplyResponse {
    let mut planned = Attributes::of(request.planned);
    let config = Attributes::of(request.config);
    let secrets = secrets::outgoing(kind, None, &mut planned, &config);
    let mut making = Making {
        work,
        kind,
        table: kind.table(&planned),
        columns: record::columns(kind, &planned, &[])
            .into_iter()
            .chain(placement::columns(work, kind.table(&planned)))
            .collect(),
        private: Private { host: work.client.instance().host().to_owned(), ..Private::default() },
        planned,
        begun: Begun::Nothing,
        notes: Diagnostics::new(),
    };
    match making.run(&secrets).await {
        Ok(state) => making.answer(state),
        Err(errors) => making.fail(errors, &secrets).await,
    }
}

impl Making<'_> {
    async fn run(&mut self, secrets: &[Outgoing]) -> Result<Value, Diagnostics> {
        let sent = |field: &Field, value: &Value| !goes_without_saying(field, value);
        let mut cells = cells::cells(self.work, self.kind, &self.planned, sent).await?;
        let switch = switched_on_last(self.kind, &self.planned);
        cells.retain(|cell| switch.as_ref().is_none_or(|switch| switch.column != cell.column));
        let existing = self.existing(&cells).await?;
        if existing.is_none() {
            self.is_no_orphan(&cells).await?;
        }
        self.before_write(existing.as_ref()).await?;
        let record = match existing {
            Some(record) => self.take_over(&record, &cells, switch.as_ref(), secrets).await?,
            None => self.insert(&cells, switch.as_ref()).await?,
        };
        self.decide_policy();
        self.verify(&cells, &record).await?;
        self.heed(placement::missed(self.work, self.table, &record).await)?;
        self.send_secrets(secrets).await?;
        self.write_links(Extent::Exact).await?;
        let record = match switch {
            Some(switch) => self.switch_on(switch, record).await?,
            None => record,
        };
        self.complete(&record).await
    }

    /// Nothing is live before it is complete: a rule without its roles would open what it guards.
    async fn switch_on(&mut self, switch: Cell, record: Record) -> Result<Record, Diagnostics> {
        if record.get(switch.column) == Some(&switch.text) {
            return Ok(record);
        }
        let cells = [switch];
        let columns: Vec<&str> = self.columns.iter().map(String::as_str).collect();
        let table = self.work.client.table(self.table);
        match table.update(record.sys_id(), &cells::row(&cells), Input::Stored, &columns).await {
            Ok(Some(record)) => self.verify(&cells, &record).await.map(|()| record),
            Ok(None) => {
                let (kind, table) = (self.kind, self.table);
                Err(vec![hidden::unwritten(self.work, kind, table, record.sys_id()).await])
            }
            Err(error) => Err(vec![explain::create(self.work, self.kind, self.table, &error)]),
        }
    }

    async fn existing(&self, cells: &[Cell]) -> Result<Option<Record>, Diagnostics> {
        if self.planned.get(ADOPT) != &Value::Bool(true) {
            return Ok(None);
        }
        adopt::find(self.work, self.kind, &self.planned, cells, &self.columns)
            .await
            .map_err(|wrong| vec![wrong])
    }

    /// A run that was ended may have made the record already. Who adopts has looked for it.
    async fn is_no_orphan(&self, cells: &[Cell]) -> Result<(), Diagnostics> {
        if self.planned.get(ADOPT) == &Value::Bool(true) {
            return Ok(());
        }
        let (kind, table, planned) = (self.kind, self.table, &self.planned);
        let coming = Coming { kind, table, planned, cells };
        orphans::check(self.work, &coming).await.map_err(|orphan| vec![orphan])
    }

    async fn before_write(&self, existing: Option<&Record>) -> Result<(), Diagnostics> {
        let mut attributes = self.planned.clone();
        if let Some(record) = existing {
            attributes.set(ID, record.sys_id().into());
        }
        check_before_write(self.work, self.kind, &attributes).await.map_err(|wrong| vec![wrong])
    }

    async fn insert(
        &mut self,
        cells: &[Cell],
        switch: Option<&Cell>,
    ) -> Result<Record, Diagnostics> {
        let taken = |column: &str| cells.iter().any(|cell| cell.column == column);
        let placing = Placing::of(self.work, self.table, taken);
        let mut row = placing.fill(cells::row(cells));
        if let Some(switch) = switch {
            row = row.set(switch.column, "false");
        }
        if let Some((column, word)) = self.kind.mark(&self.planned) {
            row = row.set(column, word);
        }
        let identity = adopt::identity(self.kind, cells);
        let columns: Vec<&str> = self.columns.iter().map(String::as_str).collect();
        let inserted = self
            .work
            .client
            .table(self.table)
            .insert(&row, Input::Stored, &identity, &columns)
            .await;
        self.work.session.forget();
        let record = inserted
            .map_err(|error| vec![explain::create(self.work, self.kind, self.table, &error)])?;
        self.work.session.known.made(record.sys_id());
        self.begin(&record, Begun::Inserted);
        let record = self.seen(record).await;
        self.heed(placing.judged(self.work, self.kind, self.table, &record))?;
        Ok(record)
    }

    /// Keeps what is only to be told; an error ends the creation.
    fn heed(&mut self, told: impl IntoIterator<Item = Diagnostic>) -> Result<(), Diagnostics> {
        let (errors, notes) = told.into_iter().partition::<Vec<_>, _>(Diagnostic::is_error);
        self.notes.extend(notes);
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }

    /// The new record. An answer that shows nothing of it is followed by a look at it (facts §12.15).
    async fn seen(&self, record: Record) -> Record {
        if record.columns().any(|(column, _)| column != "sys_id") {
            return record;
        }
        let columns: Vec<&str> = self.columns.iter().map(String::as_str).collect();
        let read = self.work.client.table(self.table).get(record.sys_id(), &columns).await;
        read.ok().flatten().unwrap_or(record)
    }

    fn begin(&mut self, record: &Record, begun: Begun) {
        self.planned.set(ID, record.sys_id().into());
        orphans::hold(self.work, &self.planned);
        self.begun = begun;
    }

    /// Writes only what differs, and keeps what was there before.
    async fn take_over(
        &mut self,
        record: &Record,
        cells: &[Cell],
        switch: Option<&Cell>,
        secrets: &[Outgoing],
    ) -> Result<Record, Diagnostics> {
        let differs = |cell: &&Cell| {
            record
                .get(cell.column)
                .is_none_or(|stored| !record::same_in_meaning(&cell.field.kind, stored, &cell.text))
        };
        let changed: Vec<&Cell> = cells.iter().filter(differs).collect();
        let before =
            changed.iter().copied().chain(switch.filter(differs)).filter_map(|cell| {
                Some((cell.column.to_owned(), record.get(cell.column)?.to_owned()))
            });
        let mut adopted = Adopted { columns: before.collect(), ..Adopted::default() };
        adopted.secrets = secrets.iter().map(|secret| secret.field.name.to_owned()).collect();
        adopted.links =
            restore::links_now(self.work, self.kind, &self.planned, record.sys_id()).await?;
        self.private.adopted = Some(adopted.clone());
        self.begin(record, Begun::TakenOver(adopted));
        if self.kind.spec.activated_last.is_some() {
            // It may be live: no moment without the links that it has or is to have.
            self.write_links(Extent::Add).await?;
        }
        if changed.is_empty() {
            return Ok(record.clone());
        }
        let row =
            changed.iter().fold(Row::new(), |row, cell| row.set(cell.column, cell.text.as_str()));
        let columns: Vec<&str> = self.columns.iter().map(String::as_str).collect();
        let updated = self
            .work
            .client
            .table(self.table)
            .update(record.sys_id(), &row, Input::Stored, &columns)
            .await;
        self.work.session.forget();
        match updated {
            Ok(Some(updated)) => Ok(updated),
            Ok(None) => Err(vec![explain::gone_while_adopting(self.kind)]),
            Err(error) => Err(vec![explain::adopt(self.work, self.kind, self.table, &error)]),
        }
    }

    fn decide_policy(&mut self) {
        if self.planned.get(POLICY).is_unknown() {
            let policy = if self.private.adopted.is_some() { "restore" } else { "delete" };
            self.planned.set(POLICY, policy.into());
        }
    }

    async fn verify(&mut self, cells: &[Cell], record: &Record) -> Result<(), Diagnostics> {
        let lost = cells::compare(cells, record, &mut self.private);
        let verdict = readback::judge(self.work, self.table, &lost).await;
        self.heed(verdict.warnings.into_iter().chain(verdict.errors))
    }

    /// Each secret goes alone: the display-value form it needs would reinterpret other columns (facts §8.16).
    async fn send_secrets(&self, secrets: &[Outgoing]) -> Result<(), Diagnostics> {
        let sys_id = self.planned.known_text(ID).unwrap_or_default();
        for secret in secrets {
            send_secret(self.work, self.kind, self.table, sys_id, secret)
                .await
                .map_err(|wrong| vec![wrong])?;
        }
        Ok(())
    }

    async fn write_links(&self, extent: Extent) -> Result<(), Diagnostics> {
        for field in &self.kind.fields {
            if let Kind::Links(between) = &field.kind
                && self.planned.get(field.name).as_list().is_some()
            {
                links::write(self.work, self.kind, (field, between), &self.planned, extent)
                    .await
                    .map_err(|wrong| vec![wrong])?;
            }
        }
        Ok(())
    }

    async fn complete(&mut self, record: &Record) -> Result<Value, Diagnostics> {
        let related = related(self.work, self.kind, &self.planned, Moment::Created)
            .await
            .map_err(|wrong| vec![wrong])?;
        for (name, value) in related {
            self.planned.set(name, value.map_or(Value::Null, Value::from));
        }
        let filled = fill_unknown(self.work, self.kind, record, &self.planned, &self.private).await;
        filled
            .map(Attributes::into_value)
            .map_err(|error| vec![explain::read(self.work, self.kind, self.table, &error)])
    }

    fn answer(self, state: Value) -> ApplyResponse {
        ApplyResponse { state, private: Some(self.private.encode()), diagnostics: self.notes }
    }

    /// Undoes what was begun. What cannot be undone stays in the state, with the error that names it.
    async fn fail(mut self, mut errors: Diagnostics, secrets: &[Outgoing]) -> ApplyResponse {
        errors.splice(0..0, std::mem::take(&mut self.notes));
        let Err(left) = self.undo().await else {
            return ApplyResponse { diagnostics: errors, ..ApplyResponse::default() };
        };
        errors.push(left);
        for secret in secrets {
            secrets::keep_prior(&mut self.planned, None, &secret.field);
        }
        let state = self.planned.clone().without_unknowns().into_value();
        ApplyResponse { state, private: Some(self.private.encode()), diagnostics: errors }
    }

    /// Whether the record just made is there, and not for this user's eyes.
    async fn is_hidden(&self, sys_id: &str) -> bool {
        hidden::record(self.work, self.table, sys_id).await.unwrap_or(false)
    }

    async fn undo(&self) -> Result<(), Diagnostic> {
        let sys_id = self.planned.known_text(ID).unwrap_or_default();
        let undone = match &self.begun {
            Begun::Nothing => Ok(()),
            Begun::Inserted => match self.work.client.table(self.table).delete(sys_id).await {
                Ok(Deletion::WasGone) if self.is_hidden(sys_id).await => {
                    return Err(explain::hidden_and_not_undone(self.kind, self.table, sys_id));
                }
                deleted => deleted.map(|_| ()),
            },
            Begun::TakenOver(before) => {
                restore::give_back(self.work, self.kind, self.table, sys_id, before).await
            }
        };
        self.work.session.forget();
        undone
            .map_err(|error| explain::not_undone(self.work, self.kind, self.table, sys_id, &error))
    }
}

/// The flag that is switched on last, unless the plan leaves it off.
fn switched_on_last(kind: &RecordKind, planned: &Attributes) -> Option<Cell> {
    let field = kind.spec.activated_last.and_then(|name| kind.field(name))?;
    let cell = Cell { field: *field, column: field.column?, text: "true".to_owned() };
    (planned.get(field.name) != &Value::Bool(false)).then_some(cell)
}

/// Asks the resource whether the record may be written like this.
pub(crate) async fn check_before_write(
    work: &Work,
    kind: &RecordKind,
    attributes: &Attributes,
) -> Result<(), Diagnostic> {
    let scene = Scene { work, kind, attributes };
    unique::check(kind.spec, attributes, &scene).await.map_err(explain::refused)?;
    let Some(hook) = kind.spec.before_write else { return Ok(()) };
    hook(attributes, &scene).await.map_err(explain::refused)
}

/// Sends one secret in a request of its own.
pub(crate) async fn send_secret(
    work: &Work,
    kind: &RecordKind,
    table: &str,
    sys_id: &str,
    secret: &Outgoing,
) -> Result<(), Diagnostic> {
    let column = secret.field.column.unwrap_or(secret.field.name);
    let row = Row::new().set_secret(column, secret.value.clone());
    match work.client.table(table).update(sys_id, &row, Input::Display, &["sys_id"]).await {
        Ok(Some(_)) => Ok(()),
        Ok(None) => Err(hidden::unwritten(work, kind, table, sys_id).await),
        Err(error) => Err(explain::secret(work, &secret.field, table, &error)),
    }
}

/// The attributes that other records hold.
pub(crate) async fn related(
    work: &Work,
    kind: &RecordKind,
    attributes: &Attributes,
    moment: Moment,
) -> Result<Elsewhere, Diagnostic> {
    let Some(hook) = kind.spec.related else { return Ok(Elsewhere::new()) };
    let scene = Scene { work, kind, attributes };
    hook(attributes, &scene, moment).await.map_err(explain::refused)
}

/// The planned state with what apply decided filled in from the record.
pub(crate) async fn fill_unknown(
    work: &Work,
    kind: &RecordKind,
    record: &Record,
    planned: &Attributes,
    private: &Private,
) -> Result<Attributes, servicenow::Error> {
    let mut state = planned.clone();
    for field in kind.fields.iter().filter(|field| planned.get(field.name).is_unknown()) {
        let look = record::Look { work, kind, record, private, fill: Fill::All };
        let value = look.field(field, planned, &Value::Null).await?;
        state.set(field.name, value.unwrap_or(Value::Null));
    }
    Ok(state)
}
