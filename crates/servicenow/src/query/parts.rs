//! Asking for a value that the syntax cannot express (docs/facts.md#caret): by its parts.

use super::condition::{Condition, Rule};
use super::encoding::condition;
use super::{Query, QueryError};

impl Query {
    /// As [`equals_as`](Self::equals_as), for a value that may hold `^`, which a query cannot
    /// express: asked for are records that contain the parts of it, and what comes is held against
    /// the whole.
    ///
    /// ```
    /// use servicenow::Query;
    ///
    /// let query = Query::new().equals_in_parts("name", "R&D ^ Ops", |stored, asked| stored == asked)?;
    /// assert_eq!(query.to_string(), "nameLIKER&D^nameLIKEOps");
    /// # Ok::<(), servicenow::QueryError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`equals`](Self::equals), where nothing of the value is left to ask for.
    pub fn equals_in_parts(
        self,
        column: &str,
        value: &str,
        same: fn(&str, &str) -> bool,
    ) -> Result<Self, QueryError> {
        let parts = value.split('^').map(str::trim).filter(|part| !part.is_empty());
        let parts: Vec<String> =
            parts.map(|part| condition(column, "LIKE", part)).collect::<Result<_, _>>()?;
        if !value.contains('^') || parts.is_empty() {
            return self.equals_as(column, value, same);
        }
        let rule = Rule::Equal { value: value.to_owned(), same };
        let asking = parts.iter().fold(self, |query, part| query.and(part));
        Ok(asking.checked(Condition::new(column, rule)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Record;

    fn same(stored: &str, asked: &str) -> bool {
        stored == asked
    }

    #[test]
    fn what_comes_is_held_against_the_whole() {
        let query = Query::new().equals_in_parts("name", "a ^ b^", same).unwrap();
        assert_eq!(query.to_string(), "nameLIKEa^nameLIKEb");
        let agrees = |name: &str| {
            let record: Record = [("name", name)].into_iter().collect();
            query.agrees(&record)
        };
        assert_eq!(agrees("a ^ b^"), Some(true));
        assert_eq!(agrees("a b"), Some(false));
        assert!(query.names_a_key());
    }

    #[test]
    fn a_value_without_the_sign_is_asked_for_as_it_is() {
        let plain = Query::new().equals_in_parts("name", "a b", same).unwrap();
        assert_eq!(plain.to_string(), "name=a b");
        assert_eq!(
            Query::new().equals_in_parts("name", "", same).unwrap().to_string(),
            "nameISEMPTY"
        );
    }

    #[test]
    fn what_has_no_parts_or_is_a_script_is_refused() {
        for value in ["^", " ^^ ", "javascript:x", "a^javascript:x"] {
            assert!(Query::new().equals_in_parts("name", value, same).is_err(), "{value}");
        }
    }
}
