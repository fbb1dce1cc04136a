//! API keys: `x-sn-apikey` in a header or the query (docs/facts.md#api-key).
//!
//! A key opens an API only where the closest access policy for it is not global and lists a key
//! profile whose auth parameter is the one used.

use super::{api_policy::Policy, token_scope};
use crate::{clock, http::Request, identity, refusal::Refusal, store::Record, vault, world::Work};
use std::sync::Arc;

/// The parameter's name where no profile gives it another.
const PARAMETER: &str = "x-sn-apikey";
/// The plugin that brings keys.
const PLUGIN: &str = "com.glide.tokenbased_auth";

/// The user whose key the request carries, if a policy lets keys in there.
pub(super) fn user(work: &Work<'_>, request: &Request) -> Result<Option<Arc<Record>>, Refusal> {
    let plugin = [("id", PLUGIN), ("active", "active")];
    if work.find("v_plugin", &plugin)?.is_empty() {
        return Ok(None);
    }
    for parameter in parameters(work, request)? {
        if let Some(token) = parameter.read(request)
            && let Some(key) = key(work, &token)?
        {
            check_scope(work, request, &key)?;
            return identity::user_with_id(work, key.value("user"));
        }
    }
    Ok(None)
}

/// The active row of that token.
fn key(work: &Work<'_>, token: &str) -> Result<Option<Record>, Refusal> {
    let digest = vault::token_digest(token);
    let wanted = [("token_digest", digest.as_str()), ("active", "true")];
    let lasts = |row: &Record| {
        let expires = clock::moment(row.value("expires"));
        expires.is_none_or(|moment| moment > work.now)
    };
    Ok(work.find("api_key", &wanted)?.into_iter().find(lasts))
}

/// A key with an auth scope opens only what the scope names.
fn check_scope(work: &Work<'_>, request: &Request, key: &Record) -> Result<(), Refusal> {
    match work.fetch("sys_auth_scope", key.value("auth_scope"))? {
        Some(scope) => token_scope::open(work, request, &[scope.value("name").to_owned()]),
        None => Ok(()),
    }
}

/// Where a key may stand in a request.
struct Parameter {
    name: String,
    in_query: bool,
    prefix: String,
}

impl Parameter {
    fn read(&self, request: &Request) -> Option<String> {
        let sent = if self.in_query {
            request.query_value(&self.name)
        } else {
            request.header(&self.name)
        };
        let token = sent?.strip_prefix(&self.prefix)?.trim();
        Some(token.to_owned()).filter(|token| !token.is_empty())
    }
}

/// The parameters of the key profiles that the request's policy lists.
fn parameters(work: &Work<'_>, request: &Request) -> Result<Vec<Parameter>, Refusal> {
    let Some(policy) = Policy::of(work, request)? else { return Ok(Vec::new()) };
    let mut parameters = Vec::new();
    for profile in policy.key_profiles(work)? {
        parameters.extend(of_profile(work, &profile)?);
    }
    Ok(parameters)
}

fn of_profile(work: &Work<'_>, profile: &Record) -> Result<Vec<Parameter>, Refusal> {
    let mut parameters = Vec::new();
    let own = work.fetch("http_key_auth", profile.value("sys_id"))?.unwrap_or_default();
    let ids = own.value("auth_parameter").split(',').filter(|id| !id.is_empty());
    for id in ids {
        if let Some(row) = work.fetch("sys_token_auth_parameter", id.trim())? {
            parameters.push(Parameter {
                name: row.value("parameter_name").to_owned(),
                in_query: row.value("type") == "query_parameter",
                prefix: row.value("prefix").to_owned(),
            });
        }
    }
    if parameters.is_empty() {
        let both = [false, true].map(|in_query| Parameter {
            name: PARAMETER.to_owned(),
            in_query,
            prefix: String::new(),
        });
        parameters.extend(both);
    }
    Ok(parameters)
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderMap;

    #[test]
    fn a_key_is_read_from_where_its_parameter_says() {
        let mut headers = HeaderMap::new();
        headers.insert("x-key", "Key abc".parse().unwrap());
        let request = Request::new("GET", "/", "x-key=def", headers, Vec::new());
        let read = |in_query, prefix: &str| {
            let (name, prefix) = ("x-key".to_owned(), prefix.to_owned());
            Parameter { name, in_query, prefix }.read(&request)
        };
        assert_eq!(read(false, "Key ").as_deref(), Some("abc"));
        assert_eq!(read(true, "").as_deref(), Some("def"));
        assert_eq!(read(true, "Key "), None);
    }
}
