//! Update sets of other instances: which one is meant, and what keeps it from being committed.

mod back_out;
mod commit;
mod preview;
mod retrieve;

pub(super) use back_out::BackOut;
pub(super) use commit::Commit;
pub(super) use preview::Preview;
pub(super) use retrieve::Retrieve;

use servicenow::{PreviewProblem, Query, Record};

use super::Act;
use crate::describe::{Target, looks_like_sys_id};
use crate::engine::lookup::references;
use crate::engine::problem::{ActionProblem, Misled, Problem, Reference};

/// Retrieved update sets (docs/facts.md#retrieved-update-sets).
const RETRIEVED: &str = "sys_remote_update_set";
const PROBLEMS: &str = "sys_update_preview_problem";
const BY_NAME: Target = Target::new(RETRIEVED, &["name"]);
const COLUMNS: [&str; 4] = ["name", "state", "update_set", "remote_sys_id"];
const DOC: &str =
    "by its name, its sys_id on this instance, or its sys_id on the instance it comes from.";

/// An update set as it is after its retrieval.
struct RetrievedSet {
    sys_id: String,
    name: String,
    state: String,
    /// The sys_id of the local set that it was committed as.
    local: String,
}

impl RetrievedSet {
    fn of(record: &Record) -> Self {
        let text = |column: &str| record.get(column).unwrap_or_default().to_owned();
        Self {
            sys_id: record.sys_id().to_owned(),
            name: text("name"),
            state: text("state"),
            local: text("update_set"),
        }
    }

    fn is_committed(&self) -> bool {
        self.state == "committed"
    }
}

/// The retrieved set that a spelling stands for. One may have been retrieved several times: what is not committed yet comes
/// before what is.
async fn the_one(
    act: Act<'_>,
    deed: &'static str,
    attribute: &'static str,
    spelling: &str,
) -> Result<RetrievedSet, Problem> {
    let columns: &[&str] =
        if looks_like_sys_id(spelling) { &["sys_id", "remote_sys_id"] } else { &["name"] };
    for column in columns {
        let mut sets = matching(act, deed, column, spelling).await?;
        if sets.iter().any(|set| !set.is_committed()) {
            sets.retain(|set| !set.is_committed());
        } else {
            sets.truncate(1);
        }
        match sets.len() {
            0 => {}
            1 => return Ok(sets.remove(0)),
            _ => {
                let label = |set: &RetrievedSet| format!("\"{}\" ({})", set.name, set.sys_id);
                let labels = sets.iter().map(label).collect();
                let reference = Reference::new(attribute, &BY_NAME, spelling);
                return Err(Problem::Misled(Box::new(reference), Misled::Several(labels)));
            }
        }
    }
    if !looks_like_sys_id(spelling) {
        // Says what is near, or that it is hidden.
        references::the_one(act.work, attribute, &BY_NAME, spelling, None).await?;
    }
    let reference = Reference::new(attribute, &BY_NAME, spelling);
    Err(Problem::Misled(Box::new(reference), Misled::Nothing(Vec::new())))
}

/// The retrieved sets with that value, the newest first.
async fn matching(
    act: Act<'_>,
    deed: &'static str,
    column: &str,
    value: &str,
) -> Result<Vec<RetrievedSet>, Problem> {
    let query = Query::new().equals(column, value);
    let query = query.and_then(|query| query.order_by_descending("sys_created_on"));
    let query = query.map_err(|wrong| Problem::Unaskable(wrong.to_string()))?;
    let found = act.work.client.table(RETRIEVED).matching(&query, &COLUMNS, Some(20)).await;
    let found = found.map_err(|error| act.unread(deed, RETRIEVED, error))?;
    Ok(found.rows.iter().map(RetrievedSet::of).collect())
}

/// What the last preview of the set found and nobody has decided about.
async fn unresolved(
    act: Act<'_>,
    deed: &'static str,
    set: &RetrievedSet,
) -> Result<Vec<PreviewProblem>, Problem> {
    let found = act.work.client.cicd().preview_problems(&set.sys_id).await;
    let found = found.map_err(|error| act.unread(deed, PROBLEMS, error))?;
    if found.hidden != Some(0) {
        return Err(Problem::from(ActionProblem::ProblemsHidden(set.name.clone())));
    }
    Ok(found.problems.into_iter().filter(PreviewProblem::is_unresolved).collect())
}
