//! A client sends somebody's user name and password.

use super::Ask;
use crate::{
    identity::{self, TokenKind, may_have_token},
    oauth::{
        Client, Failure, Granted, Holder, Memory, scope,
        token::{self, Token},
    },
    refusal::Refusal,
    world::Work,
};

/// While a token lasts, asking again returns it with what is left of its time \[D\].
pub(super) fn grant(
    work: &Work<'_>,
    _: &Memory,
    client: &Client,
    ask: &Ask,
) -> Result<Granted, Failure> {
    // The grant needs an interactive user [D].
    let user = identity::sign_in(work, &ask.username, &ask.password)?.filter(may_have_token);
    let user = user.ok_or(Failure::ACCESS)?;
    let scope = scope::granted(work, client, &ask.scope)?;
    let holder = Holder { client, user: &user, grant_type: "password", scope: &scope };
    let access = current_or_new(work, &holder, TokenKind::Access)?;
    let refresh = if client.is_public() {
        None
    } else {
        Some(current_or_new(work, &holder, TokenKind::Refresh)?)
    };
    Ok(Granted { access, refresh, scope })
}

fn current_or_new(work: &Work<'_>, holder: &Holder<'_>, kind: TokenKind) -> Result<Token, Refusal> {
    match token::current(work, holder, kind)? {
        Some(token) => Ok(token),
        None => token::issue(work, holder, kind),
    }
}
