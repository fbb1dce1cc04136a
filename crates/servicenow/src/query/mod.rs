//! Encoded queries: conditions joined by `^`, as `sysparm_query` takes them
//! (docs/facts.md#queries).
//!
//! The syntax has no sure escape for `^`, nor for `,` inside `IN`; a value that holds one is
//! refused with a typed error instead of asking for something else than was meant.

mod alternatives;
mod condition;
mod encoded;
mod encoding;
mod operator;
mod parts;
mod reading;
mod writing;

use std::fmt;

use crate::Record;
pub(crate) use condition::same_text;
use condition::{Condition, Rule};
pub use encoded::{Alternatives, EncodedCondition, EncodedOrder, EncodedQuery};
pub use encoding::QueryError;
use encoding::{checked, checked_column, condition, equal, is_alternative};
pub use operator::{Operand, Operator};

/// An encoded query, built up condition by condition. What it asks for can be checked again in the
/// records that come, except for what was added with [`raw`](Self::raw).
///
/// Two queries are equal if they ask for the same in the same words.
#[derive(Clone, Debug, Default)]
pub struct Query {
    encoded: String,
    order: Vec<String>,
    conditions: Vec<Condition>,
}

impl Query {
    /// A query that matches every record.
    ///
    /// ```
    /// use servicenow::Query;
    ///
    /// assert_eq!(Query::new().to_string(), "");
    /// ```
    pub fn new() -> Self {
        Self::default()
    }

    /// `column` has this value; for the empty text, `column` is empty. Checked as the instance
    /// compares texts: blanks around them and case do not count.
    ///
    /// ```
    /// use servicenow::{Query, QueryError};
    ///
    /// let query = Query::new().equals("name", "Camunda")?.equals("host", "")?;
    /// assert_eq!(query.to_string(), "name=Camunda^hostISEMPTY");
    /// assert!(matches!(Query::new().equals("name", "a^b"), Err(QueryError::Unescapable { .. })));
    /// # Ok::<(), QueryError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`QueryError::Column`] if `column` is no name of a column, [`QueryError::Unescapable`] if the value
    /// holds `^`, [`QueryError::Script`] if it begins with `javascript:`.
    pub fn equals(self, column: &str, value: &str) -> Result<Self, QueryError> {
        self.equals_as(column, value, same_text)
    }

    /// As [`equals`](Self::equals), where no other spelling of the value will do.
    ///
    /// ```
    /// use servicenow::Query;
    ///
    /// let query = Query::new().equals_exactly("name", "sys_user")?;
    /// assert_eq!(query.to_string(), "name=sys_user");
    /// # Ok::<(), servicenow::QueryError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`equals`](Self::equals).
    pub fn equals_exactly(self, column: &str, value: &str) -> Result<Self, QueryError> {
        self.equals_as(column, value, |stored, asked| stored == asked)
    }

    /// As [`equals`](Self::equals), where `same` tells whether a stored text (the first) is the one
    /// asked for (the second): flags and numbers have several spellings.
    ///
    /// ```
    /// use servicenow::Query;
    ///
    /// let query = Query::new().equals_as("active", "true", |stored, _| matches!(stored, "true" | "1"))?;
    /// assert_eq!(query.to_string(), "active=true");
    /// # Ok::<(), servicenow::QueryError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`equals`](Self::equals).
    pub fn equals_as(
        self,
        column: &str,
        value: &str,
        same: fn(&str, &str) -> bool,
    ) -> Result<Self, QueryError> {
        let encoded = equal(column, value)?;
        let rule = Rule::Equal { value: value.to_owned(), same };
        Ok(self.and(&encoded).checked(Condition::new(column, rule)))
    }

    /// As [`equals`](Self::equals), where a record may pass whose answer leaves the column out.
    ///
    /// ```
    /// use servicenow::Query;
    ///
    /// let query = Query::new().equals("user", "abc")?.equals_where_shown("inherited", "false")?;
    /// assert_eq!(query.to_string(), "user=abc^inherited=false");
    /// # Ok::<(), servicenow::QueryError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`equals`](Self::equals).
    pub fn equals_where_shown(self, column: &str, value: &str) -> Result<Self, QueryError> {
        let encoded = equal(column, value)?;
        let rule = Rule::Equal { value: value.to_owned(), same: same_text };
        Ok(self.and(&encoded).checked(Condition::where_shown(column, rule)))
    }

    /// `column` has one of these values.
    ///
    /// ```
    /// use servicenow::{Query, QueryError};
    ///
    /// let query = Query::new().is_in("sys_id", &["a1", "b2"])?;
    /// assert_eq!(query.to_string(), "sys_idINa1,b2");
    /// let empty = Query::new().is_in("sys_id", &[""; 0]);
    /// assert!(matches!(empty, Err(QueryError::EmptyList { .. })));
    /// # Ok::<(), QueryError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`equals`](Self::equals), of every value; [`QueryError::Unescapable`] also for a comma, and
    /// [`QueryError::EmptyList`] for no value at all, which would match every record.
    pub fn is_in(self, column: &str, values: &[impl AsRef<str>]) -> Result<Self, QueryError> {
        let column = checked_column(column)?;
        if values.is_empty() {
            return Err(QueryError::EmptyList { column: column.to_owned() });
        }
        let values: Result<Vec<&str>, _> =
            values.iter().map(|value| checked(column, value.as_ref(), &['^', ','])).collect();
        let values = values?;
        let rule = Rule::OneOf(values.iter().map(|value| (*value).to_owned()).collect());
        let encoded = format!("{column}IN{}", values.join(","));
        Ok(self.and(&encoded).checked(Condition::new(column, rule)))
    }

    /// The value of `column` begins with this text.
    ///
    /// ```
    /// use servicenow::Query;
    ///
    /// assert_eq!(Query::new().starts_with("name", "Cam")?.to_string(), "nameSTARTSWITHCam");
    /// # Ok::<(), servicenow::QueryError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`equals`](Self::equals).
    pub fn starts_with(self, column: &str, value: &str) -> Result<Self, QueryError> {
        let encoded = condition(column, "STARTSWITH", value)?;
        Ok(self.and(&encoded).checked(Condition::new(column, Rule::Begins(value.to_owned()))))
    }

    /// The value of `column` contains this text.
    ///
    /// ```
    /// use servicenow::Query;
    ///
    /// assert_eq!(Query::new().contains("name", "mund")?.to_string(), "nameLIKEmund");
    /// # Ok::<(), servicenow::QueryError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`equals`](Self::equals).
    pub fn contains(self, column: &str, value: &str) -> Result<Self, QueryError> {
        let encoded = condition(column, "LIKE", value)?;
        Ok(self.and(&encoded).checked(Condition::new(column, Rule::Holds(value.to_owned()))))
    }

    /// The value of `column` is this or comes after it. How texts are ordered is the instance's
    /// own affair, so only numbers and date-times are checked again.
    ///
    /// ```
    /// use servicenow::Query;
    ///
    /// let query = Query::new().greater_or_equal("sys_created_on", "2026-01-01 00:00:00")?;
    /// assert_eq!(query.to_string(), "sys_created_on>=2026-01-01 00:00:00");
    /// # Ok::<(), servicenow::QueryError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`equals`](Self::equals).
    pub fn greater_or_equal(self, column: &str, value: &str) -> Result<Self, QueryError> {
        let encoded = condition(column, ">=", value)?;
        Ok(self.and(&encoded).checked(Condition::new(column, Rule::AtLeast(value.to_owned()))))
    }

    /// Records come in the rising order of `column`, after the orders already named.
    ///
    /// ```
    /// use servicenow::Query;
    ///
    /// assert_eq!(Query::new().order_by("name")?.to_string(), "ORDERBYname");
    /// # Ok::<(), servicenow::QueryError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`QueryError::Column`] if `column` is no name of a column.
    pub fn order_by(mut self, column: &str) -> Result<Self, QueryError> {
        self.order.push(format!("ORDERBY{}", checked_column(column)?));
        Ok(self)
    }

    /// Records come in the falling order of `column`, after the orders already named.
    ///
    /// ```
    /// use servicenow::Query;
    ///
    /// let newest = Query::new().order_by_descending("sys_created_on")?;
    /// assert_eq!(newest.to_string(), "ORDERBYDESCsys_created_on");
    /// # Ok::<(), servicenow::QueryError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`QueryError::Column`] if `column` is no name of a column.
    pub fn order_by_descending(mut self, column: &str) -> Result<Self, QueryError> {
        self.order.push(format!("ORDERBYDESC{}", checked_column(column)?));
        Ok(self)
    }

    /// Adds conditions that are encoded already, taken as they are and not checked again. Where
    /// they hold an alternative, nothing of the query can be checked.
    ///
    /// ```
    /// use servicenow::Query;
    ///
    /// let query = Query::new().equals("active", "true")?.raw("^priorityIN1,2^EQ");
    /// assert_eq!(query.to_string(), "active=true^priorityIN1,2");
    /// # Ok::<(), servicenow::QueryError>(())
    /// ```
    #[must_use]
    pub fn raw(mut self, encoded: &str) -> Self {
        let encoded = encoded.trim_matches('^').trim_end_matches("^EQ");
        if encoded.split('^').any(is_alternative) {
            self.conditions.clear();
        }
        if encoded.is_empty() {
            return self;
        }
        self.and(encoded).checked(Condition::unknown())
    }

    /// Whether the query matches every record.
    ///
    /// ```
    /// use servicenow::Query;
    ///
    /// assert!(Query::new().is_empty());
    /// assert!(!Query::new().raw("active=true").is_empty());
    /// ```
    pub fn is_empty(&self) -> bool {
        self.encoded.is_empty()
    }

    /// The same query in an order that is the same on every page.
    pub(crate) fn paged(&self) -> String {
        let mut query = self.clone();
        query.order.push("ORDERBYsys_id".to_owned());
        query.to_string()
    }

    /// The columns that an answer must show for the query to be checked.
    pub(crate) fn checked_columns(&self) -> impl Iterator<Item = &str> {
        self.conditions.iter().flat_map(Condition::columns)
    }

    /// Whether a record holds what the query asks for; none where a column that would tell is not
    /// in the answer.
    pub(crate) fn agrees(&self, record: &Record) -> Option<bool> {
        let mut answer = Some(true);
        for condition in &self.conditions {
            match condition.agrees(record) {
                Some(true) => {}
                Some(false) => return Some(false),
                None => answer = None,
            }
        }
        answer
    }

    /// The same query, of which conditions on columns of other tables are not checked.
    pub(crate) fn without_walks(&self) -> Self {
        let mut query = self.clone();
        let stays = |condition: &Condition| !condition.columns().any(|name| name.contains('.'));
        query.conditions.retain(stays);
        query
    }

    /// Whether some column has one known value in every record that matches.
    pub(crate) fn names_a_key(&self) -> bool {
        self.conditions.iter().any(Condition::is_equality)
    }

    fn checked(mut self, condition: Condition) -> Self {
        self.conditions.push(condition);
        self
    }

    /// An alternative to the condition added last.
    fn or(mut self, column: &str, encoded: &str, rule: Rule) -> Self {
        self.encoded.push_str("^OR");
        self.encoded.push_str(encoded);
        if let Some(last) = self.conditions.last_mut() {
            last.or(column, rule);
        }
        self
    }

    fn and(mut self, condition: &str) -> Self {
        if !self.encoded.is_empty() && !condition.is_empty() {
            self.encoded.push('^');
        }
        self.encoded.push_str(condition);
        self
    }
}

impl PartialEq for Query {
    fn eq(&self, other: &Self) -> bool {
        self.encoded == other.encoded && self.order == other.order
    }
}

impl Eq for Query {}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let encoded = Some(self.encoded.as_str()).filter(|text| !text.is_empty());
        let parts = encoded.into_iter().chain(self.order.iter().map(String::as_str));
        for (n, part) in parts.enumerate() {
            let separator = if n > 0 { "^" } else { "" };
            write!(f, "{separator}{part}")?;
        }
        Ok(())
    }
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

    fn agrees(query: &Query, cells: &[(&str, &str)]) -> Option<bool> {
        query.agrees(&cells.iter().copied().collect())
    }

    #[test]
    fn only_what_must_hold_in_every_match_is_a_key() {
        let name = Query::new().equals("name", "x").unwrap();
        assert!(name.names_a_key());
        assert!(!name.clone().or_equals("name", "y").unwrap().names_a_key());
        for alternative in ["a=1^NQb=2", "a=1^ORb=2", "^ORa=1", "NQa=1"] {
            assert!(!name.clone().raw(alternative).names_a_key(), "{alternative}");
        }
        assert!(name.clone().raw("a=1").names_a_key());
        assert!(name.raw("a=1^ORDERBYb").names_a_key());
        assert!(!Query::new().starts_with("name", "x").unwrap().names_a_key());
    }

    #[test]
    fn a_record_is_held_against_every_condition() {
        let query = Query::new().equals("type", "client").unwrap().equals("host", "").unwrap();
        assert_eq!(agrees(&query, &[("type", " Client"), ("host", "")]), Some(true));
        assert_eq!(agrees(&query, &[("type", "client"), ("host", "x")]), Some(false));
        assert_eq!(agrees(&query, &[("type", "client")]), None, "a column is hidden");
        assert_eq!(agrees(&query, &[("type", "other")]), Some(false), "one is enough");
        assert_eq!(agrees(&Query::new(), &[]), Some(true));
        assert_eq!(query.checked_columns().collect::<Vec<_>>(), ["type", "host"]);
    }

    #[test]
    fn an_alternative_belongs_to_the_condition_before_it() {
        let query = Query::new().equals("name", "x").unwrap();
        let query = query.equals("type", "a").unwrap().or_equals("kind", "b").unwrap();
        assert_eq!(agrees(&query, &[("name", "x"), ("type", "c"), ("kind", "B")]), Some(true));
        assert_eq!(agrees(&query, &[("name", "y"), ("type", "a"), ("kind", "b")]), Some(false));
        assert_eq!(agrees(&query, &[("name", "x"), ("type", "c")]), None);
        assert_eq!(agrees(&query, &[("name", "x"), ("type", "a")]), Some(true));
        let raw = Query::new().raw("a=1").or_equals("b", "2").unwrap();
        assert_eq!(agrees(&raw, &[]), Some(true), "an alternative to what is not checked");
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
