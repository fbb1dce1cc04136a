//! Finding the record an import names: by sys_id, by `key:value`, by `a/b`, or by the one natural key.

use std::collections::BTreeMap;

use servicenow::{Query, QueryError, Record};

use crate::describe::{Field, FieldType, looks_like_sys_id, number_of};
use crate::engine::lookup::near::near;
use crate::engine::lookup::references;
use crate::engine::lookup::scene::Scene;
use crate::engine::lookup::view;
use crate::engine::model::stored::comparison;
use crate::engine::model::{Attributes, ID, ResourceType, TYPE};
use crate::engine::problem::{Forms, ImportProblem, Problem};
use crate::engine::session::Work;

/// One way to read an import id: a table, its columns, and the values they must have.
struct Reading {
    means: String,
    table: &'static str,
    conditions: Vec<(String, String)>,
}

/// The record that the id names. Terraform reads it next.
pub(crate) async fn import(
    resource: &ResourceType,
    work: &Work,
    id: &str,
) -> Result<Attributes, Problem> {
    let mut state = Attributes::default();
    let record = find(Scene { work, resource, attributes: &state }, id).await?;
    state.set(ID, record.sys_id().into());
    if let Some(variant) = view::variant_name(resource, &record) {
        state.set(TYPE, variant.into());
    }
    Ok(state)
}

async fn find(scene: Scene<'_>, id: &str) -> Result<Record, Problem> {
    let description = scene.resource.description;
    let type_name = scene.resource.type_name.clone();
    let forms = Forms { keys: description.import_keys, path: description.import_path };
    if id.is_empty() {
        return Err(Problem::Import(ImportProblem::Empty(type_name, forms)));
    }
    let readings = readings(scene.resource, id);
    let mut found: BTreeMap<String, (Record, String)> = BTreeMap::new();
    for reading in &readings {
        for record in look_up(scene, reading).await? {
            found.insert(record.sys_id().to_owned(), (record, reading.means.clone()));
        }
        if looks_like_sys_id(id) && !found.is_empty() {
            break;
        }
    }
    let (id, table) = (id.to_owned(), description.table);
    let labelled = |(record, means): &(Record, String)| {
        format!("{} by {means}", label(scene.resource, record))
    };
    let candidates: Vec<String> = found.values().map(labelled).collect();
    let mut records = found.into_values();
    Err(Problem::Import(match (records.next(), records.next()) {
        (Some((record, _)), None) => return Ok(record),
        (None, _) => {
            if let Some(why) = of_the_instance(scene, &readings).await {
                return Err(Problem::Import(ImportProblem::OfTheInstance { type_name, why }));
            }
            let near = like(scene, &readings).await;
            ImportProblem::Nothing { type_name, table, id, near, forms }
        }
        (Some(_), Some(_)) => ImportProblem::Several { type_name, id, candidates },
    }))
}

fn readings(resource: &ResourceType, id: &str) -> Vec<Reading> {
    let (keys, table) = (resource.description.import_keys, resource.description.table);
    let by_column = |means: &str, column: &str, value: &str| Reading {
        means: means.to_owned(),
        table,
        conditions: vec![(column.to_owned(), value.to_owned())],
    };
    let mut readings = vec![by_column("sys_id", "sys_id", id)];
    if let Some((key, value)) = id.split_once(':')
        && let Some(field) = resource.field(key).filter(|_| keys.contains(&key))
    {
        let value = searched_value(field, value);
        readings.extend(field.column.map(|column| by_column(key, column, value)));
        return readings;
    }
    let parts = splits(id, resource.description.import_path.len());
    readings.extend(parts.iter().filter_map(|parts| path(resource, parts)));
    if let [key] = keys
        && let Some(field) = resource.field(key)
        && let Some(column) = field.column
    {
        readings.push(by_column(key, column, searched_value(field, id)));
    }
    readings
}

/// Every way to split the text at slashes into this many parts that hold something.
fn splits(text: &str, parts: usize) -> Vec<Vec<&str>> {
    if text.is_empty() || parts == 0 {
        return Vec::new();
    }
    if parts == 1 {
        return vec![vec![text]];
    }
    let cuts = text.match_indices('/').filter(|(at, _)| *at > 0);
    cuts.flat_map(|(at, _)| {
        let rest = splits(&text[at + 1..], parts - 1);
        rest.into_iter().map(move |rest| [vec![&text[..at]], rest].concat())
    })
    .collect()
}

fn path(resource: &ResourceType, parts: &[&str]) -> Option<Reading> {
    let description = resource.description;
    let (names, table) = (description.import_path, description.table);
    let mut reading = Reading { means: names.join("/"), table, conditions: Vec::new() };
    for (name, value) in names.iter().zip(parts) {
        if *name == TYPE && !description.variants.is_empty() {
            let variant = description.variants.iter().find(|variant| variant.name == *value)?;
            reading.table = variant.table;
            continue;
        }
        let field = resource.field(name)?;
        let column = searched_column(field, value)?;
        reading.conditions.push((column, searched_value(field, value).to_owned()));
    }
    Some(reading)
}

fn searched_column(field: &Field, value: &str) -> Option<String> {
    let column = field.column?;
    match &field.holds {
        FieldType::Reference(target) if !looks_like_sys_id(value) => {
            Some(format!("{column}.{}", target.keys.first()?))
        }
        _ => Some(column.to_owned()),
    }
}

/// What the column of the field holds for the text of an id.
fn searched_value<'t>(field: &Field, text: &'t str) -> &'t str {
    match field.holds {
        FieldType::Codes(codes) => number_of(codes, text),
        _ => text,
    }
}

/// What asks for the records of a reading, of whomsoever. A value that a query cannot express is asked for in parts.
fn query(reading: &Reading) -> Result<Query, QueryError> {
    let same = comparison(&FieldType::Text);
    let mut asked = reading.conditions.iter();
    asked
        .try_fold(Query::new(), |query, (column, value)| query.equals_in_parts(column, value, same))
}

/// What there is to say of the row that the id names where it is one that the instance keeps itself.
async fn of_the_instance(scene: Scene<'_>, readings: &[Reading]) -> Option<String> {
    let others = scene.resource.description.others?;
    for reading in readings {
        let Ok(query) = query(reading) else { continue };
        let table = scene.work.client.table(reading.table);
        let found = table.matching(&query, others.columns, Some(1)).await.unwrap_or_default();
        if let Some(row) = found.rows.first() {
            return Some((others.say)(&view::found(row)));
        }
    }
    None
}

async fn look_up(scene: Scene<'_>, reading: &Reading) -> Result<Vec<Record>, Problem> {
    let mut among = scene.resource.description.among.iter();
    let query = query(reading).and_then(|query| {
        among.try_fold(query, |query, (column, value)| query.equals_where_shown(column, value))
    });
    let Ok(query) = query else { return Ok(Vec::new()) };
    let columns = label_columns(scene.resource);
    let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
    let found = scene.work.client.table(reading.table).matching(&query, &columns, Some(20)).await;
    Ok(found.map_err(|error| scene.unread(error))?.rows)
}

/// The columns that tell a person, and the import, which record it is.
fn label_columns(resource: &ResourceType) -> Vec<String> {
    let description = resource.description;
    let names = description.import_path.iter().chain(description.import_keys);
    let fields = names.filter_map(|name| resource.field(name));
    let mut columns: Vec<String> = fields.filter_map(references::named_column).collect();
    columns.push("sys_class_name".into());
    let marks = description.variants.iter().filter_map(|variant| variant.mark);
    columns.extend(marks.map(|(column, _)| column.to_owned()));
    columns
}

/// Records whose natural key resembles what was asked for.
async fn like(scene: Scene<'_>, readings: &[Reading]) -> Vec<String> {
    let columns = label_columns(scene.resource);
    let asked: Vec<&str> = columns.iter().map(String::as_str).collect();
    let mut labels = Vec::new();
    let conditions = readings.iter().filter_map(|reading| reading.conditions.last());
    for (column, value) in conditions.filter(|(column, _)| column != "sys_id") {
        let records = near(scene.work, scene.table(), column, value, &asked).await;
        labels.extend(records.iter().map(|record| label(scene.resource, record)));
    }
    labels.sort();
    labels.dedup();
    labels
}

fn label(resource: &ResourceType, record: &Record) -> String {
    let columns = label_columns(resource);
    let columns = columns.iter().filter(|column| *column != "sys_class_name");
    let parts = columns.filter_map(|column| record.get(column)).filter(|part| !part.is_empty());
    format!("{} ({})", parts.collect::<Vec<_>>().join(" / "), record.sys_id())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resources::ALL;

    fn resource(name: &str) -> ResourceType {
        ResourceType::new(ALL.iter().find(|resource| resource.name == name).unwrap())
    }

    fn meanings(name: &str, id: &str) -> Vec<String> {
        readings(&resource(name), id).into_iter().map(|reading| reading.means).collect()
    }

    #[test]
    fn a_prefix_counts_only_if_it_is_an_import_key() {
        assert_eq!(meanings("oauth_registry", "name:Camunda OAuth"), ["sys_id", "name"]);
        assert_eq!(meanings("oauth_registry", "urn:x"), ["sys_id"]);
        assert_eq!(meanings("connection", "urn:x"), ["sys_id", "name"]);
    }

    #[test]
    fn a_path_is_split_at_every_slash_where_both_sides_hold_something() {
        assert_eq!(meanings("oauth_profile", "a/b/c").len(), 3);
        assert_eq!(meanings("oauth_profile", "/b"), ["sys_id"]);
        assert_eq!(meanings("credential", "basic_auth/x/y"), ["sys_id", "type/name"]);
        assert_eq!(meanings("credential", "ssh/x"), ["sys_id"]);
    }

    #[test]
    fn a_path_of_three_parts_is_split_in_every_way() {
        assert_eq!(splits("a/b/c", 3), [["a", "b", "c"]]);
        assert_eq!(splits("a/b/c/d", 3).len(), 3);
        assert!(splits("a/b", 3).is_empty());
    }

    #[test]
    fn a_word_that_stands_for_a_number_is_searched_by_it() {
        let field = crate::describe::codes("type", &[("reference", "8")]).doc("X.");
        assert_eq!(searched_value(&field, "reference"), "8");
        assert_eq!(searched_value(&field, "99"), "99");
    }

    #[test]
    fn a_reference_in_a_path_is_searched_by_its_key() {
        let readings = readings(&resource("oauth_profile"), "Camunda/default");
        let columns: Vec<_> =
            readings[1].conditions.iter().map(|(column, _)| column.as_str()).collect();
        assert_eq!(columns, ["oauth_entity.name", "name"]);
    }
}
