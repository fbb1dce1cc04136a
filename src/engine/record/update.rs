//! Updating a record: only what changed is sent, and the state is what is stored afterwards.

use servicenow::{Input, Record};
use tfplugin::{ApplyRequest, ApplyResponse, Diagnostic, Diagnostics, Value};

use crate::describe::{Field, Kind, Links, Mode, Moment};

use crate::engine::lookup::look::{Fill, Look};
use crate::engine::lookup::{hidden, look as record};
use crate::engine::model::attributes::Attributes;
use crate::engine::model::private::Private;
use crate::engine::model::resource_type::{ID, RecordKind};
use crate::engine::model::secrets::{self, Outgoing};
use crate::engine::record::create::{check_before_write, fill_unknown, related, send_secret};
use crate::engine::session::Work;
use crate::engine::write::cells::{self, Cell, Lost};
use crate::engine::write::links::{self, Extent};
use crate::engine::write::{orphans, readback};
use crate::engine::{placement, problem as explain};

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
    orphans::hold(work, &prior);
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
    if let Err(errors) = changing.links_that_come_first().await {
        return changing.nothing_but_links(errors).await;
    }
    if let Err(errors) = changing.columns().await {
        return changing.nothing_but_links(errors).await;
    }
    changing.secrets(&secrets).await;
    changing.links().await;
    changing.answer().await
}

impl<'a> Changing<'a> {
    fn sys_id(&self) -> &str {
        self.prior.known_text(ID).unwrap_or_default()
    }

    /// What is live is never empty: a rule gains its links before its columns change, and loses links afterwards. One
    /// that is only now switched on has exactly its links before that.
    async fn links_that_come_first(&mut self) -> Result<(), Diagnostics> {
        let Some(flag) = self.kind.spec.activated_last else { return Ok(()) };
        let off = Value::Bool(false);
        let switched_on = self.prior.get(flag) == &off && self.planned.get(flag) != &off;
        let extent = if switched_on { Extent::Exact } else { Extent::Add };
        for changed in self.changed_links() {
            let written = links::write(self.work, self.kind, changed, &self.planned, extent).await;
            written.map_err(|wrong| vec![wrong])?;
        }
        Ok(())
    }

    /// The links that the plan changes.
    fn changed_links(&self) -> Vec<(&'a Field, &'a Links)> {
        let changed = |field: &'a Field| {
            let Kind::Links(between) = &field.kind else { return None };
            let planned = self.planned.get(field.name);
            let cleared = planned.is_null() && matches!(field.mode, Mode::Optional);
            let managed = planned.as_list().is_some() || cleared;
            (managed && planned != self.prior.get(field.name)).then_some((field, between))
        };
        self.kind.fields.iter().filter_map(changed).collect()
    }

    /// Sends the columns that changed. An error means that nothing was stored.
    async fn columns(&mut self) -> Result<(), Diagnostics> {
        let prior = &self.prior;
        let changed = |field: &Field, value: &Value| prior.get(field.name) != value;
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
        self.told.extend(placement::missed(self.work, self.table, &record).await);
        if failed {
            self.show_stored(&lost, &record).await;
        }
        self.fill(&record).await;
        Ok(())
    }

    async fn send(&self, cells: &[Cell]) -> Result<Record, Diagnostic> {
        let columns = record::columns(self.kind, &self.planned, &[]);
        let mut columns: Vec<&str> = columns.iter().map(String::as_str).collect();
        columns.extend(placement::capture_columns(self.work, self.table));
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
            Ok(None) => Err(self.unwritten().await),
            Err(error) => Err(explain::update(self.work, self.kind, self.table, &error)),
        }
    }

    /// Why a write found no record.
    async fn unwritten(&self) -> Diagnostic {
        hidden::unwritten(self.work, self.kind, self.table, self.sys_id()).await
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
        for (field, between) in self.changed_links() {
            let changed = (field, between);
            let written =
                links::write(self.work, self.kind, changed, &self.planned, Extent::Exact).await;
            if let Err(wrong) = written {
                self.state.set(field.name, self.links_now(field, between).await);
                self.told.push(wrong);
            }
        }
    }

    async fn links_now(&self, field: &Field, between: &Links) -> Value {
        let prior = self.prior.get(field.name);
        let now = links::show(self.work, between, self.sys_id(), prior).await;
        now.unwrap_or_else(|_| prior.clone())
    }

    /// Computed attributes that no answer has filled yet are read once.
    async fn settle(&mut self) -> Result<(), Diagnostic> {
        let open = |field: &&Field| self.state.get(field.name).is_unknown();
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
            None => return Err(self.unwritten().await),
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

    /// The columns are as they were; links that come first may have changed.
    async fn nothing_but_links(self, errors: Diagnostics) -> ApplyResponse {
        let mut state = self.prior.clone();
        if self.kind.spec.activated_last.is_some() {
            for (field, between) in self.changed_links() {
                state.set(field.name, self.links_now(field, between).await);
            }
        }
        ApplyResponse { state: state.into_value(), private: None, diagnostics: errors }
    }
}
