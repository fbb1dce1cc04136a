//! The dictionary's own tables, `sys_db_object`, `sys_dictionary`, `sys_choice` and
//! `sys_glide_object`, filled from the dictionary.

use crate::{
    clock,
    dictionary::{Column, Kind, Table},
    instance::Work,
    records::Refusal,
    store::Record,
    vault,
};

/// Tables that hold nothing but what the dictionary says.
const TABLES: &[&str] = &["sys_db_object", "sys_dictionary", "sys_choice", "sys_glide_object"];

/// Writes a row for each table, each column it declares itself, and each choice of a column.
pub(super) fn write(work: &Work<'_>) -> Result<(), Refusal> {
    for name in TABLES {
        work.clear(name)?;
    }
    for name in Kind::names() {
        write_row(work, "sys_glide_object", name, &[("name", name), ("label", name)].map(owned))?;
    }
    for table in work.instance.dictionary.tables() {
        write_row(work, "sys_db_object", &table.name, &table_row(table))?;
        let collection = [("name", table.name.as_str()), ("internal_type", "collection")];
        write_row(work, "sys_dictionary", &table.name, &collection.map(owned))?;
        let others = table.columns().filter(|column| !is_listed(table, column));
        for column in others.filter(|column| has_own_choices(work, table, column)) {
            write_choices(work, table, column)?;
        }
        for column in table.columns().filter(|column| is_listed(table, column)) {
            let key = format!("{}.{}", table.name, column.name);
            write_row(work, "sys_dictionary", &key, &column_row(table, column))?;
            write_choices(work, table, column)?;
        }
    }
    Ok(())
}

/// A column is listed where it is declared; those of abstract tables with the topmost real one.
fn is_listed(table: &Table, column: &Column) -> bool {
    let declared_above = table.root == table.name && column.declared_in != table.name;
    !column.hidden && (column.declared_in == table.name || declared_above)
}

/// A column and its value.
pub(super) type Pair = (String, String);

pub(super) fn owned((name, value): (&str, &str)) -> Pair {
    (name.to_owned(), value.to_owned())
}

/// Whether a child gives an inherited column choices that its parent's column does not have.
fn has_own_choices(work: &Work<'_>, table: &Table, column: &Column) -> bool {
    let parent = table.extends.as_deref().and_then(|name| work.instance.dictionary.table(name));
    let inherited = parent.and_then(|parent| parent.column(&column.name));
    inherited.is_some_and(|inherited| inherited.choices != column.choices)
}

fn table_row(table: &Table) -> Vec<Pair> {
    let super_class = table.extends.as_deref().filter(|_| table.root != table.name);
    vec![
        owned(("name", &table.name)),
        owned(("label", &table.label)),
        owned(("super_class", &super_class.map(id_of_table).unwrap_or_default())),
        owned(("access", "public")),
        owned(("read_access", "true")),
        owned(("ws_access", "true")),
        owned(("is_extendable", "true")),
    ]
}

fn column_row(table: &Table, column: &Column) -> Vec<Pair> {
    let choice = if column.choices.is_empty() { "0" } else { "1" };
    let length = column.max_length.map(|length| length.to_string()).unwrap_or_default();
    vec![
        owned(("name", &table.name)),
        owned(("element", &column.name)),
        owned(("column_label", &column.label)),
        owned(("internal_type", column.kind.internal_type())),
        owned(("max_length", &length)),
        owned(("mandatory", &column.mandatory.to_string())),
        owned(("read_only", &(!column.is_writable()).to_string())),
        owned(("unique", &column.unique.to_string())),
        owned(("display", &column.display.to_string())),
        owned(("primary", &(column.kind == Kind::Guid).to_string())),
        owned(("default_value", column.default.as_deref().unwrap_or_default())),
        owned(("reference", column.reference.as_deref().unwrap_or_default())),
        owned(("reference_cascade_rule", column.cascade.word())),
        owned(("choice", choice)),
        owned(("attributes", &format!("evidence={}", column.evidence.mark()))),
        owned(("active", "true")),
    ]
}

/// The choices of a column, in the order of their values. A child that gives an inherited column
/// other choices has rows of its own.
fn write_choices(work: &Work<'_>, table: &Table, column: &Column) -> Result<(), Refusal> {
    for (place, (value, label)) in column.choices.iter().enumerate() {
        let key = format!("{}.{}.{value}", table.name, column.name);
        let row = [
            ("name", table.name.as_str()),
            ("element", &column.name),
            ("value", value),
            ("label", label),
            ("sequence", &place.to_string()),
            ("inactive", "false"),
            ("language", "en"),
        ];
        write_row(work, "sys_choice", &key, &row.map(owned))?;
    }
    Ok(())
}

fn id_of_table(name: &str) -> String {
    id("sys_db_object", name)
}

/// The sys_id of the row of `table` that `key` stands for: the same on every instance.
pub(super) fn id(table: &str, key: &str) -> String {
    let mut digest = vault::token_digest(&format!("{table} {key}"));
    digest.truncate(32);
    digest
}

/// Writes a shipped row as it is, without any rule.
pub(super) fn write_row(
    work: &Work<'_>,
    table: &str,
    key: &str,
    pairs: &[Pair],
) -> Result<(), Refusal> {
    let (id, now) = (id(table, key), clock::stored(work.now));
    let mut row: Record = pairs.iter().cloned().collect();
    for (name, value) in [
        ("sys_update_name", format!("{table}_{id}")),
        ("sys_id", id),
        ("sys_scope", "global".to_owned()),
        ("sys_created_on", now.clone()),
        ("sys_updated_on", now),
        ("sys_created_by", "system".to_owned()),
        ("sys_updated_by", "system".to_owned()),
        ("sys_mod_count", "0".to_owned()),
    ] {
        row.insert(name.to_owned(), value);
    }
    work.store_new(work.table(table)?, &row)
}
