//! A script include's API name is its scope's name, a dot and its own name.

use crate::{
    evidence::Evidence,
    refusal::Refusal,
    world::{Change, Rule, When},
};

pub(super) static RULE: Rule = Rule {
    name: "Compute API name",
    tables: &["sys_script_include"],
    when: When::BeforeWrite,
    evidence: Evidence::Inferred,
    apply,
};

fn apply(change: &mut Change<'_>) -> Result<(), Refusal> {
    let scope = change.work.fetch("sys_scope", change.get("sys_scope"))?;
    let scope = scope.as_ref().map_or("global", |row| row.value("scope"));
    let api_name = format!("{scope}.{}", change.get("name"));
    change.set("api_name", api_name);
    Ok(())
}
