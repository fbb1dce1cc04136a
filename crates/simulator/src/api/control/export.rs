//! `GET /simulator/export`: everything on the instance in one canonical form. Two instances are the
//! same if their exports are.

use crate::{
    api::Call,
    dictionary::{Column, Kind, Table},
    http::Answer,
    refusal::Refusal,
    store::Record,
    vault,
    world::Work,
};
use serde_json::{Map, Value, json};

/// Every row by table and sys_id, without audit columns; secrets as digests.
pub(in crate::api) fn export(call: &Call<'_>) -> Result<Answer, Refusal> {
    let tables = call.work(|work| {
        let mut tables = Map::new();
        for table in work.world.dictionary.tables().filter(|table| table.exported) {
            let rows = rows(work, table)?;
            if !rows.is_empty() {
                tables.insert(table.name.clone(), Value::Object(rows));
            }
        }
        Ok(tables)
    })?;
    Ok(Answer::json(200, Value::Object(tables)))
}

/// The rows that are in `table` itself, not in one that extends it.
fn rows(work: &Work<'_>, table: &Table) -> Result<Map<String, Value>, Refusal> {
    let own = [("sys_class_name", table.name.as_str())];
    let mut records = work.find(&table.name, &own)?;
    records.sort_by(|a, b| a.value("sys_id").cmp(b.value("sys_id")));
    let pair = |row: &Record| (row.value("sys_id").to_owned(), row_value(work, table, row));
    Ok(records.iter().map(pair).collect())
}

fn row_value(work: &Work<'_>, table: &Table, row: &Record) -> Value {
    let shown = table.columns().filter(|column| !column.audit);
    let values = shown.map(|column| (column.name.clone(), shown_value(work, column, row)));
    Value::Object(values.collect())
}

fn shown_value(work: &Work<'_>, column: &Column, row: &Record) -> Value {
    let stored = row.value(&column.name);
    match column.kind {
        Kind::Password2 => json!(work.world.vault.digest(stored)),
        // A hash is salted, so it tells nothing; whether there is one does.
        Kind::Password if !stored.is_empty() => json!("set"),
        // The value of a property that is a secret.
        _ if vault::is_encrypted(stored) => json!(work.world.vault.digest(stored)),
        _ => json!(stored),
    }
}
