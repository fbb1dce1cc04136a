//! Creating a record, all or nothing: what cannot be completed is undone, and what cannot be undone is told.

use servicenow::Record;
use tfplugin::Value;

use crate::describe::Moment;
use crate::engine::lookup::view::{Fill, View};
use crate::engine::model::{
    ADOPT, Adopted, Attributes, Cell, ID, POLICY, Policy, Private, ResourceType, Secret,
};
use crate::engine::problem::{Adoption, Attempt, Problem, Problems};
use crate::engine::record::life::{Change, Outcome};
use crate::engine::record::shape::Shape;
use crate::engine::session::Work;
use crate::engine::write::links::{self, Extent};
use crate::engine::write::orphans::{self, Keys};
use crate::engine::write::row::RecordWriter;
use crate::engine::write::{adoption, hooks, restore};

/// A record in the making.
struct Creation<'a> {
    work: &'a Work,
    shape: &'a dyn Shape,
    writer: RecordWriter<'a>,
    planned: Attributes,
    private: Private,
    progress: Progress,
    notes: Problems,
}

/// How far the instance has been changed.
enum Progress {
    /// Not at all.
    Nothing,
    /// A record was inserted.
    Inserted,
    /// A record that was there is being overwritten.
    TakenOver(Adopted),
}

/// Creates or adopts the record.
pub(crate) async fn create(shape: &dyn Shape, work: &Work, change: Change) -> Outcome {
    let mut planned = change.planned.unwrap_or_default();
    let secrets = shape.secrets(None, &mut planned, &change.config);
    let cells = match shape.cells(work, None, &planned).await {
        Ok(cells) => cells,
        Err(problems) => return Outcome::unchanged(None, problems),
    };
    let writer = RecordWriter {
        work,
        subject: shape.subject(&planned),
        columns: shape.columns(&planned, &cells),
        scope_column: shape.described().and_then(|resource| resource.description.scope_column),
    };
    let private = Private::on(work.host());
    let (progress, notes) = (Progress::Nothing, Problems::new());
    let mut creation = Creation { work, shape, writer, planned, private, progress, notes };
    match creation.run(cells, &secrets).await {
        Ok(state) => {
            let outcome = Outcome::done(state, creation.private);
            Outcome { problems: creation.notes, ..outcome }
        }
        Err(problems) => creation.fail(problems, &secrets).await,
    }
}

impl<'a> Creation<'a> {
    fn described(&self) -> Option<&'a ResourceType> {
        self.shape.described()
    }

    async fn run(&mut self, cells: Vec<Cell>, secrets: &[Secret]) -> Result<Attributes, Problems> {
        let switch =
            self.described().and_then(|resource| switched_on_last(resource, &self.planned));
        let is_switch =
            |cell: &Cell| switch.as_ref().is_some_and(|switch| switch.column == cell.column);
        let cells: Vec<Cell> = cells.into_iter().filter(|cell| !is_switch(cell)).collect();
        let existing = self.existing(&cells).await.map_err(one)?;
        if existing.is_none() {
            self.is_no_orphan(&cells).await.map_err(one)?;
        }
        self.before_write(existing.as_ref()).await.map_err(one)?;
        let record = match existing {
            Some(record) => self.take_over(&record, &cells, switch.as_ref(), secrets).await,
            None => self.insert(&cells, switch.as_ref()).await,
        }?;
        self.decide_policy();
        self.verify(&cells, &record).await?;
        self.heed(self.writer.missed(&record).await)?;
        for secret in secrets {
            self.writer.send_secret(self.sys_id(), secret).await.map_err(one)?;
        }
        self.write_links(Extent::Exact).await.map_err(one)?;
        let record = match switch {
            Some(switch) => self.switch_on(switch, record).await?,
            None => record,
        };
        self.complete(&record).await.map_err(one)
    }

    fn sys_id(&self) -> &str {
        self.planned.known_text(ID).unwrap_or_default()
    }

    fn adopts(&self) -> bool {
        self.described().is_some() && self.planned.get(ADOPT) == &Value::Bool(true)
    }

    async fn existing(&self, cells: &[Cell]) -> Result<Option<Record>, Problem> {
        match self.described() {
            Some(resource) if self.adopts() => {
                let columns = &self.writer.columns;
                adoption::find(self.work, resource, &self.planned, cells, columns).await
            }
            _ => Ok(None),
        }
    }

    /// A run that was ended may have made the record already. Who adopts has looked for it.
    async fn is_no_orphan(&self, cells: &[Cell]) -> Result<(), Problem> {
        if self.adopts() {
            return Ok(());
        }
        let (columns, cells) = self.shape.keys(cells);
        let is_other = |record: &Record| self.shape.is_other(&self.planned, record);
        let subject = &self.writer.subject;
        orphans::check(self.work, &Keys { subject, cells, columns, is_other: &is_other }).await
    }

    async fn before_write(&self, existing: Option<&Record>) -> Result<(), Problem> {
        let Some(resource) = self.described() else { return Ok(()) };
        let mut attributes = self.planned.clone();
        if let Some(record) = existing {
            attributes.set(ID, record.sys_id().into());
        }
        hooks::before_write(self.work, resource, &attributes).await
    }

    async fn insert(&mut self, cells: &[Cell], switch: Option<&Cell>) -> Result<Record, Problems> {
        let mark = self.described().and_then(|resource| resource.mark(&self.planned));
        let mut further: Vec<(&str, &str)> = Vec::new();
        further.extend(switch.map(|switch| (switch.column.as_str(), "false")));
        further.extend(mark.as_ref().map(|(column, word)| (*column, word.as_str())));
        let identity = self.shape.identity(cells);
        let record = self.writer.insert(cells, &further, &identity).await.map_err(one)?;
        self.begin(&record, Progress::Inserted);
        self.heed(self.writer.misplaced(cells, &record))?;
        Ok(record)
    }

    /// Keeps what is only to be told; an error ends the creation.
    fn heed(&mut self, problems: impl IntoIterator<Item = Problem>) -> Result<(), Problems> {
        let (errors, notes) = problems.into_iter().partition::<Vec<_>, _>(Problem::is_error);
        self.notes.extend(notes);
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }

    fn begin(&mut self, record: &Record, progress: Progress) {
        self.planned.set(ID, record.sys_id().into());
        self.work.session.known.hold(record.sys_id());
        self.progress = progress;
    }

    /// Writes only what differs, and keeps what was there before.
    async fn take_over(
        &mut self,
        record: &Record,
        cells: &[Cell],
        switch: Option<&Cell>,
        secrets: &[Secret],
    ) -> Result<Record, Problems> {
        let Some(resource) = self.described() else { return Ok(record.clone()) };
        let changed: Vec<&Cell> = cells.iter().filter(|cell| !cell.is_held_by(record)).collect();
        let switched = switch.filter(|switch| !switch.is_held_by(record));
        let before =
            changed.iter().copied().chain(switched).filter_map(|cell| {
                Some((cell.column.clone(), record.get(&cell.column)?.to_owned()))
            });
        let adopted = Adopted {
            columns: before.collect(),
            links: links::now(self.work, resource, &self.planned, record.sys_id())
                .await
                .map_err(one)?,
            secrets: secrets.iter().filter_map(attribute).collect(),
        };
        self.private.adopted = Some(adopted.clone());
        self.begin(record, Progress::TakenOver(adopted));
        if resource.description.activated_last.is_some() {
            // It may be live: no moment without the links that it has or is to have.
            self.write_links(Extent::Add).await.map_err(one)?;
        }
        if changed.is_empty() {
            return Ok(record.clone());
        }
        let attempt = Attempt::Adopt(resource.type_name.clone());
        let updated = self.writer.change(attempt, record.sys_id(), changed).await.map_err(one)?;
        let gone = || one(Problem::Adoption(Adoption::Gone(resource.type_name.clone())));
        updated.ok_or_else(gone)
    }

    fn decide_policy(&mut self) {
        if self.planned.get(POLICY).is_unknown() {
            let adopted = self.private.adopted.is_some();
            let policy = if adopted { Policy::Restore } else { Policy::Delete };
            self.planned.set(POLICY, policy.word().into());
        }
    }

    async fn verify(&mut self, cells: &[Cell], record: &Record) -> Result<(), Problems> {
        let (_, problems) = self.writer.verify(cells, record, &mut self.private).await;
        self.heed(problems)
    }

    async fn write_links(&self, extent: Extent) -> Result<(), Problem> {
        let Some(resource) = self.described() else { return Ok(()) };
        for (field, between) in links::of_type(resource) {
            if self.planned.get(field.name).as_list().is_some() {
                links::write(self.work, resource, (field, between), &self.planned, extent).await?;
            }
        }
        Ok(())
    }

    /// Nothing is live before it is complete: a rule without its roles would open what it guards.
    async fn switch_on(&mut self, switch: Cell, record: Record) -> Result<Record, Problems> {
        if record.get(&switch.column) == Some(&switch.text) {
            return Ok(record);
        }
        let cells = [switch];
        let attempt = Attempt::Operation("create", self.writer.subject.type_name.clone());
        match self.writer.change(attempt, record.sys_id(), &cells).await.map_err(one)? {
            Some(record) => self.verify(&cells, &record).await.map(|()| record),
            None => Err(one(self.writer.unwritten(record.sys_id()).await)),
        }
    }

    async fn complete(&mut self, record: &Record) -> Result<Attributes, Problem> {
        let Some(resource) = self.described() else { return Ok(self.planned.clone()) };
        for (name, value) in
            hooks::related(self.work, resource, &self.planned, Moment::Created).await?
        {
            self.planned.set(name, value.map_or(Value::Null, Value::from));
        }
        let view =
            View { work: self.work, resource, record, private: &self.private, fill: Fill::All };
        let filled = view.fill_unknown(&self.planned).await;
        let table = &self.writer.subject.table;
        filled.map_err(|error| self.work.unread(&resource.type_name, table, error))
    }

    /// Undoes what was begun. What cannot be undone stays in the state, with the error that names it.
    async fn fail(mut self, mut problems: Problems, secrets: &[Secret]) -> Outcome {
        problems.splice(0..0, std::mem::take(&mut self.notes));
        let Err(left) = self.undo().await else { return Outcome::unchanged(None, problems) };
        problems.push(left);
        for secret in secrets {
            self.shape.keep_secret(&mut self.planned, None, &secret.spot);
        }
        let outcome = Outcome::done(self.planned.without_unknowns(), self.private);
        Outcome { problems, ..outcome }
    }

    async fn undo(&self) -> Result<(), Problem> {
        let sys_id = self.sys_id();
        match (&self.progress, self.described()) {
            (Progress::Inserted, _) => self.writer.undo(sys_id).await,
            (Progress::TakenOver(before), Some(resource)) => {
                let subject = &self.writer.subject;
                let attempt = Attempt::Undo(subject.clone(), sys_id.to_owned());
                let record = (subject.table.as_str(), sys_id);
                restore::give_back(self.work, resource, &attempt, record, before).await
            }
            (Progress::Nothing | Progress::TakenOver(_), _) => Ok(()),
        }
    }
}

fn one(problem: Problem) -> Problems {
    vec![problem]
}

fn attribute(secret: &Secret) -> Option<String> {
    match secret.spot {
        crate::engine::model::subject::Spot::Attribute(name, _) => Some(name.to_owned()),
        crate::engine::model::subject::Spot::Column(_) => None,
    }
}

/// The flag that is switched on last, unless the plan leaves it off.
fn switched_on_last(resource: &ResourceType, planned: &Attributes) -> Option<Cell> {
    let field = resource.description.activated_last.and_then(|name| resource.field(name))?;
    let cell = Cell::of_field(field, field.column?, "true".to_owned());
    (planned.get(field.name) != &Value::Bool(false)).then_some(cell)
}
