//! What is wrong with an argument of a function. Terraform puts its own words before these, and a full stop after them. No
//! text that was given is repeated, for it may be secret; columns and operators are named.

use servicenow::{InstanceUrlError, Operand, Operator, QueryError};
use thiserror::Error;

use super::sentence::quoted;

/// An argument that a function cannot take.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{why}")]
pub(crate) struct WrongArgument {
    /// Which one, from 0.
    pub(crate) argument: usize,
    pub(crate) why: FunctionProblem,
}

/// Why a function cannot take an argument.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub(crate) enum FunctionProblem {
    #[error(
        "it names no instance: {0}. Write the name (\"dev98042\"), the host (\"dev98042.service-now.com\") or the address \
         (\"https://dev98042.service-now.com\")"
    )]
    NoInstance(InstanceUrlError),
    #[error("it is empty. Give the name of the alias as it stands in its record")]
    NoAliasName,
    #[error(
        "it is no span of time. Write it like \"1h30m\", \"2d 5m\" or \"PT90M\": weeks, days, hours, minutes and seconds; \
         months and years have no fixed length"
    )]
    NoDuration,
    #[error(
        "the instance stores whole seconds from 0 on. Give a span of time without a sign and without a part of a second"
    )]
    NotInSeconds,
    #[error(
        "it is not a stored span of time, which the instance writes as the moment so much after 1970, as in \
         \"1970-01-01 00:05:00\". Read the column's stored value, not its display value"
    )]
    NoStoredDuration,
    #[error(
        "it is no moment of the years 0 to 9999. Write it as timestamp() gives it: \"2026-01-31T12:30:00Z\", or with another \
         offset from UTC in place of Z"
    )]
    NoMoment,
    #[error(
        "it is not a stored moment, as in \"2026-01-31 12:30:00\". Read the column's stored value, which is in UTC, not its \
         display value"
    )]
    NoStoredMoment,
    /// At this place of the argument; empty for the argument itself.
    #[error("{place}{1}", place = before(.0))]
    Query(String, QueryFault),
    #[error("it is no encoded query: {}", unread(.0))]
    Unread(QueryError),
}

/// Why there is no encoded query for a part of an argument.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub(crate) enum QueryFault {
    #[error(
        "expected an object of column = value, a list of conditions, or an object with where, or_where, order_by and group_by"
    )]
    NoQuery,
    #[error(
        "expected a condition, such as {{ column = \"name\", operator = \"LIKE\", value = \"a\" }} or {{ active = true }}, or \
         a choice of them, {{ or = [ … ] }}"
    )]
    NoCondition,
    /// What may stand there.
    #[error("\"{0}\" has no meaning here. What may stand here: {known}", known = .1.join(", "))]
    UnknownKey(String, &'static [&'static str]),
    #[error("expected a text{0}")]
    NoText(&'static str),
    #[error("expected true or false")]
    NoFlag,
    #[error("expected a list")]
    NoList,
    #[error("expected a text, a number, true or false, or a list of them")]
    NoValue,
    #[error(
        "\"{0}\" is no operator of encoded queries that is known. The operators: {known}",
        known = operators()
    )]
    UnknownOperator(String),
    #[error(
        "the condition has neither an operator nor a value. For an empty column write operator = \"ISEMPTY\""
    )]
    NothingSaid,
    #[error(
        "several columns cannot be one alternative within or: they would all have to hold. Write each as a condition of its \
         own, or give sets of conditions of which one has to hold as where and or_where"
    )]
    SeveralColumns,
    #[error(
        "there is no condition. An alternative needs one at least, and so does where beside or_where"
    )]
    Nothing,
    #[error(
        "the value begins with \"javascript:\", which the instance would run as a script. If that is meant, set javascript = \
         true in the condition"
    )]
    Script,
    #[error(
        "javascript = true, but no value begins with \"javascript:\". Put it before the script"
    )]
    NoScript,
    #[error("{}", unwritten(.0))]
    Unwritten(QueryError),
}

fn before(place: &str) -> String {
    if place.is_empty() { String::new() } else { format!("at {place}: ") }
}

fn operators() -> String {
    let words: Vec<&str> = Operator::ALL.iter().map(|operator| operator.word()).collect();
    quoted(&words, ", ")
}

/// Why a condition cannot be written, and what to write instead.
fn unwritten(why: &QueryError) -> String {
    let instead = match why {
        QueryError::Unescapable { character: ',', .. } => {
            "Ask for each value with \"=\" in an or = [ … ] instead of a list"
        }
        QueryError::Unescapable { character: '@', .. } => {
            "Ask with \">=\" and \"<=\" instead of \"BETWEEN\""
        }
        QueryError::Unescapable { .. } => {
            "No way to escape it is sure. Ask for the parts of the value with \"LIKE\", or compare what comes in the \
             configuration"
        }
        QueryError::Column { .. } => {
            "A column has small letters, digits and _, with dots between the columns of a path"
        }
        QueryError::EmptyList { .. } => {
            "The instance would leave such a condition out and answer with every record. Leave out the whole query where \
             nothing is asked for"
        }
        QueryError::WrongNumber { operator, .. } => return wrong_number(why, operator),
        QueryError::Ambiguous { .. } => "Choose another operator",
        _ => return why.to_string(),
    };
    format!("{why}. {instead}")
}

fn wrong_number(why: &QueryError, operator: &str) -> String {
    let takes = match Operator::named(operator).map(Operator::operand) {
        Some(Operand::Nothing) => "It takes none: leave value out",
        Some(Operand::Pair) => "Give value = [from, to]",
        _ => "Give one value",
    };
    format!("{why}. {takes}")
}

/// Why a text is no encoded query.
fn unread(why: &QueryError) -> String {
    match why {
        QueryError::NoOperator { .. } => format!("{why}. The operators: {}", operators()),
        QueryError::NoColumn { .. } => {
            format!("{why}. Copy the query of a list from its filter: right click, Copy query")
        }
        _ => why.to_string(),
    }
}
