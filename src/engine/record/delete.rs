//! Destroying a record, by its deletion policy. What another state of the same record took over in this very run stays.

use std::collections::BTreeSet;

use servicenow::{Input, Record, Row};

use crate::engine::lookup::scene::Scene;
use crate::engine::model::{Access, Adopted, ID, Private};
use crate::engine::problem::{Attempt, Problem, Problems, RecordProblem, Stay};
use crate::engine::record::end::{self, End};
use crate::engine::record::life::{Change, Outcome};
use crate::engine::record::shape::Shape;
use crate::engine::session::Work;
use crate::engine::write::links::{self, Extent, Joining};
use crate::engine::write::row::RecordWriter;
use crate::engine::write::{children, hooks, restore};

/// Deletes the record, restores it or takes it out of use. A record that is gone already counts as deleted. Whoever is
/// about to take the record over waits; where that was done already, nothing is touched.
pub(crate) async fn delete(shape: &dyn Shape, work: &Work, change: Change) -> Outcome {
    let (prior, private) = (change.prior.unwrap_or_default(), change.private);
    let sys_id = prior.known_text(ID).unwrap_or_default();
    let mut standing = work.session.holders.standing(sys_id).await;
    let writer = RecordWriter { work, subject: shape.subject(&prior), columns: Vec::new() };
    if standing.is_held_by_another(&private.mark) {
        return Outcome::left(taken_over(&writer, sys_id, &private));
    }
    let scene = shape.described().map(|resource| Scene { work, resource, attributes: &prior });
    let ended = match (End::of(&prior, &private), scene) {
        (End::Leaving, _) => {
            let left = end::left(writer.subject.clone(), &prior, shape.managed(&prior));
            Ok(Problem::Stay(left).into())
        }
        (end, Some(scene)) => carry_out(end, scene, &writer).await,
        (end, None) => carry_out_on_row(end, &writer, sys_id).await,
    };
    match ended {
        Ok(said) => {
            standing.let_go();
            Outcome::left(said)
        }
        Err(problem) => {
            standing.hold(&private.mark);
            Outcome::unchanged(Some(prior), problem)
        }
    }
}

/// Ends a row of any table as it is to end, and says what stays.
async fn carry_out_on_row(
    end: End<'_>,
    writer: &RecordWriter<'_>,
    sys_id: &str,
) -> Result<Problems, Problem> {
    match end {
        End::GivingBack(adopted) => {
            let attempt = Attempt::Restore(writer.subject.type_name.clone());
            let one = (&writer.subject, sys_id);
            restore::give_back_row(writer.work, one, &attempt, adopted).await
        }
        End::Removal => writer.remove(sys_id).await.map(|()| Problems::new()),
        End::Abandonment | End::Deactivation | End::Leaving => Ok(Problems::new()),
    }
}

/// Ends the record as it is to end, and says what stays.
async fn carry_out(
    end: End<'_>,
    scene: Scene<'_>,
    writer: &RecordWriter<'_>,
) -> Result<Problems, Problem> {
    match end {
        End::GivingBack(adopted) => {
            let attempt = Attempt::Restore(scene.resource.type_name.clone());
            let application = links::application(scene).await;
            return restore::give_back(scene, &attempt, adopted, application.as_deref()).await;
        }
        End::Abandonment | End::Leaving => {}
        End::Deactivation => {
            let attempt = Attempt::Delete(scene.resource.type_name.clone());
            take_out_of_use(scene, &attempt, scene.resource.description.deactivation).await?;
        }
        End::Removal => remove(scene, writer).await?,
    }
    Ok(Problems::new())
}

/// The words for a record that another state holds by now.
fn taken_over(writer: &RecordWriter<'_>, sys_id: &str, private: &Private) -> Problem {
    let lost = private.adopted.as_ref().map(Adopted::overwritten).unwrap_or_default();
    let (subject, sys_id) = (writer.subject.clone(), sys_id.to_owned());
    Problem::Stay(Stay::TakenOver { subject, sys_id, lost })
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

/// Takes a record that is to go out of use, and then its joining rows and children away: the instance may leave them behind
/// without it (docs/facts.md#access-rule-roles).
pub(super) async fn empty(scene: Scene<'_>, attempt: &Attempt) -> Result<(), Problem> {
    let flag = scene.resource.description.activated_last;
    if let Some(column) = flag.and_then(|name| scene.resource.field(name)?.column) {
        take_out_of_use(scene, attempt, &[(column, "false")]).await?;
    }
    for linked in links::of_type(scene.resource) {
        let joining = Joining { extent: Extent::Exact, application: None };
        links::write_sys_ids(scene, linked, &BTreeSet::new(), joining).await?;
    }
    children::remove(scene).await
}
