//! Updating a record: only what changed is sent, and the state is what is stored afterwards.

mod children;
mod in_turn;

use servicenow::Record;
use tfplugin::Value;

use crate::describe::{Field, Links, Mode, Moment};
use crate::engine::lookup::scene::Scene;
use crate::engine::lookup::sets;
use crate::engine::lookup::targets;
use crate::engine::lookup::view::{Fill, View};
use crate::engine::model::{Attributes, Cell, ID, Private, ResourceType, SENT_AT, Secret};
use crate::engine::problem::{Attempt, Problem, Problems};
use crate::engine::record::life::{Change, Outcome};
use crate::engine::record::originals::{self, Overwritten};
use crate::engine::record::shape::Shape;
use crate::engine::record::{renewal, resend};
use crate::engine::session::Work;
use crate::engine::write::hooks;
use crate::engine::write::links::{self, Extent, Joining};
use crate::engine::write::row::RecordWriter;

/// A record being changed.
struct Update<'a> {
    work: &'a Work,
    shape: &'a dyn Shape,
    writer: RecordWriter<'a>,
    prior: Attributes,
    /// What the plan is compared with.
    compared: Attributes,
    planned: Attributes,
    state: Attributes,
    private: Private,
    /// What the instance answered to the columns that were sent.
    answer: Option<Record>,
    problems: Problems,
}

/// Updates the record. Nothing is written before all that it refers to is found.
pub(crate) async fn update(shape: &dyn Shape, work: &Work, mut change: Change) -> Outcome {
    let again = resend::is_due(work, &change);
    if let Some(planned) = &change.planned {
        let before = change.prior.as_ref().filter(|_| !again);
        let flaws = shape.flaws(before, planned, &change.config);
        if !flaws.is_empty() {
            return Outcome::unchanged(change.prior, flaws);
        }
    }
    let compared = renewal::compared(shape, &mut change);
    let prior = change.prior.replace(compared.clone()).unwrap_or_default();
    let whole = shape.secrets(&mut change, true).len();
    let secrets = shape.secrets(&mut change, again);
    let cells = match shape.cells(work, &change).await {
        Ok(cells) => cells,
        Err(problems) => return Outcome::unchanged(Some(prior), problems),
    };
    let planned = change.planned.unwrap_or_default();
    let (subject, columns) = (shape.subject(&planned), shape.columns(&planned, &cells));
    let (entries, cells): (Vec<Cell>, Vec<Cell>) = cells.into_iter().partition(Cell::is_entry);
    let writer = RecordWriter { work, subject, columns };
    let (state, problems) = (planned.clone(), Problems::new());
    let private = Private { host: work.host().to_owned(), ..change.private };
    let answer = None;
    let mut update =
        Update { work, shape, writer, prior, compared, planned, state, private, answer, problems };
    if let Err(problem) = update.note_originals(&cells, &secrets).await {
        return Outcome::unchanged(Some(update.prior), problem);
    }
    if let Err(problems) = update.columns(&cells).await {
        return update.nothing_but_links(problems).await;
    }
    update.entries(&entries).await;
    update.secrets(&secrets, secrets.len() == whole).await;
    update.links().await;
    update.children().await;
    update.outcome().await
}

impl<'a> Update<'a> {
    fn described(&self) -> Option<&'a ResourceType> {
        self.shape.described()
    }

    /// The described record as it is planned.
    fn scene(&self) -> Option<Scene<'_>> {
        Some(Scene { work: self.work, resource: self.described()?, attributes: &self.planned })
    }

    fn sys_id(&self) -> &str {
        self.prior.known_text(ID).unwrap_or_default()
    }

    /// What an adopted record holds is noted before it is overwritten.
    async fn note_originals(&mut self, cells: &[Cell], secrets: &[Secret]) -> Result<(), Problem> {
        let (links, children) = (self.changed_links(), self.changed_children());
        let overwritten = Overwritten { cells, secrets, links, children };
        let (work, attributes) = (self.work, &self.planned);
        let scene = self.shape.described().map(|resource| Scene { work, resource, attributes });
        originals::note((attributes, scene), &self.writer, &mut self.private, overwritten).await
    }

    /// What is live is never empty: a rule gains its links before its columns change, and loses links afterwards. One
    /// that is only now switched on has exactly its links before that.
    async fn links_that_come_first(&self) -> Result<(), Problem> {
        let Some(scene) = self.scene() else { return Ok(()) };
        let Some(flag) = scene.resource.description.activated_last else { return Ok(()) };
        let off = Value::Bool(false);
        let switched_on = self.prior.get(flag) == &off && self.planned.get(flag) != &off;
        let extent = if switched_on { Extent::Exact } else { Extent::Add };
        let application = self.application().await;
        let joining = Joining { extent, application: application.as_deref() };
        for changed in self.changed_links() {
            links::write(scene, changed, joining).await?;
        }
        Ok(())
    }

    /// The sys_id of the record's application, where links change and will follow it.
    async fn application(&self) -> Option<String> {
        let scene = self.scene().filter(|_| !self.changed_links().is_empty())?;
        links::application(scene).await
    }

    /// The links that the plan changes.
    fn changed_links(&self) -> Vec<(&'a Field, &'a Links)> {
        let is_changed = |(field, _): &(&Field, &Links)| {
            let planned = self.planned.get(field.name);
            let cleared = planned.is_null() && matches!(field.mode, Mode::Optional);
            let managed = planned.as_list().is_some() || cleared;
            managed && planned != self.compared.get(field.name)
        };
        self.described().into_iter().flat_map(links::of_type).filter(is_changed).collect()
    }

    /// Whether this column switches the record on.
    fn switches_on(&self, cell: &Cell) -> bool {
        let flag = self.described().and_then(|resource| resource.description.activated_last);
        flag.is_some() && cell.attribute() == flag && cell.text == "true"
    }

    /// Sends the columns that changed. A problem means that nothing was stored. What guards something is switched on in a
    /// request of its own, after all else has come back as it was sent.
    async fn columns(&mut self, cells: &[Cell]) -> Result<(), Problems> {
        self.links_that_come_first().await?;
        if cells.is_empty() {
            return Ok(());
        }
        let (switch, others): (Vec<Cell>, Vec<Cell>) =
            cells.iter().cloned().partition(|cell| self.switches_on(cell));
        if switch.is_empty() || others.is_empty() {
            return self.send(cells).await.map(drop);
        }
        let switched = if self.send(&others).await? { self.send(&switch).await } else { Ok(false) };
        if !matches!(switched, Ok(true)) {
            self.stays_off(&switch);
        }
        self.problems.extend(switched.err().into_iter().flatten());
        Ok(())
    }

    /// The state says that the record is off, as it was.
    fn stays_off(&mut self, switch: &[Cell]) {
        for name in switch.iter().filter_map(Cell::attribute) {
            self.state.set(name, self.prior.get(name).clone());
        }
    }

    /// Sends these columns and tells whether they came back as they were sent. A problem means that none was stored.
    async fn send(&mut self, cells: &[Cell]) -> Result<bool, Problems> {
        let record = match self.change(cells).await {
            Ok(record) => record,
            Err(problem) => self.change_in_turn(cells, problem.into()).await?,
        };
        let (losses, problems) = self.writer.verify(cells, &record, &mut self.private).await;
        let failed = problems.iter().any(Problem::is_error);
        self.problems.extend(problems);
        self.problems.extend(self.writer.missed(&record).await);
        if failed {
            let before = (&self.prior, &self.private);
            self.shape.show_stored(self.work, (&losses, &record), before, &mut self.state).await;
        }
        self.fill(&record).await;
        self.answer = Some(record);
        Ok(!failed)
    }

    /// Notes what the references of the record lead to now.
    fn note_targets(&mut self) {
        let answer = self.answer.as_ref();
        let Some(resource) = self.described() else {
            let change = (Some(&self.prior), &self.state);
            return self.shape.note_targets(&mut self.private.targets, change, answer);
        };
        let scene = Scene { work: self.work, resource, attributes: &self.state };
        targets::note(&mut self.private.targets, scene, Some(&self.prior), answer);
    }

    async fn change(&self, cells: &[Cell]) -> Result<Record, Problem> {
        if let Some(scene) = self.scene() {
            hooks::before_write(scene).await?;
        }
        self.write(cells).await
    }

    async fn write(&self, cells: &[Cell]) -> Result<Record, Problem> {
        let attempt = Attempt::Operation("update", self.writer.subject.type_name.clone());
        match self.writer.change(attempt, self.sys_id(), cells).await? {
            Some(record) => Ok(record),
            None => Err(self.writer.unwritten(self.sys_id()).await),
        }
    }

    async fn fill(&mut self, record: &Record) {
        let Some(resource) = self.described() else { return };
        let (work, private) = (self.work, &self.private);
        let view = View { work, resource, record, private, fill: Fill::All };
        match view.fill_unknown(&self.state).await {
            Ok(state) => self.state = state,
            Err(error) => self.problems.push(self.writer.unread(error)),
        }
    }

    /// Adds entries to journals, apart from the columns that may be written twice. Where nobody can tell whether they were
    /// added, the state takes them for added, for once more would be twice.
    async fn entries(&mut self, entries: &[Cell]) {
        if entries.is_empty() {
            return;
        }
        if let Err(problem) = self.writer.add_entries(self.sys_id(), entries).await {
            if !problem.is_uncertain() {
                self.shape.keep_entries(&mut self.state, &self.prior, entries);
            }
            self.problems.push(problem);
        }
    }

    /// Sends the secrets; `is_whole` where these are all that the record has of us.
    async fn secrets(&mut self, secrets: &[Secret], is_whole: bool) {
        let (sys_id, mut is_sent) = (self.sys_id().to_owned(), !secrets.is_empty());
        for secret in secrets {
            let sent = self.writer.send_secret(&sys_id, secret, &mut self.private).await;
            if let Err(problem) = sent {
                self.shape.keep_secret(&mut self.state, Some(&self.prior), &secret.spot);
                self.problems.push(problem);
                is_sent = false;
            }
        }
        if is_sent && is_whole {
            self.private.overwritten = None;
        }
        match self.planned.get(SENT_AT) {
            open if open.is_unknown() => {
                let before = || self.prior.get(SENT_AT).clone();
                let at = if is_sent { resend::now() } else { before() };
                self.state.set(SENT_AT, at);
            }
            // No secret of the record is managed any more.
            Value::Null => (self.private.written, self.private.overwritten) = (None, None),
            _ => {}
        }
    }

    async fn links(&mut self) {
        let Some(resource) = self.described() else { return };
        let scene = Scene { work: self.work, resource, attributes: &self.planned };
        let application = self.application().await;
        let joining = Joining { extent: Extent::Exact, application: application.as_deref() };
        for (field, between) in self.changed_links() {
            if let Err(problem) = links::write(scene, (field, between), joining).await {
                let now = self.links_now(field, between).await;
                self.state.set(field.name, now);
                self.problems.push(problem);
            }
        }
    }

    async fn links_now(&self, field: &Field, between: &Links) -> Value {
        let prior = self.prior.get(field.name);
        let now = sets::linked(self.work, between, self.sys_id(), prior).await;
        now.map_or_else(|_| prior.clone(), |(now, _)| now)
    }

    /// Computed attributes that no answer has filled yet are read once.
    async fn settle(&mut self) -> Result<(), Problem> {
        let Some(resource) = self.described() else { return Ok(()) };
        if !resource.fields.iter().any(|field| self.state.get(field.name).is_unknown()) {
            return Ok(());
        }
        let scene = Scene { work: self.work, resource, attributes: &self.state };
        let related = hooks::related(scene, resource.description.related, Moment::Read).await?;
        for (name, value) in related {
            if self.state.get(name).is_unknown() {
                self.state.set(name, value);
            }
        }
        let read = self.writer.read(self.sys_id()).await;
        match read.map_err(|error| self.writer.unread(error))? {
            Some(record) => self.fill(&record).await,
            None => return Err(self.writer.unwritten(self.sys_id()).await),
        }
        Ok(())
    }

    async fn outcome(mut self) -> Outcome {
        if let Err(problem) = self.settle().await {
            self.problems.push(problem);
        }
        if self.compared != self.prior && !self.problems.iter().any(Problem::is_error) {
            self.work.session.replaced.send(self.sys_id());
        }
        self.note_targets();
        Outcome::done(self.state.without_unknowns(), self.private, self.problems)
    }

    /// The columns are as they were; links that come first may have changed.
    async fn nothing_but_links(self, problems: Problems) -> Outcome {
        let mut state = self.prior.clone();
        if self.described().is_some_and(|resource| resource.description.activated_last.is_some()) {
            for (field, between) in self.changed_links() {
                state.set(field.name, self.links_now(field, between).await);
            }
        }
        Outcome::done(state, self.private, problems)
    }
}
