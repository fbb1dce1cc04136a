//! Who calls, and what they may read and write.

mod acl;
mod api_key;
mod api_path;
mod api_rule;
mod authenticate;
mod basic_gate;
mod column_rules;
mod roles;
mod row_rules;
mod session;
mod table_rules;
mod token_scope;
mod transaction;
mod users;

pub(crate) use acl::{Guard, Right, RuleBook, covers, guard, permits};
pub(crate) use authenticate::{authenticate, sign_in};
pub(crate) use column_rules::COLUMN_RULES;
pub(crate) use roles::elevating;
pub(crate) use row_rules::{ROW_RULES, RowRule};
pub(crate) use session::{Session, Sessions, cookies_of, note_session, set_cookies};
pub(crate) use table_rules::{ANYONE, TABLE_RULES};
use transaction::Transaction;
#[cfg(test)]
pub(crate) use users::KnownUsers;

use crate::{
    dictionary::{Column, Table},
    http::Request,
    records::value,
    refusal::{Operation, Refusal},
    store::Record,
    world::Work,
};
use std::{collections::BTreeSet, sync::Arc};

/// Whoever a request acts as.
#[derive(Clone, Debug)]
pub(crate) struct Caller {
    pub(crate) user_id: String,
    pub(crate) user_name: String,
    /// Names of all roles held, contained ones included.
    pub(crate) roles: BTreeSet<String>,
    /// The application and the update set the request names.
    pub(crate) transaction: Transaction,
    /// The rules in force when the request came in; nothing for the instance itself, which may
    /// do everything.
    rules: Option<Arc<RuleBook>>,
}

impl Caller {
    /// The instance itself, which may do everything.
    pub(crate) fn system() -> Self {
        Self {
            user_id: String::new(),
            user_name: "system".to_owned(),
            roles: BTreeSet::from(["admin".to_owned()]),
            transaction: Transaction::default(),
            rules: None,
        }
    }

    /// The caller a row of `sys_user` stands for, without elevated roles.
    pub(crate) fn of_user(work: &Work<'_>, user: &Record) -> Result<Self, Refusal> {
        Self::elevated(work, user, &BTreeSet::new())
    }

    /// The same in a session that elevated to `roles`.
    fn elevated(work: &Work<'_>, user: &Record, roles: &BTreeSet<String>) -> Result<Self, Refusal> {
        let user_id = value(user, "sys_id").to_owned();
        let user_name = value(user, "user_name").to_owned();
        let roles = roles::of_user(work, &user_id, roles)?;
        let book = acl::in_force(work)?;
        let transaction = Transaction::default();
        Ok(Self { user_id, user_name, roles, transaction, rules: Some(book) })
    }

    /// The same caller with what `request` says about application and update set.
    pub(crate) fn with(self, request: &Request) -> Self {
        Self { transaction: Transaction::of(request), ..self }
    }

    /// Whether it is the instance itself.
    pub(crate) fn is_system(&self) -> bool {
        self.rules.is_none()
    }

    /// Whether this caller holds any of `roles`; `admin` holds them all.
    pub(crate) fn has_any(&self, roles: &[&str]) -> bool {
        let held = |role: &&str| *role == ANYONE || self.roles.contains(*role);
        self.roles.contains("admin") || roles.iter().any(held)
    }

    /// What this caller may do to the rows of `table`.
    pub(crate) fn rows(&self, operation: Operation, table: &Table) -> Right {
        let rules = self.rules.as_ref();
        rules.map_or(Right::Always, |rules| rules.rows(operation, table, &self.roles))
    }

    /// What this caller may do to a column in the rows that are open to them.
    pub(crate) fn column(&self, operation: Operation, table: &Table, column: &str) -> Right {
        let rules = self.rules.as_ref();
        rules.map_or(Right::Always, |rules| rules.column(operation, table, column, &self.roles))
    }

    /// Whether there can be rows of `table` to which this caller may do that.
    pub(crate) fn may(&self, operation: Operation, table: &Table) -> bool {
        self.rows(operation, table).is_possible()
    }

    /// Whether this caller sees the column, at least in some rows.
    pub(crate) fn may_read(&self, table: &Table, column: &Column) -> bool {
        !column.hidden && self.column(Operation::Read, table, &column.name).is_possible()
    }

    /// Whether what this caller writes to the column is kept, at least in some rows.
    pub(crate) fn may_write(&self, table: &Table, column: &str) -> bool {
        self.column(Operation::Update, table, column).is_possible()
    }

    /// Whether rules about queries refuse those that name a column this caller may not read.
    pub(crate) fn is_refused_unreadable_queries(&self) -> bool {
        self.rules.as_ref().is_some_and(|rules| rules.refuses_queries)
    }
}
