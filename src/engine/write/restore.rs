//! Giving an adopted record back what it held before.

use servicenow::{Input, Row};

use crate::engine::lookup::scene::Scene;
use crate::engine::model::{Access, Adopted};
use crate::engine::problem::{Attempt, Problem};
use crate::engine::write::links::{self, Extent, Joining};

/// Writes the old columns and links again. Secrets cannot be given back. `attempt` is what a failure is a failure of,
/// `application` the sys_id of the record's application, as far as it is known.
pub(crate) async fn give_back(
    scene: Scene<'_>,
    attempt: &Attempt,
    before: &Adopted,
    application: Option<&str>,
) -> Result<(), Problem> {
    let given_back = async {
        // A rule that is live has links or columns to pass by at every moment: what it gains comes first.
        give_back_links(scene, before, Joining { extent: Extent::Add, application }).await?;
        if !before.columns.is_empty() {
            let row = before.columns.iter();
            let row = row.fold(Row::new(), |row, (column, text)| row.set(column, text));
            let door = scene.work.writing(scene.table());
            let changed = door.update(scene.sys_id(), &row, Input::Stored, &["sys_id"]).await;
            let failed =
                |error| scene.work.failed(attempt.clone(), scene.table(), Access::Update, error);
            changed.map_err(failed)?;
        }
        give_back_links(scene, before, Joining { extent: Extent::Exact, application }).await
    };
    given_back.await.map_err(|problem| problem.while_doing(attempt))
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
