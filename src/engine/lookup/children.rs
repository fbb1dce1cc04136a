//! The rows of another table that are part of a record.

use servicenow::{Error, Query, Record};

use super::sets::IDS_A_REQUEST;
use crate::describe::Children;
use crate::engine::model::children::{columns, in_order};
use crate::engine::session::{Gathered, Work};

/// The rows of one record.
pub(crate) struct Found {
    /// Those that are shown, in their order.
    pub(crate) rows: Vec<Record>,
    /// How many more there are.
    pub(crate) hidden: u64,
}

/// The rows of this record.
pub(crate) async fn rows(work: &Work, children: &Children, owner: &str) -> Result<Found, Error> {
    if let Some(rows) = work.gathered.children(children.table, owner) {
        return Ok(Found { rows: in_order(children, rows), hidden: 0 });
    }
    now(work, children, owner).await
}

/// The rows of this record as they are at this moment.
pub(crate) async fn now(work: &Work, children: &Children, owner: &str) -> Result<Found, Error> {
    let query = Query::new().equals_exactly(children.owner, owner).unwrap_or_default();
    let found =
        work.client.table(children.table).matching(&query, &columns(children), None).await?;
    let hidden = found.hidden.unwrap_or_default();
    Ok(Found { rows: in_order(children, found.rows), hidden })
}

/// Looks up the rows of all these records at once.
pub(crate) async fn gather(
    work: &Work,
    children: &Children,
    owners: &[&str],
    gathered: &mut Gathered,
) -> Result<(), Error> {
    for some in owners.chunks(IDS_A_REQUEST) {
        let Ok(query) = Query::new().is_in(children.owner, some) else { continue };
        let table = work.client.table(children.table);
        let rows = table.matching(&query, &columns(children), None).await?.rows;
        let owned = |row: Record| Some((row.get(children.owner)?.to_owned(), row));
        gathered.own(children.table, rows.into_iter().filter_map(owned).collect());
    }
    Ok(())
}
