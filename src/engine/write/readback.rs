//! Judging columns that did not come back as written: unknown on this release, hidden, or changed by the instance.

use crate::engine::lookup::dictionary;
use crate::engine::model::Loss;
use crate::engine::problem::{ColumnProblem, Problem, Problems};
use crate::engine::session::Work;

/// What is to be said of the columns that were lost. Those that are only hidden are no errors, and told once.
pub(crate) async fn judge(work: &Work, table: &str, losses: &[Loss]) -> Problems {
    if losses.is_empty() {
        return Problems::new();
    }
    let unseen = losses.iter().any(|loss| loss.stored.is_none());
    let known = if unseen { Some(dictionary::columns(work, table).await) } else { None };
    let exists = |column: &str| {
        known.as_ref().is_none_or(|known| known.is_empty() || known.contains_key(column))
    };
    let mut problems = Problems::new();
    for loss in losses {
        let (spot, column, table) = (loss.cell.spot(), &loss.cell.column, table.to_owned());
        let problem = match &loss.stored {
            Some(stored) => ColumnProblem::NotStored { spot, table, stored: stored.clone() },
            None if !exists(column) => ColumnProblem::Missing { spot, table },
            None if work.session.is_first_warning(&table, column) => {
                ColumnProblem::Hidden { spot, table }
            }
            None => continue,
        };
        problems.push(Problem::Column(problem));
    }
    problems
}
