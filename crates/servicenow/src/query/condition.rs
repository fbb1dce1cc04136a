//! Checking a record against one condition of a query.
//!
//! An instance drops a condition on a column that it does not know, or does not show to this user,
//! and then answers with anything (docs/facts.md#dropped-condition).

use crate::Record;
use crate::clock::stored_seconds;

/// One condition, and the alternatives to it: one of them holds. None at all is a condition that
/// cannot be checked.
#[derive(Clone, Debug)]
pub(super) struct Condition {
    tests: Vec<(String, Rule)>,
    where_shown: bool,
}

/// What a condition says of its column.
#[derive(Clone, Debug)]
pub(super) enum Rule {
    /// It has this value, in the sense of `same`.
    Equal { value: String, same: fn(&str, &str) -> bool },
    /// It has one of these values.
    OneOf(Vec<String>),
    /// It begins with this text.
    Begins(String),
    /// It contains this text.
    Holds(String),
    /// It is this or comes after it.
    AtLeast(String),
}

impl Condition {
    /// A condition that a record must show to hold.
    pub(super) fn new(column: &str, rule: Rule) -> Self {
        Self { tests: vec![(column.to_owned(), rule)], where_shown: false }
    }

    /// A condition that a record must not show to be broken.
    pub(super) fn where_shown(column: &str, rule: Rule) -> Self {
        Self { where_shown: true, ..Self::new(column, rule) }
    }

    /// A condition of which nothing is known.
    pub(super) fn unknown() -> Self {
        Self { tests: Vec::new(), where_shown: false }
    }

    /// Adds an alternative. What is unknown stays so.
    pub(super) fn or(&mut self, column: &str, rule: Rule) {
        if !self.tests.is_empty() {
            self.tests.push((column.to_owned(), rule));
        }
    }

    /// The columns it is about.
    pub(super) fn columns(&self) -> impl Iterator<Item = &str> {
        self.tests.iter().map(|(column, _)| column.as_str())
    }

    /// Whether it gives one column one value.
    pub(super) fn is_equality(&self) -> bool {
        matches!(self.tests.as_slice(), [(_, Rule::Equal { .. })])
    }

    /// Whether it holds in a record; none where a column that would tell is not in the answer.
    pub(super) fn agrees(&self, record: &Record) -> Option<bool> {
        if self.tests.is_empty() {
            return Some(true);
        }
        let mut answer = Some(false);
        for (column, rule) in &self.tests {
            match record.get(column).map(|stored| rule.allows(stored)) {
                Some(true) => return Some(true),
                Some(false) => {}
                None => answer = self.where_shown.then_some(true),
            }
        }
        answer
    }
}

impl Rule {
    fn allows(&self, stored: &str) -> bool {
        match self {
            Self::Equal { value, same } => same(stored, value),
            Self::OneOf(values) => values.iter().any(|value| same_text(stored, value)),
            Self::Begins(value) => folded(stored).starts_with(&folded(value)),
            Self::Holds(value) => folded(stored).contains(&folded(value)),
            Self::AtLeast(value) => at_least(stored, value),
        }
    }
}

/// Whether two texts can be the same to an instance: it ignores case (docs/facts.md#comparison), and rules of its own take
/// blanks from around some of them (docs/facts.md#blanks).
pub(crate) fn same_text(stored: &str, asked: &str) -> bool {
    folded(stored) == folded(asked)
}

fn folded(text: &str) -> String {
    text.trim().to_lowercase()
}

fn at_least(stored: &str, asked: &str) -> bool {
    let number = |text: &str| text.trim().parse::<f64>().ok();
    if let (Some(stored), Some(asked)) = (number(stored), number(asked)) {
        return stored >= asked;
    }
    match (stored_seconds(stored), stored_seconds(asked)) {
        (Some(stored), Some(asked)) => stored >= asked,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allows(rule: &Rule, stored: &str) -> bool {
        rule.allows(stored)
    }

    #[test]
    fn texts_are_compared_as_an_instance_does() {
        let equal = |value: &str| Rule::Equal { value: value.to_owned(), same: same_text };
        assert!(allows(&equal("ÄB"), " äb ") && !allows(&equal("ab"), "abc"));
        assert!(allows(&equal(""), " ") && !allows(&equal(""), "x"));
        let one_of = Rule::OneOf(vec!["a".into(), "B".into()]);
        assert!(allows(&one_of, "b") && !allows(&one_of, "c"));
        assert!(allows(&Rule::Begins("Cam".into()), "camunda"));
        assert!(!allows(&Rule::Begins("unda".into()), "camunda"));
        assert!(allows(&Rule::Holds("MUN".into()), "camunda"));
        assert!(!allows(&Rule::Holds("x".into()), "camunda"));
    }

    #[test]
    fn only_numbers_and_times_have_an_order_that_is_known_here() {
        let rule = Rule::AtLeast("9".into());
        assert!(allows(&rule, "10") && allows(&rule, "9") && !allows(&rule, "8.5"));
        let rule = Rule::AtLeast("2026-01-01 00:00:00".into());
        assert!(allows(&rule, "2026-01-01 00:00:00") && !allows(&rule, "2025-12-31 23:59:59"));
        assert!(allows(&Rule::AtLeast("b".into()), "a"), "left to the instance");
    }

    #[test]
    fn another_sense_of_the_same_may_be_given() {
        let same = |stored: &str, asked: &str| stored.len() == asked.len();
        let rule = Rule::Equal { value: "ab".into(), same };
        assert!(allows(&rule, "cd") && !allows(&rule, "c"));
    }

    #[test]
    fn where_the_column_is_not_shown_it_depends() {
        let rule = || Rule::Holds("x".into());
        let record: Record = [("sys_id", "1")].into_iter().collect();
        assert_eq!(Condition::new("name", rule()).agrees(&record), None);
        assert_eq!(Condition::where_shown("name", rule()).agrees(&record), Some(true));
        let record: Record = [("name", "y")].into_iter().collect();
        assert_eq!(Condition::where_shown("name", rule()).agrees(&record), Some(false));
    }
}
