//! A new task gets the next number of its kind, such as `INC0010001`. Numbers are never given
//! twice, not even after a delete.

use crate::{
    evidence::Evidence,
    records::{self, Input},
    refusal::Refusal,
    store::Record,
    world::{Change, Rule, When, Work},
};

pub(super) static RULE: Rule = Rule {
    name: "Get next number",
    tables: &["task"],
    when: When::BeforeInsert,
    evidence: Evidence::Seen,
    apply,
};

/// The platform's usual number of digits.
const DIGITS: usize = 7;

fn apply(change: &mut Change<'_>) -> Result<(), Refusal> {
    if !change.get("number").is_empty() {
        return Ok(());
    }
    let Some(kind) = kind(change)? else { return Ok(()) };
    let next = next(change.work, &kind)?;
    let digits = kind.value("maximum_digits").parse().unwrap_or(DIGITS);
    let number = format!("{}{next:0digits$}", kind.value("prefix"));
    change.set("number", number);
    Ok(())
}

/// The row of `sys_number` for the table or its nearest ancestor that has one.
fn kind(change: &Change<'_>) -> Result<Option<Record>, Refusal> {
    for table in &change.table.lineage {
        if let Some(row) = change.work.find("sys_number", &[("category", table)])?.pop() {
            return Ok(Some(row));
        }
    }
    Ok(None)
}

/// Counts on from the last number given, or from where the kind begins.
fn next(work: &Work<'_>, kind: &Record) -> Result<u64, Refusal> {
    let category = kind.value("category");
    let counter = work.find("sys_number_counter", &[("table", category)])?.pop();
    let last = counter.as_ref().map_or_else(|| kind.value("number"), |row| row.value("number"));
    let next = last.parse::<u64>().unwrap_or(0) + 1;
    let table = work.table("sys_number_counter")?;
    if let Some(mut row) = counter {
        row.insert("number".to_owned(), next.to_string());
        work.store_again(table, &row)?;
    } else {
        let first = [("table", category), ("number", &next.to_string())];
        records::insert(work, table, &Input::platform(first))?;
    }
    Ok(next)
}
