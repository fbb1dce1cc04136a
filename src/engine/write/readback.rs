//! Judging columns that did not come back as written: unknown on this release, hidden, or changed by the instance.

use std::sync::Arc;

use crate::engine::lookup::dictionary;
use crate::engine::lookup::hidden::{self, Unseen};
use crate::engine::model::Loss;
use crate::engine::model::ciphertext::is_ciphertext;
use crate::engine::problem::{ColumnProblem, Problem, Problems, SecretProblem};
use crate::engine::session::Work;

/// What is to be said of the columns that were lost. Those that are only hidden are no errors, and told once.
pub(crate) async fn judge(work: &Work, table: &str, losses: &[Loss]) -> Problems {
    let is_unseen = losses.iter().any(|loss| loss.stored.is_none());
    let known = if is_unseen { dictionary::columns(work, table).await } else { Arc::default() };
    let exists = |column: &str| known.is_empty() || known.contains_key(column);
    let told = losses.iter().flat_map(|loss| {
        let (spot, owner) = (loss.cell.spot(), table.to_owned());
        let problem = match &loss.stored {
            Some(stored) if is_ciphertext(stored) => {
                return Problem::Secret(SecretProblem::Encrypted { spot, table: owner }).into();
            }
            Some(stored) => ColumnProblem::NotStored { spot, table: owner, stored: stored.clone() },
            None if !exists(&loss.cell.column) => ColumnProblem::Missing { spot, table: owner },
            None => {
                let is_unsure = known.is_empty() && loss.cell.is_unsure();
                return hidden::columns(work, table, std::iter::once(Unseen { spot, is_unsure }));
            }
        };
        Problem::Column(problem).into()
    });
    told.collect()
}
