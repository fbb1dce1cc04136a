//! The platform's own name of an application file is its display value.

use crate::{
    evidence::Evidence,
    refusal::Refusal,
    world::{Change, Rule, When},
};

pub(super) static RULE: Rule = Rule {
    name: "Compute sys_name",
    tables: &[],
    when: When::BeforeWrite,
    evidence: Evidence::Exported,
    apply,
};

fn apply(change: &mut Change<'_>) -> Result<(), Refusal> {
    if change.table.is_metadata() && !change.table.is_a("sys_alias") {
        let display = change.get(change.table.display_column()).to_owned();
        change.set("sys_name", display);
    }
    Ok(())
}
