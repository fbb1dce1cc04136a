//! Single rows: reading, writing and finding them by equal values.

use super::{Record, quoted};
use crate::dictionary::{Column, Kind, Table};
use rusqlite::{
    Connection, Row, params_from_iter,
    types::{Value, ValueRef},
};

/// The row of `table` (or of a table that extends it) with that sys_id, with the columns of
/// `table` alone and its real class under `sys_class_name`.
pub(crate) fn fetch(
    connection: &Connection,
    table: &Table,
    sys_id: &str,
) -> rusqlite::Result<Option<Record>> {
    Ok(find(connection, table, &[("sys_id", sys_id)])?.pop())
}

/// The rows whose columns hold exactly these values (without case), oldest first.
pub(crate) fn find(
    connection: &Connection,
    table: &Table,
    equal: &[(&str, &str)],
) -> rusqlite::Result<Vec<Record>> {
    let names: Vec<&str> = table.stored_names().collect();
    let mut statement = connection.prepare_cached(&selection(table, &names, equal))?;
    let values = params_from_iter(equal.iter().map(|(_, value)| value));
    let rows = statement.query_map(values, |row| record(row, &names))?;
    rows.collect()
}

fn selection(table: &Table, names: &[&str], equal: &[(&str, &str)]) -> String {
    let mut sql = "SELECT ".to_owned();
    push_names(&mut sql, names);
    sql.push_str(" FROM ");
    push_name(&mut sql, &table.root);
    sql.push_str(" WHERE ");
    for (column, _) in equal {
        push_name(&mut sql, column);
        sql.push_str(" = ? AND ");
    }
    sql.push_str(&is_of_class(table, "sys_class_name"));
    sql.push_str(" ORDER BY rowid");
    sql
}

/// Names as SQL wants them, with commas between.
fn push_names(sql: &mut String, names: &[&str]) {
    for (place, name) in names.iter().enumerate() {
        if place > 0 {
            sql.push_str(", ");
        }
        push_name(sql, name);
    }
}

/// Names of tables and columns of the dictionary need no doubled quotes.
fn push_name(sql: &mut String, name: &str) {
    sql.push('"');
    sql.push_str(name);
    sql.push('"');
}

/// SQL that holds for the rows of `table` and its children, where `column` is the row's class.
pub(crate) fn is_of_class(table: &Table, column: &str) -> String {
    if table.name == table.root {
        return "1".to_owned();
    }
    let family: Vec<String> = table.family.iter().map(|name| format!("'{name}'")).collect();
    format!("{column} IN ({})", family.join(", "))
}

fn record(row: &Row<'_>, names: &[&str]) -> rusqlite::Result<Record> {
    let values = names.iter().enumerate();
    values.map(|(index, name)| Ok(((*name).to_owned(), text(row.get_ref(index)?)))).collect()
}

/// A stored value as the platform gives it out.
pub(crate) fn text(value: ValueRef<'_>) -> String {
    match value {
        ValueRef::Null => String::new(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => number.to_string(),
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
            String::from_utf8_lossy(bytes).into_owned()
        }
    }
}

/// Writes a new row of `table`.
pub(crate) fn insert(connection: &Connection, table: &Table, row: &Record) -> rusqlite::Result<()> {
    let mut names = vec!["sys_class_name"];
    let mut values = vec![Value::Text(table.name.clone())];
    for (name, value) in row.iter().filter(|(name, _)| *name != "sys_class_name") {
        if let Some(column) = table.column(name) {
            names.push(name);
            values.push(stored(column, value));
        }
    }
    let mut sql = "INSERT INTO ".to_owned();
    push_name(&mut sql, &table.root);
    sql.push_str(" (");
    push_names(&mut sql, &names);
    sql.push_str(") VALUES (?");
    sql.push_str(&", ?".repeat(names.len().saturating_sub(1)));
    sql.push(')');
    connection.prepare_cached(&sql)?.execute(params_from_iter(values))?;
    Ok(())
}

/// Writes a row of `table` over the one with the same sys_id.
pub(crate) fn replace(
    connection: &Connection,
    table: &Table,
    row: &Record,
) -> rusqlite::Result<()> {
    let changed = row.iter().filter(|(name, _)| *name != "sys_id");
    let (names, mut values): (Vec<String>, Vec<Value>) = changed
        .filter_map(|(name, value)| Some((name, stored(table.column(name)?, value))))
        .map(|(name, value)| (format!("{} = ?", quoted(name)), value))
        .unzip();
    let root = quoted(&table.root);
    let sql = format!("UPDATE {root} SET {} WHERE sys_id = ?", names.join(", "));
    values.push(Value::Text(row.get("sys_id").cloned().unwrap_or_default()));
    connection.prepare_cached(&sql)?.execute(params_from_iter(values))?;
    Ok(())
}

fn stored(column: &Column, value: &str) -> Value {
    match column.kind {
        Kind::Integer => value.parse().map_or(Value::Null, Value::Integer),
        // What was written is an entry of its own by then.
        kind if kind.is_journal() => Value::Text(String::new()),
        _ => Value::Text(value.to_owned()),
    }
}

/// Removes a row.
pub(crate) fn delete(connection: &Connection, table: &Table, sys_id: &str) -> rusqlite::Result<()> {
    let sql = format!("DELETE FROM {} WHERE sys_id = ?1", quoted(&table.root));
    connection.prepare_cached(&sql)?.execute([sys_id])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{dictionary::Dictionary, store};

    fn row(pairs: &[(&str, &str)]) -> Record {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn a_child_row_is_found_through_its_base_table() {
        let dictionary = Dictionary::shipped(true).unwrap();
        let connection = store::open(None, &dictionary).unwrap();
        let child = dictionary.table("api_key_credentials").unwrap();
        insert(&connection, child, &row(&[("sys_id", "a1"), ("name", "Key"), ("order", "7")]))
            .unwrap();
        let base = dictionary.table("discovery_credentials").unwrap();
        let found = find(&connection, base, &[("name", "KEY")]).unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0]["sys_class_name"], "api_key_credentials");
        assert_eq!(found[0]["order"], "7");
    }

    #[test]
    fn an_empty_number_is_stored_as_nothing_and_read_as_empty() {
        let dictionary = Dictionary::shipped(true).unwrap();
        let connection = store::open(None, &dictionary).unwrap();
        let table = dictionary.table("http_connection").unwrap();
        insert(&connection, table, &row(&[("sys_id", "a1"), ("port", "")])).unwrap();
        assert_eq!(fetch(&connection, table, "a1").unwrap().unwrap()["port"], "");
        replace(&connection, table, &row(&[("sys_id", "a1"), ("port", "8443")])).unwrap();
        assert_eq!(fetch(&connection, table, "a1").unwrap().unwrap()["port"], "8443");
        delete(&connection, table, "a1").unwrap();
        assert_eq!(fetch(&connection, table, "a1").unwrap(), None);
    }

    #[test]
    fn a_file_keeps_its_rows_and_settings() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("instance.sqlite");
        let dictionary = Dictionary::shipped(true).unwrap();
        let table = dictionary.table("sys_user").unwrap();
        let first = store::open(Some(&path), &dictionary).unwrap();
        insert(&first, table, &row(&[("sys_id", "u1"), ("user_name", "abel")])).unwrap();
        let key = store::setting(&first, "key", || vec![1, 2]).unwrap();
        drop(first);
        let second = store::open(Some(&path), &dictionary).unwrap();
        assert!(fetch(&second, table, "u1").unwrap().is_some());
        assert_eq!(store::setting(&second, "key", || vec![9]).unwrap(), key);
    }
}
