//! Values and the texts that columns store for them.

use std::collections::BTreeSet;

use tfplugin::{Number, Value};

use super::meaning::{same_condition, same_in_any_case, same_text, without_end};
use crate::describe::{FieldType, Literal, number_of, word_of};

/// The text a column gets for a plain value; empty text clears it. References are resolved elsewhere.
pub(crate) fn stored(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Bool(truth) => truth.to_string(),
        Value::Number(Number::Decimal(digits)) => digits.clone(),
        Value::Number(Number::Float(number)) => number.to_string(),
        Value::Number(Number::Int(number)) => number.to_string(),
        Value::List(elements) => elements.iter().map(stored).collect::<Vec<_>>().join(","),
        _ => String::new(),
    }
}

/// The text that a column of this kind gets for a plain value: words that stand for numbers become these.
pub(crate) fn stored_as(field_type: &FieldType, value: &Value) -> String {
    match (field_type, value) {
        (FieldType::Codes(codes), Value::String(text)) => number_of(codes, text).to_owned(),
        (_, value) => stored(value),
    }
}

/// A stored text as people write it: numbers that words stand for become these.
pub(crate) fn written<'t>(field_type: &FieldType, text: &'t str) -> &'t str {
    match field_type {
        FieldType::Codes(codes) => word_of(codes, text).unwrap_or(text),
        _ => text,
    }
}

/// The value a stored text is shown as; nothing stored is null.
pub(crate) fn value(field_type: &FieldType, text: &str) -> Value {
    match field_type {
        _ if text.is_empty() => Value::Null,
        FieldType::Flag => truth(text).map_or(Value::Null, Value::Bool),
        FieldType::Whole => number(text).map_or(Value::Null, Value::from),
        FieldType::TextList => Value::List(elements(text).into_iter().map(Value::from).collect()),
        FieldType::References(_) | FieldType::Links(_) => {
            Value::List(as_set(text).into_iter().map(Value::from).collect())
        }
        _ => written(field_type, text).into(),
    }
}

/// The value of a constant in a description.
pub(crate) fn of_literal(literal: Literal) -> Value {
    match literal {
        Literal::Flag(flag) => flag.into(),
        Literal::Text(text) => text.into(),
    }
}

/// Whether two texts of this kind mean the same: as stored, or as people write them.
pub(crate) fn same_in_meaning(field_type: &FieldType, left: &str, right: &str) -> bool {
    let same = comparison(field_type);
    match field_type {
        FieldType::Codes(codes) => same(number_of(codes, left), number_of(codes, right)),
        _ => same(left, right),
    }
}

/// Whether two stored texts of this kind are the same to a reader, who sees upper and lower case.
pub(crate) fn says_the_same(field_type: &FieldType, left: &str, right: &str) -> bool {
    match field_type {
        FieldType::Text => same_text(left, right),
        FieldType::Condition => same_condition(left, right),
        _ => same_in_meaning(field_type, left, right),
    }
}

/// What tells whether two stored texts of this kind mean the same.
pub(crate) fn comparison(field_type: &FieldType) -> fn(&str, &str) -> bool {
    match field_type {
        FieldType::Flag => {
            |left, right| truth(left).unwrap_or(false) == truth(right).unwrap_or(false)
        }
        FieldType::Whole | FieldType::Codes(_) => |left, right| {
            left.trim() == right.trim() || (number(left).is_some() && number(left) == number(right))
        },
        FieldType::TextList => |left, right| elements(left) == elements(right),
        FieldType::References(_) => |left, right| as_set(left) == as_set(right),
        FieldType::Condition => {
            |left, right| same_in_any_case(without_end(left), without_end(right))
        }
        _ => same_in_any_case,
    }
}

/// The flag that a stored text stands for.
pub(crate) fn truth(text: &str) -> Option<bool> {
    match text.trim() {
        // The list of plugins spells it in words (docs/facts.md#plugin-list).
        "true" | "1" | "active" => Some(true),
        "false" | "0" | "inactive" => Some(false),
        _ => None,
    }
}

/// The number that a stored text stands for. Only stored values are asked for, and these have no separators.
pub(crate) fn number(text: &str) -> Option<i64> {
    Number::parse(text.trim()).ok()?.as_i64()
}

/// The elements of a stored list.
pub(crate) fn elements(text: &str) -> Vec<&str> {
    text.split(',').map(str::trim).filter(|element| !element.is_empty()).collect()
}

fn as_set(text: &str) -> BTreeSet<&str> {
    elements(text).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_absent_flag_is_one_that_is_off() {
        assert!(same_in_meaning(&FieldType::Flag, "", "0"));
        assert!(!same_in_meaning(&FieldType::Flag, "1", "false"));
    }

    #[test]
    fn a_word_is_stored_as_its_number_and_shown_again() {
        let kind = FieldType::Codes(&[("small", "1"), ("large", "10")]);
        for (written, stored) in [("large", "10"), ("10", "10"), ("7", "7"), ("huge", "huge")] {
            assert_eq!(stored_as(&kind, &written.into()), stored, "{written}");
        }
        assert!(value(&kind, "10") == "large".into() && value(&kind, "7") == "7".into());
        assert!(value(&kind, "") == Value::Null);
        for (left, right) in [("large", "10"), ("10", "large"), ("10", "10.0"), ("7", " 7")] {
            assert!(same_in_meaning(&kind, left, right), "{left} {right}");
        }
        assert!(!same_in_meaning(&kind, "large", "1") && !same_in_meaning(&kind, "small", ""));
        assert_eq!(written(&FieldType::Text, "10"), "10");
    }

    #[test]
    fn a_stored_number_keeps_every_digit_and_has_no_separators() {
        assert_eq!(number("9007199254740993.0"), Some(9_007_199_254_740_993));
        assert_eq!((number(" 1e2 "), number("100.5"), number("1,000")), (Some(100), None, None));
    }
}
