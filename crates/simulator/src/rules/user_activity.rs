//! Deactivating a user locks it out.

use crate::{
    evidence::Evidence,
    refusal::Refusal,
    world::{Change, Rule, When},
};

pub(super) static RULE: Rule = Rule {
    name: "Lock out inactive user",
    tables: &["sys_user"],
    when: When::BeforeWrite,
    evidence: Evidence::Inferred,
    apply,
};

fn apply(change: &mut Change<'_>) -> Result<(), Refusal> {
    if change.changes("active") && !change.is("active") {
        change.set("locked_out", "true");
    }
    Ok(())
}
