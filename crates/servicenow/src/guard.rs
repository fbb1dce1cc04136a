//! What the client refuses before it asks: any write, or one that would end its own way in.

use crate::error::Failure;
use crate::{Client, Credentials, Error, Row};

/// The identity in use, as a write would meet it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OwnIdentity {
    /// The record of the user.
    User {
        /// The user's login name.
        user_name: String,
    },
    /// The entry of the OAuth client.
    OAuthClient {
        /// The client id.
        client_id: String,
    },
    /// An API key of the user: whether the very one in use, nobody can read.
    ApiKey,
}

/// A write to one record, as far as it may end a way in.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Change<'a> {
    Update(&'a Row),
    Delete,
}

/// Tables of one identity, and the columns whose change ends it. A word after the column is the
/// one value that does.
struct Ending {
    tables: &'static [&'static str],
    columns: &'static [(&'static str, Option<&'static str>)],
}

const USER: Ending = Ending {
    tables: &["sys_user"],
    columns: &[
        ("active", Some("false")),
        ("locked_out", Some("true")),
        ("password_needs_reset", Some("true")),
        ("user_name", None),
        ("user_password", None),
    ],
};
const CLIENT: Ending = Ending {
    tables: &["oauth_entity", "oauth_jwt", "oauth_oidc_entity"],
    columns: &[
        ("active", Some("false")),
        ("client_id", None),
        ("client_secret", None),
        ("user", None),
    ],
};
const API_KEY: Ending = Ending {
    tables: &["api_key"],
    columns: &[("active", Some("false")), ("token", None), ("user", None), ("expires", None)],
};

impl Ending {
    fn concerns(&self, table: &str, change: Change<'_>) -> bool {
        let ends = |row: &Row| {
            self.columns.iter().any(|(column, word)| match (row.text(column), word) {
                (None, _) => false,
                (Some(_), None) => true,
                (Some(text), Some(word)) => same_truth(text, word),
            })
        };
        self.tables.contains(&table)
            && match change {
                Change::Delete => true,
                Change::Update(row) => ends(row),
            }
    }
}

/// Flags are written as words or digits; what is neither, an empty text among it, is false.
fn same_truth(text: &str, word: &str) -> bool {
    let truth = matches!(text.trim(), "true" | "1");
    truth == (word == "true")
}

impl Client {
    /// Refuses a change that would end the client's own way in, where the options say so. Who is
    /// calling is asked for only when a change may be one.
    pub(crate) async fn spare_own_identity(
        &self,
        table: &str,
        sys_id: &str,
        change: Change<'_>,
    ) -> Result<(), Error> {
        if !self.shared.options.keeps_own_identity {
            return Ok(());
        }
        let own = if USER.concerns(table, change) {
            self.as_user(sys_id).await
        } else if CLIENT.concerns(table, change) {
            self.as_client(sys_id).await
        } else if API_KEY.concerns(table, change) {
            self.as_api_key(sys_id).await
        } else {
            return Ok(());
        };
        match own.map_err(Error::before_sending)? {
            Some(identity) => Err(Error::new(Failure::OwnIdentity(identity)).before_sending()),
            None => Ok(()),
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

    /// Whether the record holds `value` in `column`. A record that nobody shows us is none that we
    /// could write either.
    async fn is_own(
        &self,
        table: &str,
        column: &str,
        value: &str,
        sys_id: &str,
    ) -> Result<bool, Error> {
        match self.table(table).get(sys_id, &[column]).await {
            Ok(found) => Ok(found.is_some_and(|row| row.get(column) == Some(value))),
            Err(error) if error.is_forbidden() => Ok(false),
            Err(error) => Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(column: &str, text: &str) -> Row {
        Row::new().set(column, text)
    }

    fn ends(ending: &Ending, table: &str, column: &str, text: &str) -> bool {
        ending.concerns(table, Change::Update(&row(column, text)))
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
        assert!(USER.concerns("sys_user", Change::Delete));
    }

    #[test]
    fn what_leaves_the_way_in_alone_is_nobodys_concern() {
        for (column, text) in [("active", "true"), ("locked_out", "false"), ("email", "a@b.c")] {
            assert!(!ends(&USER, "sys_user", column, text), "{column}={text}");
        }
        assert!(!USER.concerns("sys_user_role", Change::Delete));
        assert!(!ends(&CLIENT, "oauth_entity", "name", "x"));
    }

    #[test]
    fn a_new_secret_ends_a_client_in_each_of_its_tables() {
        let secret = Row::new().set_secret("client_secret", "s".into());
        for table in CLIENT.tables {
            assert!(CLIENT.concerns(table, Change::Update(&secret)), "{table}");
        }
    }
}
