//! Credentials: the aliases that stand for them, and the way through a MID server.

use crate::{
    evidence::Evidence,
    refusal::Refusal,
    world::{Change, Rule, When},
};

/// The aliases of a credential are not of type connection (docs/facts.md#connection-alias-type).
pub(super) static TAGS: Rule = Rule {
    name: "Alias is not of type Credential",
    tables: &["discovery_credentials"],
    when: When::BeforeWrite,
    evidence: Evidence::Exported,
    apply: check_tags,
};

fn check_tags(change: &mut Change<'_>) -> Result<(), Refusal> {
    if !change.changes("tag") {
        return Ok(());
    }
    for tag in change.get("tag").split(',').map(str::trim) {
        let alias = change.work.fetch("sys_alias", tag)?;
        if let Some(alias) = alias.filter(|alias| alias.value("type") == "connection") {
            let words = format!("Error: Alias {} is not of type Credential", alias.value("name"));
            return Err(change.abort_saying(&TAGS, words));
        }
    }
    Ok(())
}

/// Only client credentials are got through a MID server (docs/facts.md#credential-classes).
pub(super) static THROUGH_MID: Rule = Rule {
    name: "MID server with client credentials only",
    tables: &["oauth_2_0_credentials"],
    when: When::BeforeWrite,
    evidence: Evidence::Exported,
    apply: check_mid,
};

fn check_mid(change: &mut Change<'_>) -> Result<(), Refusal> {
    if !change.is("use_mid") {
        return Ok(());
    }
    let profile = change.work.fetch("oauth_entity_profile", change.get("oauth_entity_profile"))?;
    let grant = profile.as_ref().map_or("", |profile| profile.value("grant_type"));
    if grant == "client_credentials" { Ok(()) } else { Err(change.abort(&THROUGH_MID)) }
}
