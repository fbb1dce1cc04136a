//! Encoded queries: conditions joined by `^`, as `sysparm_query` takes them (facts §2.6).
//!
//! The syntax has no sure escape for `^`, nor for `,` inside `IN`; a value that holds one is
//! refused with a typed error instead of asking for something else than was meant.

use std::fmt;

/// An encoded query, built up condition by condition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    conditions: String,
    order: Vec<String>,
    equal: Vec<(String, String)>,
}

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

impl Query {
    /// A query that matches every record.
    pub fn new() -> Self {
        Self::default()
    }

    /// `column` has this value; for the empty text, `column` is empty.
    pub fn equals(mut self, column: &str, value: &str) -> Result<Self, QueryError> {
        let condition = equal(column, value)?;
        self.equal.push((column.to_owned(), value.to_owned()));
        Ok(self.and(&condition))
    }

    /// `column` has one of these values.
    pub fn is_in(self, column: &str, values: &[impl AsRef<str>]) -> Result<Self, QueryError> {
        let column = checked_column(column)?;
        if values.is_empty() {
            return Err(QueryError::EmptyList { column: column.to_owned() });
        }
        let values: Result<Vec<&str>, _> =
            values.iter().map(|value| checked(column, value.as_ref(), &['^', ','])).collect();
        Ok(self.and(&format!("{column}IN{}", values?.join(","))))
    }

    /// The value of `column` begins with this text.
    pub fn starts_with(self, column: &str, value: &str) -> Result<Self, QueryError> {
        Ok(self.and(&condition(column, "STARTSWITH", value)?))
    }

    /// The value of `column` contains this text.
    pub fn contains(self, column: &str, value: &str) -> Result<Self, QueryError> {
        Ok(self.and(&condition(column, "LIKE", value)?))
    }

    /// The value of `column` is this or comes after it.
    pub fn greater_or_equal(self, column: &str, value: &str) -> Result<Self, QueryError> {
        Ok(self.and(&condition(column, ">=", value)?))
    }

    /// Or `column` has this value: an alternative to the condition added last.
    pub fn or_equals(mut self, column: &str, value: &str) -> Result<Self, QueryError> {
        if self.conditions.is_empty() {
            return self.equals(column, value);
        }
        let condition = equal(column, value)?;
        self.equal.clear();
        self.conditions.push_str("^OR");
        self.conditions.push_str(&condition);
        Ok(self)
    }

    /// Records come in the rising order of `column`, after the orders already named.
    pub fn order_by(mut self, column: &str) -> Result<Self, QueryError> {
        self.order.push(format!("ORDERBY{}", checked_column(column)?));
        Ok(self)
    }

    /// Records come in the falling order of `column`, after the orders already named.
    pub fn order_by_descending(mut self, column: &str) -> Result<Self, QueryError> {
        self.order.push(format!("ORDERBYDESC{}", checked_column(column)?));
        Ok(self)
    }

    /// Adds conditions that are encoded already, taken as they are.
    #[must_use]
    pub fn raw(mut self, encoded: &str) -> Self {
        let encoded = encoded.trim_matches('^').trim_end_matches("^EQ");
        if encoded.contains("^NQ") || encoded.contains("^OR") {
            self.equal.clear();
        }
        self.and(encoded)
    }

    /// Whether the query matches every record.
    pub fn is_empty(&self) -> bool {
        self.conditions.is_empty()
    }

    /// The same query in an order that is the same on every page.
    pub(crate) fn paged(&self) -> String {
        let mut query = self.clone();
        query.order.push("ORDERBYsys_id".to_owned());
        query.to_string()
    }

    /// Columns that hold exactly one known value in every record that matches.
    pub(crate) fn fixed_columns(&self) -> &[(String, String)] {
        &self.equal
    }

    fn and(mut self, condition: &str) -> Self {
        if !self.conditions.is_empty() && !condition.is_empty() {
            self.conditions.push('^');
        }
        self.conditions.push_str(condition);
        self
    }
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let conditions = Some(self.conditions.as_str()).filter(|text| !text.is_empty());
        let parts = conditions.into_iter().chain(self.order.iter().map(String::as_str));
        for (n, part) in parts.enumerate() {
            let separator = if n > 0 { "^" } else { "" };
            write!(f, "{separator}{part}")?;
        }
        Ok(())
    }
}

fn equal(column: &str, value: &str) -> Result<String, QueryError> {
    if value.is_empty() {
        return Ok(format!("{}ISEMPTY", checked_column(column)?));
    }
    condition(column, "=", value)
}

fn condition(column: &str, operator: &str, value: &str) -> Result<String, QueryError> {
    let column = checked_column(column)?;
    Ok(format!("{column}{operator}{}", checked(column, value, &['^'])?))
}

fn checked<'a>(column: &str, value: &'a str, special: &[char]) -> Result<&'a str, QueryError> {
    if let Some(character) = value.chars().find(|c| special.contains(c)) {
        return Err(QueryError::Unescapable { column: column.to_owned(), character });
    }
    let script =
        value.trim_start().get(..11).is_some_and(|s| s.eq_ignore_ascii_case("javascript:"));
    if script { Err(QueryError::Script { column: column.to_owned() }) } else { Ok(value) }
}

fn checked_column(column: &str) -> Result<&str, QueryError> {
    let in_a_name = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
    let well_formed = !column.is_empty() && column.chars().all(in_a_name);
    if well_formed { Ok(column) } else { Err(QueryError::Column { column: column.to_owned() }) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn conditions_are_joined_and_order_comes_last() {
        let query = Query::new()
            .order_by("name")
            .unwrap()
            .equals("type", "client")
            .unwrap()
            .or_equals("type", "oauth_provider")
            .unwrap()
            .starts_with("name", "Camunda")
            .unwrap()
            .contains("comments", "a b")
            .unwrap()
            .greater_or_equal("sys_created_on", "2026-01-01 00:00:00")
            .unwrap()
            .raw("^active=true^EQ");
        assert_eq!(
            query.to_string(),
            "type=client^ORtype=oauth_provider^nameSTARTSWITHCamunda^commentsLIKEa b\
             ^sys_created_on>=2026-01-01 00:00:00^active=true^ORDERBYname"
        );
        assert!(query.paged().ends_with("^ORDERBYname^ORDERBYsys_id"));
    }

    #[test]
    fn an_empty_query_matches_all_and_pages_by_id() {
        assert_eq!(Query::new().to_string(), "");
        assert_eq!(Query::new().paged(), "ORDERBYsys_id");
        assert!(Query::new().raw("").is_empty());
        assert_eq!(
            Query::new().order_by_descending("order").unwrap().to_string(),
            "ORDERBYDESCorder"
        );
    }

    #[test]
    fn an_empty_value_is_asked_for_by_is_empty() {
        assert_eq!(Query::new().equals("host", "").unwrap().to_string(), "hostISEMPTY");
    }

    #[test]
    fn a_list_is_joined_by_commas_and_never_empty() {
        assert_eq!(Query::new().is_in("sys_id", &["a", "b"]).unwrap().to_string(), "sys_idINa,b");
        let error = Query::new().is_in("sys_id", &[""; 0]).unwrap_err();
        assert_eq!(error, QueryError::EmptyList { column: "sys_id".into() });
        let error = Query::new().is_in("name", &["a,b"]).unwrap_err();
        assert_eq!(error, QueryError::Unescapable { column: "name".into(), character: ',' });
    }

    #[test]
    fn a_script_as_a_value_is_refused_unless_raw() {
        for script in ["javascript:gs.getUserName()", " JavaScript:x"] {
            let error = Query::new().equals("name", script).unwrap_err();
            assert_eq!(error, QueryError::Script { column: "name".into() });
        }
        let raw = Query::new().raw("sys_created_by=javascript:gs.getUserName()");
        assert_eq!(raw.to_string(), "sys_created_by=javascript:gs.getUserName()");
    }

    #[test]
    fn a_column_that_is_none_is_refused() {
        for wrong in ["", "a^b", "na me", "a=b", "ä"] {
            assert_eq!(
                Query::new().equals(wrong, "x").unwrap_err(),
                QueryError::Column { column: wrong.into() }
            );
        }
        assert!(Query::new().equals("role.name", "admin").is_ok());
    }

    #[test]
    fn only_what_must_hold_in_every_match_is_fixed() {
        let name = Query::new().equals("name", "x").unwrap();
        assert_eq!(name.fixed_columns(), [("name".to_owned(), "x".to_owned())]);
        assert!(name.clone().or_equals("name", "y").unwrap().fixed_columns().is_empty());
        assert!(name.clone().raw("a=1^NQb=2").fixed_columns().is_empty());
        assert_eq!(name.raw("a=1").fixed_columns().len(), 1);
    }

    proptest! {
        #[test]
        fn a_value_adds_exactly_one_condition(column in "[a-z_]{1,12}", value in ".{1,20}") {
            match Query::new().equals("active", "true").unwrap().equals(&column, &value) {
                Ok(query) => {
                    let text = query.to_string();
                    let parts: Vec<_> = text.split('^').collect();
                    prop_assert_eq!(parts.len(), 2);
                    prop_assert_eq!(parts[1], format!("{column}={value}"));
                }
                Err(QueryError::Unescapable { character, .. }) => prop_assert!(value.contains(character)),
                Err(error) => {
                    let script = QueryError::Script { column: column.clone() };
                    prop_assert_eq!(error, script);
                }
            }
        }

        #[test]
        fn a_list_reads_back_as_its_values(values in proptest::collection::vec("[^,^]{1,8}", 1..6)) {
            let text = Query::new().is_in("x", &values).unwrap().to_string();
            let read: Vec<&str> = text.strip_prefix("xIN").unwrap().split(',').collect();
            prop_assert_eq!(read, values);
        }
    }
}
