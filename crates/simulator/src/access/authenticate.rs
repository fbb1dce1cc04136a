//! Finds out who calls: Basic, a bearer token the instance issued, or an API key.

use super::{Caller, api_key, token_scope};
use crate::{
    api::Request,
    instance::Work,
    oauth::token::{self, Kind},
    records::{self, Refusal, value},
    store::Record,
    vault,
};
use base64::{Engine, prelude::BASE64_STANDARD};

/// The caller of `request`.
pub(crate) fn authenticate(work: &Work<'_>, request: &Request) -> Result<Caller, Refusal> {
    let header = request.header("authorization").unwrap_or_default();
    let (scheme, credentials) = header.split_once(' ').unwrap_or((header, ""));
    let user = match scheme.to_ascii_lowercase().as_str() {
        "basic" => basic(work, credentials.trim())?,
        "bearer" => bearer(work, request, credentials.trim())?,
        _ => match request.query_value("access_token") {
            Some(token) => bearer(work, request, token)?,
            None => api_key::user(work, request)?,
        },
    };
    Caller::of_user(work, &user.ok_or(Refusal::Unauthenticated)?)
}

fn basic(work: &Work<'_>, credentials: &str) -> Result<Option<Record>, Refusal> {
    let decoded = BASE64_STANDARD.decode(credentials).ok().and_then(|b| String::from_utf8(b).ok());
    match decoded.as_deref().and_then(|pair| pair.split_once(':')) {
        Some((name, password)) => with_password(work, name, password),
        None => Ok(None),
    }
}

/// The active user of that name, if the password is right.
pub(crate) fn with_password(
    work: &Work<'_>,
    name: &str,
    password: &str,
) -> Result<Option<Record>, Refusal> {
    let user = records::find(work, "sys_user", &[("user_name", name)])?.pop();
    let matches = |user: &Record| vault::password_matches(value(user, "user_password"), password);
    Ok(user.filter(may_sign_in).filter(matches))
}

/// The user of that name, if they may use the form and the password is right.
pub(crate) fn sign_in(
    work: &Work<'_>,
    name: &str,
    password: &str,
) -> Result<Option<Record>, Refusal> {
    let user = with_password(work, name, password)?;
    Ok(user.filter(|user| value(user, "web_service_access_only") != "true"))
}

fn bearer(work: &Work<'_>, request: &Request, text: &str) -> Result<Option<Record>, Refusal> {
    let Some(issued) = token::find(work, text, Kind::Access)? else { return Ok(None) };
    let registry = records::fetch(work, "oauth_entity", value(&issued, "peer"))?;
    let Some(registry) = registry.filter(|row| value(row, "active") == "true") else {
        return Ok(None);
    };
    token_scope::check(work, request, &registry, value(&issued, "scope"))?;
    Ok(records::fetch(work, "sys_user", value(&issued, "user"))?.filter(may_sign_in))
}

fn may_sign_in(user: &Record) -> bool {
    value(user, "active") == "true" && value(user, "locked_out") != "true"
}
