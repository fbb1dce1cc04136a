//! Basic authentication for accounts of people can be closed, as recent releases do
//! (docs/facts.md#basic-gate). Who is refused gets the ordinary 401.

use crate::{clock, refusal::Refusal, store::Record, world::Work};
use std::collections::BTreeSet;

/// What the names of all its properties begin with.
const PREFIX: &str = "glide.authenticate.basic_auth.restriction.";

/// Whether the gate lets `user`, who holds `roles`, through.
pub(super) fn admits(
    work: &Work<'_>,
    user: &Record,
    roles: &BTreeSet<String>,
) -> Result<bool, Refusal> {
    if !is_closed(work)? {
        return Ok(true);
    }
    let is = |column: &str| user.value(column) == "true";
    if is("internal_integration_user") {
        return Ok(true);
    }
    if is("web_service_access_only") && property(work, "allow_wsao")? != "false" {
        return Ok(true);
    }
    let users = property(work, "allowed_users")?;
    let by_role = items(&property(work, "allowed_roles")?).any(|role| roles.contains(role));
    Ok(by_role || items(&users).any(|name| name.eq_ignore_ascii_case(user.value("user_name"))))
}

/// It is closed once it is active and either enforced or past its day.
fn is_closed(work: &Work<'_>) -> Result<bool, Refusal> {
    if property(work, "active")? != "true" {
        return Ok(false);
    }
    let day = property(work, "enforcement_date")?;
    let day = clock::moment(&day).or_else(|| clock::moment(&format!("{day} 00:00:00")));
    Ok(property(work, "enforce")? == "true" || day.is_some_and(|day| day <= work.now))
}

fn property(work: &Work<'_>, name: &str) -> Result<String, Refusal> {
    work.property(&format!("{PREFIX}{name}"))
}

fn items(list: &str) -> impl Iterator<Item = &str> {
    list.split(',').map(str::trim).filter(|item| !item.is_empty())
}
