//! What an access rule hides looks as if it were not there. A count is taken before access rules, so it tells the one from
//! the other (facts §2.4).

use servicenow::{Error, Query};
use tfplugin::Diagnostic;

use crate::describe::Target;

use crate::engine::model::resource_type::RecordKind;
use crate::engine::problem as explain;
use crate::engine::session::Work;

/// Whether the table counts a record that it does not show.
pub(crate) async fn record(work: &Work, table: &str, sys_id: &str) -> Result<bool, Error> {
    let query = Query::new().equals("sys_id", sys_id).unwrap_or_default();
    Ok(work.client.table(table).total(&query).await? > 0)
}

/// How many rows match of which not one is shown.
pub(crate) async fn rows(work: &Work, table: &str, query: &Query) -> Result<u64, Error> {
    let table = work.client.table(table);
    let shown = table.query(query, &["sys_id"], Some(1)).await?;
    if shown.is_empty() { table.total(query).await } else { Ok(0) }
}

/// Why a write found no record.
pub(crate) async fn unwritten(
    work: &Work,
    kind: &RecordKind,
    table: &str,
    sys_id: &str,
) -> Diagnostic {
    match record(work, table, sys_id).await {
        Ok(true) => explain::hidden_from_writing("update", kind, table, sys_id),
        _ => explain::gone_while_writing(kind),
    }
}

/// Whether a record with that spelling is there and not shown.
pub(crate) async fn target(work: &Work, target: &Target, spelling: &str) -> bool {
    for key in target.keys {
        let Ok(query) = Query::new().equals(key, spelling) else { continue };
        if rows(work, target.table, &query).await.is_ok_and(|count| count > 0) {
            return true;
        }
    }
    false
}
