//! Judging columns that did not come back as written: unknown on this release, hidden, or changed by the instance.

use std::sync::Arc;

use crate::engine::lookup::dictionary;
use crate::engine::lookup::hidden::{self, Unseen};
use crate::engine::model::Loss;
use crate::engine::model::ciphertext::is_ciphertext;
use crate::engine::problem::{ColumnProblem, Problem, Problems, SecretProblem};
use crate::engine::session::Work;

/// What is to be said of the columns that were lost. Those that are only hidden are no errors, and told once, unless the
/// record would do something else without them.
pub(crate) async fn judge(work: &Work, table: &str, losses: &[Loss]) -> Problems {
    let is_unseen = losses.iter().any(|loss| loss.stored.is_none());
    // The record is written: a look that fails leaves it open what became of the column.
    let known = if is_unseen { dictionary::columns(work, table).await } else { Ok(Arc::default()) };
    let known = known.unwrap_or_default();
    let exists = |column: &str| known.is_empty() || known.contains_key(column);
    let told = losses.iter().flat_map(|loss| {
        let (spot, owner) = (loss.cell.spot(), table.to_owned());
        let problem = match &loss.stored {
            Some(stored) if is_ciphertext(stored) => {
                return Problem::Secret(SecretProblem::Encrypted { spot, table: owner }).into();
            }
            Some(stored) if is_cut(stored, &loss.cell.text) => {
                let (written, kept) = (loss.cell.text.chars().count(), stored.chars().count());
                ColumnProblem::Cut { spot, table: owner, written, kept }
            }
            Some(stored) => ColumnProblem::NotStored { spot, table: owner, stored: stored.clone() },
            None if !exists(&loss.cell.column) => ColumnProblem::Missing { spot, table: owner },
            None if loss.cell.is_vital() => ColumnProblem::Vital { spot, table: owner },
            None => {
                let is_unsure = known.is_empty() && loss.cell.is_unsure();
                return hidden::columns(work, table, std::iter::once(Unseen { spot, is_unsure }));
            }
        };
        Problem::Column(problem).into()
    });
    told.collect()
}

/// Whether the instance kept the beginning of a text (docs/facts.md#long-text). A word or two that begin alike are chance.
fn is_cut(stored: &str, written: &str) -> bool {
    const SHORTEST: usize = 16;
    stored.len() >= SHORTEST && stored.len() < written.len() && written.starts_with(stored)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_was_cut_is_told_from_one_that_was_changed() {
        let text = "a text that is longer than its column";
        assert!(is_cut(&text[..20], text));
        assert!(!is_cut(text, text) && !is_cut("", text) && !is_cut("a", text));
        assert!(!is_cut("another text altogether", text));
    }
}
