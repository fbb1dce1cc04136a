//! Destroying a record, by its deletion policy.

use std::collections::BTreeSet;

use servicenow::{Input, Record, Row};

use crate::engine::lookup::scene::Scene;
use crate::engine::model::{Access, Attributes, ID, POLICY, Policy};
use crate::engine::problem::{Attempt, Problem, RecordProblem};
use crate::engine::record::life::{Change, Outcome};
use crate::engine::record::shape::Shape;
use crate::engine::session::Work;
use crate::engine::write::links::{self, Extent, Joining};
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
            let application = links::application(scene).await;
            restore::give_back(scene, &attempt, adopted, application.as_deref()).await
        }
        (Some(Policy::Deactivate), Some(scene), _) => {
            let attempt = Attempt::Delete(scene.resource.type_name.clone());
            take_out_of_use(scene, &attempt, scene.resource.description.deactivation).await
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
async fn take_out_of_use(
    scene: Scene<'_>,
    attempt: &Attempt,
    columns: &[(&str, &str)],
) -> Result<(), Problem> {
    let (work, subject) = (scene.work, scene.resource.subject(scene.attributes));
    let row = columns.iter().fold(Row::new(), |row, (column, text)| row.set(*column, *text));
    let asked: Vec<&str> = columns.iter().map(|(column, _)| *column).collect();
    let door = work.writing(&subject.table);
    let record = door
        .update(scene.sys_id(), &row, Input::Stored, &asked)
        .await
        .map_err(|error| work.failed(attempt.clone(), &subject.table, Access::Update, error))?;
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
    hooks::before_delete(scene).await?;
    empty(scene, &Attempt::Delete(scene.resource.type_name.clone())).await?;
    writer.remove(scene.sys_id()).await
}

/// Takes a record that is to go out of use, and then its joining rows away: the instance may leave them behind without it
/// (docs/facts.md#access-rule-roles).
pub(super) async fn empty(scene: Scene<'_>, attempt: &Attempt) -> Result<(), Problem> {
    let flag = scene.resource.description.activated_last;
    if let Some(column) = flag.and_then(|name| scene.resource.field(name)?.column) {
        take_out_of_use(scene, attempt, &[(column, "false")]).await?;
    }
    for linked in links::of_type(scene.resource) {
        let joining = Joining { extent: Extent::Exact, application: None };
        links::write_sys_ids(scene, linked, &BTreeSet::new(), joining).await?;
    }
    Ok(())
}
