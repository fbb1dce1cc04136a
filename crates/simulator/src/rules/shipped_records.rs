//! A record that a Store application shipped takes no update, where that is switched on (§12.18).

use crate::{
    evidence::Evidence,
    refusal::Refusal,
    unknowns::Verdict,
    world::{Change, Meaning, Rule, When},
};

pub(super) static RULE: Rule = Rule {
    name: "Protect shipped records",
    tables: &[],
    when: When::BeforeUpdate,
    evidence: Evidence::Invented,
    apply,
};

fn apply(change: &mut Change<'_>) -> Result<(), Refusal> {
    let work = change.work;
    let allowed = work.world.unknowns.update_of_shipped_record == Verdict::Allowed;
    if allowed || change.meaning == Meaning::Platform || change.table.is_a("sys_package") {
        return Ok(());
    }
    let scope = change.previous.map_or("", |row| row.value("sys_scope"));
    let shipped = work.fetch("sys_store_app", scope)?.is_some();
    if shipped { Err(change.abort(&RULE)) } else { Ok(()) }
}
