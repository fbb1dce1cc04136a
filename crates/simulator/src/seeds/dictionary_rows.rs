//! The dictionary's own tables, `sys_db_object`, `sys_dictionary`, `sys_choice` and
//! `sys_glide_object`, filled from the dictionary.

use super::shipped_rows::{ShippedRows, id};
use crate::{
    dictionary::{Column, Kind, Table},
    refusal::Refusal,
    world::Work,
};

/// Tables that hold nothing but what the dictionary says.
const TABLES: &[&str] = &["sys_db_object", "sys_dictionary", "sys_choice", "sys_glide_object"];

const OF_TABLE: &[&str] =
    &["name", "label", "super_class", "access", "read_access", "ws_access", "is_extendable"];
const OF_COLUMN: &[&str] = &[
    "name",
    "element",
    "column_label",
    "internal_type",
    "max_length",
    "mandatory",
    "read_only",
    "unique",
    "display",
    "primary",
    "default_value",
    "reference",
    "reference_cascade_rule",
    "choice",
    "attributes",
    "active",
];
const OF_CHOICE: &[&str] =
    &["name", "element", "value", "label", "sequence", "inactive", "language"];

/// The rows of the dictionary's own tables.
struct Writer<'a> {
    tables: ShippedRows<'a>,
    collections: ShippedRows<'a>,
    columns: ShippedRows<'a>,
    choices: ShippedRows<'a>,
}

/// Writes a row for each table, each column it declares itself, and each choice of a column. Rows that
/// somebody changed or added stay as they are.
pub(super) fn write(work: &Work<'_>) -> Result<(), Refusal> {
    TABLES.iter().try_for_each(|name| work.clear_shipped(name))?;
    let mut kinds = ShippedRows::of(work, "sys_glide_object", &["name", "label"])?;
    for name in Kind::names() {
        kinds.write(name, &[name, name])?;
    }
    let mut writer = Writer {
        tables: ShippedRows::of(work, "sys_db_object", OF_TABLE)?,
        collections: ShippedRows::of(work, "sys_dictionary", &["name", "internal_type"])?,
        columns: ShippedRows::of(work, "sys_dictionary", OF_COLUMN)?,
        choices: ShippedRows::of(work, "sys_choice", OF_CHOICE)?,
    };
    work.world.dictionary.readable().try_for_each(|table| writer.table(work, table))
}

impl Writer<'_> {
    fn table(&mut self, work: &Work<'_>, table: &Table) -> Result<(), Refusal> {
        let dictionary = &work.world.dictionary;
        let super_class = table.extends.as_deref().filter(|name| dictionary.table(name).is_some());
        let super_class = super_class.map(|name| id("sys_db_object", name)).unwrap_or_default();
        let row = [&table.name, &table.label, &super_class, "public", "true", "true", "true"];
        self.tables.write(&table.name, &row)?;
        self.collections.write(&table.name, &[&table.name, "collection"])?;
        for column in table.columns() {
            if is_listed(work, table, column) {
                self.column(table, column)?;
                self.choices(table, column)?;
            } else if has_own_choices(work, table, column) {
                self.choices(table, column)?;
            }
        }
        Ok(())
    }

    fn column(&mut self, table: &Table, column: &Column) -> Result<(), Refusal> {
        let length = column.max_length.map(|length| length.to_string()).unwrap_or_default();
        let row = [
            table.name.as_str(),
            &column.name,
            &column.label,
            column.kind.internal_type(),
            &length,
            flag(column.mandatory),
            flag(!column.is_writable()),
            flag(column.unique),
            flag(column.display),
            flag(column.kind == Kind::Guid),
            column.default.as_deref().unwrap_or_default(),
            column.reference.as_deref().unwrap_or_default(),
            column.cascade.word(),
            if column.choices.is_empty() { "0" } else { "1" },
            &format!("evidence={}", column.evidence.mark()),
            "true",
        ];
        self.columns.write(&format!("{}.{}", table.name, column.name), &row)?;
        Ok(())
    }

    /// The choices of a column, in the order of their values. A child that gives an inherited
    /// column other choices has rows of its own.
    fn choices(&mut self, table: &Table, column: &Column) -> Result<(), Refusal> {
        for (place, (value, label)) in column.choices.iter().enumerate() {
            let key = format!("{}.{}.{value}", table.name, column.name);
            let place = place.to_string();
            let row = [&table.name, &column.name, value, label, place.as_str(), "false", "en"];
            self.choices.write(&key, &row)?;
        }
        Ok(())
    }
}

const fn flag(flag: bool) -> &'static str {
    if flag { "true" } else { "false" }
}

/// A column is listed where it is declared; those of tables nobody can read with the topmost that
/// can be read.
fn is_listed(work: &Work<'_>, table: &Table, column: &Column) -> bool {
    let is_readable = |name: &String| work.world.dictionary.table(name).is_some();
    let topmost = table.lineage.iter().rfind(|name| is_readable(name));
    let declared_above = topmost == Some(&table.name) && !is_readable(&column.declared_in);
    !column.hidden && (column.declared_in == table.name || declared_above)
}

/// Whether a child gives an inherited column choices that its parent's column does not have.
fn has_own_choices(work: &Work<'_>, table: &Table, column: &Column) -> bool {
    let parent = table.extends.as_deref().and_then(|name| work.world.dictionary.table(name));
    let inherited = parent.and_then(|parent| parent.column(&column.name));
    inherited.is_some_and(|inherited| inherited.choices != column.choices)
}
