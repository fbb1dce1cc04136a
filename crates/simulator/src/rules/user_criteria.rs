//! User criteria: a script makes them advanced ones (docs/facts.md#user-criteria).

use crate::{
    evidence::Evidence,
    refusal::Refusal,
    world::{Change, Rule, When},
};

/// Criteria with a script are advanced ones, and without one they are not, whatever is sent.
pub(super) static ADVANCED: Rule = Rule {
    name: "Save as advanced user criteria",
    tables: &["user_criteria"],
    when: When::BeforeWrite,
    evidence: Evidence::Documented,
    apply: set_advanced,
};

fn set_advanced(change: &mut Change<'_>) -> Result<(), Refusal> {
    let advanced = !change.get("script").is_empty();
    change.set("advanced", advanced.to_string());
    Ok(())
}
