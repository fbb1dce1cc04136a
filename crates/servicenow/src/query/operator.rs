//! The operators of encoded queries (docs/facts.md#queries).

/// How a column is compared.
///
/// Each spelling is an operator of its own, so that a query is written as it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operator {
    word: &'static str,
    operand: Operand,
}

/// What stands after an operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operand {
    /// Nothing.
    Nothing,
    /// One value.
    Value,
    /// Any number of values, apart by commas.
    List,
    /// Two values with `@` between them.
    Pair,
}

const fn nothing(word: &'static str) -> Operator {
    Operator { word, operand: Operand::Nothing }
}

const fn value(word: &'static str) -> Operator {
    Operator { word, operand: Operand::Value }
}

const fn list(word: &'static str) -> Operator {
    Operator { word, operand: Operand::List }
}

impl Operator {
    /// Has this value.
    pub const IS: Self = value("=");
    /// Has one of these values.
    pub const IN: Self = list("IN");
    /// Has no value.
    pub const IS_EMPTY: Self = nothing("ISEMPTY");

    /// Every operator that is known; one comes before those it begins with.
    pub const ALL: &'static [Self] = &[
        Self::IS_EMPTY,
        nothing("ISNOTEMPTY"),
        nothing("ANYTHING"),
        nothing("EMPTYSTRING"),
        value("INSTANCEOF"),
        value("STARTSWITH"),
        value("ENDSWITH"),
        value("CONTAINS"),
        value("DOES NOT CONTAIN"),
        value("NOT LIKE"),
        value("NOTLIKE"),
        value("LIKE"),
        value("NSAMEAS"),
        value("SAMEAS"),
        Self { word: "BETWEEN", operand: Operand::Pair },
        value("GT_OR_EQUALS_FIELD"),
        value("LT_OR_EQUALS_FIELD"),
        value("GT_FIELD"),
        value("LT_FIELD"),
        value("RELATIVEGT"),
        value("RELATIVEGE"),
        value("RELATIVELT"),
        value("RELATIVELE"),
        value("NOTON"),
        value("ON"),
        list("NOT IN"),
        Self::IN,
        value("!="),
        value("<="),
        value(">="),
        Self::IS,
        value("<"),
        value(">"),
    ];

    /// The operator of this spelling, if it is known.
    ///
    /// ```
    /// use servicenow::{Operand, Operator};
    ///
    /// let between = Operator::named("BETWEEN").unwrap();
    /// assert_eq!(between.operand(), Operand::Pair);
    /// assert_eq!(Operator::named("between"), None);
    /// ```
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|operator| operator.word == word)
    }

    /// Its spelling.
    ///
    /// ```
    /// assert_eq!(servicenow::Operator::IS.word(), "=");
    /// ```
    pub fn word(self) -> &'static str {
        self.word
    }

    /// What stands after it.
    ///
    /// ```
    /// use servicenow::{Operand, Operator};
    ///
    /// assert_eq!(Operator::IN.operand(), Operand::List);
    /// ```
    pub fn operand(self) -> Operand {
        self.operand
    }

    /// The operator that a text begins with, and what follows it.
    pub(super) fn strip(text: &str) -> Option<(Self, &str)> {
        let found = |operator: &Self| Some((*operator, text.strip_prefix(operator.word)?));
        Self::ALL.iter().find_map(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_operator_hides_a_later_one() {
        for (n, later) in Operator::ALL.iter().enumerate() {
            for earlier in &Operator::ALL[..n] {
                assert!(!later.word.starts_with(earlier.word), "{earlier:?} hides {later:?}");
            }
        }
    }

    #[test]
    fn an_operator_is_known_by_its_spelling() {
        for operator in Operator::ALL {
            assert_eq!(Operator::named(operator.word), Some(*operator));
        }
        assert_eq!(Operator::strip("NOT INa,b"), Operator::named("NOT IN").map(|op| (op, "a,b")));
        assert_eq!(Operator::strip("~x"), None);
    }
}
