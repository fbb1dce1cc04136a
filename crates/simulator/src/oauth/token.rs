//! Tokens the instance issues: rows of `oauth_credential`, found again by a digest.

use super::{Client, signing};
use crate::{
    clock,
    records::{self, Input},
    refusal::Refusal,
    store::Record,
    vault,
    world::Work,
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use time::Duration;

/// The two kinds of tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Access,
    Refresh,
}

impl Kind {
    /// The value of the column `type`.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Access => "access_token",
            Self::Refresh => "refresh_token",
        }
    }

    /// The registry's column for its lifetime, and the platform's own value.
    const fn lifespan(self) -> (&'static str, i64) {
        match self {
            Self::Access => ("access_token_lifespan", 1_800),
            Self::Refresh => ("refresh_token_lifespan", 8_640_000),
        }
    }
}

/// On whose behalf a token is issued, by what grant and for what.
pub(crate) struct Holder<'a> {
    pub(crate) client: &'a Client,
    pub(crate) user: &'a Record,
    pub(crate) grant_type: &'a str,
    pub(crate) scope: &'a str,
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
pub(crate) fn issue(work: &Work<'_>, holder: &Holder<'_>, kind: Kind) -> Result<Token, Refusal> {
    let (column, otherwise) = kind.lifespan();
    let seconds = holder.client.seconds(column, otherwise);
    let expires = work.now.saturating_add(Duration::seconds(seconds));
    let is_jwt = kind == Kind::Access && holder.client.get("token_format") == "jwt";
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

/// The row of a token that has not expired.
pub(crate) fn find(work: &Work<'_>, text: &str, kind: Kind) -> Result<Option<Record>, Refusal> {
    if text.is_empty() {
        return Ok(None);
    }
    let digest = vault::token_digest(text);
    let wanted = [("token_digest", digest.as_str()), ("type", kind.word())];
    let rows = work.find("oauth_credential", &wanted)?;
    Ok(rows.into_iter().find(|row| remaining(work, row) > 0))
}

/// The newest token the user has from this client by the same grant, still good.
pub(crate) fn current(
    work: &Work<'_>,
    holder: &Holder<'_>,
    kind: Kind,
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
        Some(Token { text, seconds: remaining(work, row) }).filter(|token| token.seconds > 0)
    }))
}

/// Marks a token of either kind as expired \[D\]. Nothing happens where there is no such token.
pub(crate) fn revoke(work: &Work<'_>, text: &str) -> Result<(), Refusal> {
    for kind in [Kind::Access, Kind::Refresh] {
        if let Some(row) = find(work, text, kind)? {
            let input = Input::platform([("expires", &clock::stored(work.now))]);
            let table = work.table("oauth_credential")?;
            records::update(work, table, row.value("sys_id"), &input)?;
        }
    }
    Ok(())
}

/// For how many seconds a row of `oauth_credential` is still good.
pub(crate) fn remaining(work: &Work<'_>, row: &Record) -> i64 {
    let expires = clock::moment(row.value("expires"));
    expires.map_or(0, |moment| (moment - work.now).whole_seconds())
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
