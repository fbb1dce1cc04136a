//! The class of a record: the table its row is really in. A write may name another one
//! (docs/facts.md#reclassification).

use super::Input;
use crate::{dictionary::Table, refusal::Refusal, store::Record, world::Work};
use std::sync::Arc;

/// Where a row says which table it really is in.
pub(super) const CLASS: &str = "sys_class_name";

/// The class that a new record is to have: a table that extends the one it is inserted into.
pub(super) fn of_new<'a>(work: &Work<'a>, table: &Table, input: &Input) -> Option<&'a Arc<Table>> {
    named(work, input).filter(|target| target.is_a(&table.name) && target.name != table.name)
}

/// The class that a record is to have from now on: another table of the same hierarchy. Any other
/// word in the column is dropped.
pub(super) fn other<'a>(work: &Work<'a>, class: &Table, input: &Input) -> Option<&'a Arc<Table>> {
    named(work, input).filter(|target| target.root == class.root && target.name != class.name)
}

fn named<'a>(work: &Work<'a>, input: &Input) -> Option<&'a Arc<Table>> {
    let table = work.world.dictionary.table(input.values.value(CLASS).trim());
    table.filter(|table| !table.is_abstract)
}

/// Gives a record the columns of its new class and no others.
pub(super) fn fit(record: &mut Record, target: &Table) {
    record.retain(|name, _| target.column(name).is_some());
    for column in target.columns() {
        record.entry(column.name.clone()).or_insert_with(|| column.initial());
    }
    record.insert(CLASS.to_owned(), target.name.clone());
}

/// Empties the columns that the row loses with its class, so that they are not there again should it
/// come back.
pub(super) fn empty_what_is_lost(
    work: &Work<'_>,
    class: &Table,
    target: &Table,
    previous: &Record,
) -> Result<(), Refusal> {
    let lost = class.columns().filter(|column| target.column(&column.name).is_none());
    let mut row = previous.clone();
    row.extend(lost.map(|column| (column.name.clone(), String::new())));
    work.store_again(class, &row)
}
