//! The roles of a user: what the rows of `sys_user_has_role` say, contained roles and those of
//! groups included, which have rows of their own.

use super::users::{self, Held};
use crate::{refusal::Refusal, world::Work};
use std::collections::BTreeSet;

const HELD: &str = "SELECT r.name, r.elevated_privilege FROM sys_user_has_role h \
    JOIN sys_user_role r ON r.sys_id = h.role WHERE h.user = ?1 AND h.state IN ('active', '')";

/// Names of the roles the user holds. One with elevated privilege counts only where `elevated`,
/// the roles a session elevated to, has it.
pub(super) fn of_user(
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

/// The same from the store.
pub(super) fn read(work: &Work<'_>, user: &str) -> Result<Held, Refusal> {
    let mut statement = work.connection.prepare_cached(HELD)?;
    let rows = statement
        .query_map([user], |row| Ok((row.get(0)?, row.get::<_, String>(1)?.as_str() == "true")))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
