//! What joins entries of the registry, their profiles and scopes: which pairs fit.

use crate::{
    evidence::Evidence,
    refusal::Refusal,
    world::{Change, Rule, When},
};

/// A profile's scopes are those of its own provider (docs/facts.md#oauth-profile).
pub(super) static OWN_SCOPES: Rule = Rule {
    name: "Scopes of a profile are of its provider",
    tables: &["oauth_entity_profile_scope"],
    when: When::BeforeWrite,
    evidence: Evidence::Exported,
    apply: check_scope,
};

fn check_scope(change: &mut Change<'_>) -> Result<(), Refusal> {
    let profile = change.work.fetch("oauth_entity_profile", change.get("oauth_entity_profile"))?;
    let scope = change.work.fetch("oauth_entity_scope", change.get("oauth_entity_scope"))?;
    let (Some(profile), Some(scope)) = (profile, scope) else { return Ok(()) };
    if profile.value("oauth_entity") == scope.value("oauth_entity") {
        return Ok(());
    }
    Err(change.abort(&OWN_SCOPES))
}

/// A profile keeps its provider while scopes are linked with it (docs/facts.md#oauth-profile).
pub(super) static KEEP_PROVIDER: Rule = Rule {
    name: "Provider of a profile with scopes",
    tables: &["oauth_entity_profile"],
    when: When::BeforeUpdate,
    evidence: Evidence::Exported,
    apply: keep_provider,
};

fn keep_provider(change: &mut Change<'_>) -> Result<(), Refusal> {
    if !change.changes("oauth_entity") {
        return Ok(());
    }
    let links = [("oauth_entity_profile", change.get("sys_id"))];
    let free = change.work.find("oauth_entity_profile_scope", &links)?.is_empty();
    if free { Ok(()) } else { Err(change.abort(&KEEP_PROVIDER)) }
}

/// An auth scope is linked once with an entry, and only with a client or an OIDC entity
/// (docs/facts.md#auth-scope).
pub(super) static AUTH_SCOPES: Rule = Rule {
    name: "Auth scope of a client",
    tables: &["oauth_entity_auth_scope_mapping"],
    when: When::BeforeWrite,
    evidence: Evidence::Exported,
    apply: check_auth_scope,
};

fn check_auth_scope(change: &mut Change<'_>) -> Result<(), Refusal> {
    let (work, entity, scope) = (change.work, change.get("oauth_entity"), change.get("auth_scope"));
    if entity.is_empty() || scope.is_empty() {
        return Ok(());
    }
    let third_party = work.fetch("oauth_entity", entity)?.is_some_and(|row| {
        row.value("sys_class_name") == "oauth_entity" && row.value("type") != "client"
    });
    let same = [("oauth_entity", entity), ("auth_scope", scope)];
    let linked = !change.others("oauth_entity_auth_scope_mapping", &same)?.is_empty();
    if third_party || linked { Err(change.abort(&AUTH_SCOPES)) } else { Ok(()) }
}
