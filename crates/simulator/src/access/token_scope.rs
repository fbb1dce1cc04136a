//! What a token's scopes let it call (docs/facts.md#api-access-scope). They are read at each
//! request, so that a change applies to tokens already issued \[D\].

use super::api_path::ApiPath;
use crate::{
    http::Request,
    identity::{self, USER_ACCOUNT},
    refusal::Refusal,
    store::Record,
    world::Work,
};

/// Whether scopes are looked at; they are unless this says `false`.
const CHECKED: &str = "com.glide.rest.api.auth.scope.check.enable";
/// Whether a restricted client may call an API that no scope opens (docs/facts.md#unscoped-api).
const UNSCOPED: &str = "glide.security.oauth_allow_unscoped_clients";

/// Refuses a request that the token's scopes do not cover.
pub(super) fn check(
    work: &Work<'_>,
    request: &Request,
    registry: &Record,
    granted: &str,
) -> Result<(), Refusal> {
    let restricted = identity::is_restricted(registry.value("scope_restriction_status"));
    let whole = granted.is_empty() || granted.split(' ').any(|word| word == USER_ACCOUNT);
    if whole && !restricted {
        return Ok(());
    }
    let mut scopes = identity::auth_scopes(work, registry.value("sys_id"))?;
    if !whole {
        scopes.retain(|name| granted.split(' ').any(|word| word == name));
    }
    open(work, request, &scopes)
}

/// Refuses a request that none of these scopes covers. One to an API that no scope at all opens is
/// refused in other words.
pub(super) fn open(work: &Work<'_>, request: &Request, scopes: &[String]) -> Result<(), Refusal> {
    let whole = scopes.iter().any(|name| name == USER_ACCOUNT);
    if whole || work.property(CHECKED)? == "false" {
        return Ok(());
    }
    let wanted = covering(work, request)?;
    if wanted.iter().any(|name| scopes.contains(name)) {
        return Ok(());
    }
    let Some(missing) = wanted.first() else {
        let allowed = work.property(UNSCOPED)? == "true";
        return if allowed { Ok(()) } else { Err(Refusal::UnscopedApi) };
    };
    Err(Refusal::Custom {
        status: 403,
        message: format!("Missing required api access scope: {missing}"),
        detail: String::new(),
    })
}

/// The names of the scopes that open what the request is for.
fn covering(work: &Work<'_>, request: &Request) -> Result<Vec<String>, Refusal> {
    let Some(path) = ApiPath::of(request) else { return Ok(Vec::new()) };
    let mut names = Vec::new();
    for row in work.find("sys_api_access_scope", &[("active", "true")])? {
        if path.covered(&row).is_some() {
            let scope = work.fetch("sys_auth_scope", row.value("auth_scope"))?;
            names.extend(scope.map(|scope| scope.value("name").to_owned()));
        }
    }
    Ok(names)
}
