//! Giving an adopted record back what it held before.

use servicenow::{Input, Row};

use crate::engine::model::{Access, Adopted, ResourceType};
use crate::engine::problem::{Attempt, Problem};
use crate::engine::session::Work;
use crate::engine::write::links::{self, Extent};

/// Writes the old columns and links again. Secrets cannot be given back. `attempt` is what a failure is a failure of.
pub(crate) async fn give_back(
    work: &Work,
    resource: &ResourceType,
    attempt: &Attempt,
    (table, sys_id): (&str, &str),
    before: &Adopted,
) -> Result<(), Problem> {
    // A rule that is live has links or columns to pass by at every moment: what it gains comes first.
    give_back_links(work, resource, attempt, sys_id, before, Extent::Add).await?;
    if !before.columns.is_empty() {
        let columns = before.columns.iter();
        let row =
            columns.fold(Row::new(), |row, (column, text)| row.set(column.as_str(), text.as_str()));
        let changed = work.writing(table).update(sys_id, &row, Input::Stored, &["sys_id"]).await;
        changed.map_err(|error| work.failed(attempt.clone(), table, Access::Update, error))?;
    }
    give_back_links(work, resource, attempt, sys_id, before, Extent::Exact).await
}

async fn give_back_links(
    work: &Work,
    resource: &ResourceType,
    attempt: &Attempt,
    sys_id: &str,
    before: &Adopted,
    extent: Extent,
) -> Result<(), Problem> {
    for (field, between) in links::of_type(resource) {
        let Some(linked) = before.links.get(field.name) else { continue };
        let linked = linked.iter().cloned().collect();
        let written = links::write_sys_ids(work, (field, between), sys_id, &linked, extent).await;
        written.map_err(|problem| problem.while_doing(attempt))?;
    }
    Ok(())
}
