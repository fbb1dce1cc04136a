//! Inbound authentication profiles.

use crate::{
    evidence::Evidence,
    refusal::Refusal,
    world::{Change, Rule, When},
};

/// A profile's name is its own within its application, whatever the kinds
/// (docs/facts.md#inbound-auth-profile).
pub(super) static UNIQUE_NAME: Rule = Rule {
    name: "Validate unique authentication profile",
    tables: &["inbound_auth_profile"],
    when: When::BeforeWrite,
    evidence: Evidence::Exported,
    apply: check_name,
};

fn check_name(change: &mut Change<'_>) -> Result<(), Refusal> {
    let name = change.get("name");
    if name.is_empty() {
        return Ok(());
    }
    let named = [("name", name), ("sys_scope", change.get("sys_scope"))];
    if !change.others("inbound_auth_profile", &named)?.is_empty() {
        return Err(change.abort(&UNIQUE_NAME));
    }
    Ok(())
}
