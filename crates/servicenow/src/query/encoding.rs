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
    let script =
        value.trim_start().get(..11).is_some_and(|s| s.eq_ignore_ascii_case("javascript:"));
    if script { Err(QueryError::Script { column: column.to_owned() }) } else { Ok(value) }
}

/// The column, if it is the name of one.
pub(super) fn checked_column(column: &str) -> Result<&str, QueryError> {
    let in_a_name = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
    let well_formed = !column.is_empty() && column.chars().all(in_a_name);
    if well_formed { Ok(column) } else { Err(QueryError::Column { column: column.to_owned() }) }
}
