//! Finds out who calls: Basic, a bearer token the instance issued, an API key, or a session of
//! somebody who signed in.

use super::{
    Sessions, api_key,
    api_policy::{self, Way},
    api_rule, basic_gate, caller_in_session, caller_of, elevated_caller, token_scope,
};
use crate::{
    http::Request,
    identity::{self, TokenKind, may_sign_in, with_password},
    refusal::Refusal,
    store::Record,
    world::{Caller, Work},
};
use base64::{Engine, prelude::BASE64_STANDARD};
use std::sync::Arc;

/// The caller of `request`.
pub(crate) fn authenticate(
    work: &Work<'_>,
    sessions: &Sessions,
    request: &Request,
) -> Result<Caller, Refusal> {
    let header = request.header("authorization").unwrap_or_default();
    let (scheme, credentials) = header.split_once(' ').unwrap_or((header, ""));
    let caller = match scheme.to_ascii_lowercase().as_str() {
        "basic" => by_password(work, sessions, request, credentials.trim())?,
        "bearer" => of(work, bearer(work, request, credentials.trim())?)?,
        _ => match request.query_value("access_token") {
            Some(token) => of(work, bearer(work, request, token)?)?,
            None => match api_key::user(work, request)? {
                Some(user) => of(work, Some(user))?,
                None => by_session(work, sessions, request)?,
            },
        },
    };
    let caller = caller.ok_or(Refusal::Unauthenticated)?;
    api_rule::check(&caller, request)?;
    Ok(caller)
}

fn of(work: &Work<'_>, user: Option<Arc<Record>>) -> Result<Option<Caller>, Refusal> {
    user.map(|user| caller_of(work, &user)).transpose()
}

/// Who comes with a password, where the gate lets them through. A client that keeps cookies has a
/// session, whose elevation may count for it (docs/facts.md#elevation-sessions).
fn by_password(
    work: &Work<'_>,
    sessions: &Sessions,
    request: &Request,
    credentials: &str,
) -> Result<Option<Caller>, Refusal> {
    let Some(user) = basic(work, credentials)? else { return Ok(None) };
    if !api_policy::admits(work, request, Way::Basic)? {
        return Ok(None);
    }
    let user_id = user.value("sys_id");
    let session = sessions.of_client(request, user_id, work.now);
    let counts = work.world.unknowns.basic_session_elevates;
    let elevated = session.filter(|_| counts).map(|session| session.elevated);
    let caller = elevated_caller(work, &user, &elevated.unwrap_or_default())?;
    Ok(basic_gate::admits(work, &user, &caller.roles)?.then_some(caller))
}

/// Who signed in with the form. A call without the session's token may be forged, and is told the
/// token (docs/facts.md#session-token).
fn by_session(
    work: &Work<'_>,
    sessions: &Sessions,
    request: &Request,
) -> Result<Option<Caller>, Refusal> {
    let session = sessions.of(request, work.now);
    let token = request.header("x-usertoken").unwrap_or_default();
    // One that nobody signed in to yet is nobody's.
    let Some(session) = session.filter(|session| !session.user_id.is_empty()) else {
        return Ok(None);
    };
    if session.token != token {
        return Err(Refusal::Forgery { token: session.token });
    }
    caller_in_session(work, &session)
}

fn basic(work: &Work<'_>, credentials: &str) -> Result<Option<Arc<Record>>, Refusal> {
    let decoded = BASE64_STANDARD.decode(credentials).ok().and_then(|b| String::from_utf8(b).ok());
    match decoded.as_deref().and_then(|pair| pair.split_once(':')) {
        Some((name, password)) => with_password(work, name, password),
        None => Ok(None),
    }
}

fn bearer(work: &Work<'_>, request: &Request, text: &str) -> Result<Option<Arc<Record>>, Refusal> {
    let Some(issued) = identity::issued(work, text, TokenKind::Access)? else { return Ok(None) };
    if !api_policy::admits(work, request, Way::Token)? {
        return Ok(None);
    }
    let registry = work.fetch("oauth_entity", issued.value("peer"))?;
    let Some(registry) = registry.filter(|row| row.value("active") == "true") else {
        return Ok(None);
    };
    token_scope::check(work, request, &registry, issued.value("scope"))?;
    Ok(identity::user_with_id(work, issued.value("user"))?.filter(|user| may_sign_in(user)))
}
