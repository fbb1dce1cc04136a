//! Giving an adopted record back what it held before. The instance's answer is judged like that to any other write.

use servicenow::{Input, Record, Row};

use crate::describe::Field;
use crate::engine::lookup::hidden;
use crate::engine::lookup::scene::Scene;
use crate::engine::model::{Access, Adopted, Cell, Column, Private, Source, Spot, Subject, cell};
use crate::engine::problem::{Attempt, ColumnProblem, Problem, Problems, RecordProblem};
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
        let mut said = give_back_columns(scene, attempt, before).await?;
        said.extend(children::give_back(scene, before, application).await?);
        give_back_links(scene, before, Joining { extent: Extent::Exact, application }).await?;
        Ok(said)
    };
    given_back.await.map_err(|problem: Problem| problem.while_doing(attempt))
}

async fn give_back_columns(
    scene: Scene<'_>,
    attempt: &Attempt,
    before: &Adopted,
) -> Result<Problems, Problem> {
    if before.columns.is_empty() {
        return Ok(Problems::new());
    }
    let cells: Vec<Cell> =
        before.columns.iter().map(|(name, text)| old(scene, name, text)).collect();
    let row = cells.iter().fold(Row::new(), |row, cell| row.set(&cell.column, &cell.text));
    let asked: Vec<&str> = cells.iter().map(|cell| cell.column.as_str()).collect();
    let failed = |error| scene.work.failed(attempt.clone(), scene.table(), Access::Update, error);
    let door = scene.work.writing(scene.table());
    let changed = door.update(scene.sys_id(), &row, Input::Stored, &asked).await.map_err(failed)?;
    match changed {
        Some(record) => judge(scene, attempt, &cells, &record).await,
        None if hidden::record(scene.work, scene.table(), scene.sys_id())
            .await
            .map_err(failed)? =>
        {
            let (subject, sys_id) = about(scene);
            Err(Problem::Record(RecordProblem::Hidden { subject, verb: "update", sys_id }))
        }
        None => Ok(Problems::new()),
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

/// What is to be said of the answer. Columns that hold something else are an error; those that do not show are not.
async fn judge(
    scene: Scene<'_>,
    attempt: &Attempt,
    cells: &[Cell],
    record: &Record,
) -> Result<Problems, Problem> {
    let losses = cell::losses(cells, record, &mut Private::default());
    let refused: Vec<String> = losses
        .iter()
        .filter(|loss| loss.stored.is_some())
        .map(|loss| match loss.cell.spot() {
            Spot::Attribute(name, _) => name.to_owned(),
            Spot::Column(name) => name,
        })
        .collect();
    if !refused.is_empty() {
        let (subject, sys_id) = about(scene);
        let is_undone = matches!(attempt, Attempt::Undo(..));
        let kept = RecordProblem::NotGivenBack { subject, sys_id, refused, is_undone };
        return Err(Problem::Record(kept));
    }
    let mut said = readback::judge(scene.work, scene.table(), &losses).await;
    // A column that the release lacks holds nothing that could be given back.
    said.retain(|problem| !matches!(problem, Problem::Column(ColumnProblem::Missing { .. })));
    Ok(said)
}

fn about(scene: Scene<'_>) -> (Subject, String) {
    (scene.resource.subject(scene.attributes), scene.sys_id().to_owned())
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
