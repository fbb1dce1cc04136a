//! The application and the update set a caller works in: what the request names, else what the
//! caller's preferences say, else Global and its default set (docs/facts.md#current-application).

use crate::{
    records::{self, Input},
    refusal::Refusal,
    world::Work,
};

/// The preference that names the current application by its sys_id.
pub(crate) const APPLICATION: &str = "apps.current_app";
/// The preference that names the current update set by its sys_id.
pub(crate) const UPDATE_SET: &str = "sys_update_set";
/// The sys_id of the global application.
pub(crate) const GLOBAL: &str = "global";

/// The sys_id of the application that a new file of the caller lands in.
pub(crate) fn application(work: &Work<'_>) -> Result<String, Refusal> {
    let named = &work.caller.transaction.scope;
    let wanted = if named.is_empty() { preferred(work, APPLICATION)? } else { named.clone() };
    if wanted.is_empty() || wanted == GLOBAL {
        return Ok(GLOBAL.to_owned());
    }
    if work.fetch("sys_scope", &wanted)?.is_some() {
        return Ok(wanted);
    }
    let by_name = work.find("sys_scope", &[("scope", &wanted)])?;
    Ok(by_name.first().map_or(GLOBAL, |row| row.value("sys_id")).to_owned())
}

/// The sys_id of the update set that takes in a change to a file of `application`. A set that is
/// closed, or of another application, takes in nothing: the default set of the file's application
/// does then, and where it has none that of Global \[I\].
pub(crate) fn update_set(work: &Work<'_>, application: &str) -> Result<String, Refusal> {
    let named = &work.caller.transaction.update_set;
    let wanted = if named.is_empty() { preferred(work, UPDATE_SET)? } else { named.clone() };
    if let Some(set) = work.fetch("sys_update_set", &wanted)?
        && set.value("state") == "build"
        && set.value("application") == application
    {
        return Ok(set.value("sys_id").to_owned());
    }
    for application in [application, GLOBAL] {
        let default = [("application", application), ("is_default", "true"), ("state", "build")];
        if let Some(set) = work.find("sys_update_set", &default)?.first() {
            return Ok(set.value("sys_id").to_owned());
        }
    }
    Ok(String::new())
}

/// A preference of the caller; empty where there is none.
fn preferred(work: &Work<'_>, name: &str) -> Result<String, Refusal> {
    Ok(preference(work, name)?.map_or_else(String::new, |(_, value)| value))
}

/// sys_id and value of a preference of the caller.
fn preference(work: &Work<'_>, name: &str) -> Result<Option<(String, String)>, Refusal> {
    let own = [("user", work.caller.user_id.as_str()), ("name", name)];
    let rows = work.find("sys_user_preference", &own)?;
    let row = rows.first();
    Ok(row.map(|row| (row.value("sys_id").to_owned(), row.value("value").to_owned())))
}

/// Makes `chosen` the caller's preference.
pub(crate) fn prefer(work: &Work<'_>, name: &str, chosen: &str) -> Result<(), Refusal> {
    let table = work.table("sys_user_preference")?;
    if let Some((id, _)) = preference(work, name)? {
        records::update(work, table, &id, &Input::platform([("value", chosen)]))?;
        return Ok(());
    }
    let row = Input::platform([
        ("user", work.caller.user_id.as_str()),
        ("name", name),
        ("value", chosen),
    ]);
    records::insert(work, table, &row)?;
    Ok(())
}
