//! In a scope of its own a role's name is the scope, a dot and the role's suffix.

use crate::{
    evidence::Evidence,
    refusal::Refusal,
    world::{Change, Rule, When},
};

pub(super) static RULE: Rule = Rule {
    name: "Compute role name",
    tables: &["sys_user_role"],
    when: When::BeforeWrite,
    evidence: Evidence::Seen,
    apply,
};

fn apply(change: &mut Change<'_>) -> Result<(), Refusal> {
    let suffix = change.get("suffix");
    let scope = change.work.fetch("sys_scope", change.get("sys_scope"))?;
    let scope = scope.as_ref().map_or("global", |row| row.value("scope"));
    if suffix.is_empty() || ["", "global"].contains(&scope) {
        return Ok(());
    }
    let name = format!("{scope}.{suffix}");
    change.set("name", name.clone());
    change.set("sys_name", name);
    Ok(())
}
