//! A user is granted a role once, on the instances that see to it (facts 1.12).

use crate::{
    evidence::Evidence,
    refusal::Refusal,
    unknowns::Verdict,
    world::{Change, Rule, When},
};

pub(super) static RULE: Rule = Rule {
    name: "Prevent duplicate roles",
    tables: &["sys_user_has_role"],
    when: When::BeforeInsert,
    evidence: Evidence::Inferred,
    apply,
};

fn apply(change: &mut Change<'_>) -> Result<(), Refusal> {
    let refused = change.work.world.unknowns.duplicate_role_grant == Verdict::Refused;
    let (user, role) = (change.get("user"), change.get("role"));
    if !refused || change.is("inherited") || user.is_empty() || role.is_empty() {
        return Ok(());
    }
    let same = [("user", user), ("role", role), ("inherited", "false")];
    let first = change.work.find("sys_user_has_role", &same)?.is_empty();
    if first { Ok(()) } else { Err(change.abort(&RULE)) }
}
