//! Two active connections do not share a credential.

use crate::{
    evidence::Evidence,
    refusal::Refusal,
    store::Record,
    unknowns::Verdict,
    world::{Change, Rule, When},
};

pub(super) static RULE: Rule = Rule {
    name: "Validate unique credential",
    tables: &["sys_connection"],
    when: When::BeforeWrite,
    evidence: Evidence::Documented,
    apply,
};

fn apply(change: &mut Change<'_>) -> Result<(), Refusal> {
    let (work, credential) = (change.work, change.get("credential"));
    let allowed = work.world.unknowns.shared_credential == Verdict::Allowed;
    if allowed || credential.is_empty() || !change.is("active") {
        return Ok(());
    }
    let users = [("credential", credential), ("active", "true")];
    let users = work.find("sys_connection", &users)?;
    let other = |row: &Record| row.value("sys_id") != change.get("sys_id");
    if users.iter().any(other) { Err(change.abort(&RULE)) } else { Ok(()) }
}
