//! Finding the record an import names: by sys_id, by `key:value`, by `a/b`, or by the one natural key.

use std::collections::BTreeMap;

use servicenow::{Error, Query, QueryError, Record};
use tfplugin::{Diagnostic, ImportRequest, ImportResponse, Imported, Value};

use crate::describe::{Field, Kind};

use crate::engine::lookup::near::near;
use crate::engine::lookup::references::{self, looks_like_sys_id};
use crate::engine::model::private::Private;
use crate::engine::model::resource_type::{ID, RecordKind, TYPE};
use crate::engine::problem as explain;
use crate::engine::session::{Shared, Work};

/// Finds the record; Terraform reads it next.
pub(crate) async fn import(
    kind: &RecordKind,
    shared: &Shared,
    request: ImportRequest,
) -> ImportResponse {
    let found = match shared.work(&request.call.stop) {
        Ok(work) => find(kind, &work, request.id.trim()).await,
        Err(wrong) => Err(wrong),
    };
    match found {
        Ok(record) => {
            ImportResponse { imported: vec![imported(kind, &record)], diagnostics: Vec::new() }
        }
        Err(wrong) => ImportResponse { imported: Vec::new(), diagnostics: vec![wrong] },
    }
}

fn imported(kind: &RecordKind, record: &Record) -> Imported {
    let mut state = BTreeMap::from([(ID.to_owned(), Value::from(record.sys_id()))]);
    if let Some(variant) = crate::engine::lookup::look::variant_name(kind, record) {
        state.insert(TYPE.to_owned(), variant.into());
    }
    let private = Private { imported: true, ..Private::default() };
    Imported { state: Value::Map(state), private: private.encode() }
}

/// One way to read an import id: columns and the values they must have.
struct Reading {
    means: String,
    conditions: Vec<(String, String)>,
    variant: Option<&'static str>,
}

async fn find(kind: &RecordKind, work: &Work, id: &str) -> Result<Record, Diagnostic> {
    if id.is_empty() {
        return Err(explain::not_importable(
            kind,
            format!("The import id is empty. {}", forms(kind)),
        ));
    }
    let readings = readings(kind, id);
    let mut found: BTreeMap<String, (Record, String)> = BTreeMap::new();
    for reading in &readings {
        for record in look_up(kind, work, reading)
            .await
            .map_err(|error| explain::read(work, kind, kind.spec.table, &error))?
        {
            found.insert(record.sys_id().to_owned(), (record, reading.means.clone()));
        }
        if looks_like_sys_id(id) && !found.is_empty() {
            break;
        }
    }
    match found.len() {
        1 => found
            .into_values()
            .next()
            .map(|(record, _)| record)
            .ok_or_else(|| nothing(kind, id, &[])),
        0 => Err(nothing(kind, id, &like(kind, work, &readings).await)),
        _ => Err(several(kind, id, found.values())),
    }
}

fn readings(kind: &RecordKind, id: &str) -> Vec<Reading> {
    let mut readings = vec![by_column("sys_id", "sys_id", id)];
    let keys = kind.spec.import_keys;
    if let Some((key, value)) = id.split_once(':')
        && let Some(field) =
            keys.iter().find(|name| **name == key).and_then(|name| kind.field(name))
    {
        readings.extend(field.column.map(|column| by_column(key, column, value)));
        return readings;
    }
    readings.extend(paths(kind, id));
    let bare = if keys.len() == 1 { keys } else { &[] };
    let fields = bare.iter().filter_map(|name| kind.field(name));
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
fn paths(kind: &RecordKind, id: &str) -> Vec<Reading> {
    let names = kind.spec.import_path;
    if names.is_empty() {
        return Vec::new();
    }
    splits(id, names.len()).into_iter().filter_map(|parts| path(kind, &parts)).collect()
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

fn path(kind: &RecordKind, parts: &[&str]) -> Option<Reading> {
    let names = kind.spec.import_path;
    let mut reading = Reading { means: names.join("/"), conditions: Vec::new(), variant: None };
    for (name, value) in names.iter().zip(parts) {
        if *name == TYPE && !kind.spec.variants.is_empty() {
            let variant = kind.spec.variants.iter().find(|variant| variant.name == *value)?;
            reading.variant = Some(variant.name);
            continue;
        }
        reading.conditions.push((searched_column(kind.field(name)?, value)?, (*value).to_owned()));
    }
    Some(reading)
}

fn searched_column(field: &Field, value: &str) -> Option<String> {
    let column = field.column?;
    match &field.kind {
        Kind::Reference(target) if !looks_like_sys_id(value) => {
            Some(format!("{column}.{}", target.keys.first()?))
        }
        _ => Some(column.to_owned()),
    }
}

fn query(conditions: &[(String, String)]) -> Result<Query, QueryError> {
    conditions.iter().try_fold(Query::new(), |query, (column, value)| query.equals(column, value))
}

async fn look_up(kind: &RecordKind, work: &Work, reading: &Reading) -> Result<Vec<Record>, Error> {
    let variant = reading
        .variant
        .and_then(|name| kind.spec.variants.iter().find(|variant| variant.name == name));
    let table = variant.map_or(kind.spec.table, |variant| variant.table);
    let Ok(query) = crate::engine::write::adopt::among(kind, query(&reading.conditions)) else {
        return Ok(Vec::new());
    };
    let mut columns: Vec<String> =
        reading.conditions.iter().map(|(column, _)| column.clone()).collect();
    columns.extend(label_columns(kind));
    let asked: Vec<&str> = columns.iter().map(String::as_str).collect();
    let records = work.client.table(table).query(&query, &asked, Some(20)).await?;
    let same = |record: &Record, column: &str, value: &str| {
        let stored = if column == "sys_id" { Some(record.sys_id()) } else { record.get(column) };
        stored.is_some_and(|stored| stored.trim().eq_ignore_ascii_case(value.trim()))
    };
    let fits = |record: &Record| {
        reading.conditions.iter().all(|(column, value)| same(record, column, value))
    };
    Ok(records.into_iter().filter(fits).collect())
}

/// The columns that tell a person, and the import, which record it is.
fn label_columns(kind: &RecordKind) -> Vec<String> {
    let names = kind.spec.import_path.iter().chain(kind.spec.import_keys);
    let fields = names
        .filter_map(|name| kind.field(name))
        .filter(|field| field.name != TYPE || field.column.is_some());
    let mut columns: Vec<String> = fields.filter_map(label_column).collect();
    columns.push("sys_class_name".into());
    columns.extend(
        kind.spec
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
async fn like(kind: &RecordKind, work: &Work, readings: &[Reading]) -> Vec<String> {
    let columns = label_columns(kind);
    let asked: Vec<&str> = columns.iter().map(String::as_str).collect();
    let mut labels = Vec::new();
    for (column, value) in readings.iter().filter_map(|reading| reading.conditions.last()) {
        if column == "sys_id" {
            continue;
        }
        let records = near(work, kind.spec.table, column, value, &asked).await;
        labels.extend(records.iter().map(|record| label(kind, record)));
    }
    labels.sort();
    labels.dedup();
    labels
}

fn label(kind: &RecordKind, record: &Record) -> String {
    let columns = label_columns(kind);
    let parts = columns
        .iter()
        .filter(|column| *column != "sys_class_name")
        .filter_map(|column| record.get(column));
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    format!("{} ({})", parts.join(" / "), record.sys_id())
}

fn forms(kind: &RecordKind) -> String {
    let mut forms = vec!["a sys_id".to_owned()];
    match kind.spec.import_keys {
        [] => {}
        [key] => forms.push(format!("its {key}")),
        keys => forms.extend(keys.iter().map(|key| format!("`{key}:…`"))),
    }
    if !kind.spec.import_path.is_empty() {
        forms.push(format!("`<{}>`", kind.spec.import_path.join(">/<")));
    }
    format!("It can be {}.", forms.join(" or "))
}

fn nothing(kind: &RecordKind, id: &str, near: &[String]) -> Diagnostic {
    explain::nothing_to_import(kind, id, near, &forms(kind))
}

fn several<'a>(
    kind: &RecordKind,
    id: &str,
    found: impl Iterator<Item = &'a (Record, String)>,
) -> Diagnostic {
    let candidates: Vec<String> =
        found.map(|(record, means)| format!("{} by {means}", label(kind, record))).collect();
    let text = format!(
        "\"{id}\" fits several records: {}. Import the one you mean by its sys_id.",
        candidates.join(", ")
    );
    explain::not_importable(kind, text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resources::ALL;

    fn kind(name: &str) -> RecordKind {
        RecordKind::new(ALL.iter().find(|resource| resource.name == name).unwrap())
    }

    fn meanings(name: &str, id: &str) -> Vec<String> {
        readings(&kind(name), id).into_iter().map(|reading| reading.means).collect()
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
        let readings = readings(&kind("oauth_profile"), "Camunda/default");
        let columns: Vec<_> =
            readings[1].conditions.iter().map(|(column, _)| column.as_str()).collect();
        assert_eq!(columns, ["oauth_entity.name", "name"]);
    }
}
