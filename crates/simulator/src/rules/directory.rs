//! Directories: what a MID server rules out.

use crate::{
    evidence::Evidence,
    refusal::Refusal,
    world::{Change, Rule, When},
};

/// A directory that is reached through a MID server has no SSL (docs/facts.md#ldap-server). Only the rule's name was read;
/// that it does no more is inferred.
pub(super) static CLEAR_SSL: Rule = Rule {
    name: "Clear SSL For MID Server",
    tables: &["ldap_server_config"],
    when: When::BeforeWrite,
    evidence: Evidence::Inferred,
    apply: clear_ssl,
};

fn clear_ssl(change: &mut Change<'_>) -> Result<(), Refusal> {
    if !change.get("mid_server").is_empty() && change.is("ssl") {
        change.set("ssl", "false");
    }
    Ok(())
}
