//! Giving an adopted record back what it held before. The instance's answer is judged like that to any other write.

use servicenow::{Input, Record, Row};

use crate::describe::Field;
use crate::engine::lookup::scene::Scene;
use crate::engine::lookup::{dictionary, hidden};
use crate::engine::model::{
    Access, Adopted, Cell, Column, Private, Source, Spot, Subject, cell, column_of,
};
use crate::engine::problem::{Attempt, ColumnProblem, Problem, Problems, RecordProblem};
use crate::engine::session::Work;
use crate::engine::write::links::{self, Extent, Joining};
use crate::engine::write::{children, readback};

/// Writes the old columns and links again. Secrets cannot be given back. `attempt` is what a failure is a failure of,
/// `application` the sys_id of the record's application, as far as it is known. A record that is gone needs nothing.
/// With success comes what there is to say.
pub(crate) async fn give_back(
    scene: Scene<'_>,
    attempt: &Attempt,
    before: &Adopted,
    application: Option<&str>,
) -> Result<Problems, Problem> {
    let given_back = async {
        // A rule that is live has links or columns to pass by at every moment: what it gains comes first.
        give_back_links(scene, before, Joining { extent: Extent::Add, application }).await?;
        let subject = scene.resource.subject(scene.attributes);
        let one = Given { work: scene.work, subject, sys_id: scene.sys_id(), attempt };
        let old = |(name, text): (&String, &String)| old(scene, name, text);
        let mut said = one.give_back(&before.columns.iter().map(old).collect::<Vec<_>>()).await?;
        said.extend(children::give_back(scene, before, application).await?);
        give_back_links(scene, before, Joining { extent: Extent::Exact, application }).await?;
        Ok(said)
    };
    given_back.await.map_err(|problem: Problem| problem.while_doing(attempt))
}

/// The same for a row of any table, which has columns alone.
pub(crate) async fn give_back_row(
    work: &Work,
    (subject, sys_id): (&Subject, &str),
    attempt: &Attempt,
    before: &Adopted,
) -> Result<Problems, Problem> {
    // Without the dictionary, texts are compared as texts.
    let known = dictionary::columns(work, &subject.table).await.unwrap_or_default();
    let old = |(name, text): (&String, &String)| {
        let source = Source::Dictionary(column_of(&known, name));
        Cell { column: name.clone(), text: text.clone(), source }
    };
    let one = Given { work, subject: subject.clone(), sys_id, attempt };
    let given_back = one.give_back(&before.columns.iter().map(old).collect::<Vec<_>>()).await;
    given_back.map_err(|problem: Problem| problem.while_doing(attempt))
}

/// A record whose columns are given back.
struct Given<'a> {
    work: &'a Work,
    subject: Subject,
    sys_id: &'a str,
    attempt: &'a Attempt,
}

impl Given<'_> {
    async fn give_back(&self, cells: &[Cell]) -> Result<Problems, Problem> {
        if cells.is_empty() {
            return Ok(Problems::new());
        }
        let (work, table) = (self.work, self.subject.table.as_str());
        let asked: Vec<&str> = cells.iter().map(|cell| cell.column.as_str()).collect();
        let failed = |error| work.failed(self.attempt.clone(), table, Access::Update, error);
        let row = cells.iter().fold(Row::new(), |row, cell| row.set(&cell.column, &cell.text));
        let door = work.writing(table);
        let changed =
            door.update(self.sys_id, &row, Input::Stored, &asked).await.map_err(failed)?;
        match changed {
            Some(record) => self.judge(cells, &record).await,
            None if hidden::record(work, table, self.sys_id).await.map_err(failed)? => {
                let (subject, sys_id) = self.about();
                Err(Problem::Record(RecordProblem::Hidden { subject, verb: "update", sys_id }))
            }
            None => Ok(Problems::new()),
        }
    }

    /// What is to be said of the answer. Columns that hold something else are an error; those that do not show are not.
    async fn judge(&self, cells: &[Cell], record: &Record) -> Result<Problems, Problem> {
        let losses = cell::losses(cells, record, &mut Private::default());
        let refused: Vec<String> = losses
            .iter()
            .filter(|loss| loss.stored.is_some())
            .map(|loss| match loss.cell.spot() {
                Spot::Attribute(name, _) => name.to_owned(),
                Spot::Column(name) | Spot::Reference(name) => name,
            })
            .collect();
        if !refused.is_empty() {
            let (subject, sys_id) = self.about();
            let is_undone = matches!(self.attempt, Attempt::Undo(..));
            let kept = RecordProblem::NotGivenBack { subject, sys_id, refused, is_undone };
            return Err(Problem::Record(kept));
        }
        let mut said = readback::judge(self.work, &self.subject.table, &losses).await;
        // A column that the release lacks holds nothing that could be given back.
        said.retain(|problem| !matches!(problem, Problem::Column(ColumnProblem::Missing { .. })));
        Ok(said)
    }

    fn about(&self) -> (Subject, String) {
        (self.subject.clone(), self.sys_id.to_owned())
    }
}

/// The cell that writes an old text again.
fn old(scene: Scene<'_>, column: &str, text: &str) -> Cell {
    let is_of = |field: &&Field| {
        field.written_column() == Some(column) && scene.resource.has(field, scene.attributes)
    };
    let field = scene.resource.fields.iter().find(is_of);
    let source = field.map_or_else(
        || Source::Dictionary(Column::default()),
        |field| Source::Field(Box::new(*field)),
    );
    Cell { column: column.to_owned(), text: text.to_owned(), source }
}

async fn give_back_links(
    scene: Scene<'_>,
    before: &Adopted,
    joining: Joining<'_>,
) -> Result<(), Problem> {
    for linked in links::of_type(scene.resource) {
        let Some(sys_ids) = before.links.get(linked.0.name) else { continue };
        let sys_ids = sys_ids.iter().cloned().collect();
        links::write_sys_ids(scene, linked, &sys_ids, joining).await?;
    }
    Ok(())
}
