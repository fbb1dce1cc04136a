//! Judging columns that did not come back as written: unknown on this release, hidden, or changed by the instance.

use std::collections::BTreeSet;

use servicenow::Query;
use tfplugin::{Diagnostic, Diagnostics};

use super::cells::Lost;
use super::explain;
use super::session::Work;

/// How far up the class hierarchy a column may come from.
const ANCESTORS: usize = 5;

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
    let ancestors: Vec<String> =
        (0..=ANCESTORS).map(|depth| format!("{}name", "super_class.".repeat(depth))).collect();
    let asked: Vec<&str> = ancestors.iter().map(String::as_str).collect();
    let query = Query::new().equals("name", table).ok()?;
    let classes = work.client.table("sys_db_object").query(&query, &asked, Some(1)).await.ok()?;
    let mut tables: Vec<&str> = vec![table];
    tables.extend(
        classes.iter().flat_map(|class| asked.iter().filter_map(|column| class.get(column))),
    );
    tables.retain(|name| !name.is_empty());
    let query = Query::new().is_in("name", &tables).ok()?;
    let rows =
        work.client.table("sys_dictionary").query(&query, &["name", "element"], None).await.ok()?;
    let own = rows.iter().filter(|row| row.get("name").is_some_and(|name| tables.contains(&name)));
    let columns: BTreeSet<String> =
        own.filter_map(|row| row.get("element")).map(str::to_owned).collect();
    (!columns.is_empty()).then_some(columns)
}
