//! Journal columns, such as work notes: what is written becomes an entry of its own, and the column
//! itself holds nothing (docs/facts.md#journal-columns).

use crate::{
    evidence::Evidence,
    records::{self, Input},
    refusal::Refusal,
    world::{Change, Rule, When},
};

/// Where the entries are.
const ENTRIES: &str = "sys_journal_field";

/// Each text written to a journal column is added to its entries.
pub(super) static ADD: Rule = Rule {
    name: "Add journal entry",
    tables: &[],
    when: When::AfterWrite,
    evidence: Evidence::Seen,
    apply: add_entries,
};

fn add_entries(change: &mut Change<'_>) -> Result<(), Refusal> {
    let work = change.work;
    for column in journals(change).filter(|column| !change.get(column).is_empty()) {
        let entry = Input::platform([
            ("name", &change.table.name),
            ("element", column),
            ("element_id", change.get("sys_id")),
            ("value", change.get(column)),
        ]);
        records::insert(work, work.table(ENTRIES)?, &entry)?;
    }
    Ok(())
}

/// The entries go with their record.
pub(super) static DELETED: Rule = Rule {
    name: "Delete journal entries of record",
    tables: &[],
    when: When::BeforeDelete,
    evidence: Evidence::Inferred,
    apply: delete_entries,
};

fn delete_entries(change: &mut Change<'_>) -> Result<(), Refusal> {
    let work = change.work;
    if journals(change).next().is_none() {
        return Ok(());
    }
    for entry in work.find(ENTRIES, &[("element_id", change.get("sys_id"))])? {
        records::delete(work, work.table(ENTRIES)?, entry.value("sys_id"))?;
    }
    Ok(())
}

fn journals<'a>(change: &'a Change<'_>) -> impl Iterator<Item = &'a str> {
    let journals = change.table.columns().filter(|column| column.kind.is_journal());
    journals.map(|column| column.name.as_str())
}
