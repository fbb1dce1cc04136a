//! Destroying a record, by its deletion policy.

use std::collections::BTreeSet;

use servicenow::{Input, Record, Row};

use crate::engine::lookup::scene::Scene;
use crate::engine::model::{Access, Attributes, ID, POLICY, Policy};
use crate::engine::problem::{Attempt, Problem, RecordProblem};
use crate::engine::record::life::{Change, Outcome};
use crate::engine::record::shape::Shape;
use crate::engine::session::Work;
use crate::engine::write::links::{self, Extent};
use crate::engine::write::row::RecordWriter;
use crate::engine::write::{hooks, restore};

/// What destroy does to the record of this state.
pub(crate) fn policy(state: &Attributes) -> Option<Policy> {
    Policy::of(state.known_text(POLICY)?)
}

/// Deletes the record, restores it or takes it out of use. A record that is gone already counts as deleted.
pub(crate) async fn delete(shape: &dyn Shape, work: &Work, change: Change) -> Outcome {
    let prior = change.prior.unwrap_or_default();
    let writer = RecordWriter { work, subject: shape.subject(&prior), columns: Vec::new() };
    let scene = shape.described().map(|resource| Scene { work, resource, attributes: &prior });
    let done = match (policy(&prior), scene, &change.private.adopted) {
        (Some(Policy::Restore), Some(scene), Some(adopted)) => {
            let attempt = Attempt::Restore(scene.resource.type_name.clone());
            restore::give_back(scene, &attempt, adopted).await
        }
        (Some(Policy::Deactivate), Some(scene), _) => {
            take_out_of_use(scene, scene.resource.description.deactivation).await
        }
        (_, Some(scene), _) => remove(scene, &writer).await,
        (_, None, _) => writer.remove(prior.known_text(ID).unwrap_or_default()).await,
    };
    match done {
        Ok(()) => Outcome::gone(),
        Err(problem) => Outcome::unchanged(Some(prior), problem),
    }
}

/// Takes the record out of use, which must have worked before anything of it is removed. A record that is gone is out
/// of use.
async fn take_out_of_use(scene: Scene<'_>, columns: &[(&str, &str)]) -> Result<(), Problem> {
    let (work, subject) = (scene.work, scene.resource.subject(scene.attributes));
    let row = columns.iter().fold(Row::new(), |row, (column, text)| row.set(*column, *text));
    let asked: Vec<&str> = columns.iter().map(|(column, _)| *column).collect();
    let door = work.writing(&subject.table);
    let record =
        door.update(scene.sys_id(), &row, Input::Stored, &asked).await.map_err(|error| {
            let attempt = Attempt::Delete(subject.type_name.clone());
            work.failed(attempt, &subject.table, Access::Update, error)
        })?;
    let is_stored = |record: &Record| {
        columns.iter().all(|(column, text)| record.get(column).is_none_or(|is| is == *text))
    };
    if record.as_ref().is_none_or(is_stored) {
        Ok(())
    } else {
        Err(Problem::Record(RecordProblem::NotDeactivated(subject)))
    }
}

async fn remove(scene: Scene<'_>, writer: &RecordWriter<'_>) -> Result<(), Problem> {
    let description = scene.resource.description;
    hooks::before_delete(scene).await?;
    let flag = description.activated_last.and_then(|name| scene.resource.field(name)?.column);
    if let Some(column) = flag {
        take_out_of_use(scene, &[(column, "false")]).await?;
    }
    for linked in links::of_type(scene.resource) {
        links::write_sys_ids(scene, linked, &BTreeSet::new(), Extent::Exact).await?;
    }
    writer.remove(scene.sys_id()).await
}
