//! Whoever a piece of work is done for, and what they may do.

use super::{Right, transaction::Transaction};
use crate::{
    dictionary::{Column, Table},
    http::Request,
    refusal::Operation,
    store::Record,
};
use std::{collections::BTreeSet, fmt, sync::Arc};

/// Stands for every user who is signed in, where roles are named.
pub(crate) const ANYONE: &str = "*";

/// What somebody who holds roles may do, as the access rules in force say.
pub(crate) trait Rights: fmt::Debug + Send + Sync {
    /// What they may do to rows of `table`.
    fn rows(&self, operation: Operation, table: &Table, roles: &BTreeSet<String>) -> Right;

    /// What they may do to a column, the right to the row aside.
    fn column(
        &self,
        operation: Operation,
        table: &Table,
        column: &str,
        roles: &BTreeSet<String>,
    ) -> Right;

    /// Whether they may call the API of that name.
    fn opens_endpoint(&self, name: &str, roles: &BTreeSet<String>) -> bool;

    /// Whether rules about queries refuse those that name a column that may not be read.
    fn refuse_queries(&self) -> bool;
}

/// Whoever a request acts as.
#[derive(Clone, Debug)]
pub(crate) struct Caller {
    pub(crate) user_id: String,
    pub(crate) user_name: String,
    /// Names of all roles held, contained ones included.
    pub(crate) roles: BTreeSet<String>,
    /// The application and the update set the request names.
    pub(crate) transaction: Transaction,
    /// By the rules in force when the request came in; nothing for the instance itself, which may
    /// do everything.
    rights: Option<Arc<dyn Rights>>,
}

impl Caller {
    /// The instance itself, which may do everything.
    pub(crate) fn system() -> Self {
        Self {
            user_id: String::new(),
            user_name: "system".to_owned(),
            roles: BTreeSet::from(["admin".to_owned()]),
            transaction: Transaction::default(),
            rights: None,
        }
    }

    /// The user of that row of `sys_user`, who holds `roles` and may do what `rights` say.
    pub(crate) fn new(user: &Record, roles: BTreeSet<String>, rights: Arc<dyn Rights>) -> Self {
        Self {
            user_id: user.value("sys_id").to_owned(),
            user_name: user.value("user_name").to_owned(),
            roles,
            transaction: Transaction::default(),
            rights: Some(rights),
        }
    }

    /// The same caller with what `request` says about application and update set.
    pub(crate) fn with(self, request: &Request) -> Self {
        Self { transaction: Transaction::of(request), ..self }
    }

    /// Whether it is the instance itself.
    pub(crate) fn is_system(&self) -> bool {
        self.rights.is_none()
    }

    /// Whether this caller holds any of `roles`; `admin` holds them all.
    pub(crate) fn has_any(&self, roles: &[&str]) -> bool {
        let held = |role: &&str| *role == ANYONE || self.roles.contains(*role);
        self.roles.contains("admin") || roles.iter().any(held)
    }

    /// What this caller may do to the rows of `table`.
    pub(crate) fn rows(&self, operation: Operation, table: &Table) -> Right {
        let rights = self.rights.as_ref();
        rights.map_or(Right::Always, |rights| rights.rows(operation, table, &self.roles))
    }

    /// What this caller may do to a column in the rows that are open to them.
    pub(crate) fn column(&self, operation: Operation, table: &Table, column: &str) -> Right {
        let rights = self.rights.as_ref();
        rights.map_or(Right::Always, |rights| rights.column(operation, table, column, &self.roles))
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
        self.rights.as_ref().is_some_and(|rights| rights.refuse_queries())
    }

    /// Whether this caller may call the REST API of that name.
    pub(crate) fn opens_endpoint(&self, name: &str) -> bool {
        self.rights.as_ref().is_none_or(|rights| rights.opens_endpoint(name, &self.roles))
    }
}
