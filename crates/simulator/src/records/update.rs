//! Updating a record.

use super::{
    Input,
    class::{self, CLASS},
    insert::write_values,
};
use crate::{
    clock,
    dictionary::Table,
    refusal::Refusal,
    store::{self, Record},
    world::{Change, When, Work},
};
use std::sync::Arc;

/// Changes the columns of `table` that `input` names and returns the record as it is then. A write
/// that changes nothing does not count as an update \[I\].
pub(crate) fn update(
    work: &Work<'_>,
    table: &Arc<Table>,
    id: &str,
    input: &Input,
) -> Result<Record, Refusal> {
    let (current, previous) = of_real_class(work, table, id)?;
    let moved = class::other(work, current, input);
    let mut record = previous.clone();
    if let Some(target) = moved {
        class::fit(&mut record, target);
    }
    write_values(work, moved.unwrap_or(table), input, &mut record)?;
    if record == previous {
        return Ok(previous);
    }
    let (meaning, target) = (input.meaning, moved.unwrap_or(current));
    let mut change = Change { work, table: target, previous: Some(&previous), record, meaning };
    change.run(When::BeforeUpdate)?;
    change.run(When::BeforeWrite)?;
    if change.record == previous {
        return Ok(previous);
    }
    stamp(work, &mut change.record);
    if moved.is_some() {
        class::empty_what_is_lost(work, current, target, &previous)?;
    }
    work.store_again(target, &change.record)?;
    change.run(When::AfterUpdate)?;
    change.run(When::AfterWrite)?;
    Ok(change.record)
}

/// The table a row of `table` really is in, and the row with all its columns.
pub(super) fn of_real_class<'a>(
    work: &Work<'a>,
    table: &Arc<Table>,
    id: &str,
) -> Result<(&'a Arc<Table>, Record), Refusal> {
    let row = store::fetch(work.connection, table, id)?.ok_or(Refusal::NotFound)?;
    let class = work.table(row.value(CLASS))?;
    let row = store::fetch(work.connection, class, id)?.ok_or(Refusal::NotFound)?;
    Ok((class, row))
}

fn stamp(work: &Work<'_>, record: &mut Record) {
    let count: i64 = record.value("sys_mod_count").parse().unwrap_or(0);
    record.insert("sys_mod_count".to_owned(), count.saturating_add(1).to_string());
    record.insert("sys_updated_on".to_owned(), clock::stored(work.now));
    record.insert("sys_updated_by".to_owned(), work.caller.user_name.clone());
}
