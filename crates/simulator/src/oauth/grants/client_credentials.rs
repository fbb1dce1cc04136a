//! A client asks in its own name and acts as its application user
//! (docs/facts.md#client-credentials).

use super::Ask;
use crate::{
    identity::{TokenKind, may_have_token},
    oauth::{Client, Failure, Granted, Holder, Memory, scope, token},
    refusal::Refusal,
    world::Work,
};

/// Whether clients may do that at all; off where the property is absent.
const ENABLED: &str = "glide.oauth.inbound.client.credential.grant_type.enabled";

/// No refresh token comes with it.
pub(super) fn grant(
    work: &Work<'_>,
    _: &Memory,
    client: &Client,
    ask: &Ask,
) -> Result<Granted, Failure> {
    if client.is_public() || work.property(ENABLED)? != "true" || !profile_fits(work, client)? {
        return Err(Failure::ACCESS);
    }
    let user = work.fetch("sys_user", client.get("user"))?.filter(may_have_token);
    let user = user.ok_or(Failure::ACCESS)?;
    let scope = scope::granted(work, client, &ask.scope)?;
    let holder = Holder { client, user: &user, grant_type: "client_credentials", scope: &scope };
    let access = token::issue(work, &holder, TokenKind::Access)?;
    Ok(Granted { access, refresh: None, scope })
}

/// Whether the client has a profile of this grant, where one is needed
/// (docs/facts.md#client-profile).
fn profile_fits(work: &Work<'_>, client: &Client) -> Result<bool, Refusal> {
    let of_client = [("oauth_entity", client.sys_id()), ("grant_type", "client_credentials")];
    let needed = work.world.unknowns.client_needs_profile;
    Ok(!needed || !work.find("oauth_entity_profile", &of_client)?.is_empty())
}
