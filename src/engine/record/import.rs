//! Finding the record an import names: by sys_id, by `key:value`, by `a/b`, or by the one natural key.

use std::collections::BTreeMap;

use servicenow::{Query, Record};

use crate::describe::{Field, FieldType};
use crate::engine::lookup::near::near;
use crate::engine::lookup::references::{self, looks_like_sys_id};
use crate::engine::lookup::view;
use crate::engine::model::{ResourceType, TYPE};
use crate::engine::problem::{Forms, ImportProblem, Problem};
use crate::engine::record::life::Import;
use crate::engine::session::Work;

/// One way to read an import id: columns and the values they must have.
struct Reading {
    means: String,
    conditions: Vec<(String, String)>,
    variant: Option<&'static str>,
}

/// The record that the id names. Terraform reads it next.
pub(crate) async fn import(
    resource: &ResourceType,
    work: &Work,
    id: &str,
) -> Result<Import, Problem> {
    let record = find(resource, work, id).await?;
    let mut import = Import::of(&record);
    if let Some(variant) = view::variant_name(resource, &record) {
        import.state.set(TYPE, variant.into());
    }
    Ok(import)
}

async fn find(resource: &ResourceType, work: &Work, id: &str) -> Result<Record, Problem> {
    let type_name = || resource.type_name.clone();
    let forms =
        Forms { keys: resource.description.import_keys, path: resource.description.import_path };
    if id.is_empty() {
        return Err(Problem::Import(ImportProblem::Empty(type_name(), forms)));
    }
    let readings = readings(resource, id);
    let mut found: BTreeMap<String, (Record, String)> = BTreeMap::new();
    for reading in &readings {
        for record in look_up(resource, work, reading).await? {
            found.insert(record.sys_id().to_owned(), (record, reading.means.clone()));
        }
        if looks_like_sys_id(id) && !found.is_empty() {
            break;
        }
    }
    let id = id.to_owned();
    let mut records = found.into_values();
    match (records.next(), records.next()) {
        (Some((record, _)), None) => Ok(record),
        (None, _) => {
            let (table, near) = (resource.description.table, like(resource, work, &readings).await);
            let type_name = type_name();
            Err(Problem::Import(ImportProblem::Nothing { type_name, table, id, near, forms }))
        }
        (Some(first), second) => {
            let all = std::iter::once(first).chain(second).chain(records);
            let labelled = |(record, means)| format!("{} by {means}", label(resource, &record));
            let candidates = all.map(labelled).collect();
            let type_name = type_name();
            Err(Problem::Import(ImportProblem::Several { type_name, id, candidates }))
        }
    }
}

fn readings(resource: &ResourceType, id: &str) -> Vec<Reading> {
    let mut readings = vec![by_column("sys_id", "sys_id", id)];
    let keys = resource.description.import_keys;
    if let Some((key, value)) = id.split_once(':')
        && let Some(field) =
            keys.iter().find(|name| **name == key).and_then(|name| resource.field(name))
    {
        readings.extend(field.column.map(|column| by_column(key, column, value)));
        return readings;
    }
    readings.extend(paths(resource, id));
    let bare = if keys.len() == 1 { keys } else { &[] };
    let fields = bare.iter().filter_map(|name| resource.field(name));
    readings.extend(fields.filter_map(|field| Some(by_column(field.name, field.column?, id))));
    readings
}

fn by_column(means: &str, column: &str, value: &str) -> Reading {
    Reading {
        means: means.to_owned(),
        conditions: vec![(column.to_owned(), value.to_owned())],
        variant: None,
    }
}

/// Every way to split the id at slashes into the parts of the import path.
fn paths(resource: &ResourceType, id: &str) -> Vec<Reading> {
    let names = resource.description.import_path;
    if names.is_empty() {
        return Vec::new();
    }
    splits(id, names.len()).into_iter().filter_map(|parts| path(resource, &parts)).collect()
}

/// Every way to split the text at slashes into this many parts that hold something.
fn splits(text: &str, parts: usize) -> Vec<Vec<&str>> {
    if text.is_empty() {
        return Vec::new();
    }
    if parts == 1 {
        return vec![vec![text]];
    }
    let cuts = text.match_indices('/').filter(|(at, _)| *at > 0);
    cuts.flat_map(|(at, _)| {
        let rest = splits(&text[at + 1..], parts - 1);
        rest.into_iter().map(move |mut rest| {
            rest.insert(0, &text[..at]);
            rest
        })
    })
    .collect()
}

fn path(resource: &ResourceType, parts: &[&str]) -> Option<Reading> {
    let names = resource.description.import_path;
    let mut reading = Reading { means: names.join("/"), conditions: Vec::new(), variant: None };
    for (name, value) in names.iter().zip(parts) {
        if *name == TYPE && !resource.description.variants.is_empty() {
            let variant =
                resource.description.variants.iter().find(|variant| variant.name == *value)?;
            reading.variant = Some(variant.name);
            continue;
        }
        reading
            .conditions
            .push((searched_column(resource.field(name)?, value)?, (*value).to_owned()));
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

async fn look_up(
    resource: &ResourceType,
    work: &Work,
    reading: &Reading,
) -> Result<Vec<Record>, Problem> {
    let variants = resource.description.variants;
    let variant =
        reading.variant.and_then(|name| variants.iter().find(|variant| variant.name == name));
    let table = variant.map_or(resource.description.table, |variant| variant.table);
    let mut asked = reading.conditions.iter();
    let mut among = resource.description.among.iter();
    let query = asked
        .try_fold(Query::new(), |query, (column, value)| query.equals(column, value))
        .and_then(|query| {
            among.try_fold(query, |query, (column, value)| query.equals_where_shown(column, value))
        });
    let Ok(query) = query else { return Ok(Vec::new()) };
    let columns = label_columns(resource);
    let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
    let found = work.client.table(table).matching(&query, &columns, Some(20)).await;
    let found = found
        .map_err(|error| work.unread(&resource.type_name, resource.description.table, error))?;
    Ok(found.rows)
}

/// The columns that tell a person, and the import, which record it is.
fn label_columns(resource: &ResourceType) -> Vec<String> {
    let names = resource.description.import_path.iter().chain(resource.description.import_keys);
    let fields = names
        .filter_map(|name| resource.field(name))
        .filter(|field| field.name != TYPE || field.column.is_some());
    let mut columns: Vec<String> = fields.filter_map(label_column).collect();
    columns.push("sys_class_name".into());
    columns.extend(
        resource
            .description
            .variants
            .iter()
            .filter_map(|variant| variant.mark)
            .map(|(column, _)| column.to_owned()),
    );
    columns
}

fn label_column(field: &Field) -> Option<String> {
    let column = field.column?;
    match references::target(field).and_then(|target| target.keys.first()) {
        Some(key) => Some(format!("{column}.{key}")),
        None => Some(column.to_owned()),
    }
}

/// Records whose natural key resembles what was asked for.
async fn like(resource: &ResourceType, work: &Work, readings: &[Reading]) -> Vec<String> {
    let columns = label_columns(resource);
    let asked: Vec<&str> = columns.iter().map(String::as_str).collect();
    let mut labels = Vec::new();
    for (column, value) in readings.iter().filter_map(|reading| reading.conditions.last()) {
        if column == "sys_id" {
            continue;
        }
        let records = near(work, resource.description.table, column, value, &asked).await;
        labels.extend(records.iter().map(|record| label(resource, record)));
    }
    labels.sort();
    labels.dedup();
    labels
}

fn label(resource: &ResourceType, record: &Record) -> String {
    let columns = label_columns(resource);
    let parts = columns
        .iter()
        .filter(|column| *column != "sys_class_name")
        .filter_map(|column| record.get(column));
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    format!("{} ({})", parts.join(" / "), record.sys_id())
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
    fn a_reference_in_a_path_is_searched_by_its_key() {
        let readings = readings(&resource("oauth_profile"), "Camunda/default");
        let columns: Vec<_> =
            readings[1].conditions.iter().map(|(column, _)| column.as_str()).collect();
        assert_eq!(columns, ["oauth_entity.name", "name"]);
    }
}
