//! The operators of encoded queries.

/// How a column is compared with a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operator {
    Is,
    IsNot,
    Less,
    AtMost,
    Greater,
    AtLeast,
    In,
    NotIn,
    Contains,
    DoesNotContain,
    StartsWith,
    EndsWith,
    IsEmpty,
    IsNotEmpty,
    Anything,
    EmptyString,
    SameAs,
    NotSameAs,
    Between,
    InstanceOf,
    On,
    NotOn,
    /// Beside another column of the row, with that sign.
    ComparedField(&'static str),
    /// Beside a moment counted from now, with that sign.
    Relative(&'static str),
}

/// Each spelling with its meaning. A spelling comes before those it begins with.
pub(super) const SPELLINGS: &[(&str, Operator)] = &[
    ("ISNOTEMPTY", Operator::IsNotEmpty),
    ("ISEMPTY", Operator::IsEmpty),
    ("INSTANCEOF", Operator::InstanceOf),
    ("GT_OR_EQUALS_FIELD", Operator::ComparedField(">=")),
    ("LT_OR_EQUALS_FIELD", Operator::ComparedField("<=")),
    ("GT_FIELD", Operator::ComparedField(">")),
    ("LT_FIELD", Operator::ComparedField("<")),
    ("RELATIVEGT", Operator::Relative(">")),
    ("RELATIVEGE", Operator::Relative(">=")),
    ("RELATIVELT", Operator::Relative("<")),
    ("RELATIVELE", Operator::Relative("<=")),
    ("NOTON", Operator::NotOn),
    ("NOT IN", Operator::NotIn),
    ("NOT LIKE", Operator::DoesNotContain),
    ("NOTLIKE", Operator::DoesNotContain),
    ("DOES NOT CONTAIN", Operator::DoesNotContain),
    ("STARTSWITH", Operator::StartsWith),
    ("ENDSWITH", Operator::EndsWith),
    ("CONTAINS", Operator::Contains),
    ("LIKE", Operator::Contains),
    ("ANYTHING", Operator::Anything),
    ("EMPTYSTRING", Operator::EmptyString),
    ("NSAMEAS", Operator::NotSameAs),
    ("SAMEAS", Operator::SameAs),
    ("BETWEEN", Operator::Between),
    ("IN", Operator::In),
    ("ON", Operator::On),
    ("!=", Operator::IsNot),
    ("<=", Operator::AtMost),
    (">=", Operator::AtLeast),
    ("=", Operator::Is),
    ("<", Operator::Less),
    (">", Operator::Greater),
];

impl Operator {
    /// The operator `text` begins with, and what follows it.
    pub(super) fn strip(text: &str) -> Option<(Self, &str)> {
        SPELLINGS
            .iter()
            .find_map(|(spelling, operator)| Some((*operator, text.strip_prefix(spelling)?)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_spelling_hides_a_later_one() {
        for (index, (later, _)) in SPELLINGS.iter().enumerate() {
            for (earlier, _) in &SPELLINGS[..index] {
                assert!(!later.starts_with(earlier), "{earlier} hides {later}");
            }
        }
    }

    #[test]
    fn the_value_follows_the_operator_as_it_stands() {
        assert_eq!(Operator::strip("NOT IN a, b"), Some((Operator::NotIn, " a, b")));
        assert_eq!(Operator::strip("=x=y"), Some((Operator::Is, "x=y")));
        assert_eq!(Operator::strip("~x"), None);
    }
}
