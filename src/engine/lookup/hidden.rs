//! What an access rule hides looks as if it were not there. A count is taken before access rules, so it tells the one from
//! the other (docs/facts.md#counted-before-access).

use servicenow::{Error, Query};

use crate::describe::Target;
use crate::engine::model::{Spot, Subject};
use crate::engine::problem::{ColumnProblem, Problem, Problems, RecordProblem};
use crate::engine::session::Work;

/// Whether the table counts a record that it does not show.
pub(crate) async fn record(work: &Work, table: &str, sys_id: &str) -> Result<bool, Error> {
    let query = Query::new().equals("sys_id", sys_id).unwrap_or_default();
    Ok(work.client.table(table).total(&query).await? > 0)
}

/// What is to be said of columns that an answer does not hold: of each once.
pub(crate) fn columns(work: &Work, table: &str, spots: impl Iterator<Item = Spot>) -> Problems {
    let first = spots.filter(|spot| work.session.is_first_warning(table, spot.column()));
    let hidden = first.map(|spot| ColumnProblem::Hidden { spot, table: table.to_owned() });
    hidden.map(Problem::Column).collect()
}

/// Why a write found no record.
pub(crate) async fn unwritten(work: &Work, subject: &Subject, sys_id: &str) -> Problem {
    let subject = subject.clone();
    Problem::Record(match record(work, &subject.table, sys_id).await {
        Ok(true) => RecordProblem::Hidden { subject, verb: "update", sys_id: sys_id.to_owned() },
        _ => RecordProblem::Gone(subject),
    })
}

/// Whether a record with that spelling is there and not shown.
pub(crate) async fn target(work: &Work, target: &Target, spelling: &str) -> bool {
    for key in target.keys {
        let Ok(query) = Query::new().equals(key, spelling) else { continue };
        let found = work.client.table(target.table).matching(&query, &["sys_id"], Some(1)).await;
        if found.is_ok_and(|found| found.all_hidden().is_some()) {
            return true;
        }
    }
    false
}
