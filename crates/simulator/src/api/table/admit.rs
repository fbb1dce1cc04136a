//! Whether the caller may do something to one row. The rules of the row's real class count, by
//! whatever table it is reached.

use crate::{
    access::{covers, permits},
    dictionary::Table,
    records::Input,
    refusal::{Operation, Refusal},
    world::{Right, Work},
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
        let right = work.caller.column(Operation::Update, class, name);
        if right == Right::Always || covers(work, class, id, &right)? {
            kept.push(name.clone());
        }
    }
    input.values.retain(|name, _| kept.contains(name));
    Ok(())
}

fn class_of<'a>(work: &Work<'a>, table: &Table, id: &str) -> Result<&'a Arc<Table>, Refusal> {
    let row = work.fetch(&table.name, id)?.ok_or(Refusal::NotFound)?;
    work.table(row.value("sys_class_name"))
}
