//! Connection and credential aliases: their ids, and what a child takes from its parent.

use crate::{
    evidence::Evidence,
    refusal::Refusal,
    store::Record,
    world::{Change, Meaning, Rule, When, Work},
};
use std::collections::BTreeMap;

/// An alias's name is made of letters, digits, blanks and a few signs (docs/facts.md#alias-names).
pub(super) static NAME: Rule = Rule {
    name: "Characters of an alias name",
    tables: &["sys_alias"],
    when: When::BeforeWrite,
    evidence: Evidence::Exported,
    apply: check_name,
};

const SIGNS: &str = "_ @./()#&+-=!*";

fn check_name(change: &mut Change<'_>) -> Result<(), Refusal> {
    let fits = |letter: char| letter.is_ascii_alphanumeric() || SIGNS.contains(letter);
    if change.changes("name") && !change.get("name").chars().all(fits) {
        return Err(change.abort(&NAME));
    }
    Ok(())
}

/// An alias's id is its scope's name, a dot and its own name; in the global scope its name alone.
pub(super) static ID: Rule = Rule {
    name: "Compute alias id",
    tables: &["sys_alias"],
    when: When::BeforeWrite,
    evidence: Evidence::Exported,
    apply: compute_id,
};

fn compute_id(change: &mut Change<'_>) -> Result<(), Refusal> {
    let scope = change.work.fetch("sys_scope", change.get("sys_scope"))?;
    let scope = scope.as_ref().map_or("global", |row| row.value("scope"));
    let id = id(scope, change.get("name"));
    change.set("sys_name", id.clone());
    change.set("id", id);
    Ok(())
}

fn id(scope: &str, name: &str) -> String {
    let name: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || c == '_' { c } else { '_' }).collect();
    match scope {
        "global" | "" => name,
        scope => format!("{scope}.{name}"),
    }
}

/// What a child copies when it is inserted.
const INHERITED: &[&str] =
    &["type", "connection_type", "multiple_connections", "configuration_template", "retry_policy"];

/// A child alias takes its kind from its parent.
pub(super) static INHERIT: Rule = Rule {
    name: "Inherit from parent alias",
    tables: &["sys_alias"],
    when: When::BeforeInsert,
    evidence: Evidence::Documented,
    apply: inherit,
};

/// A child alias keeps its parent for good.
pub(super) static KEEP_PARENT: Rule = Rule {
    name: "Keep parent alias",
    tables: &["sys_alias"],
    when: When::BeforeUpdate,
    evidence: Evidence::Documented,
    apply: keep_parent,
};

/// The stock retry policy for each type of connection, which the form fills in
/// (docs/facts.md#alias-retry-policy).
const RETRY_POLICIES: &[(&str, &str)] = &[
    ("http_connection", "ef751ff07301330025d71afe2ff6a7f9"),
    ("jdbc_connection", "e8ddcb7573331010cbfec9d234f6a7fd"),
    ("sys_connection", "e385484773100010e3a71afe2ff6a709"),
];

fn inherit(change: &mut Change<'_>) -> Result<(), Refusal> {
    let filled = change.work.world.unknowns.alias_retry_policy_filled;
    if let Some(parent) = change.work.fetch("sys_alias", change.get("parent"))? {
        for column in INHERITED {
            change.set(column, parent.value(column));
        }
    } else if filled && change.get("retry_policy").is_empty() {
        let kind = change.get("connection_type");
        if let Some((_, policy)) = RETRY_POLICIES.iter().find(|(of, _)| *of == kind) {
            change.set("retry_policy", *policy);
        }
    }
    Ok(())
}

fn keep_parent(change: &mut Change<'_>) -> Result<(), Refusal> {
    if let Some(previous) = change.previous.filter(|_| change.meaning != Meaning::Platform) {
        change.set("parent", previous.value("parent"));
    }
    Ok(())
}

/// An alias keeps its types while active connections or credentials refer to it
/// (docs/facts.md#alias-changes).
pub(super) static KEEP_TYPE: Rule = Rule {
    name: "Type of an alias in use",
    tables: &["sys_alias"],
    when: When::BeforeUpdate,
    evidence: Evidence::Exported,
    apply: keep_type,
};

fn keep_type(change: &mut Change<'_>) -> Result<(), Refusal> {
    let changes = ["type", "connection_type"].iter().any(|column| change.changes(column));
    if !changes {
        return Ok(());
    }
    let (work, alias) = (change.work, change.get("sys_id"));
    let active = work.find("discovery_credentials", &[("active", "true")])?;
    let tagged = |row: &Record| row.value("tag").split(',').any(|tag| tag.trim() == alias);
    let used = !connections(work, alias)?.is_empty() || active.iter().any(tagged);
    if used { Err(change.abort(&KEEP_TYPE)) } else { Ok(()) }
}

fn connections(work: &Work<'_>, alias: &str) -> Result<Vec<Record>, Refusal> {
    work.find("sys_connection", &[("connection_alias", alias), ("active", "true")])
}

/// An alias supports several connections as long as several are active in one domain
/// (docs/facts.md#alias-changes).
pub(super) static KEEP_SEVERAL: Rule = Rule {
    name: "Several active connections of an alias",
    tables: &["sys_alias"],
    when: When::BeforeUpdate,
    evidence: Evidence::Exported,
    apply: keep_several,
};

fn keep_several(change: &mut Change<'_>) -> Result<(), Refusal> {
    if !change.changes("multiple_connections") || change.is("multiple_connections") {
        return Ok(());
    }
    let mut of_domain: BTreeMap<String, usize> = BTreeMap::new();
    for row in connections(change.work, change.get("sys_id"))? {
        let count = of_domain.entry(row.value("sys_domain").to_owned()).or_default();
        *count = count.saturating_add(1);
    }
    if of_domain.values().any(|count| *count > 1) {
        return Err(change.abort(&KEEP_SEVERAL));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_of_an_alias_is_scope_dot_name() {
        assert_eq!(id("x_camun_camunda", "Camunda"), "x_camun_camunda.Camunda");
    }

    #[test]
    fn in_the_global_scope_there_is_no_prefix() {
        assert_eq!(id("global", "RPS Customer Demo"), "RPS_Customer_Demo");
        assert_eq!(id("global", "a.b/c (d)-e@f#g&h+i=j!k*"), "a_b_c__d__e_f_g_h_i_j_k_");
    }
}
