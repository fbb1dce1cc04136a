//! `/api/now/ui/impersonate/role`: which roles the caller may elevate to, and elevating
//! (docs/facts.md#elevation). A role counts for the session that elevated to it, until that ends.

use super::{Call, login};
use crate::{access::Session, http::Answer, identity, refusal::Refusal};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// `GET`: the roles one may elevate to, and those active in this session.
pub(super) fn roles(call: &Call<'_>) -> Result<Answer, Refusal> {
    let session = own_session(call);
    let active = session.map(|session| session.elevated).unwrap_or_default();
    Ok(Answer::result(200, &shown(&elevating(call)?, &active)))
}

/// `POST {"roles": "security_admin"}`: the roles named, between commas, become the ones the session
/// is elevated to; none ends the elevation. A role the user does not hold is left out (invented).
pub(super) fn elevate(call: &Call<'_>) -> Result<Answer, Refusal> {
    let body = call.request.json()?;
    let named = body.get("roles").and_then(Value::as_str).unwrap_or_default();
    let held = elevating(call)?;
    let named: BTreeSet<String> =
        named.split(',').map(|role| role.trim().to_owned()).filter(|r| held.contains(r)).collect();
    let (instance, user) = (call.instance, &call.caller.user_id);
    let counts = counts(call);
    let (session, is_new) = match own_session(call) {
        Some(session) => (session, false),
        None => (instance.sessions.open(user, instance.world.clock.now()), true),
    };
    let active = if counts { named } else { BTreeSet::new() };
    instance.sessions.change(&session.id, |session| session.elevated.clone_from(&active));
    let answer = Answer::result(200, &shown(&held, &active));
    Ok(if is_new { login::with_cookies(call, &session.id, answer) } else { answer })
}

fn elevating(call: &Call<'_>) -> Result<BTreeSet<String>, Refusal> {
    call.work(|work| identity::elevating(work, &call.caller.user_id))
}

/// The caller's own session.
fn own_session(call: &Call<'_>) -> Option<Session> {
    login::session(call).filter(|session| session.user_id == call.caller.user_id)
}

/// Whether elevation sticks: in sessions begun with the form it does, in others it may
/// (docs/facts.md#elevation-sessions).
fn counts(call: &Call<'_>) -> bool {
    let by_form = call.request.header("authorization").is_none();
    by_form || call.instance.world.unknowns.basic_session_elevates
}

fn shown(held: &BTreeSet<String>, active: &BTreeSet<String>) -> Value {
    let held: Vec<Value> = held.iter().map(|name| json!({ "name": name })).collect();
    json!({ "roles": held, "activeRoles": active })
}
