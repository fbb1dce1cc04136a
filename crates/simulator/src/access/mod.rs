//! Who calls, and what they may read and write.

mod api_key;
mod api_path;
mod authenticate;
mod column_rules;
mod roles;
mod session;
mod table_rules;
mod token_scope;

pub(crate) use authenticate::{authenticate, sign_in};
pub(crate) use column_rules::COLUMN_RULES;
pub(crate) use session::{Session, Sessions, set_cookies};
pub(crate) use table_rules::TABLE_RULES;

use crate::{
    dictionary::{Column, Table},
    instance::Work,
    records::{Operation, Refusal, value},
    store::Record,
};
use std::collections::BTreeSet;

/// Whoever a request acts as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Caller {
    pub(crate) user_id: String,
    pub(crate) user_name: String,
    /// Names of all roles held, contained ones included.
    pub(crate) roles: BTreeSet<String>,
}

impl Caller {
    /// The instance itself, which may do everything.
    pub(crate) fn system() -> Self {
        Self {
            user_id: String::new(),
            user_name: "system".to_owned(),
            roles: BTreeSet::from(["admin".to_owned()]),
        }
    }

    /// The caller a row of `sys_user` stands for.
    pub(crate) fn of_user(work: &Work<'_>, user: &Record) -> Result<Self, Refusal> {
        let user_id = value(user, "sys_id").to_owned();
        let roles = roles::of_user(work, &user_id)?;
        Ok(Self { user_id, user_name: value(user, "user_name").to_owned(), roles })
    }

    /// Whether this caller holds any of `roles`; `admin` holds them all.
    pub(crate) fn has_any(&self, roles: &[&str]) -> bool {
        let held = |role: &&str| *role == table_rules::ANYONE || self.roles.contains(*role);
        self.roles.contains("admin") || roles.iter().any(held)
    }

    /// Whether the rules for `table` let this caller do that.
    pub(crate) fn may(&self, operation: Operation, table: &Table) -> bool {
        self.has_any(table_rules::roles_for(operation, table))
    }

    /// Whether this caller sees the column.
    pub(crate) fn may_read(&self, table: &Table, column: &Column) -> bool {
        !column.hidden && column_rules::reading(table, &column.name).is_none_or(|r| self.has_any(r))
    }

    /// Whether what this caller writes to the column is kept.
    pub(crate) fn may_write(&self, table: &Table, column: &str) -> bool {
        column_rules::writing(table, column).is_none_or(|roles| self.has_any(roles))
    }
}
