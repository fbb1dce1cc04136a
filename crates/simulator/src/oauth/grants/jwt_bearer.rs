//! A signed assertion names the user; its issuer's keys are known to the instance (RFC 7523).

use super::Ask;
use crate::{
    identity::TokenKind,
    oauth::{Client, Failure, Granted, Holder, Memory, assertion, scope, token},
    world::Work,
};

/// The grant's name.
pub(crate) const GRANT_TYPE: &str = "urn:ietf:params:oauth:grant-type:jwt-bearer";

/// Only clients whose row is in `oauth_jwt` have keys to check an assertion by.
pub(super) fn grant(
    work: &Work<'_>,
    memory: &Memory,
    client: &Client,
    ask: &Ask,
) -> Result<Granted, Failure> {
    let user = assertion::subject(work, memory, client, &ask.assertion, ask.keys.as_ref())?;
    let scope = scope::granted(work, client, &ask.scope)?;
    let holder = Holder { client, user: &user, grant_type: GRANT_TYPE, scope: &scope };
    let access = token::issue(work, &holder, TokenKind::Access)?;
    Ok(Granted { access, refresh: None, scope })
}
