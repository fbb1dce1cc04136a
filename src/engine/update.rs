//! Updating a record: only what changed is sent, and the state is what is stored afterwards.

use servicenow::{Input, Record};
use tfplugin::{ApplyRequest, ApplyResponse, Diagnostic, Diagnostics, Value};

use crate::spec::{Kind, Mode, Moment};

use super::attributes::Attributes;
use super::cells::{self, Cell, Lost};
use super::create::{check_before_write, fill_unknown, related, send_secret};
use super::kind::{ID, RecordKind};
use super::private::Private;
use super::record::{self, Fill, Look};
use super::secrets::{self, Outgoing};
use super::session::Work;
use super::{explain, links, readback};

/// A record being changed.
struct Changing<'a> {
    work: &'a Work,
    kind: &'a RecordKind,
    table: &'static str,
    prior: Attributes,
    planned: Attributes,
    state: Attributes,
    private: Private,
    told: Diagnostics,
}

/// Updates the record.
pub(crate) async fn update(kind: &RecordKind, work: &Work, request: ApplyRequest) -> ApplyResponse {
    let prior = Attributes::of(request.prior);
    let mut planned = Attributes::of(request.planned);
    let secrets =
        secrets::outgoing(kind, Some(&prior), &mut planned, &Attributes::of(request.config));
    let mut changing = Changing {
        work,
        kind,
        table: kind.table(&planned),
        state: planned.clone(),
        private: Private::decode(&request.private),
        prior,
        planned,
        told: Diagnostics::new(),
    };
    if let Err(errors) = changing.columns().await {
        return changing.nothing_changed(errors);
    }
    changing.secrets(&secrets).await;
    changing.links().await;
    changing.answer().await
}

impl Changing<'_> {
    fn sys_id(&self) -> &str {
        self.prior.known_text(ID).unwrap_or_default()
    }

    /// Sends the columns that changed. An error means that nothing was stored.
    async fn columns(&mut self) -> Result<(), Diagnostics> {
        let prior = &self.prior;
        let changed = |field: &crate::spec::Field, value: &Value| prior.get(field.name) != value;
        let cells = cells::cells(self.work, self.kind, &self.planned, changed).await?;
        if cells.is_empty() {
            return Ok(());
        }
        check_before_write(self.work, self.kind, &self.planned)
            .await
            .map_err(|wrong| vec![wrong])?;
        let record = self.send(&cells).await.map_err(|wrong| vec![wrong])?;
        let lost = cells::compare(&cells, &record, &mut self.private);
        let verdict = readback::judge(self.work, self.table, &lost).await;
        let failed = !verdict.errors.is_empty();
        self.told.extend(verdict.warnings.into_iter().chain(verdict.errors));
        if failed {
            self.show_stored(&lost, &record).await;
        }
        self.fill(&record).await;
        Ok(())
    }

    async fn send(&self, cells: &[Cell]) -> Result<Record, Diagnostic> {
        let columns = record::columns(self.kind, &self.planned, &[]);
        let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
        let row = cells::row(cells);
        let updated = self
            .work
            .client
            .table(self.table)
            .update(self.sys_id(), &row, Input::Stored, &columns)
            .await;
        self.work.session.forget();
        match updated {
            Ok(Some(record)) => Ok(record),
            Ok(None) => Err(explain::gone_while_writing(self.kind)),
            Err(error) => Err(explain::update(self.work, self.kind, self.table, &error)),
        }
    }

    /// The state holds what is stored where that is not what was asked for.
    async fn show_stored(&mut self, lost: &[Lost], record: &Record) {
        let look = Look {
            work: self.work,
            kind: self.kind,
            record,
            private: &self.private,
            fill: Fill::All,
        };
        for lost in lost {
            let before = self.prior.get(lost.field.name);
            let stored = look.field(&lost.field, &self.planned, before).await.ok().flatten();
            self.state.set(lost.field.name, stored.unwrap_or_else(|| before.clone()));
        }
    }

    async fn fill(&mut self, record: &Record) {
        match fill_unknown(self.work, self.kind, record, &self.state, &self.private).await {
            Ok(state) => self.state = state,
            Err(error) => self.told.push(explain::read(self.work, self.kind, self.table, &error)),
        }
    }

    async fn secrets(&mut self, secrets: &[Outgoing]) {
        for secret in secrets {
            if let Err(wrong) =
                send_secret(self.work, self.kind, self.table, self.sys_id(), secret).await
            {
                secrets::keep_prior(&mut self.state, Some(&self.prior), &secret.field);
                self.told.push(wrong);
            }
        }
    }

    async fn links(&mut self) {
        for field in &self.kind.fields {
            let Kind::Links(between) = &field.kind else { continue };
            let planned = self.planned.get(field.name);
            let cleared = planned.is_null() && matches!(field.mode, Mode::Optional);
            let managed = planned.as_list().is_some() || cleared;
            if !managed || planned == self.prior.get(field.name) {
                continue;
            }
            if let Err(wrong) =
                links::write(self.work, self.kind, field, between, &self.planned).await
            {
                let now =
                    links::show(self.work, between, self.sys_id(), self.prior.get(field.name))
                        .await;
                self.state
                    .set(field.name, now.unwrap_or_else(|_| self.prior.get(field.name).clone()));
                self.told.push(wrong);
            }
        }
    }

    /// Computed attributes that no answer has filled yet are read once.
    async fn settle(&mut self) -> Result<(), Diagnostic> {
        let open = |field: &&crate::spec::Field| self.state.get(field.name).is_unknown();
        if !self.kind.fields.iter().any(|field| open(&field)) {
            return Ok(());
        }
        for (name, value) in related(self.work, self.kind, &self.state, Moment::Read).await? {
            if self.state.get(name).is_unknown() {
                self.state.set(name, value.map_or(Value::Null, Value::from));
            }
        }
        let columns = record::columns(self.kind, &self.planned, &[]);
        let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
        let record = self.work.client.table(self.table).get(self.sys_id(), &columns).await;
        match record.map_err(|error| explain::read(self.work, self.kind, self.table, &error))? {
            Some(record) => self.fill(&record).await,
            None => return Err(explain::gone_while_writing(self.kind)),
        }
        Ok(())
    }

    async fn answer(mut self) -> ApplyResponse {
        if let Err(wrong) = self.settle().await {
            self.told.push(wrong);
        }
        let state = self.state.without_unknowns().into_value();
        ApplyResponse { state, private: Some(self.private.encode()), diagnostics: self.told }
    }

    fn nothing_changed(self, errors: Diagnostics) -> ApplyResponse {
        ApplyResponse { state: self.prior.into_value(), private: None, diagnostics: errors }
    }
}
