//! Writing conditions down, and what the syntax cannot express.

/// Why a condition cannot be written as an encoded query.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QueryError {
    /// The value holds a character that the syntax gives a meaning of its own.
    #[error(
        "the value for column {column} holds \"{character}\", which an encoded query cannot express"
    )]
    Unescapable {
        /// The column of the condition.
        column: String,
        /// The character in the way.
        character: char,
    },
    /// The value would be run as a script on the instance.
    #[error(
        "the value for column {column} begins with \"javascript:\", which the instance would run as a script"
    )]
    Script {
        /// The column of the condition.
        column: String,
    },
    /// The name is not one of a column, nor a path of columns joined by dots.
    #[error("\"{column}\" is not the name of a column")]
    Column {
        /// The name as it was given.
        column: String,
    },
    /// A list of nothing, which the instance would drop and so match every record.
    #[error("the list of values for column {column} is empty")]
    EmptyList {
        /// The column of the condition.
        column: String,
    },
    /// The operator takes another number of values.
    #[error("the condition on column {column} has not as many values as {operator} takes")]
    WrongNumber {
        /// The column of the condition.
        column: String,
        /// The operator as it is spelled.
        operator: &'static str,
    },
    /// The value makes another operator of the one before it, as `<` before `=5` does.
    #[error("the condition on column {column} would not be read as {operator} with its value")]
    Ambiguous {
        /// The column of the condition.
        column: String,
        /// The operator as it is spelled.
        operator: &'static str,
    },
    /// A group without conditions.
    #[error("a part of the query has no condition")]
    NoCondition,
    /// A part of a query begins with no column, or is empty.
    #[error("part {part} of the query begins with no column")]
    NoColumn {
        /// Which of the parts between `^` it is, from 1.
        part: usize,
    },
    /// A part of a query has no operator that is known.
    #[error("part {part} of the query, on column {column}, has no operator that is known")]
    NoOperator {
        /// Which of the parts between `^` it is, from 1.
        part: usize,
        /// The column of the condition.
        column: String,
    },
    /// A part of a query is an alternative to nothing.
    #[error("part {part} of the query is an alternative to nothing")]
    AlternativeToNothing {
        /// Which of the parts between `^` it is, from 1.
        part: usize,
    },
}

/// Whether a part of an encoded query gives another way to match.
pub(super) fn is_alternative(part: &str) -> bool {
    part.starts_with("NQ") || (part.starts_with("OR") && !part.starts_with("ORDERBY"))
}

/// That a column has a value, or is empty.
pub(super) fn equal(column: &str, value: &str) -> Result<String, QueryError> {
    if value.is_empty() {
        return Ok(format!("{}ISEMPTY", checked_column(column)?));
    }
    condition(column, "=", value)
}

/// A condition of this operator.
pub(super) fn condition(column: &str, operator: &str, value: &str) -> Result<String, QueryError> {
    let column = checked_column(column)?;
    Ok(format!("{column}{operator}{}", checked(column, value, &['^'])?))
}

/// The value, if it can stand in a query.
pub(super) fn checked<'a>(
    column: &str,
    value: &'a str,
    special: &[char],
) -> Result<&'a str, QueryError> {
    if let Some(character) = value.chars().find(|c| special.contains(c)) {
        return Err(QueryError::Unescapable { column: column.to_owned(), character });
    }
    if is_script(value) {
        return Err(QueryError::Script { column: column.to_owned() });
    }
    Ok(value)
}

/// Whether the instance would run the value as a script.
pub(super) fn is_script(value: &str) -> bool {
    value.trim_start().get(..11).is_some_and(|start| start.eq_ignore_ascii_case("javascript:"))
}

/// The column, if it is the name of one.
pub(super) fn checked_column(column: &str) -> Result<&str, QueryError> {
    let in_a_name = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
    let well_formed = !column.is_empty() && column.chars().all(in_a_name);
    if well_formed { Ok(column) } else { Err(QueryError::Column { column: column.to_owned() }) }
}
