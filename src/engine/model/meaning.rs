//! Texts that mean the same, though the platform or a form has rewritten one of them (docs/facts.md#rewritten-texts).

use std::borrow::Cow;

use serde_json::Value as Json;

/// What ends an encoded query that a form has built; it says nothing (docs/facts.md#queries).
const END_OF_QUERY: &str = "^EQ";

/// Whether two texts are the same but for blanks around them, which rules and forms trim (docs/facts.md#blanks), and the
/// ends of lines, which a browser sends in its own way.
pub(crate) fn same_text(left: &str, right: &str) -> bool {
    bare(left) == bare(right)
}

/// The same, whatever the case of letters.
pub(crate) fn same_in_any_case(left: &str, right: &str) -> bool {
    bare(left).to_lowercase() == bare(right).to_lowercase()
}

/// The text without what surrounds it and with plain ends of lines.
fn bare(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    if text.contains('\r') { Cow::Owned(text.replace("\r\n", "\n")) } else { Cow::Borrowed(text) }
}

/// Whether two encoded queries are the same, however they end.
pub(crate) fn same_condition(left: &str, right: &str) -> bool {
    same_text(without_end(left), without_end(right))
}

/// The encoded query without its end.
pub(crate) fn without_end(query: &str) -> &str {
    let mut query = query.trim();
    while let Some(rest) = query.strip_suffix(END_OF_QUERY) {
        query = rest.trim_end();
    }
    query
}

/// Whether two texts are the same JSON, whatever its form; what is no JSON is compared as text.
pub(crate) fn same_json(left: &str, right: &str) -> bool {
    let parsed = |text: &str| serde_json::from_str::<Json>(text).ok();
    let same = parsed(left).zip(parsed(right)).is_some_and(|(left, right)| means(&left, &right));
    same || same_text(left, right)
}

fn means(left: &Json, right: &Json) -> bool {
    match (left, right) {
        (Json::Number(left), Json::Number(right)) => {
            left == right || left.as_f64().zip(right.as_f64()).is_some_and(is_equal)
        }
        (Json::Array(left), Json::Array(right)) => {
            left.len() == right.len()
                && left.iter().zip(right).all(|(left, right)| means(left, right))
        }
        (Json::Object(left), Json::Object(right)) => {
            let same = |(name, value): (&String, &Json)| {
                right.get(name).is_some_and(|other| means(value, other))
            };
            left.len() == right.len() && left.iter().all(same)
        }
        _ => left == right,
    }
}

fn is_equal((left, right): (f64, f64)) -> bool {
    left.to_bits() == right.to_bits()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_around_a_text_and_the_ends_of_its_lines_say_nothing() {
        assert!(same_text(" a \n", "a") && same_text("a\r\nb", "a\nb\n"));
        assert!(!same_text("a b", "ab") && !same_text("A", "a"));
        assert!(same_in_any_case("A ", "a") && !same_in_any_case("a", "b"));
    }

    #[test]
    fn the_end_of_an_encoded_query_says_nothing() {
        for query in ["active=true", "active=true^EQ", " active=true^EQ^EQ ", "active=true ^EQ"] {
            assert_eq!(without_end(query), "active=true", "{query}");
        }
        assert_eq!(without_end("a=1^EQb=2"), "a=1^EQb=2");
        assert_eq!(without_end("^EQ"), "");
    }

    #[test]
    fn json_is_compared_by_what_it_says() {
        assert!(same_json(r#"{"a":1,"b":[true]}"#, "{ \"b\": [ true ],\n \"a\": 1.0 }"));
        assert!(!same_json("[1,2]", "[2,1]") && !same_json(r#"{"a":1}"#, r#"{"a":1,"b":null}"#));
        assert!(same_json("no json ", "no json") && !same_json("{", "}"));
    }
}
