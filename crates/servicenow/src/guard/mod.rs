//! What the client refuses before it asks: any write that would end its own way in.
//!
//! A way in has four parts, each with a file: who signs in ([`identity`]), whether that kind of
//! signing in is taken at all ([`basic`]), whether it opens the Table API ([`policies`]), and what
//! whoever is in may do ([`roles`]).

mod basic;
mod identity;
mod policies;
mod roles;

use crate::error::Failure;
use crate::{Client, Error, Query, Record, Row};

/// What of its own way in a write would have ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OwnIdentity {
    /// The record of the user.
    User {
        /// The user's login name.
        user_name: String,
    },
    /// The entry of the OAuth client, or the scopes that it is restricted to.
    OAuthClient {
        /// The client id.
        client_id: String,
    },
    /// An API key of the user: whether the very one in use, nobody can read.
    ApiKey,
    /// That user names and passwords are taken: a property of the restriction of Basic
    /// authentication (docs/facts.md#basic-gate).
    BasicRestriction {
        /// The name of the property.
        property: String,
    },
    /// That the Table API takes this way to authenticate (docs/facts.md#api-access-policy).
    AccessPolicy {
        /// The name of the policy that would decide.
        policy: String,
        /// The way that it would not take.
        way: &'static str,
    },
    /// A role of the user.
    Role {
        /// The user's login name.
        user_name: String,
        /// The role's name.
        role: String,
    },
}

/// A write to one record, as far as it may end a way in.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Change<'a> {
    Insert(&'a Row),
    Update(&'a Row),
    Delete,
}

/// A write: the table, the record, and what is to become of it.
#[derive(Clone, Copy, Debug)]
struct Write<'a> {
    table: &'a str,
    /// Empty for a record that is to be made.
    sys_id: &'a str,
    change: Change<'a>,
}

impl<'a> Write<'a> {
    /// What is written to the column, if anything is.
    fn text(&self, column: &str) -> Option<&'a str> {
        match self.change {
            Change::Insert(row) | Change::Update(row) => row.text(column),
            Change::Delete => None,
        }
    }

    /// Whether it deletes, or writes one of the columns.
    fn touches(&self, columns: &[&str]) -> bool {
        self.deletes() || columns.iter().any(|column| self.text(column).is_some())
    }

    fn inserts(&self) -> bool {
        matches!(self.change, Change::Insert(_))
    }

    fn deletes(&self) -> bool {
        matches!(self.change, Change::Delete)
    }

    /// What the column holds afterwards, where `before` is the record as it is.
    fn after<'b>(&self, before: Option<&'b Record>, column: &str) -> Option<&'b str>
    where
        'a: 'b,
    {
        self.text(column).or_else(|| before?.get(column))
    }
}

/// Flags are written as words or digits; what is neither, an empty text among it, is false.
fn is_true(text: &str) -> bool {
    matches!(text.trim(), "true" | "1")
}

impl Client {
    /// Refuses a change that would end the client's own way in, where the options say so. Records
    /// are looked at only when a change may be one.
    pub(crate) async fn spare_own_identity(
        &self,
        table: &str,
        sys_id: &str,
        change: Change<'_>,
    ) -> Result<(), Error> {
        if !self.shared.options.keeps_own_identity || self.shared.options.read_only {
            return Ok(());
        }
        let ended = self.ended_by(Write { table, sys_id, change }).await;
        match ended.map_err(Error::before_sending)? {
            Some(identity) => Err(Error::new(Failure::OwnIdentity(identity)).before_sending()),
            None => Ok(()),
        }
    }

    async fn ended_by(&self, write: Write<'_>) -> Result<Option<OwnIdentity>, Error> {
        match write.table {
            basic::TABLE => self.closes_basic(write).await,
            table if policies::TABLES.contains(&table) => self.shuts_the_table_api(write).await,
            table if roles::TABLES.contains(&table) => self.takes_an_own_role(write).await,
            _ => self.ends_who_signs_in(write).await,
        }
    }

    /// A record as it is; none where it is gone or hidden. One that nobody shows us is none that we
    /// could write either.
    async fn seen(
        &self,
        table: &str,
        sys_id: &str,
        columns: &[&str],
    ) -> Result<Option<Record>, Error> {
        if sys_id.is_empty() {
            return Ok(None);
        }
        match self.table(table).get(sys_id, columns).await {
            Err(error) if error.is_forbidden() => Ok(None),
            found => found,
        }
    }

    /// The records that have these values, as far as they are shown.
    async fn all_seen(
        &self,
        table: &str,
        equal: &[(&str, &str)],
        columns: &[&str],
    ) -> Result<Vec<Record>, Error> {
        let mut all = equal.iter();
        let query =
            all.try_fold(Query::new(), |query, (column, value)| query.equals(column, value))?;
        match self.table(table).matching(&query, columns, None).await {
            Ok(found) => Ok(found.rows),
            Err(error) if error.is_forbidden() => Ok(Vec::new()),
            Err(error) => Err(error),
        }
    }
}
