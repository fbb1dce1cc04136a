//! Updating a record: only what changed is sent, and the state is what is stored afterwards.

use servicenow::Record;
use tfplugin::Value;

use crate::describe::{Field, Links, Mode, Moment};
use crate::engine::lookup::sets;
use crate::engine::lookup::view::{self, Fill, View};
use crate::engine::model::{Attributes, ID, Private, ResourceType, Secret};
use crate::engine::problem::{Attempt, Problem, Problems};
use crate::engine::record::life::{Change, Outcome};
use crate::engine::record::shape::Shape;
use crate::engine::session::Work;
use crate::engine::write::hooks;
use crate::engine::write::links::{self, Extent};
use crate::engine::write::row::RecordWriter;

/// A record being changed.
struct Update<'a> {
    work: &'a Work,
    shape: &'a dyn Shape,
    writer: RecordWriter<'a>,
    prior: Attributes,
    planned: Attributes,
    state: Attributes,
    private: Private,
    problems: Problems,
}

/// Updates the record.
pub(crate) async fn update(shape: &dyn Shape, work: &Work, change: Change) -> Outcome {
    let prior = change.prior.unwrap_or_default();
    let mut planned = change.planned.unwrap_or_default();
    let secrets = shape.secrets(Some(&prior), &mut planned, &change.config);
    let scope_column = shape.described().and_then(|resource| resource.description.scope_column);
    let subject = shape.subject(&planned);
    let mut update = Update {
        work,
        shape,
        writer: RecordWriter { work, subject, columns: Vec::new(), scope_column },
        state: planned.clone(),
        private: change.private,
        prior,
        planned,
        problems: Problems::new(),
    };
    work.host().clone_into(&mut update.private.host);
    if let Err(problems) = update.links_that_come_first().await {
        return update.nothing_but_links(problems).await;
    }
    if let Err(problems) = update.columns().await {
        return update.nothing_but_links(problems).await;
    }
    update.secrets(&secrets).await;
    update.links().await;
    update.outcome().await
}

impl<'a> Update<'a> {
    fn described(&self) -> Option<&'a ResourceType> {
        self.shape.described()
    }

    fn sys_id(&self) -> &str {
        self.prior.known_text(ID).unwrap_or_default()
    }

    /// What is live is never empty: a rule gains its links before its columns change, and loses links afterwards. One
    /// that is only now switched on has exactly its links before that.
    async fn links_that_come_first(&mut self) -> Result<(), Problems> {
        let Some(resource) = self.described() else { return Ok(()) };
        let Some(flag) = resource.description.activated_last else { return Ok(()) };
        let off = Value::Bool(false);
        let switched_on = self.prior.get(flag) == &off && self.planned.get(flag) != &off;
        let extent = if switched_on { Extent::Exact } else { Extent::Add };
        for changed in self.changed_links() {
            let written = links::write(self.work, resource, changed, &self.planned, extent).await;
            written.map_err(|problem| vec![problem])?;
        }
        Ok(())
    }

    /// The links that the plan changes.
    fn changed_links(&self) -> Vec<(&'a Field, &'a Links)> {
        let is_changed = |(field, _): &(&Field, &Links)| {
            let planned = self.planned.get(field.name);
            let cleared = planned.is_null() && matches!(field.mode, Mode::Optional);
            let managed = planned.as_list().is_some() || cleared;
            managed && planned != self.prior.get(field.name)
        };
        self.described().into_iter().flat_map(links::of_type).filter(is_changed).collect()
    }

    /// Sends the columns that changed. A problem means that nothing was stored.
    async fn columns(&mut self) -> Result<(), Problems> {
        let cells = self.shape.cells(self.work, Some(&self.prior), &self.planned).await?;
        if cells.is_empty() {
            return Ok(());
        }
        if let Some(resource) = self.described() {
            let allowed = hooks::before_write(self.work, resource, &self.planned).await;
            allowed.map_err(|problem| vec![problem])?;
        }
        self.writer.columns = self.shape.columns(&self.planned, &cells);
        let attempt = Attempt::Operation("update", self.writer.subject.type_name.clone());
        let changed = self.writer.change(attempt, self.sys_id(), &cells).await;
        let Some(record) = changed.map_err(|problem| vec![problem])? else {
            return Err(vec![self.writer.unwritten(self.sys_id()).await]);
        };
        let (losses, problems) = self.writer.verify(&cells, &record, &mut self.private).await;
        let failed = problems.iter().any(Problem::is_error);
        self.problems.extend(problems);
        self.problems.extend(self.writer.missed(&record).await);
        if failed {
            let before = (&self.prior, &self.private);
            self.shape.show_stored(self.work, (&losses, &record), before, &mut self.state).await;
        }
        self.fill(&record).await;
        Ok(())
    }

    async fn fill(&mut self, record: &Record) {
        let Some(resource) = self.described() else { return };
        let view =
            View { work: self.work, resource, record, private: &self.private, fill: Fill::All };
        match view.fill_unknown(&self.state).await {
            Ok(state) => self.state = state,
            Err(error) => self.problems.push(self.unread(resource, error)),
        }
    }

    fn unread(&self, resource: &ResourceType, error: servicenow::Error) -> Problem {
        self.work.unread(&resource.type_name, &self.writer.subject.table, error)
    }

    async fn secrets(&mut self, secrets: &[Secret]) {
        for secret in secrets {
            if let Err(problem) = self.writer.send_secret(self.sys_id(), secret).await {
                self.shape.keep_secret(&mut self.state, Some(&self.prior), &secret.spot);
                self.problems.push(problem);
            }
        }
    }

    async fn links(&mut self) {
        let Some(resource) = self.described() else { return };
        for (field, between) in self.changed_links() {
            let changed = (field, between);
            let written =
                links::write(self.work, resource, changed, &self.planned, Extent::Exact).await;
            if let Err(problem) = written {
                self.state.set(field.name, self.links_now(field, between).await);
                self.problems.push(problem);
            }
        }
    }

    async fn links_now(&self, field: &Field, between: &Links) -> Value {
        let prior = self.prior.get(field.name);
        let now = sets::linked(self.work, between, self.sys_id(), prior).await;
        now.unwrap_or_else(|_| prior.clone())
    }

    /// Computed attributes that no answer has filled yet are read once.
    async fn settle(&mut self) -> Result<(), Problem> {
        let Some(resource) = self.described() else { return Ok(()) };
        let open = |field: &&Field| self.state.get(field.name).is_unknown();
        if !resource.fields.iter().any(|field| open(&field)) {
            return Ok(());
        }
        for (name, value) in hooks::related(self.work, resource, &self.state, Moment::Read).await? {
            if self.state.get(name).is_unknown() {
                self.state.set(name, value.map_or(Value::Null, Value::from));
            }
        }
        let columns = view::columns(resource, &self.planned, &[]);
        let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
        let table = self.work.client.table(&self.writer.subject.table);
        match table
            .get(self.sys_id(), &columns)
            .await
            .map_err(|error| self.unread(resource, error))?
        {
            Some(record) => self.fill(&record).await,
            None => return Err(self.writer.unwritten(self.sys_id()).await),
        }
        Ok(())
    }

    async fn outcome(mut self) -> Outcome {
        if let Err(problem) = self.settle().await {
            self.problems.push(problem);
        }
        let outcome = Outcome::done(self.state.without_unknowns(), self.private);
        Outcome { problems: self.problems, ..outcome }
    }

    /// The columns are as they were; links that come first may have changed.
    async fn nothing_but_links(self, problems: Problems) -> Outcome {
        let mut state = self.prior.clone();
        if self.described().is_some_and(|resource| resource.description.activated_last.is_some()) {
            for (field, between) in self.changed_links() {
                state.set(field.name, self.links_now(field, between).await);
            }
        }
        Outcome::unchanged(Some(state), problems)
    }
}
