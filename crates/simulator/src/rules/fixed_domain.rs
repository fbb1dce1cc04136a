//! A record stays in its domain whatever is sent, where that is switched on (§12.18).

use crate::{
    evidence::Evidence,
    refusal::Refusal,
    world::{Change, Meaning, Rule, When},
};

pub(super) static RULE: Rule = Rule {
    name: "Keep domain",
    tables: &[],
    when: When::BeforeWrite,
    evidence: Evidence::Invented,
    apply,
};

fn apply(change: &mut Change<'_>) -> Result<(), Refusal> {
    if change.work.world.unknowns.domain_writable || change.meaning == Meaning::Platform {
        return Ok(());
    }
    let before = change.previous.map(|row| row.value("sys_domain").to_owned());
    change.set("sys_domain", before.unwrap_or_else(|| "global".to_owned()));
    Ok(())
}
