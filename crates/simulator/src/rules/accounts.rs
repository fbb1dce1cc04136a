//! Users, roles, and the roles that users are granted.

use crate::{
    current,
    evidence::Evidence,
    refusal::Refusal,
    unknowns::Verdict,
    world::{Change, Rule, When},
};

/// A user's name is made of first, middle and last name; writing the name splits it.
pub(super) static FULL_NAME: Rule = Rule {
    name: "Calculate user name",
    tables: &["sys_user"],
    when: When::BeforeWrite,
    evidence: Evidence::Exported,
    apply: compute_full_name,
};

const PARTS: &[&str] = &["first_name", "middle_name", "last_name"];

fn compute_full_name(change: &mut Change<'_>) -> Result<(), Refusal> {
    if PARTS.iter().any(|part| change.changes(part)) {
        let parts = PARTS.iter().map(|part| change.get(part)).filter(|part| !part.is_empty());
        let name = parts.collect::<Vec<_>>().join(" ");
        change.set("name", name);
    } else if change.changes("name") {
        let (first, last) = split(change.get("name"));
        change.set("first_name", first);
        change.set("last_name", last);
    }
    Ok(())
}

fn split(name: &str) -> (String, String) {
    match name.rsplit_once(' ') {
        Some((first, last)) => (first.to_owned(), last.to_owned()),
        None => (String::new(), name.to_owned()),
    }
}

/// Nobody locks out himself, by deactivating himself neither (docs/facts.md#user-locks).
pub(super) static KEEP_IN: Rule = Rule {
    name: "Prevent locking out oneself",
    tables: &["sys_user"],
    when: When::BeforeUpdate,
    evidence: Evidence::Exported,
    apply: keep_in,
};

fn keep_in(change: &mut Change<'_>) -> Result<(), Refusal> {
    let own = change.get("sys_id") == change.work.caller.user_id;
    let locked = change.changes("locked_out") && change.is("locked_out");
    let deactivated = change.changes("active") && !change.is("active");
    if own && (locked || deactivated) { Err(change.abort(&KEEP_IN)) } else { Ok(()) }
}

/// Deactivating a user locks it out.
pub(super) static LOCK_OUT: Rule = Rule {
    name: "Lock out inactive user",
    tables: &["sys_user"],
    when: When::BeforeWrite,
    evidence: Evidence::Exported,
    apply: lock_out,
};

fn lock_out(change: &mut Change<'_>) -> Result<(), Refusal> {
    if change.changes("active") && !change.is("active") {
        change.set("locked_out", "true");
    }
    Ok(())
}

/// A role without a name gets it from its application's scope and its suffix, where the caller works
/// in an application of their own: in Global it stays empty (docs/facts.md#role).
pub(super) static ROLE_NAME: Rule = Rule {
    name: "set nil name from suffix",
    tables: &["sys_user_role"],
    when: When::BeforeWrite,
    evidence: Evidence::Exported,
    apply: compute_role_name,
};

fn compute_role_name(change: &mut Change<'_>) -> Result<(), Refusal> {
    let (work, suffix) = (change.work, change.get("suffix"));
    if suffix.is_empty() || !change.get("name").is_empty() {
        return Ok(());
    }
    let runs_everywhere = work.world.unknowns.role_named_in_global;
    if !runs_everywhere && current::application(work)? == current::GLOBAL {
        return Ok(());
    }
    let scope = work.fetch("sys_scope", change.get("sys_scope"))?;
    let scope = scope.as_ref().map_or("global", |row| row.value("scope"));
    if !["", "global"].contains(&scope) {
        let name = format!("{scope}.{suffix}");
        change.set("name", name);
    }
    Ok(())
}

/// A user is granted a role once, on the instances that see to it (docs/facts.md#duplicate-grant).
pub(super) static DUPLICATE_GRANT: Rule = Rule {
    name: "Prevent duplicate roles",
    tables: &["sys_user_has_role"],
    when: When::BeforeInsert,
    evidence: Evidence::Inferred,
    apply: check_grant,
};

fn check_grant(change: &mut Change<'_>) -> Result<(), Refusal> {
    let refused = change.work.world.unknowns.duplicate_role_grant == Verdict::Refused;
    let (user, role) = (change.get("user"), change.get("role"));
    if !refused || change.is("inherited") || user.is_empty() || role.is_empty() {
        return Ok(());
    }
    let same = [("user", user), ("role", role), ("inherited", "false")];
    let first = change.work.find("sys_user_has_role", &same)?.is_empty();
    if first { Ok(()) } else { Err(change.abort(&DUPLICATE_GRANT)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_split_before_its_last_word() {
        assert_eq!(split("Abel Tuter"), ("Abel".to_owned(), "Tuter".to_owned()));
        assert_eq!(split("Integration"), (String::new(), "Integration".to_owned()));
    }
}
