//! Access rules: what the instance computes of them, and what it refuses. The names of rules that no
//! source gives are made from what the rule says.

use crate::{
    evidence::Evidence,
    refusal::Refusal,
    unknowns::EmptyRule,
    world::{Change, Meaning, Rule, When},
};

/// A rule with a script is an advanced one, whatever is sent (docs/facts.md#access-rule).
pub(super) static ADVANCED: Rule = Rule {
    name: "Set advanced from script",
    tables: &["sys_security_acl"],
    when: When::BeforeWrite,
    evidence: Evidence::Exported,
    apply: set_advanced,
};

fn set_advanced(change: &mut Change<'_>) -> Result<(), Refusal> {
    let advanced = !change.get("script").is_empty();
    change.set("advanced", advanced.to_string());
    Ok(())
}

/// An access rule must name something to pass by: a role, a security attribute, a condition or a
/// script (docs/facts.md#empty-access-rule). Roles are rows of their own, so a rule may be inserted
/// inactive first.
pub(super) static EMPTY: Rule = Rule {
    name: "Empty ACL",
    tables: &["sys_security_acl"],
    when: When::BeforeWrite,
    evidence: Evidence::Measured,
    apply: check_empty,
};

const PASSED_BY: &[&str] = &["security_attribute", "condition", "script"];

fn check_empty(change: &mut Change<'_>) -> Result<(), Refusal> {
    let refused = change.work.world.unknowns.empty_access_rule == EmptyRule::Refused;
    let filled = PASSED_BY.iter().any(|column| !change.get(column).is_empty());
    if !refused || filled || !change.is("active") || change.get("decision_type") == "deny" {
        return Ok(());
    }
    let own = [("sys_security_acl", change.get("sys_id"))];
    let roleless = change.work.find("sys_security_acl_role", &own)?.is_empty();
    if roleless { Err(change.abort(&EMPTY)) } else { Ok(()) }
}

/// A row that joins a rule and a role has both (docs/facts.md#access-rule-roles). The instance itself
/// takes the rule out of the row when it deletes the rule.
pub(super) static ROLE_ROW: Rule = Rule {
    name: "Prevent empty ACL role",
    tables: &["sys_security_acl_role"],
    when: When::BeforeWrite,
    evidence: Evidence::Exported,
    apply: check_role_row,
};

fn check_role_row(change: &mut Change<'_>) -> Result<(), Refusal> {
    let lacks = ["sys_security_acl", "sys_user_role"].iter().any(|one| change.get(one).is_empty());
    if lacks && change.meaning != Meaning::Platform {
        return Err(change.abort(&ROLE_ROW));
    }
    Ok(())
}

/// What a rule may guard (docs/facts.md#access-rule-limits): a script include that callers can call.
pub(super) static CALLABLE: Rule = Rule {
    name: "Validate client callable script include",
    tables: &["sys_security_acl"],
    when: When::BeforeWrite,
    evidence: Evidence::Exported,
    apply: check_callable,
};

fn check_callable(change: &mut Change<'_>) -> Result<(), Refusal> {
    let of_script = change.get("type") == "client_callable_script_include";
    if !of_script || !guards_another(change) || change.meaning == Meaning::Platform {
        return Ok(());
    }
    for column in ["name", "api_name"] {
        let named = [(column, change.get("name")), ("client_callable", "true")];
        if !change.work.find("sys_script_include", &named)?.is_empty() {
            return Ok(());
        }
    }
    Err(change.abort(&CALLABLE))
}

/// Whether the write says anew what is guarded: only then is that looked at \[I\].
fn guards_another(change: &Change<'_>) -> bool {
    ["type", "name", "operation"].iter().any(|column| change.changes(column))
}

/// Rows of archives are only read (docs/facts.md#access-rule-limits).
pub(super) static ARCHIVE: Rule = Rule {
    name: "Only read ACLs for archive tables",
    tables: &["sys_security_acl"],
    when: When::BeforeWrite,
    evidence: Evidence::Exported,
    apply: check_archive,
};

/// What the names of archives begin with \[D\].
const ARCHIVES: &str = "ar_";

fn check_archive(change: &mut Change<'_>) -> Result<(), Refusal> {
    let of_archive = change.get("type") == "record" && change.get("name").starts_with(ARCHIVES);
    if of_archive && guards_another(change) && change.get("operation") != "read" {
        return Err(change.abort(&ARCHIVE));
    }
    Ok(())
}
