//! Who a token was got for: a credential with a profile, as `oauth_requestor_profile` says it, and
//! the tokens kept for it in `oauth_credential`.

use crate::{
    clock,
    identity::{TokenKind, remaining},
    records::{self, Input},
    refusal::Refusal,
    store::Record,
    world::Work,
};
use jiff::SignedDuration;

/// The platform's word for a credential that asks.
const CREDENTIALS: &str = "oauth_2_0_credentials";

/// A credential and the profile by which it asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Requestor {
    /// The sys_id of the credential.
    pub(crate) credential: String,
    /// The sys_id of the profile.
    pub(crate) profile: String,
}

/// What a provider gave.
#[derive(Debug)]
pub(super) struct Received {
    pub(super) access: String,
    pub(super) refresh: Option<String>,
    /// How long the access token lasts.
    pub(super) seconds: i64,
}

/// The tokens that are still good.
#[derive(Debug, Default)]
pub(super) struct Kept {
    pub(super) access: Option<String>,
    pub(super) refresh: Option<String>,
}

impl Requestor {
    /// The requestor a credential is.
    pub(crate) fn of_credential(credential: &str, profile: &str) -> Self {
        Self { credential: credential.to_owned(), profile: profile.to_owned() }
    }

    /// The tokens kept for it.
    pub(super) fn kept(&self, work: &Work<'_>) -> Result<Kept, Refusal> {
        let text = |row: Option<Record>| {
            row.and_then(|row| work.world.vault.decrypt(row.value("token_received")))
        };
        let access = text(self.good(work, TokenKind::Access)?);
        Ok(Kept { access, refresh: text(self.good(work, TokenKind::Refresh)?) })
    }

    /// When the kept access token expires, in UTC; empty where there is none.
    pub(crate) fn expires(&self, work: &Work<'_>) -> Result<String, Refusal> {
        let row = self.good(work, TokenKind::Access)?;
        Ok(row.map(|row| row.value("expires").to_owned()).unwrap_or_default())
    }

    fn good(&self, work: &Work<'_>, kind: TokenKind) -> Result<Option<Record>, Refusal> {
        let Some(row) = self.row(work)? else { return Ok(None) };
        let own = [("oauth_requestor_profile", row.value("sys_id")), ("type", kind.word())];
        let tokens = work.find("oauth_credential", &own)?;
        Ok(tokens.into_iter().rev().find(|token| remaining(work, token) > 0))
    }

    /// Keeps what a provider gave, in place of what was kept before.
    pub(super) fn keep(
        &self,
        work: &Work<'_>,
        registry: &Record,
        grant_type: &str,
        received: &Received,
    ) -> Result<(), Refusal> {
        let row = self.made(work)?;
        let lifespan = |column: &str| registry.value(column).parse().unwrap_or(i64::MAX);
        // The registry's lifespan is the longest a token is trusted.
        let seconds = received.seconds.min(lifespan("access_token_lifespan"));
        let tokens = [
            (TokenKind::Access, Some(&received.access), seconds),
            (TokenKind::Refresh, received.refresh.as_ref(), lifespan("refresh_token_lifespan")),
        ];
        for (kind, text, seconds) in tokens {
            let Some(text) = text else { continue };
            forget(work, &row, kind)?;
            let expires = clock::after(work.now, SignedDuration::from_secs(seconds));
            let input = Input::platform([
                ("type", kind.word()),
                ("peer", registry.value("sys_id")),
                ("user", &work.caller.user_id),
                ("grant_type", grant_type),
                ("oauth_requestor_profile", row.value("sys_id")),
                ("token_received", text),
                ("token_issued", &clock::stored(work.now)),
                ("expires", &clock::stored(expires)),
            ]);
            records::insert(work, work.table("oauth_credential")?, &input)?;
        }
        Ok(())
    }

    fn row(&self, work: &Work<'_>) -> Result<Option<Record>, Refusal> {
        let own =
            [("requestor", self.credential.as_str()), ("oauth_entity_profile", &self.profile)];
        Ok(work.find("oauth_requestor_profile", &own)?.pop())
    }

    fn made(&self, work: &Work<'_>) -> Result<Record, Refusal> {
        if let Some(row) = self.row(work)? {
            return Ok(row);
        }
        let input = Input::platform([
            ("requestor_context", CREDENTIALS),
            ("requestor", &self.credential),
            ("oauth_entity_profile", &self.profile),
        ]);
        records::insert(work, work.table("oauth_requestor_profile")?, &input)
    }
}

fn forget(work: &Work<'_>, row: &Record, kind: TokenKind) -> Result<(), Refusal> {
    let own = [("oauth_requestor_profile", row.value("sys_id")), ("type", kind.word())];
    let table = work.table("oauth_credential")?;
    for old in work.find("oauth_credential", &own)? {
        records::delete(work, table, old.value("sys_id"))?;
    }
    Ok(())
}
