//! A child alias takes its kind from its parent, and keeps its parent for good.

use crate::{
    evidence::Evidence,
    refusal::Refusal,
    world::{Change, Meaning, Rule, When},
};

/// What a child copies when it is inserted.
const INHERITED: &[&str] =
    &["type", "connection_type", "multiple_connections", "configuration_template", "retry_policy"];

pub(super) static INHERIT: Rule = Rule {
    name: "Inherit from parent alias",
    tables: &["sys_alias"],
    when: When::BeforeInsert,
    evidence: Evidence::Documented,
    apply: inherit,
};

pub(super) static KEEP_PARENT: Rule = Rule {
    name: "Keep parent alias",
    tables: &["sys_alias"],
    when: When::BeforeUpdate,
    evidence: Evidence::Documented,
    apply: keep_parent,
};

/// The stock retry policy for HTTP, which the form fills in (facts 1.1).
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
