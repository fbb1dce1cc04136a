//! The SQL tables under the dictionary's tables.

use super::quoted;
use crate::dictionary::{Column, Dictionary, Kind, Table};
use rusqlite::Connection;
use std::collections::BTreeMap;

/// Makes what is missing: tables, columns and indexes.
pub(super) fn create(connection: &Connection, dictionary: &Dictionary) -> rusqlite::Result<()> {
    connection.execute_batch(
        "BEGIN; CREATE TABLE IF NOT EXISTS simulator_setting (name TEXT PRIMARY KEY, value BLOB)",
    )?;
    for root in dictionary.roots() {
        create_hierarchy(connection, dictionary, root)?;
    }
    for table in dictionary.gathering() {
        connection.execute_batch(&view(dictionary, table))?;
    }
    connection.execute_batch("COMMIT")
}

fn create_hierarchy(
    connection: &Connection,
    dictionary: &Dictionary,
    root: &Table,
) -> rusqlite::Result<()> {
    let columns = hierarchy_columns(dictionary, root);
    let present = present_columns(connection, &root.name)?;
    if present.is_empty() {
        connection.execute_batch(&table(root, &columns))?;
    } else {
        for column in columns.values().filter(|column| !present.contains(&column.name)) {
            let (table, column) = (quoted(&root.name), definition(column));
            connection.execute_batch(&format!("ALTER TABLE {table} ADD COLUMN {column}"))?;
        }
    }
    for column in columns.values().filter(|column| is_indexed(column)) {
        connection.execute_batch(&index(root, column))?;
    }
    Ok(())
}

fn table(root: &Table, columns: &BTreeMap<&str, &Column>) -> String {
    let fixed = ["sys_id", "sys_class_name"];
    let mut definitions = vec![
        "sys_id TEXT PRIMARY KEY COLLATE NOCASE".to_owned(),
        "sys_class_name TEXT NOT NULL COLLATE NOCASE".to_owned(),
    ];
    let others = columns.values().filter(|column| !fixed.contains(&column.name.as_str()));
    definitions.extend(others.map(|column| definition(column)));
    format!("CREATE TABLE {} ({})", quoted(&root.name), definitions.join(", "))
}

/// A table that gathers is a view of all hierarchies below it.
fn view(dictionary: &Dictionary, table: &Table) -> String {
    let columns: Vec<String> = table.stored_names().map(quoted).collect();
    let columns = columns.join(", ");
    let below = dictionary.roots().filter(|root| root.is_a(&table.name));
    let parts = below.map(|root| format!("SELECT rowid, {columns} FROM {}", quoted(&root.name)));
    let parts: Vec<String> = parts.collect();
    let name = quoted(&table.name);
    format!("DROP VIEW IF EXISTS {name}; CREATE VIEW {name} AS {}", parts.join(" UNION ALL "))
}

fn index(root: &Table, column: &Column) -> String {
    // No name of a table or column holds a dot, so that no two are one.
    let index = quoted(&format!("{}.{}", root.name, column.name));
    let (table, column) = (quoted(&root.name), quoted(&column.name));
    format!("CREATE INDEX IF NOT EXISTS {index} ON {table} ({column})")
}

fn present_columns(connection: &Connection, table: &str) -> rusqlite::Result<Vec<String>> {
    let mut statement = connection.prepare("SELECT name FROM pragma_table_info(?1)")?;
    statement.query_map([table], |row| row.get(0))?.collect()
}

fn hierarchy_columns<'a>(
    dictionary: &'a Dictionary,
    root: &Table,
) -> BTreeMap<&'a str, &'a Column> {
    let family = dictionary.family(&root.name).into_iter();
    family
        .flat_map(|table| table.columns())
        .map(|column| (column.name.as_str(), &**column))
        .collect()
}

fn definition(column: &Column) -> String {
    let shape = match column.kind {
        Kind::Integer => "INTEGER",
        _ => "TEXT NOT NULL DEFAULT '' COLLATE NOCASE",
    };
    format!("{} {shape}", quoted(&column.name))
}

fn is_indexed(column: &Column) -> bool {
    const COMMON: &[&str] = &[
        "name",
        "user_name",
        "id",
        "scope",
        "client_id",
        "token_digest",
        "table_sys_id",
        "element_id",
    ];
    // Nearly every row of a table has the same value here: an index would cost each insert and, where the database
    // chooses it over a better one, lead a search through all rows.
    const ALIKE: &[&str] =
        &["sys_scope", "sys_package", "sys_domain", "application", "app_scope", "update_set"];
    let is_reference = column.kind == Kind::Reference && !ALIKE.contains(&column.name.as_str());
    is_reference || column.display || column.unique || COMMON.contains(&column.name.as_str())
}
