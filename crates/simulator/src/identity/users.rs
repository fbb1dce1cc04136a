//! Users: who may sign in, and the rows and roles of those who called lately, kept until one of
//! them changes.

use crate::{
    refusal::Refusal,
    store::Record,
    vault,
    world::{Kept, Work},
};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

const HELD: &str = "SELECT r.name, r.elevated_privilege FROM sys_user_has_role h \
    JOIN sys_user_role r ON r.sys_id = h.role WHERE h.user = ?1 AND h.state IN ('active', '')";

/// A role's name, and whether it counts only in a session that elevated to it.
pub(super) type Held = Vec<(String, bool)>;

/// Among how many users those are looked for whose password is their name.
const TRIED: usize = 50;

/// Users who called lately.
#[derive(Debug, Default)]
struct KnownUsers {
    /// By column and value.
    rows: Mutex<HashMap<(&'static str, String), Arc<Record>>>,
    /// By the user's sys_id.
    held: Mutex<HashMap<String, Arc<Held>>>,
}

impl Kept for KnownUsers {
    const TABLES: &'static [&'static str] = &["sys_user", "sys_user_has_role", "sys_user_role"];
}

/// The user of that name; of several the newest.
fn named(work: &Work<'_>, name: &str) -> Result<Option<Arc<Record>>, Refusal> {
    row(work, "user_name", name)
}

/// The user with that sys_id.
pub(crate) fn user_with_id(work: &Work<'_>, id: &str) -> Result<Option<Arc<Record>>, Refusal> {
    row(work, "sys_id", id)
}

fn row(work: &Work<'_>, column: &'static str, text: &str) -> Result<Option<Arc<Record>>, Refusal> {
    if text.is_empty() {
        return Ok(None);
    }
    let known = work.world.slots.get(|| Ok(KnownUsers::default()))?;
    let key = (column, text.to_owned());
    if let Some(row) = known.as_ref().and_then(|known| lookup(&known.rows, &key)) {
        return Ok(Some(row));
    }
    let found = work.find("sys_user", &[(column, text)])?.pop().map(Arc::new);
    // A name that nobody has is not kept: there is no end of those.
    if let (Some(known), Some(row)) = (known, &found) {
        enter(&known.rows, key, row);
    }
    Ok(found)
}

/// The roles that the rows of `sys_user_has_role` give the user.
pub(super) fn held(work: &Work<'_>, user: &str) -> Result<Arc<Held>, Refusal> {
    let known = work.world.slots.get(|| Ok(KnownUsers::default()))?;
    let key = user.to_owned();
    if let Some(held) = known.as_ref().and_then(|known| lookup(&known.held, &key)) {
        return Ok(held);
    }
    let held = Arc::new(read(work, user)?);
    if let Some(known) = known {
        enter(&known.held, key, &held);
    }
    Ok(held)
}

fn read(work: &Work<'_>, user: &str) -> Result<Held, Refusal> {
    let mut statement = work.connection.prepare_cached(HELD)?;
    let rows = statement
        .query_map([user], |row| Ok((row.get(0)?, row.get::<_, String>(1)?.as_str() == "true")))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn lookup<K: Eq + std::hash::Hash, V>(map: &Mutex<HashMap<K, Arc<V>>>, key: &K) -> Option<Arc<V>> {
    map.lock().unwrap_or_else(PoisonError::into_inner).get(key).cloned()
}

fn enter<K: Eq + std::hash::Hash, V>(map: &Mutex<HashMap<K, Arc<V>>>, key: K, found: &Arc<V>) {
    map.lock().unwrap_or_else(PoisonError::into_inner).insert(key, Arc::clone(found));
}

/// Whether the user may sign in at all.
pub(crate) fn may_sign_in(user: &Record) -> bool {
    let barred = ["locked_out", "password_needs_reset"];
    user.value("active") == "true" && !barred.iter().any(|column| user.value(column) == "true")
}

/// The active user of that name, if the password is right.
pub(crate) fn with_password(
    work: &Work<'_>,
    name: &str,
    password: &str,
) -> Result<Option<Arc<Record>>, Refusal> {
    let user = named(work, name)?.filter(|user| may_sign_in(user));
    let matches = |user: &Record| vault::password_matches(user.value("user_password"), password);
    Ok(user.filter(|user| matches(user)))
}

/// The user of that name, if they may use the form and the password is right.
pub(crate) fn sign_in(
    work: &Work<'_>,
    name: &str,
    password: &str,
) -> Result<Option<Record>, Refusal> {
    let user = with_password(work, name, password)?;
    let is = |user: &Record, column: &str| user.value(column) == "true";
    let barred = ["web_service_access_only", "enable_multifactor_authn"];
    let user = user.filter(|user| !barred.iter().any(|column| is(user, column)));
    Ok(user.map(|user| Record::clone(&user)))
}

/// The names of at most so many users who may use the form with their name for a password.
pub(crate) fn named_like_password(work: &Work<'_>, most: usize) -> Result<Vec<String>, Refusal> {
    let mut names = Vec::new();
    for user in work.find("sys_user", &[("active", "true")])?.iter().take(TRIED) {
        let name = user.value("user_name");
        if names.len() < most && sign_in(work, name, name)?.is_some() {
            names.push(name.to_owned());
        }
    }
    Ok(names)
}

/// Whether tokens are issued for the user: anybody else meets `access_denied` \[M\].
pub(crate) fn may_have_token(user: &Record) -> bool {
    let is = |column: &str| user.value(column) == "true";
    is("active") && !is("locked_out") && !is("password_needs_reset")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::Dictionary;

    #[test]
    fn every_table_users_are_read_from_exists() {
        let dictionary = Dictionary::shipped(true).unwrap();
        for name in KnownUsers::TABLES {
            assert_eq!(dictionary.table(name).unwrap().root, *name);
        }
    }
}
