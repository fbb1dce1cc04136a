//! The roles of a user: what the rows of `sys_user_has_role` say, contained roles and those of
//! groups included, which have rows of their own.

use super::users;
use crate::{refusal::Refusal, world::Work};
use std::collections::BTreeSet;

/// Names of the roles the user holds. One with elevated privilege counts only where `elevated`,
/// the roles a session elevated to, has it.
pub(crate) fn of_user(
    work: &Work<'_>,
    user: &str,
    elevated: &BTreeSet<String>,
) -> Result<BTreeSet<String>, Refusal> {
    let held = users::held(work, user)?;
    let counting =
        held.iter().filter(|(name, needs_elevation)| !needs_elevation || elevated.contains(name));
    Ok(counting.map(|(name, _)| name.clone()).collect())
}

/// Names of the roles the user holds and can elevate to.
pub(crate) fn elevating(work: &Work<'_>, user: &str) -> Result<BTreeSet<String>, Refusal> {
    let held = users::held(work, user)?;
    let elevating = held.iter().filter(|(_, needs_elevation)| *needs_elevation);
    Ok(elevating.map(|(name, _)| name.clone()).collect())
}
