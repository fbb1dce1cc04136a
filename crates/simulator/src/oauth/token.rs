//! Tokens the instance issues: rows of `oauth_credential`, found again by a digest.

use super::{Holder, signing};
use crate::{
    clock,
    identity::{self, TokenKind},
    records::{self, Input},
    refusal::Refusal,
    vault,
    world::Work,
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use jiff::SignedDuration;
use serde_json::{Value, json};

/// The registry's column for the lifetime of a token, and the platform's own value.
const fn lifespan(kind: TokenKind) -> (&'static str, i64) {
    match kind {
        TokenKind::Access => ("access_token_lifespan", 1_800),
        TokenKind::Refresh => ("refresh_token_lifespan", 8_640_000),
    }
}

/// A token and how long it is still good for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) text: String,
    pub(crate) seconds: i64,
}

/// What the token endpoint answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Granted {
    pub(crate) access: Token,
    pub(crate) refresh: Option<Token>,
    pub(crate) scope: String,
}

impl Granted {
    /// The body of the answer.
    pub(crate) fn body(&self) -> Value {
        let mut body = json!({ "access_token": self.access.text });
        if let Some(fields) = body.as_object_mut() {
            if let Some(refresh) = &self.refresh {
                fields.insert("refresh_token".to_owned(), json!(refresh.text));
            }
            fields.insert("scope".to_owned(), json!(self.scope));
            fields.insert("token_type".to_owned(), json!("Bearer"));
            fields.insert("expires_in".to_owned(), json!(self.access.seconds));
        }
        body
    }
}

/// A new token, written down as a row of `oauth_credential`.
pub(crate) fn issue(
    work: &Work<'_>,
    holder: &Holder<'_>,
    kind: TokenKind,
) -> Result<Token, Refusal> {
    let (column, otherwise) = lifespan(kind);
    let seconds = holder.client.seconds(column, otherwise);
    let expires = clock::after(work.now, SignedDuration::from_secs(seconds));
    let is_jwt = kind == TokenKind::Access && holder.client.get("token_format") == "jwt";
    let text = if is_jwt { signing::signed(work, holder, expires)? } else { opaque() };
    let input = Input::platform([
        ("type", kind.word()),
        ("peer", holder.client.sys_id()),
        ("user", holder.user.value("sys_id")),
        ("grant_type", holder.grant_type),
        ("scope", holder.scope),
        ("token", &text),
        ("token_digest", &vault::token_digest(&text)),
        ("token_issued", &clock::stored(work.now)),
        ("expires", &clock::stored(expires)),
    ]);
    records::insert(work, work.table("oauth_credential")?, &input)?;
    Ok(Token { text, seconds })
}

/// 86 characters that say nothing.
fn opaque() -> String {
    BASE64_URL_SAFE_NO_PAD.encode(rand::random::<[u8; 64]>())
}

/// The newest token the user has from this client by the same grant, still good.
pub(crate) fn current(
    work: &Work<'_>,
    holder: &Holder<'_>,
    kind: TokenKind,
) -> Result<Option<Token>, Refusal> {
    let wanted = [
        ("type", kind.word()),
        ("peer", holder.client.sys_id()),
        ("user", holder.user.value("sys_id")),
        ("grant_type", holder.grant_type),
        ("scope", holder.scope),
    ];
    let rows = work.find("oauth_credential", &wanted)?;
    Ok(rows.iter().rev().find_map(|row| {
        let text = work.world.vault.decrypt(row.value("token"))?;
        Some(Token { text, seconds: identity::remaining(work, row) })
            .filter(|token| token.seconds > 0)
    }))
}

/// Marks a token of either kind as expired \[D\]. Nothing happens where there is no such token.
pub(crate) fn revoke(work: &Work<'_>, text: &str) -> Result<(), Refusal> {
    for kind in [TokenKind::Access, TokenKind::Refresh] {
        if let Some(row) = identity::issued(work, text, kind)? {
            let input = Input::platform([("expires", &clock::stored(work.now))]);
            let table = work.table("oauth_credential")?;
            records::update(work, table, row.value("sys_id"), &input)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(text: &str) -> Token {
        Token { text: text.to_owned(), seconds: 1800 }
    }

    #[test]
    fn an_answer_has_a_refresh_token_only_where_there_is_one() {
        let scope = "useraccount".to_owned();
        let mut granted = Granted { access: token("a"), refresh: None, scope };
        assert_eq!(
            granted.body(),
            json!({ "access_token": "a", "scope": "useraccount", "token_type": "Bearer",
                "expires_in": 1800 })
        );
        granted.refresh = Some(token("r"));
        assert_eq!(granted.body()["refresh_token"], "r");
    }

    #[test]
    fn opaque_tokens_have_the_length_of_the_platforms() {
        assert_eq!(opaque().len(), 86);
        assert_ne!(opaque(), opaque());
    }
}
