//! An alias has one active connection, unless it supports several.

use crate::{
    evidence::Evidence,
    refusal::Refusal,
    store::Record,
    unknowns::Verdict,
    world::{Change, Rule, When},
};

pub(super) static RULE: Rule = Rule {
    name: "Validate active connection",
    tables: &["sys_connection"],
    when: When::BeforeWrite,
    evidence: Evidence::Documented,
    apply,
};

fn apply(change: &mut Change<'_>) -> Result<(), Refusal> {
    let (work, alias) = (change.work, change.get("connection_alias"));
    let allowed = work.world.unknowns.second_active_connection == Verdict::Allowed;
    if allowed || alias.is_empty() || !change.is("active") {
        return Ok(());
    }
    let alias_row = work.fetch("sys_alias", alias)?;
    if alias_row.is_some_and(|row| row.value("multiple_connections") == "true") {
        return Ok(());
    }
    let rivals = work.find("sys_connection", &[("connection_alias", alias), ("active", "true")])?;
    let rival = |row: &Record| row.value("sys_id") != change.get("sys_id");
    if rivals.iter().any(rival) { Err(change.abort(&RULE)) } else { Ok(()) }
}
