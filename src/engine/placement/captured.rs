//! Whether a change really came into the update set that was asked for: the parameter that names it is documented
//! nowhere, so an instance may not heed it. Looked at until it was seen once for a table.

use servicenow::{Error, Query, Record};

use super::scope_column;
use crate::engine::model::UpdateSet;
use crate::engine::problem::{PlaceProblem, Problem};
use crate::engine::session::Work;

/// The column by which the change is captured, and that only application files have.
const UPDATE_NAME: &str = "sys_update_name";
const ENTRIES: &str = "sys_update_xml";

/// The columns to ask for, so that a write can be told to have been captured.
pub(crate) fn columns(work: &Work, table: &str) -> Vec<&'static str> {
    match work.placement.update_set {
        Some(_) => vec![UPDATE_NAME, scope_column(table)],
        None => Vec::new(),
    }
}

/// What is to be said of a change that did not come into the update set, or of which nobody can tell.
pub(crate) async fn missed(work: &Work, table: &str, record: &Record) -> Option<Problem> {
    let set = work.placement.update_set.as_ref()?;
    let name = record.get(UPDATE_NAME).filter(|name| !name.is_empty())?;
    let scope = record.get(scope_column(table)).unwrap_or(&set.application);
    if scope != set.application {
        let first = work.session.is_first_warning(ENTRIES, scope);
        let outside = PlaceProblem::Outside(set.place.clone(), table.to_owned());
        return first.then_some(Problem::Place(outside));
    }
    if work.session.places.is_captured(table) {
        return None;
    }
    match entries(work, set, name).await {
        Ok(1) => {
            work.session.places.see_captured(table);
            None
        }
        Ok(0) => {
            let place = set.place.clone();
            Some(Problem::Place(PlaceProblem::NotCaptured(place, table.to_owned())))
        }
        // More than one, where one name has one entry: the condition was dropped
        // (docs/facts.md#dropped-condition).
        Ok(_) | Err(_) => {
            let first = work.session.is_first_warning(ENTRIES, "update_set");
            first.then(|| Problem::Place(PlaceProblem::CaptureUnseen(set.place.clone())))
        }
    }
}

/// How many entries the set has for the file, counted before access control
/// (docs/facts.md#counted-before-access).
async fn entries(work: &Work, set: &UpdateSet, name: &str) -> Result<u64, Error> {
    let query = Query::new().equals("update_set", &set.place.sys_id)?.equals("name", name)?;
    work.client.table(ENTRIES).total(&query).await
}
