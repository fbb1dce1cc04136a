//! A code that somebody's consent gave is exchanged for tokens.

use super::Ask;
use crate::{
    identity::{TokenKind, may_have_token},
    oauth::{Client, Failure, Granted, Holder, Memory, code::Consent, token},
    world::Work,
};

/// A code is good once, for its client, with its redirect URL and its verifier.
pub(super) fn grant(
    work: &Work<'_>,
    memory: &Memory,
    client: &Client,
    ask: &Ask,
) -> Result<Granted, Failure> {
    let consent = memory.codes.take(&ask.code, client.sys_id(), work.now);
    let consent = consent.filter(|consent| fits(consent, ask)).ok_or(Failure::ACCESS)?;
    let user = work.fetch("sys_user", &consent.user)?.filter(may_have_token);
    let user = user.ok_or(Failure::ACCESS)?;
    let scope = consent.scope;
    let holder = Holder { client, user: &user, grant_type: "authorization_code", scope: &scope };
    let access = token::issue(work, &holder, TokenKind::Access)?;
    // Applications that can keep no secret get none that lives for long [D].
    let refresh = if client.is_public() {
        None
    } else {
        Some(token::issue(work, &holder, TokenKind::Refresh)?)
    };
    Ok(Granted { access, refresh, scope })
}

fn fits(consent: &Consent, ask: &Ask) -> bool {
    let proven = consent.challenge.as_ref().is_none_or(|asked| asked.fits(&ask.code_verifier));
    proven && consent.redirect_uri == ask.redirect_uri
}
