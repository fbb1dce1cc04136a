//! Finding the record that is there already, by natural key.

use servicenow::{Query, QueryError, Record};

use crate::describe::FieldType;
use crate::engine::lookup::scene::Scene;
use crate::engine::model::stored::comparison;
use crate::engine::model::{Attributes, Cell, Need, ResourceType, Right, SCOPE, Source};
use crate::engine::problem::{Adoption, Problem};

/// How many records of one key are looked at.
const LOOKED_AT: usize = 20;

/// The record to take over; none if there is none, a problem if there are several.
pub(crate) async fn find(
    scene: Scene<'_>,
    cells: &[Cell],
    columns: &[String],
) -> Result<Option<Record>, Problem> {
    let Scene { work, resource, attributes } = scene;
    let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
    let type_name = || resource.type_name.clone();
    for key in resource.description.natural_keys.iter().copied() {
        let Some(cells) = key_cells(key, cells) else { continue };
        let query = query(resource, &cells).map_err(|wrong| {
            let why = wrong.to_string();
            Problem::Adoption(Adoption::Unsearchable { type_name: type_name(), why })
        })?;
        let table = work.client.table(scene.table());
        let found = table.matching(&query, &columns, Some(LOOKED_AT)).await;
        let mut found = found.map_err(|error| scene.unread(error))?;
        if found.all_hidden().is_some() {
            scene.work.session.needs.refuse(Need::new(scene.table(), Right::Read));
            let subject = resource.subject(attributes);
            let key = key.iter().map(|name| (*name).to_owned()).collect();
            return Err(Problem::Adoption(Adoption::Hidden { subject, key }));
        }
        found.rows.retain(|record| !is_marked_otherwise(resource, attributes, record));
        match found.rows.as_slice() {
            [] => {}
            [one] => return Ok(Some(one.clone())),
            several => {
                let sys_ids = several.iter().map(|record| record.sys_id().to_owned()).collect();
                let several = Adoption::Several { type_name: type_name(), key, sys_ids };
                return Err(Problem::Adoption(several));
            }
        }
    }
    Ok(None)
}

/// Whether the instance made the record beside another one, and nobody has filled it since.
pub(crate) fn is_made_empty(resource: &ResourceType, record: &Record) -> bool {
    let field = resource.description.made_empty.and_then(|name| resource.field(name));
    let column = field.and_then(|field| field.column);
    column.is_some_and(|column| record.get(column) == Some(""))
}

/// The query that recognises a new record after its answer was lost. A key that cannot be asked for gives the empty
/// query, which recognises nothing.
pub(crate) fn identity(resource: &ResourceType, cells: &[Cell]) -> Query {
    let key = resource.description.natural_keys.iter().find_map(|key| key_cells(key, cells));
    key.and_then(|cells| query(resource, &cells).ok()).unwrap_or_default()
}

/// The cells of a natural key. A flag counts only when it is true, and the application only when it is given.
pub(crate) fn key_cells<'a>(key: &[&str], cells: &'a [Cell]) -> Option<Vec<&'a Cell>> {
    let cell = |name: &str| {
        cells.iter().find(|cell| cell.attribute() == Some(name) && cell.text != "false")
    };
    let needed = key.iter().filter(|name| **name != SCOPE || cell(name).is_some());
    needed.map(|name| cell(name)).collect()
}

/// The query for these cells, among the rows that can be managed.
fn query(resource: &ResourceType, cells: &[&Cell]) -> Result<Query, QueryError> {
    let mut among = resource.description.among.iter();
    let keyed = cells.iter().try_fold(Query::new(), |query, cell| {
        let Source::Field(field) = &cell.source else {
            return query.equals_in_parts(&cell.column, &cell.text, comparison(&FieldType::Text));
        };
        query.equals_in_parts(&cell.column, &cell.text, comparison(&field.holds))
    })?;
    among.try_fold(keyed, |query, (column, value)| query.equals_where_shown(column, value))
}

/// Whether the record is one of another variant in the same table, such as a client beside a provider.
pub(crate) fn is_marked_otherwise(
    resource: &ResourceType,
    planned: &Attributes,
    record: &Record,
) -> bool {
    let Some((own, _)) = resource.mark(planned) else { return false };
    let variant = resource.variant(planned).map(|variant| variant.name);
    let others = resource.description.variants.iter().filter(|other| Some(other.name) != variant);
    others
        .filter_map(|other| other.mark)
        .any(|(column, word)| column == own && record.get(column) == Some(word))
}

/// Whether a record with the same key is another one all the same: not among those that can be managed, or of another
/// variant.
pub(crate) fn is_other(resource: &ResourceType, planned: &Attributes, record: &Record) -> bool {
    let mut among = resource.description.among.iter();
    let is_among = among.all(|(column, value)| record.get(column).is_none_or(|is| is == *value));
    !is_among || is_marked_otherwise(resource, planned, record)
}
