//! What an alias stands for: the active connection with the lowest order, and its credential.

use super::Trouble;
use crate::{refusal::Refusal, store::Record, world::Work};

/// An alias resolved.
#[derive(Clone, Debug)]
pub(crate) struct Target {
    pub(crate) alias: Record,
    /// Absent where the alias is for a credential alone.
    pub(crate) connection: Option<Record>,
    /// With the columns of its own class; absent where the connection names none.
    pub(crate) credential: Option<Record>,
}

impl Target {
    /// Resolves an alias named by its sys_id or its id.
    pub(crate) fn of_alias(work: &Work<'_>, name: &str) -> Result<Self, Trouble> {
        let alias = match work.fetch("sys_alias", name)? {
            Some(alias) => Some(alias),
            None => work.find("sys_alias", &[("id", name)])?.pop(),
        };
        let alias = alias.ok_or(Trouble::Refused(Refusal::NotFound))?;
        if alias.value("type") == "credential" {
            let credential = tagged(work, alias.value("sys_id"))?;
            let credential = credential
                .ok_or_else(|| Trouble::setup("No active credential is bound to the alias."))?;
            return Ok(Self { alias, connection: None, credential: Some(credential) });
        }
        let connection = connection(work, &alias)?
            .ok_or_else(|| Trouble::setup("The alias has no active connection."))?;
        let credential = credential(work, connection.value("credential"))?;
        if credential.is_none() && !connection.value("credential").is_empty() {
            return Err(Trouble::setup("The connection's credential is missing or not active."));
        }
        Ok(Self { alias, connection: Some(connection), credential })
    }
}

/// The alias's own connection; a child without one uses its parent's \[I\].
fn connection(work: &Work<'_>, alias: &Record) -> Result<Option<Record>, Refusal> {
    for id in [alias.value("sys_id"), alias.value("parent")] {
        if id.is_empty() {
            continue;
        }
        let active = [("connection_alias", id), ("active", "true")];
        let found = work.find("sys_connection", &active)?;
        let order = |row: &Record| row.value("order").parse().unwrap_or(i64::MAX);
        if let Some(found) = found.into_iter().min_by_key(order) {
            return of_own_class(work, &found);
        }
    }
    Ok(None)
}

fn credential(work: &Work<'_>, id: &str) -> Result<Option<Record>, Refusal> {
    let found = work.fetch("discovery_credentials", id)?;
    match found.filter(|row| row.value("active") == "true") {
        Some(found) => of_own_class(work, &found),
        None => Ok(None),
    }
}

/// The active credential with the lowest order whose list of aliases names this one.
fn tagged(work: &Work<'_>, alias: &str) -> Result<Option<Record>, Refusal> {
    let active = work.find("discovery_credentials", &[("active", "true")])?;
    let names = |row: &Record| row.value("tag").split(',').any(|id| id.trim() == alias);
    let order = |row: &Record| row.value("order").parse().unwrap_or(i64::MAX);
    match active.into_iter().filter(names).min_by_key(order) {
        Some(found) => of_own_class(work, &found),
        None => Ok(None),
    }
}

fn of_own_class(work: &Work<'_>, row: &Record) -> Result<Option<Record>, Refusal> {
    work.fetch(row.value("sys_class_name"), row.value("sys_id"))
}
