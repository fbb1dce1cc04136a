//! Destroying a record, by its deletion policy.

use std::collections::BTreeSet;

use servicenow::Record;

use crate::engine::model::{Access, Attributes, ID, POLICY, Policy, ResourceType};
use crate::engine::problem::{Attempt, Problem, RecordProblem};
use crate::engine::record::life::{Change, Outcome};
use crate::engine::record::shape::Shape;
use crate::engine::session::Work;
use crate::engine::write::links::{self, Extent};
use crate::engine::write::row::RecordWriter;
use crate::engine::write::{hooks, restore};
use servicenow::{Input, Row};

/// What destroy does to the record of this state.
pub(crate) fn policy(state: &Attributes) -> Option<Policy> {
    Policy::of(state.known_text(POLICY)?)
}

/// Deletes, abandons or restores the record. A record that is gone already counts as deleted.
pub(crate) async fn delete(shape: &dyn Shape, work: &Work, change: Change) -> Outcome {
    let prior = change.prior.unwrap_or_default();
    let subject = shape.subject(&prior);
    let writer = RecordWriter { work, subject, columns: Vec::new(), scope_column: None };
    let sys_id = prior.known_text(ID).unwrap_or_default();
    let done = match (policy(&prior), &change.private.adopted, shape.described()) {
        (Some(Policy::Abandon), ..) => Ok(()),
        (Some(Policy::Restore), Some(adopted), Some(resource)) => {
            let attempt = Attempt::Restore(resource.type_name.clone());
            let record = (writer.subject.table.as_str(), sys_id);
            restore::give_back(work, resource, &attempt, record, adopted).await
        }
        (Some(Policy::Deactivate), _, Some(resource)) => {
            take_out_of_use(&writer, sys_id, resource.description.deactivation).await
        }
        (_, _, Some(resource)) => remove(resource, &writer, &prior).await,
        (_, _, None) => writer.remove(sys_id).await,
    };
    match done {
        Ok(()) => Outcome::gone(),
        Err(problem) => Outcome::unchanged(Some(prior), vec![problem]),
    }
}

/// Takes the record out of use, which must have worked before anything of it is removed. A record that is gone is out
/// of use.
async fn take_out_of_use(
    writer: &RecordWriter<'_>,
    sys_id: &str,
    columns: &[(&'static str, &'static str)],
) -> Result<(), Problem> {
    let (work, subject) = (writer.work, &writer.subject);
    let row = columns.iter().fold(Row::new(), |row, (column, text)| row.set(*column, *text));
    let asked: Vec<&str> = columns.iter().map(|(column, _)| *column).collect();
    let door = work.writing(&subject.table);
    let written = door.update(sys_id, &row, Input::Stored, &asked).await;
    let record = written.map_err(|error| {
        let attempt = Attempt::Delete(subject.type_name.clone());
        work.failed(attempt, &subject.table, Access::Update, error)
    })?;
    let is_stored = |record: &Record| {
        columns.iter().all(|(column, text)| record.get(column).is_none_or(|is| is == *text))
    };
    if record.as_ref().is_none_or(is_stored) {
        Ok(())
    } else {
        Err(Problem::Record(RecordProblem::NotDeactivated(subject.clone())))
    }
}

async fn remove(
    resource: &ResourceType,
    writer: &RecordWriter<'_>,
    prior: &Attributes,
) -> Result<(), Problem> {
    let sys_id = prior.known_text(ID).unwrap_or_default();
    hooks::before_delete(writer.work, resource, prior).await?;
    if let Some(column) =
        resource.description.activated_last.and_then(|name| resource.field(name)?.column)
    {
        take_out_of_use(writer, sys_id, &[(column, "false")]).await?;
    }
    for linked in links::of_type(resource) {
        let nothing = BTreeSet::new();
        links::write_sys_ids(writer.work, linked, sys_id, &nothing, Extent::Exact).await?;
    }
    writer.remove(sys_id).await
}
