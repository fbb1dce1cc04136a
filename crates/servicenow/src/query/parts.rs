//! Asking for what the syntax cannot express as it stands: a value by its parts (docs/facts.md#caret), and an encoded query
//! that gives several ways to match together with further conditions.

use super::condition::{Condition, Rule};
use super::encoding::{condition, is_alternative};
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

    /// Or the value of `column` contains this text: an alternative to the condition added last.
    ///
    /// ```
    /// use servicenow::Query;
    ///
    /// let query = Query::new().contains("tag", "a1")?.or_contains("tag", "b2")?;
    /// assert_eq!(query.to_string(), "tagLIKEa1^ORtagLIKEb2");
    /// # Ok::<(), servicenow::QueryError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`equals`](Self::equals).
    pub fn or_contains(self, column: &str, value: &str) -> Result<Self, QueryError> {
        if self.encoded.is_empty() {
            return self.contains(column, value);
        }
        let encoded = condition(column, "LIKE", value)?;
        Ok(self.or(column, &encoded, Rule::Holds(value.to_owned())))
    }

    /// The records that an encoded query finds and that this one holds of too: its conditions are
    /// said with each way to match, and stay checked. What is encoded is taken as it is.
    ///
    /// ```
    /// use servicenow::Query;
    ///
    /// let query = Query::new().equals("active", "true")?.of_those("priority=1^NQstate=2^EQ");
    /// assert_eq!(query.to_string(), "active=true^priority=1^NQactive=true^state=2");
    /// # Ok::<(), servicenow::QueryError>(())
    /// ```
    #[must_use]
    pub fn of_those(mut self, encoded: &str) -> Self {
        let own = std::mem::take(&mut self.encoded);
        let mut ways: Vec<Vec<&str>> = vec![Vec::new()];
        for part in encoded.split('^').filter(|part| !part.is_empty() && *part != "EQ") {
            match (part.strip_prefix("NQ"), ways.last_mut()) {
                (Some(first), _) => ways.push(vec![first]),
                (None, Some(way)) if way.is_empty() && is_alternative(part) => way.push(&part[2..]),
                (None, Some(way)) => way.push(part),
                (None, None) => {}
            }
        }
        // Nothing before the first `^NQ` is no way to match, unless it is all there is.
        let is_one = ways.len() == 1;
        ways.retain(|way| is_one || way.iter().any(|part| !part.is_empty()));
        for way in ways {
            let parts = std::iter::once(own.as_str()).chain(way).filter(|part| !part.is_empty());
            let said = parts.collect::<Vec<_>>().join("^");
            let separator = if self.encoded.is_empty() { "" } else { "^NQ" };
            self.encoded.push_str(separator);
            self.encoded.push_str(&said);
        }
        self
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
    fn conditions_hold_in_each_way_to_match() {
        let own = || Query::new().equals("inherited", "false").unwrap();
        let said = |encoded: &str| own().of_those(encoded).to_string();
        assert_eq!(said(""), "inherited=false");
        assert_eq!(said("^a=1^ORb=2^EQ"), "inherited=false^a=1^ORb=2");
        assert_eq!(said("ORa=1"), "inherited=false^a=1", "an alternative to nothing");
        assert_eq!(said("ORDERBYa"), "inherited=false^ORDERBYa");
        assert_eq!(said("NQa=1^NQb=2"), "inherited=false^a=1^NQinherited=false^b=2");
        assert_eq!(Query::new().of_those("a=1^NQb=2").to_string(), "a=1^NQb=2");
        let record: Record = [("inherited", "true"), ("a", "1")].into_iter().collect();
        assert_eq!(own().of_those("a=1^NQb=2").agrees(&record), Some(false));
    }

    #[test]
    fn what_has_no_parts_or_is_a_script_is_refused() {
        for value in ["^", " ^^ ", "javascript:x", "a^javascript:x"] {
            assert!(Query::new().equals_in_parts("name", value, same).is_err(), "{value}");
        }
    }
}
