//! Creating a record, all or nothing: what cannot be completed is undone, and what cannot be undone is told.

mod children;
mod claim;
mod room;
mod takeover;
mod undo;

use servicenow::Record;
use tfplugin::Value;

use crate::describe::{Field, Links, Mode, Moment};
use crate::engine::lookup::scene::Scene;
use crate::engine::lookup::targets;
use crate::engine::lookup::view::{Fill, View};
use crate::engine::model::secrets::without_made;
use crate::engine::model::{
    ADOPT, Attributes, Cell, Content, ID, Origin, POLICY, Policy, Private, ResourceType, SENT_AT,
    Secret, Spot,
};
use crate::engine::problem::{Adoption, Attempt, Problem, Problems, RecordProblem};
use crate::engine::record::life::{Change, Outcome};
use crate::engine::record::shape::Shape;
use crate::engine::record::{flaws, resend};
use crate::engine::session::Work;
use crate::engine::write::hooks;
use crate::engine::write::links::{self, Extent, Joining};
use crate::engine::write::row::RecordWriter;

/// A record in the making.
struct Creation<'a> {
    work: &'a Work,
    shape: &'a dyn Shape,
    writer: RecordWriter<'a>,
    planned: Attributes,
    /// What the file holds, where the record is one.
    content: Option<Content>,
    private: Private,
    progress: Progress,
    notes: Problems,
    /// The sys_id of the application that the record lies in, once it is there and shows it.
    application: Option<String>,
}

/// How far the instance has been changed.
enum Progress {
    /// Not at all.
    Nothing,
    /// Not at all, and a record that is there is held so that it can be taken over.
    Claimed,
    /// A record was inserted.
    Inserted,
    /// A record that was there is being overwritten.
    TakenOver,
}

/// Creates or adopts the record.
pub(crate) async fn create(shape: &dyn Shape, work: &Work, mut change: Change) -> Outcome {
    if let Some(planned) = &change.planned {
        let flaws = shape.flaws(None, planned, &change.config);
        if !flaws.is_empty() {
            return Outcome::unchanged(None, flaws);
        }
    }
    let secrets = shape.secrets(&mut change, false);
    if let Err(problem) = make_up(shape, work, &mut change).await {
        return Outcome::unchanged(None, problem);
    }
    let content = shape.content(&mut change);
    let cells = match shape.cells(work, &change).await {
        Ok(cells) => cells,
        Err(problems) => return Outcome::unchanged(None, problems),
    };
    let planned = change.planned.unwrap_or_default();
    let (subject, columns) = (shape.subject(&planned), shape.columns(&planned, &cells));
    let writer = RecordWriter { work, subject, columns };
    let private = Private::on(work.host());
    let (progress, notes) = (Progress::Nothing, Problems::new());
    let application = None;
    let mut creation =
        Creation { work, shape, writer, planned, content, private, progress, notes, application };
    let spots: Vec<Spot> = secrets.iter().map(|secret| secret.spot.clone()).collect();
    match creation.run(cells, secrets).await {
        Ok(state) => Outcome::done(state, creation.private, creation.notes),
        Err(problems) => {
            let problems = hooks::explained(creation.scene(), None, problems).await;
            creation.fail(problems, &spots).await
        }
    }
}

/// Fills in what the resource makes up, where the plan leaves it open.
async fn make_up(shape: &dyn Shape, work: &Work, change: &mut Change) -> Result<(), Problem> {
    let (Some(resource), Some(planned)) = (shape.described(), &mut change.planned) else {
        return Ok(());
    };
    for (name, text) in hooks::made_up(Scene { work, resource, attributes: planned }).await? {
        if planned.get(name).is_unknown() {
            planned.set(name, text.into());
        }
    }
    Ok(())
}

impl<'a> Creation<'a> {
    fn described(&self) -> Option<&'a ResourceType> {
        self.shape.described()
    }

    /// The described record as it is planned.
    fn scene(&self) -> Option<Scene<'_>> {
        Some(Scene { work: self.work, resource: self.described()?, attributes: &self.planned })
    }

    async fn run(
        &mut self,
        cells: Vec<Cell>,
        mut secrets: Vec<Secret>,
    ) -> Result<Attributes, Problems> {
        let switch = self.scene().and_then(switched_on_last);
        let is_switch =
            |cell: &Cell| switch.as_ref().is_some_and(|switch| switch.column == cell.column);
        let cells: Vec<Cell> = cells.into_iter().filter(|cell| !is_switch(cell)).collect();
        let existing = self.existing(&cells).await?;
        let making = match &existing {
            None => self.is_alone(&cells).await?,
            Some(_) => Vec::new(),
        };
        if let Err(problem) = self.before_write(existing.as_ref()).await {
            self.has_its_turn(problem.into()).await?;
            self.before_write(existing.as_ref()).await?;
        }
        if let Some(record) = &existing {
            secrets = without_made(secrets, &mut self.planned);
            self.keeps_its_secrets(record)?;
        }
        let record = match existing {
            Some(record) => self.take_over(record, &cells, switch.as_ref(), &secrets).await?,
            None => self.insert_in_turn(&cells, switch.as_ref()).await?,
        };
        drop(making);
        self.verify(&cells, &record).await?;
        self.heed(self.writer.missed(&record).await)?;
        self.send(&secrets).await?;
        self.write_links(Extent::Exact).await?;
        self.write_children().await?;
        let record = match switch {
            Some(switch) => self.switch_on(switch, record).await?,
            None => record,
        };
        Ok(self.complete(&record).await?)
    }

    async fn send(&mut self, secrets: &[Secret]) -> Result<(), Problem> {
        let sys_id = self.sys_id().to_owned();
        for secret in secrets {
            self.writer.send_secret(&sys_id, secret, &mut self.private).await?;
        }
        if self.planned.get(SENT_AT).is_unknown() {
            let at = if secrets.is_empty() { Value::Null } else { resend::now() };
            self.planned.set(SENT_AT, at);
        }
        Ok(())
    }

    fn sys_id(&self) -> &str {
        self.planned.known_text(ID).unwrap_or_default()
    }

    fn adopts(&self) -> bool {
        self.planned.get(ADOPT) == &Value::Bool(true)
    }

    async fn before_write(&self, existing: Option<&Record>) -> Result<(), Problem> {
        let Some(scene) = self.scene() else { return Ok(()) };
        let mut attributes = self.planned.clone();
        if let Some(record) = existing {
            attributes.set(ID, record.sys_id().into());
        }
        hooks::before_write(scene.with(&attributes)).await
    }

    async fn insert(&mut self, cells: &[Cell], switch: Option<&Cell>) -> Result<Record, Problems> {
        let mark = self.described().and_then(|resource| resource.mark(&self.planned));
        let mut further: Vec<(&str, &str)> = Vec::new();
        further.extend(switch.map(|switch| (switch.column.as_str(), "false")));
        further.extend(mark.as_ref().map(|(column, word)| (*column, word.as_str())));
        let identity = self.shape.identity(cells);
        let column = self.described().and_then(|resource| resource.description.scope_column);
        let (record, problems) = match &self.content {
            Some(content) => (self.writer.upload(cells, content).await?, Problems::new()),
            None => self.writer.insert(cells, &further, &identity, column).await?,
        };
        self.begin(&record, Progress::Inserted);
        self.private.origin = Some(Origin::Made);
        self.hold_new(record.sys_id()).await?;
        if let Some(resource) = self.described() {
            for table in [resource.description.table, self.writer.subject.table.as_str()] {
                self.work.session.known.shelve(table, &record);
            }
        }
        self.heed(problems)?;
        Ok(record)
    }

    /// A new record is ours, unless somebody who looked for one of its key was quicker.
    async fn hold_new(&self, sys_id: &str) -> Result<(), Problem> {
        let mut standing = self.work.session.holders.standing(sys_id).await;
        if standing.is_held_by_another(&self.private.mark) {
            let (subject, sys_id) = (self.writer.subject.clone(), sys_id.to_owned());
            return Err(Problem::Adoption(Adoption::Held { subject, sys_id }));
        }
        standing.hold(&self.private.mark);
        Ok(())
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
        self.work.session.replaced.send(record.sys_id());
        let column = self.described().and_then(|resource| resource.description.scope_column);
        let application = column.and_then(|column| record.get(column));
        self.application = application.filter(|sys_id| !sys_id.is_empty()).map(str::to_owned);
        self.progress = progress;
        self.decide_policy();
    }

    /// What is a secret in a record that is there is neither overwritten nor kept beside the state.
    fn keeps_its_secrets(&self, record: &Record) -> Result<(), Problem> {
        let Some(resource) = self.described() else { return Ok(()) };
        let column = |name: &str| resource.field(name)?.column;
        let word = |name: &str| Some(record.get(column(name)?)?.to_owned());
        let kept = flaws::secret_in_state(resource, &self.planned, word);
        kept.map_or(Ok(()), |problem| Err(Problem::Secret(problem)))
    }

    fn decide_policy(&mut self) {
        if self.planned.get(POLICY).is_unknown() {
            let was_there = !matches!(self.progress, Progress::Inserted);
            let unless = self.described().map_or(Policy::Delete, ResourceType::unless_adopted);
            let policy = if was_there { Policy::Restore } else { unless };
            self.planned.set(POLICY, policy.word().into());
        }
    }

    async fn verify(&mut self, cells: &[Cell], record: &Record) -> Result<(), Problems> {
        let (_, problems) = self.writer.verify(cells, record, &mut self.private).await;
        self.heed(problems)
    }

    async fn write_links(&self, extent: Extent) -> Result<(), Problem> {
        let Some(scene) = self.scene() else { return Ok(()) };
        let application = self.place(scene).await;
        let joining = Joining { extent, application: application.as_deref() };
        for linked in self.links() {
            links::write(scene, linked, joining).await?;
        }
        Ok(())
    }

    /// The sys_id of the application that the record lies in, as far as anything tells.
    async fn place(&self, scene: Scene<'_>) -> Option<String> {
        match &self.application {
            Some(sys_id) => Some(sys_id.clone()),
            None => links::application(scene).await,
        }
    }

    /// The links that the plan sets.
    fn links(&self) -> impl Iterator<Item = (&'a Field, &'a Links)> {
        let all = self.described().into_iter().flat_map(links::of_type);
        all.filter(|(field, _)| self.planned.get(field.name).as_list().is_some())
    }

    /// Nothing is live before it is complete: a rule without its roles would open what it guards.
    async fn switch_on(&mut self, switch: Cell, record: Record) -> Result<Record, Problems> {
        if record.get(&switch.column) == Some(&switch.text) {
            return Ok(record);
        }
        let cells = [switch];
        let attempt = Attempt::Operation("create", self.writer.subject.type_name.clone());
        match self.writer.change(attempt, record.sys_id(), &cells).await? {
            Some(record) => self.verify(&cells, &record).await.map(|()| record),
            None => Err(self.writer.unwritten(record.sys_id()).await.into()),
        }
    }

    async fn complete(&mut self, record: &Record) -> Result<Attributes, Problem> {
        let Some(resource) = self.described() else {
            let change = (None, &self.planned);
            self.shape.note_targets(&mut self.private.targets, change, Some(record));
            return Ok(self.planned.clone());
        };
        let scene = Scene { work: self.work, resource, attributes: &self.planned };
        if let Some(attribute) = unmade_key(scene, record) {
            let subject = self.writer.subject.clone();
            return Err(Problem::Record(RecordProblem::Unnamed { subject, attribute }));
        }
        let related = hooks::related(scene, resource.description.related, Moment::Created).await?;
        for (name, value) in related {
            self.planned.set(name, value);
        }
        let (work, private) = (self.work, &self.private);
        let view = View { work, resource, record, private, fill: Fill::All };
        let filled = view.fill_unknown(&self.planned).await;
        let state = filled.map_err(|error| self.writer.unread(error))?;
        let scene = Scene { work, resource, attributes: &state };
        targets::note(&mut self.private.targets, scene, None, Some(record));
        Ok(state)
    }
}

/// The attribute of the natural key that was left to the instance, which left it empty.
fn unmade_key(scene: Scene<'_>, record: &Record) -> Option<&'static str> {
    let field = |name: &str| scene.resource.field(name);
    let is_unmade = |name: &&'static str| {
        let generated = field(name).is_some_and(|field| matches!(field.mode, Mode::OrGenerated));
        let column = field(name).and_then(|field| field.column);
        generated
            && scene.attributes.get(name).is_unknown()
            && column.is_some_and(|column| record.get(column) == Some(""))
    };
    scene.resource.description.natural_keys.iter().copied().flatten().copied().find(is_unmade)
}

/// The flag that is switched on last, unless the plan leaves it off.
fn switched_on_last(scene: Scene<'_>) -> Option<Cell> {
    let field = scene.resource.field(scene.resource.description.activated_last?)?;
    let cell = Cell::of_field(field, field.column?, "true".to_owned());
    (scene.attributes.get(field.name) != &Value::Bool(false)).then_some(cell)
}
