//! Alternatives to a condition.

use super::condition::{Rule, same_text};
use super::encoding::{condition, equal};
use super::{Query, QueryError};

impl Query {
    /// Or `column` has this value: an alternative to the condition added last.
    ///
    /// ```
    /// use servicenow::Query;
    ///
    /// let query = Query::new().equals("type", "client")?.or_equals("type", "oauth_provider")?;
    /// assert_eq!(query.to_string(), "type=client^ORtype=oauth_provider");
    /// # Ok::<(), servicenow::QueryError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`equals`](Self::equals).
    pub fn or_equals(self, column: &str, value: &str) -> Result<Self, QueryError> {
        if self.encoded.is_empty() {
            return self.equals(column, value);
        }
        let rule = Rule::Equal { value: value.to_owned(), same: same_text };
        Ok(self.or(column, &equal(column, value)?, rule))
    }

    /// Or the value of `column` begins with this text: an alternative to the condition added last.
    ///
    /// ```
    /// use servicenow::Query;
    ///
    /// let query = Query::new().equals("name", "Camunda")?.or_starts_with("name", "Nango")?;
    /// assert_eq!(query.to_string(), "name=Camunda^ORnameSTARTSWITHNango");
    /// # Ok::<(), servicenow::QueryError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`equals`](Self::equals).
    pub fn or_starts_with(self, column: &str, value: &str) -> Result<Self, QueryError> {
        if self.encoded.is_empty() {
            return self.starts_with(column, value);
        }
        let encoded = condition(column, "STARTSWITH", value)?;
        Ok(self.or(column, &encoded, Rule::Begins(value.to_owned())))
    }
}
