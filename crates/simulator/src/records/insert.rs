//! Inserting a record.

use super::{Input, class, form};
use crate::{
    clock,
    dictionary::{Kind, Table},
    refusal::{Operation, Refusal},
    store::{self, Record},
    vault,
    world::{Change, Meaning, When, Work},
};
use std::sync::Arc;

/// Inserts a record into `table`, or into the table that extends it and is named as the record's
/// class, and returns it as it was stored. Columns that do not exist, or
/// that the platform computes, are dropped without a word.
pub(crate) fn insert(
    work: &Work<'_>,
    table: &Arc<Table>,
    input: &Input,
) -> Result<Record, Refusal> {
    if table.gathers {
        return Err(Refusal::Access(Operation::Insert));
    }
    let table = class::of_new(work, table, input).unwrap_or(table);
    let mut record = initial(table);
    write_values(work, table, input, &mut record)?;
    stamp(work, table, input, &mut record)?;
    let mut change = Change { work, table, previous: None, record, meaning: input.meaning };
    change.run(When::BeforeInsert)?;
    change.run(When::BeforeWrite)?;
    work.store_new(table, &change.record)?;
    change.run(When::AfterInsert)?;
    change.run(When::AfterWrite)?;
    Ok(change.record)
}

fn initial(table: &Table) -> Record {
    table.columns().map(|column| (column.name.clone(), column.initial())).collect()
}

/// Puts what was sent into `record`. The class is no value: it says which table is written.
pub(super) fn write_values(
    work: &Work<'_>,
    table: &Table,
    input: &Input,
    record: &mut Record,
) -> Result<(), Refusal> {
    for (name, sent) in &input.values {
        let Some(column) = table.column(name) else { continue };
        if column.kind == Kind::ClassName {
            continue;
        }
        if column.is_writable() || input.meaning == Meaning::Platform {
            let stored = form::stored(work, column, sent, input.meaning)?;
            record.insert(name.clone(), stored);
        }
    }
    Ok(())
}

fn stamp(
    work: &Work<'_>,
    table: &Table,
    input: &Input,
    record: &mut Record,
) -> Result<(), Refusal> {
    let id = new_id(work, table, input)?;
    let now = clock::stored(work.now);
    let user = &work.caller.user_name;
    for (column, text) in [
        ("sys_id", id.as_str()),
        ("sys_created_on", &now),
        ("sys_updated_on", &now),
        ("sys_created_by", user),
        ("sys_updated_by", user),
        ("sys_mod_count", "0"),
    ] {
        record.insert(column.to_owned(), text.to_owned());
    }
    if table.column("sys_class_name").is_some() {
        record.insert("sys_class_name".to_owned(), table.name.clone());
    }
    if table.is_metadata() {
        record.insert("sys_update_name".to_owned(), format!("{}_{id}", table.name));
        let scope = record.value("sys_scope").to_owned();
        record.insert("sys_package".to_owned(), scope);
    }
    Ok(())
}

/// The sys_id sent along, where that is honoured and free (docs/facts.md#sent-sys-id), else a new
/// one.
fn new_id(work: &Work<'_>, table: &Table, input: &Input) -> Result<String, Refusal> {
    let sent = input.values.value("sys_id");
    let platform = input.meaning == Meaning::Platform;
    let usable = sent.len() == 32 && sent.bytes().all(|byte| byte.is_ascii_hexdigit());
    let honoured = platform || (usable && work.world.unknowns.client_sys_id_honoured);
    if sent.is_empty() || !honoured {
        return Ok(vault::new_id());
    }
    if !store::find(work.connection, table, &[("sys_id", sent)])?.is_empty() {
        return Err(Refusal::rule(&table.name, "Unique Key violation detected by database"));
    }
    Ok(sent.to_owned())
}
