//! Whether the caller may do something to one row. The rules of the row's real class count, by
//! whatever table it is reached.

use crate::{
    access::{covers, permits},
    dictionary::{Column, Table},
    records::Input,
    refusal::{Operation, Refusal},
    world::Work,
};
use std::sync::Arc;

/// Refuses what the caller may not do to the row. One the caller may not see is not there.
pub(super) fn admit(
    work: &Work<'_>,
    table: &Table,
    id: &str,
    operation: Operation,
) -> Result<(), Refusal> {
    let class = class_of(work, table, id)?;
    if !permits(work, Operation::Read, class, id)? {
        return Err(Refusal::NotFound);
    }
    if permits(work, operation, class, id)? { Ok(()) } else { Err(Refusal::Access(operation)) }
}

/// Whether the caller may do that to the row.
pub(in crate::api) fn may(
    work: &Work<'_>,
    table: &Table,
    id: &str,
    operation: Operation,
) -> Result<bool, Refusal> {
    match admit(work, table, id, operation) {
        Ok(()) => Ok(true),
        Err(Refusal::Access(_) | Refusal::NotFound) => Ok(false),
        Err(other) => Err(other),
    }
}

/// The columns of the row that the caller may read and write.
pub(in crate::api) fn open_columns<'a>(
    work: &Work<'a>,
    table: &Table,
    id: &str,
) -> Result<Vec<&'a Arc<Column>>, Refusal> {
    admit(work, table, id, Operation::Update)?;
    let class = class_of(work, table, id)?;
    let mut open = Vec::new();
    for column in class.columns().filter(|column| column.is_writable()) {
        let is_readable = holds(work, class, id, (Operation::Read, &column.name))?;
        if is_readable && holds(work, class, id, (Operation::Update, &column.name))? {
            open.push(column);
        }
    }
    Ok(open)
}

/// Drops what the caller may not write in this row.
pub(super) fn drop_unwritable(
    work: &Work<'_>,
    table: &Table,
    id: &str,
    input: &mut Input,
) -> Result<(), Refusal> {
    let class = class_of(work, table, id)?;
    let mut kept = Vec::new();
    for name in input.values.keys() {
        if holds(work, class, id, (Operation::Update, name))? {
            kept.push(name.clone());
        }
    }
    input.values.retain(|name, _| kept.contains(name));
    Ok(())
}

/// Whether the caller's right to that column holds in the row.
fn holds(
    work: &Work<'_>,
    class: &Table,
    id: &str,
    (operation, column): (Operation, &str),
) -> Result<bool, Refusal> {
    covers(work, class, id, &work.caller.column(operation, class, column))
}

fn class_of<'a>(work: &Work<'a>, table: &Table, id: &str) -> Result<&'a Arc<Table>, Refusal> {
    let row = work.fetch(&table.name, id)?.ok_or(Refusal::NotFound)?;
    work.table(row.value("sys_class_name"))
}
