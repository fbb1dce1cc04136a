//! Giving an adopted record back what it held before.

use std::collections::BTreeMap;

use servicenow::{Error, Input, Row};
use tfplugin::Diagnostics;

use crate::describe::Kind;

use crate::engine::model::attributes::Attributes;
use crate::engine::model::private::Adopted;
use crate::engine::model::resource_type::RecordKind;
use crate::engine::problem as explain;
use crate::engine::session::Work;
use crate::engine::write::links::{self, Extent};

/// The links a record has now, for the attributes that the plan sets.
pub(crate) async fn links_now(
    work: &Work,
    kind: &RecordKind,
    planned: &Attributes,
    sys_id: &str,
) -> Result<BTreeMap<String, Vec<String>>, Diagnostics> {
    let mut now = BTreeMap::new();
    for field in &kind.fields {
        if let Kind::Links(between) = &field.kind
            && planned.get(field.name).as_list().is_some()
        {
            let current = links::current(work, between, sys_id).await;
            let current =
                current.map_err(|error| vec![explain::links(work, field, between, &error)])?;
            now.insert(field.name.to_owned(), current);
        }
    }
    Ok(now)
}

/// Writes the old columns and links again. Secrets cannot be given back.
pub(crate) async fn give_back(
    work: &Work,
    kind: &RecordKind,
    table: &str,
    sys_id: &str,
    before: &Adopted,
) -> Result<(), Error> {
    // A rule that is live has links or columns to pass by at every moment: what it gains comes first.
    give_back_links(work, kind, sys_id, before, Extent::Add).await?;
    if !before.columns.is_empty() {
        let columns = before.columns.iter();
        let row =
            columns.fold(Row::new(), |row, (column, text)| row.set(column.as_str(), text.as_str()));
        work.client.table(table).update(sys_id, &row, Input::Stored, &["sys_id"]).await?;
    }
    give_back_links(work, kind, sys_id, before, Extent::Exact).await
}

async fn give_back_links(
    work: &Work,
    kind: &RecordKind,
    sys_id: &str,
    before: &Adopted,
    extent: Extent,
) -> Result<(), Error> {
    for field in &kind.fields {
        if let (Kind::Links(between), Some(linked)) = (&field.kind, before.links.get(field.name)) {
            let linked = linked.iter().cloned().collect();
            links::write_sys_ids(work, between, sys_id, &linked, extent).await?;
        }
    }
    Ok(())
}
