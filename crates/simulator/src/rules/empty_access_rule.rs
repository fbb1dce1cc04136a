//! An access rule must name something to pass by: a role, a security attribute, a condition or a
//! script (facts 1.13). Roles are rows of their own, so a rule may be inserted inactive first.

use crate::{
    evidence::Evidence,
    refusal::Refusal,
    unknowns::EmptyRule,
    world::{Change, Rule, When},
};

pub(super) static RULE: Rule = Rule {
    name: "Empty ACL",
    tables: &["sys_security_acl"],
    when: When::BeforeWrite,
    evidence: Evidence::Measured,
    apply,
};

const PASSED_BY: &[&str] = &["security_attribute", "condition", "script"];

fn apply(change: &mut Change<'_>) -> Result<(), Refusal> {
    let refused = change.work.world.unknowns.empty_access_rule == EmptyRule::Refused;
    let filled = PASSED_BY.iter().any(|column| !change.get(column).is_empty());
    if !refused || filled || !change.is("active") || change.get("decision_type") == "deny" {
        return Ok(());
    }
    let own = [("sys_security_acl", change.get("sys_id"))];
    let roleless = change.work.find("sys_security_acl_role", &own)?.is_empty();
    if roleless { Err(change.abort(&RULE)) } else { Ok(()) }
}
