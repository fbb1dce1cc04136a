//! Encoded queries: the text a client sends, what it means, and the SQL that answers it.

mod compile;
mod condition;
#[cfg(test)]
mod fuzz;
mod operator;
mod parse;
mod path;
mod relative;
mod script;

pub(crate) use compile::{Asking, Compiled, compile};
pub(crate) use operator::Operator;
pub(crate) use parse::parse;
pub(crate) use path::{Joins, Place};
pub(crate) use script::Circumstances;

/// A parsed encoded query.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Query {
    /// Groups separated by `^NQ`: a row matches if it matches any of them.
    pub(crate) groups: Vec<Group>,
    /// What to order by, most significant first.
    pub(crate) order: Vec<Order>,
}

impl Query {
    /// Whether what it means depends on when and by whom it is asked.
    pub(crate) fn is_timed(&self) -> bool {
        self.groups.iter().flatten().flatten().any(|condition| {
            condition.value.contains("javascript:")
                || matches!(condition.operator, Operator::Relative(_))
        })
    }
}

/// Clauses joined by `^`: all must hold.
pub(crate) type Group = Vec<Clause>;

/// Conditions joined by `^OR`: one must hold.
pub(crate) type Clause = Vec<Condition>;

/// One comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Condition {
    /// A column, or a path of columns through references.
    pub(crate) path: String,
    pub(crate) operator: Operator,
    pub(crate) value: String,
}

/// One `ORDERBY`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Order {
    pub(crate) path: String,
    pub(crate) descending: bool,
}
