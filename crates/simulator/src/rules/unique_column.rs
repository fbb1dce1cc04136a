//! Columns the dictionary calls unique hold each value once. Empty values do not count.

use crate::{
    evidence::Evidence,
    refusal::Refusal,
    world::{Change, Rule, When},
};

pub(super) static RULE: Rule = Rule {
    name: "Unique Key violation detected by database",
    tables: &[],
    when: When::BeforeWrite,
    evidence: Evidence::Invented,
    apply,
};

fn apply(change: &mut Change<'_>) -> Result<(), Refusal> {
    for column in change.table.columns().filter(|column| column.unique) {
        let text = change.get(&column.name);
        if text.is_empty() || !change.changes(&column.name) {
            continue;
        }
        let holders = change.work.find(&change.table.root, &[(&column.name, text)])?;
        if holders.iter().any(|row| row.value("sys_id") != change.get("sys_id")) {
            return Err(change.abort(&RULE));
        }
    }
    Ok(())
}
