//! What the scopes of a registry restrict its tokens to (docs/facts.md#auth-scope).

use crate::{refusal::Refusal, world::Work};

/// The scope that is no restriction.
pub(crate) const USER_ACCOUNT: &str = "useraccount";

/// Whether that status keeps a client to the APIs of its scopes.
pub(crate) fn is_restricted(status: &str) -> bool {
    status == "restricted"
}

/// The names of the auth scopes linked with a registry.
pub(crate) fn auth_scopes(work: &Work<'_>, registry: &str) -> Result<Vec<String>, Refusal> {
    let links = work.find("oauth_entity_auth_scope_mapping", &[("oauth_entity", registry)])?;
    let mut names = Vec::new();
    for link in links {
        if let Some(scope) = work.fetch("sys_auth_scope", link.value("auth_scope"))? {
            names.push(scope.value("name").to_owned());
        }
    }
    Ok(names)
}
