//! The rows and roles of users who called lately, kept until one of them changes.

use super::roles;
use crate::{
    refusal::Refusal,
    store::Record,
    world::{Kept, Work},
};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

/// A role's name, and whether it counts only in a session that elevated to it.
pub(super) type Held = Vec<(String, bool)>;

/// Users who called lately.
#[derive(Debug, Default)]
pub(crate) struct KnownUsers {
    /// By column and value.
    rows: Mutex<HashMap<(&'static str, String), Arc<Record>>>,
    /// By the user's sys_id.
    held: Mutex<HashMap<String, Arc<Held>>>,
}

impl Kept for KnownUsers {
    const TABLES: &'static [&'static str] = &["sys_user", "sys_user_has_role", "sys_user_role"];
}

/// The user of that name; of several the newest.
pub(super) fn named(work: &Work<'_>, name: &str) -> Result<Option<Arc<Record>>, Refusal> {
    row(work, "user_name", name)
}

/// The user with that sys_id.
pub(super) fn with_id(work: &Work<'_>, id: &str) -> Result<Option<Arc<Record>>, Refusal> {
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
    let held = Arc::new(roles::read(work, user)?);
    if let Some(known) = known {
        enter(&known.held, key, &held);
    }
    Ok(held)
}

fn lookup<K: Eq + std::hash::Hash, V>(map: &Mutex<HashMap<K, Arc<V>>>, key: &K) -> Option<Arc<V>> {
    map.lock().unwrap_or_else(PoisonError::into_inner).get(key).cloned()
}

fn enter<K: Eq + std::hash::Hash, V>(map: &Mutex<HashMap<K, Arc<V>>>, key: K, found: &Arc<V>) {
    map.lock().unwrap_or_else(PoisonError::into_inner).insert(key, Arc::clone(found));
}

/// Whether the user may sign in at all.
pub(super) fn may_sign_in(user: &Record) -> bool {
    let barred = ["locked_out", "password_needs_reset"];
    user.value("active") == "true" && !barred.iter().any(|column| user.value(column) == "true")
}
