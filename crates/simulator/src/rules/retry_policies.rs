//! Retry policies: which strategy goes with which kind of connection, and how long one may wait.

use crate::{
    evidence::Evidence,
    refusal::Refusal,
    world::{Change, Meaning, Rule, When},
};

/// Only HTTP has a header that says when to come again (docs/facts.md#retry-policy).
pub(super) static RETRY_AFTER: Rule = Rule {
    name: "Retry-After is for HTTP only",
    tables: &["sys_retry_policy"],
    when: When::BeforeWrite,
    evidence: Evidence::Exported,
    apply: check_strategy,
};

fn check_strategy(change: &mut Change<'_>) -> Result<(), Refusal> {
    let waits = change.get("retry_strategy") == "retry_after";
    if waits && change.get("connection_type") != "http_retry_conditions" {
        return Err(change.abort(&RETRY_AFTER));
    }
    Ok(())
}

/// Retrying ends within a day, or within what a property says (docs/facts.md#retry-policy).
pub(super) static LONGEST: Rule = Rule {
    name: "Max elapsed time",
    tables: &["sys_retry_policy"],
    when: When::BeforeWrite,
    evidence: Evidence::Exported,
    apply: check_longest,
};

const PROPERTY: &str = "glide.fdih.retry.max_time_in_seconds";
const DAY: i64 = 86_400;

fn check_longest(change: &mut Change<'_>) -> Result<(), Refusal> {
    let Ok(wanted) = change.get("max_elapsed_time").parse::<i64>() else { return Ok(()) };
    if !change.changes("max_elapsed_time") || change.meaning == Meaning::Platform {
        return Ok(());
    }
    let longest = change.work.property(PROPERTY)?.parse().unwrap_or(DAY);
    if wanted > longest { Err(change.abort(&LONGEST)) } else { Ok(()) }
}
