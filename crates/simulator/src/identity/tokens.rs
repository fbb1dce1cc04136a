//! Tokens as rows of `oauth_credential`, found again by a digest.

use crate::{clock, refusal::Refusal, store::Record, vault, world::Work};

/// The two kinds of tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenKind {
    Access,
    Refresh,
}

impl TokenKind {
    /// The value of the column `type`.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Access => "access_token",
            Self::Refresh => "refresh_token",
        }
    }
}

/// The row of a token that has not expired.
pub(crate) fn issued(
    work: &Work<'_>,
    text: &str,
    kind: TokenKind,
) -> Result<Option<Record>, Refusal> {
    if text.is_empty() {
        return Ok(None);
    }
    let digest = vault::token_digest(text);
    let wanted = [("token_digest", digest.as_str()), ("type", kind.word())];
    let rows = work.find("oauth_credential", &wanted)?;
    Ok(rows.into_iter().find(|row| remaining(work, row) > 0))
}

/// For how many seconds a row of `oauth_credential` is still good.
pub(crate) fn remaining(work: &Work<'_>, row: &Record) -> i64 {
    let expires = clock::moment(row.value("expires"));
    expires.map_or(0, |moment| moment.duration_since(work.now).as_secs())
}
