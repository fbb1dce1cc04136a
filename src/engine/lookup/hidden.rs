//! What an access rule hides looks as if it were not there. A count is taken before access rules, so it tells the one from
//! the other (docs/facts.md#counted-before-access).

use servicenow::{Error, Query};

use crate::engine::model::{Spot, Subject};
use crate::engine::problem::{ColumnProblem, Problem, Problems, RecordProblem};
use crate::engine::session::Work;

/// Whether the table counts a record that it does not show.
pub(crate) async fn record(work: &Work, table: &str, sys_id: &str) -> Result<bool, Error> {
    let query = Query::new().equals("sys_id", sys_id).unwrap_or_default();
    Ok(work.client.table(table).total(&query).await? > 0)
}

/// A column that an answer does not hold.
pub(crate) struct Unseen {
    pub(crate) spot: Spot,
    /// Whether only some instances have it, and the dictionary has not told.
    pub(crate) is_unsure: bool,
}

/// What is to be said of columns that an answer does not hold: of each once.
pub(crate) fn columns(work: &Work, table: &str, unseen: impl Iterator<Item = Unseen>) -> Problems {
    let first = unseen.filter(|one| work.session.is_first_warning(table, one.spot.column()));
    let told = first.map(|Unseen { spot, is_unsure }| {
        let table = table.to_owned();
        if is_unsure {
            ColumnProblem::Unproven { spot, table }
        } else {
            ColumnProblem::Hidden { spot, table }
        }
    });
    told.map(Problem::Column).collect()
}

/// Why a write found no record.
pub(crate) async fn unwritten(work: &Work, subject: &Subject, sys_id: &str) -> Problem {
    let subject = subject.clone();
    Problem::Record(match record(work, &subject.table, sys_id).await {
        Ok(true) => RecordProblem::Hidden { subject, verb: "update", sys_id: sys_id.to_owned() },
        _ => RecordProblem::Gone(subject),
    })
}
