//! Scopes of inbound clients: what a token is granted, and what it is good for
//! (docs/facts.md#token-scopes).
//!
//! `useraccount` stands for everything the user may do; the others are auth scopes linked with the
//! client, read at each request, so that changes apply to tokens already issued \[D\].

use super::{Client, Failure};
use crate::{
    identity::{USER_ACCOUNT, auth_scopes, is_restricted},
    refusal::Refusal,
    unknowns::TokenScopes,
    world::Work,
};

/// What the client is granted when it asks for `requested` (words apart by blanks). It may name
/// only scopes it has; when it names none it gets all that is not restricted.
pub(crate) fn granted(
    work: &Work<'_>,
    client: &Client,
    requested: &str,
) -> Result<String, Failure> {
    let own = of_client(work, client.sys_id())?;
    let restricted = is_restricted(client.get("scope_restriction_status"));
    let mut words: Vec<&str> = requested.split_whitespace().collect();
    if words.is_empty() {
        return Ok(if restricted { own.join(" ") } else { USER_ACCOUNT.to_owned() });
    }
    let has =
        |word: &str| own.iter().any(|own| own == word) || (word == USER_ACCOUNT && !restricted);
    if words.iter().any(|word| !has(word)) {
        return Err(Failure::ACCESS);
    }
    words.dedup();
    Ok(words.join(" "))
}

/// The names of the scopes a registry may ask for (docs/facts.md#token-scopes says where they
/// stand).
fn of_client(work: &Work<'_>, registry: &str) -> Result<Vec<String>, Refusal> {
    let linked = auth_scopes(work, registry)?;
    let entity = entity_scopes(work, registry)?;
    Ok(match work.world.unknowns.token_scopes {
        TokenScopes::AuthScopes => linked,
        TokenScopes::EntityScopes => entity,
        TokenScopes::Both => linked.into_iter().filter(|name| entity.contains(name)).collect(),
    })
}

fn entity_scopes(work: &Work<'_>, registry: &str) -> Result<Vec<String>, Refusal> {
    let rows = work.find("oauth_entity_scope", &[("oauth_entity", registry)])?;
    Ok(rows.iter().map(|row| row.value("oauth_entity_scope").to_owned()).collect())
}
