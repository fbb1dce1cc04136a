//! A refresh token is exchanged for a new access token; it stays the same itself \[D\].

use super::Ask;
use crate::{
    identity::{self, TokenKind, may_have_token},
    oauth::{
        Client, Failure, Granted, Holder, Memory,
        token::{self, Token},
    },
    world::Work,
};

/// The refresh token must be this client's own.
pub(super) fn grant(
    work: &Work<'_>,
    _: &Memory,
    client: &Client,
    ask: &Ask,
) -> Result<Granted, Failure> {
    let row = identity::issued(work, &ask.refresh_token, TokenKind::Refresh)?;
    let row = row.filter(|row| row.value("peer") == client.sys_id()).ok_or(Failure::ACCESS)?;
    let user = work.fetch("sys_user", row.value("user"))?.filter(may_have_token);
    let user = user.ok_or(Failure::ACCESS)?;
    let scope = row.value("scope").to_owned();
    let holder = Holder { client, user: &user, grant_type: "refresh_token", scope: &scope };
    let access = token::issue(work, &holder, TokenKind::Access)?;
    let kept = Token { text: ask.refresh_token.clone(), seconds: identity::remaining(work, &row) };
    Ok(Granted { access, refresh: Some(kept), scope })
}
