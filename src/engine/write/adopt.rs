//! Finding the record that is there already, by natural key.

use servicenow::{Query, Record};
use tfplugin::Diagnostic;

use crate::engine::lookup::look::same_in_meaning;
use crate::engine::model::attributes::Attributes;
use crate::engine::model::resource_type::RecordKind;
use crate::engine::problem as explain;
use crate::engine::session::Work;
use crate::engine::write::cells::Cell;

/// The record to take over; none if there is none, an error if there are several.
pub(crate) async fn find(
    work: &Work,
    kind: &RecordKind,
    planned: &Attributes,
    cells: &[Cell],
    columns: &[String],
) -> Result<Option<Record>, Diagnostic> {
    let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
    let table = kind.table(planned);
    for key in kind.spec.natural_keys {
        let Some(cells) = key_cells(key, cells) else { continue };
        let query = among(kind, query(&cells))
            .map_err(|wrong| explain::cannot_search(kind, &wrong.to_string()))?;
        let records = work.client.table(table).query(&query, &columns, Some(20)).await;
        let records = records.map_err(|error| explain::read(work, kind, table, &error))?;
        let fits =
            |record: &&Record| holds(record, &cells) && !is_marked_otherwise(kind, planned, record);
        let found: Vec<&Record> = records.iter().filter(fits).collect();
        match found.as_slice() {
            [] => {}
            [one] => return Ok(Some((*one).clone())),
            several => return Err(explain::several_to_adopt(kind, key, several)),
        }
    }
    Ok(None)
}

/// The query that recognises a new record after its answer was lost. A key that cannot be asked for gives the empty
/// query, which recognises nothing.
pub(crate) fn identity(kind: &RecordKind, cells: &[Cell]) -> Query {
    let key = kind.spec.natural_keys.iter().find_map(|key| key_cells(key, cells));
    key.and_then(|cells| among(kind, query(&cells)).ok()).unwrap_or_default()
}

/// The cells of a natural key. A flag counts only when it is true, and the application only when it is given.
pub(crate) fn key_cells<'a>(key: &[&str], cells: &'a [Cell]) -> Option<Vec<&'a Cell>> {
    let cell =
        |name: &str| cells.iter().find(|cell| cell.field.name == name && cell.text != "false");
    let needed = key.iter().filter(|name| {
        **name != crate::engine::model::resource_type::SCOPE || cell(name).is_some()
    });
    needed.map(|name| cell(name)).collect()
}

fn query(cells: &[&Cell]) -> Result<Query, servicenow::QueryError> {
    cells.iter().try_fold(Query::new(), |query, cell| query.equals(cell.column, &cell.text))
}

/// The query, among the rows that can be managed.
pub(crate) fn among(
    kind: &RecordKind,
    query: Result<Query, servicenow::QueryError>,
) -> Result<Query, servicenow::QueryError> {
    kind.spec.among.iter().try_fold(query?, |query, (column, value)| query.equals(column, value))
}

pub(crate) fn holds(record: &Record, cells: &[&Cell]) -> bool {
    cells.iter().all(|cell| {
        record
            .get(cell.column)
            .is_some_and(|stored| same_in_meaning(&cell.field.kind, stored, &cell.text))
    })
}

/// Whether the record is one of another variant in the same table, such as a client beside a provider.
pub(crate) fn is_marked_otherwise(
    kind: &RecordKind,
    planned: &Attributes,
    record: &Record,
) -> bool {
    let Some((own, _)) = kind.mark(planned) else { return false };
    let variant = kind.variant(planned).map(|variant| variant.name);
    let others = kind.spec.variants.iter().filter(|other| Some(other.name) != variant);
    others
        .filter_map(|other| other.mark)
        .any(|(column, word)| column == own && record.get(column) == Some(word))
}
