//! The registry of an application that asks this instance for tokens.

use super::Failure;
use crate::{refusal::Refusal, store::Record, world::Work};

/// An active row of `oauth_entity` whose type is `client`.
#[derive(Clone, Debug)]
pub(crate) struct Client {
    row: Record,
}

impl Client {
    /// The client of that id which the secret fits. A public client needs none.
    pub(crate) fn authenticate(work: &Work<'_>, id: &str, secret: &str) -> Result<Self, Failure> {
        let clients = all(work, id)?;
        let fits = |client: &Self| client.knows(work, secret);
        clients.into_iter().find(fits).ok_or(Failure::ACCESS)
    }

    /// A client of that id. Ids are not unique \[S\]; the oldest counts.
    pub(crate) fn by_id(work: &Work<'_>, id: &str) -> Result<Option<Self>, Refusal> {
        Ok(all(work, id)?.into_iter().next())
    }

    /// A column of the registry.
    pub(crate) fn get(&self, column: &str) -> &str {
        self.row.value(column)
    }

    /// Whether a column holds `true`.
    pub(crate) fn is(&self, column: &str) -> bool {
        self.get(column) == "true"
    }

    /// A column that holds seconds.
    pub(crate) fn seconds(&self, column: &str, otherwise: i64) -> i64 {
        self.get(column).parse().unwrap_or(otherwise)
    }

    /// The row's sys_id, to which tokens refer as their peer.
    pub(crate) fn sys_id(&self) -> &str {
        self.get("sys_id")
    }

    /// Whether the application can keep no secret.
    pub(crate) fn is_public(&self) -> bool {
        self.is("public_client")
    }

    fn knows(&self, work: &Work<'_>, secret: &str) -> bool {
        if secret.is_empty() {
            return self.is_public();
        }
        work.world.vault.decrypt(self.get("client_secret")).as_deref() == Some(secret)
    }

    #[cfg(test)]
    pub(super) fn of_row(row: Record) -> Self {
        Self { row }
    }
}

fn all(work: &Work<'_>, id: &str) -> Result<Vec<Client>, Refusal> {
    if id.is_empty() {
        return Ok(Vec::new());
    }
    let wanted = [("client_id", id), ("type", "client"), ("active", "true")];
    let rows = work.find("oauth_entity", &wanted)?;
    Ok(rows.into_iter().map(|row| Client { row }).collect())
}
