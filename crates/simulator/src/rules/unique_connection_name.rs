//! A connection's name is unique.

use crate::{
    evidence::Evidence,
    refusal::Refusal,
    store::Record,
    unknowns::Verdict,
    world::{Change, Rule, When},
};

pub(super) static RULE: Rule = Rule {
    name: "Validate unique connection name",
    tables: &["sys_connection"],
    when: When::BeforeWrite,
    evidence: Evidence::Documented,
    apply,
};

fn apply(change: &mut Change<'_>) -> Result<(), Refusal> {
    let (work, name) = (change.work, change.get("name"));
    let allowed = work.world.unknowns.duplicate_connection_name == Verdict::Allowed;
    if allowed || name.is_empty() || !change.changes("name") {
        return Ok(());
    }
    let namesakes = work.find("sys_connection", &[("name", name)])?;
    let other = |row: &Record| row.value("sys_id") != change.get("sys_id");
    if namesakes.iter().any(other) { Err(change.abort(&RULE)) } else { Ok(()) }
}
