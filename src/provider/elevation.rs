//! The roles to elevate to, for the tables that only an elevated session may write.

use tfplugin::{Diagnostic, Diagnostics};

use super::arguments::Argument;
use super::sources::{Sources, at, called};

const ROLES: Argument = &["elevate_roles"];

/// What is wrong with the roles that are given.
pub(super) fn check(sources: &Sources) -> Diagnostics {
    let wrong = |role: &String| role.trim().is_empty() || role.contains(',');
    if !roles(sources).iter().any(wrong) {
        return Diagnostics::new();
    }
    let text = format!(
        "{} holds \"\" or a name with a comma. Each element is the name of one role, as in [\"security_admin\"].",
        called(sources.place_of(ROLES), ROLES)
    );
    vec![at(Diagnostic::error("Not the name of a role", text), ROLES)]
}

/// The roles: from the block, or else from the environment, where commas stand between them.
pub(super) fn roles(sources: &Sources) -> Vec<String> {
    let mut roles = Vec::new();
    for role in sources.texts(ROLES) {
        if !roles.contains(&role) {
            roles.push(role);
        }
    }
    roles
}
