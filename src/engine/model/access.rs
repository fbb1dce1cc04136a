//! What a request does to a table, and the right that takes.

/// What a request does to a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    Read,
    Create,
    Update,
    Delete,
}

/// A right that an account has on a table or lacks: a role gives one or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Right {
    Read,
    /// To make, change and delete them.
    Write,
}

/// A right on a table that the work of a run takes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Need {
    pub(crate) table: String,
    pub(crate) right: Right,
}

/// The table under which the right to install applications and plugins is noted.
pub(crate) const INSTALLING: &str = "sys_store_app";

/// The name under which the right to use the CI/CD API is noted: operations are no rows of a table.
pub(crate) const CICD: &str = "sn_cicd";

impl Access {
    /// The right it takes.
    pub(crate) fn right(self) -> Right {
        if self == Self::Read { Right::Read } else { Right::Write }
    }
}

impl Need {
    /// The right on the table.
    pub(crate) fn new(table: &str, right: Right) -> Self {
        Self { table: table.to_owned(), right }
    }
}
