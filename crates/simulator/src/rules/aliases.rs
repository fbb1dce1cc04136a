//! Connection and credential aliases: their ids, and what a child takes from its parent.

use crate::{
    evidence::Evidence,
    refusal::Refusal,
    world::{Change, Meaning, Rule, When},
};

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

/// The stock retry policy for HTTP, which the form fills in (docs/facts.md#alias-retry-policy).
const HTTP_RETRY_POLICY: &str = "ef751ff07301330025d71afe2ff6a7f9";

fn inherit(change: &mut Change<'_>) -> Result<(), Refusal> {
    let filled = change.work.world.unknowns.alias_retry_policy_filled;
    if let Some(parent) = change.work.fetch("sys_alias", change.get("parent"))? {
        for column in INHERITED {
            change.set(column, parent.value(column));
        }
    } else if filled
        && change.get("retry_policy").is_empty()
        && change.get("connection_type") == "http_connection"
        && change.get("type") == "connection"
    {
        change.set("retry_policy", HTTP_RETRY_POLICY);
    }
    Ok(())
}

fn keep_parent(change: &mut Change<'_>) -> Result<(), Refusal> {
    if let Some(previous) = change.previous.filter(|_| change.meaning != Meaning::Platform) {
        change.set("parent", previous.value("parent"));
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
    }
}
