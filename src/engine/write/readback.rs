//! Judging columns that did not come back as written: unknown on this release, hidden, or changed by the instance.

use std::collections::BTreeSet;

use tfplugin::{Diagnostic, Diagnostics};

use crate::engine::lookup::dictionary;
use crate::engine::problem as explain;
use crate::engine::session::Work;
use crate::engine::write::cells::Lost;

/// What the comparison of a write with its answer leads to.
#[derive(Default)]
pub(crate) struct Verdict {
    /// Columns that were not stored: the write failed in part.
    pub(crate) errors: Diagnostics,
    /// Columns that could not be checked.
    pub(crate) warnings: Diagnostics,
}

/// Tells the columns that were lost from those that are only hidden.
pub(crate) async fn judge(work: &Work, table: &str, lost: &[Lost]) -> Verdict {
    let mut verdict = Verdict::default();
    let known = if lost.iter().any(|lost| lost.stored.is_none()) {
        columns_of(work, table).await
    } else {
        None
    };
    for lost in lost {
        match (&lost.stored, &known) {
            (Some(stored), _) => verdict.errors.push(explain::not_stored(lost, table, stored)),
            (None, Some(known)) if !known.contains(lost.column) => {
                verdict.errors.push(explain::no_such_column(lost, table));
            }
            (None, _) => verdict.warnings.extend(hidden(work, lost, table)),
        }
    }
    verdict
}

fn hidden(work: &Work, lost: &Lost, table: &str) -> Option<Diagnostic> {
    work.session
        .first_warning(table, lost.column)
        .then(|| explain::hidden_column(&lost.field, lost.column, table))
}

/// The columns of a table according to the dictionary; `None` when this user cannot read it.
async fn columns_of(work: &Work, table: &str) -> Option<BTreeSet<String>> {
    let rows = dictionary::rows(work, table, &[]).await.ok()?;
    let columns: BTreeSet<String> =
        rows.iter().filter_map(|row| row.get("element")).map(str::to_owned).collect();
    (!columns.is_empty()).then_some(columns)
}
