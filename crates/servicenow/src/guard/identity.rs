//! Who signs in: the user, the OAuth client, the API key.

use super::{Change, OwnIdentity, Write, is_true};
use crate::{Client, Credentials, Error};

/// Tables of one identity, and the columns whose change ends it.
struct Ending {
    tables: &'static [&'static str],
    columns: &'static [(&'static str, Ends)],
}

/// Which values of a column end it.
#[derive(Clone, Copy)]
enum Ends {
    Any,
    True,
    False,
    /// All but these and nothing.
    AllBut(&'static [&'static str]),
}

const USER: Ending = Ending {
    tables: &["sys_user"],
    columns: &[
        ("active", Ends::False),
        ("locked_out", Ends::True),
        ("password_needs_reset", Ends::True),
        ("user_name", Ends::Any),
        ("user_password", Ends::Any),
    ],
};
const CLIENT: Ending = Ending {
    tables: &["oauth_entity", "oauth_jwt", "oauth_oidc_entity"],
    columns: &[
        ("active", Ends::False),
        ("client_id", Ends::Any),
        ("client_secret", Ends::Any),
        ("user", Ends::Any),
        // docs/facts.md#unscoped-api
        ("scope_restriction_status", Ends::AllBut(&["unrestricted", "useraccount"])),
    ],
};
const API_KEY: Ending = Ending {
    tables: &["api_key"],
    columns: &[
        ("active", Ends::False),
        ("token", Ends::Any),
        ("user", Ends::Any),
        ("expires", Ends::Any),
    ],
};
/// What joins a client and the scopes that it is restricted to.
const CLIENT_SCOPES: &str = "oauth_entity_auth_scope_mapping";

impl Ending {
    fn concerns(&self, write: Write<'_>) -> bool {
        let ends = |(column, ends): &(&str, Ends)| match (write.text(column), ends) {
            (None, _) => false,
            (Some(_), Ends::Any) => true,
            (Some(text), Ends::True) => is_true(text),
            (Some(text), Ends::False) => !is_true(text),
            (Some(text), Ends::AllBut(words)) => !text.is_empty() && !words.contains(&text),
        };
        self.tables.contains(&write.table)
            && match write.change {
                Change::Insert(_) => false,
                Change::Update(_) => self.columns.iter().any(ends),
                Change::Delete => true,
            }
    }
}

impl Client {
    /// The user, client or key in use, where the write ends it. Who is calling is asked for only
    /// when it may.
    pub(super) async fn ends_who_signs_in(
        &self,
        write: Write<'_>,
    ) -> Result<Option<OwnIdentity>, Error> {
        if USER.concerns(write) {
            self.as_user(write.sys_id).await
        } else if CLIENT.concerns(write) {
            self.as_client(write.sys_id).await
        } else if API_KEY.concerns(write) {
            self.as_api_key(write.sys_id).await
        } else if write.table == CLIENT_SCOPES && !write.inserts() {
            self.as_scope_of_client(write).await
        } else {
            Ok(None)
        }
    }

    async fn as_user(&self, sys_id: &str) -> Result<Option<OwnIdentity>, Error> {
        let user = self.current_user().await?;
        let is_own = user.sys_id.eq_ignore_ascii_case(sys_id);
        Ok(is_own.then_some(OwnIdentity::User { user_name: user.user_name }))
    }

    async fn as_client(&self, sys_id: &str) -> Result<Option<OwnIdentity>, Error> {
        let Credentials::OAuth(client) = &self.shared.credentials else { return Ok(None) };
        let own = self.is_own("oauth_entity", "client_id", &client.client_id, sys_id).await?;
        Ok(own.then(|| OwnIdentity::OAuthClient { client_id: client.client_id.clone() }))
    }

    async fn as_api_key(&self, sys_id: &str) -> Result<Option<OwnIdentity>, Error> {
        let Credentials::ApiKey(_) = &self.shared.credentials else { return Ok(None) };
        let user = self.current_user().await?;
        let own = self.is_own("api_key", "user", &user.sys_id, sys_id).await?;
        Ok(own.then_some(OwnIdentity::ApiKey))
    }

    /// A scope taken from the client in use, which is restricted to its scopes.
    async fn as_scope_of_client(&self, write: Write<'_>) -> Result<Option<OwnIdentity>, Error> {
        let (owner, restriction) = ("oauth_entity", "oauth_entity.scope_restriction_status");
        let is_concerned = write.touches(&[owner, "auth_scope"])
            && matches!(self.shared.credentials, Credentials::OAuth(_));
        if !is_concerned {
            return Ok(None);
        }
        let row = self.seen(CLIENT_SCOPES, write.sys_id, &[owner, restriction]).await?;
        let restricted = row.filter(|row| row.get(restriction) == Some("restricted"));
        match restricted.as_ref().and_then(|row| row.get(owner)).filter(|id| !id.is_empty()) {
            Some(client) => self.as_client(client).await,
            None => Ok(None),
        }
    }

    /// Whether the record holds `value` in `column`.
    async fn is_own(
        &self,
        table: &str,
        column: &str,
        value: &str,
        sys_id: &str,
    ) -> Result<bool, Error> {
        let found = self.seen(table, sys_id, &[column]).await?;
        Ok(found.is_some_and(|row| row.get(column) == Some(value)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Row;

    fn concerns(ending: &Ending, table: &str, change: Change<'_>) -> bool {
        ending.concerns(Write { table, sys_id: "a1", change })
    }

    fn ends(ending: &Ending, table: &str, column: &str, text: &str) -> bool {
        concerns(ending, table, Change::Update(&Row::new().set(column, text)))
    }

    #[test]
    fn deactivating_renaming_and_a_new_password_end_a_user() {
        for (column, text) in [
            ("active", "false"),
            ("active", "0"),
            ("active", ""),
            ("locked_out", "true"),
            ("user_name", "other"),
            ("user_password", "x"),
        ] {
            assert!(ends(&USER, "sys_user", column, text), "{column}={text}");
        }
        assert!(concerns(&USER, "sys_user", Change::Delete));
    }

    #[test]
    fn what_leaves_the_way_in_alone_is_nobodys_concern() {
        for (column, text) in [("active", "true"), ("locked_out", "false"), ("email", "a@b.c")] {
            assert!(!ends(&USER, "sys_user", column, text), "{column}={text}");
        }
        assert!(!concerns(&USER, "sys_user_group", Change::Delete));
        assert!(!ends(&CLIENT, "oauth_entity", "name", "x"));
        let row = Row::new().set("active", "false");
        assert!(!concerns(&USER, "sys_user", Change::Insert(&row)), "another user");
    }

    #[test]
    fn a_new_secret_ends_a_client_in_each_of_its_tables() {
        let secret = Row::new().set_secret("client_secret", "s".into());
        for table in CLIENT.tables {
            assert!(concerns(&CLIENT, table, Change::Update(&secret)), "{table}");
        }
    }

    #[test]
    fn restricting_a_client_to_scopes_ends_it_and_freeing_it_does_not() {
        let restricts = |word| ends(&CLIENT, "oauth_entity", "scope_restriction_status", word);
        assert!(restricts("restricted") && restricts("something_new"));
        assert!(!restricts("unrestricted") && !restricts("useraccount") && !restricts(""));
    }
}
