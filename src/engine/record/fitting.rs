//! Whether a single value is one that its attribute can have: a word of its list, a text of its kind, a number that is not
//! too low.

use tfplugin::Value;

use crate::describe::{Children, Code, Field, FieldType, Mode, is_number, number_of, word_of};
use crate::engine::model::attributes::whole;
use crate::engine::problem::Mistake;

/// What is wrong with the value, or odd. What is not known yet is neither.
pub(super) fn of_value(field: &Field, value: &Value) -> Vec<Mistake> {
    let name = field.name;
    match (&field.holds, value) {
        (FieldType::Choice(words), Value::String(word)) => {
            of_word(field, words, word).into_iter().collect()
        }
        (FieldType::Codes(codes), Value::String(text)) => {
            of_code(field, codes, text).into_iter().collect()
        }
        (FieldType::Text | FieldType::Condition | FieldType::Reference(_), Value::String(text))
            if text.is_empty() && matches!(field.mode, Mode::Required) =>
        {
            vec![Mistake::Empty(name)]
        }
        (FieldType::Text, Value::String(text)) => of_text(field, None, text).into_iter().collect(),
        (FieldType::Whole, Value::Number(_)) => of_number(field, value).into_iter().collect(),
        (FieldType::TextList, Value::List(elements)) => {
            let texts = elements.iter().enumerate();
            let texts = texts.filter_map(|(index, element)| Some((index, element.as_str()?)));
            let texts = texts.filter_map(|(index, text)| of_element(field, index, text));
            Mistake::of_elements(name, elements).chain(texts).collect()
        }
        // The elements of a set have no place.
        (FieldType::References(_) | FieldType::Links(_), Value::List(elements)) => {
            let empty = Mistake::of_elements(name, elements).next();
            empty.map(|_| Mistake::EmptyInSet(name)).into_iter().collect()
        }
        (FieldType::Children(children), Value::List(elements)) => {
            let all = elements.iter().enumerate();
            all.flat_map(|(index, one)| of_child(name, children, index, one)).collect()
        }
        _ => Vec::new(),
    }
}

/// What is wrong with the child at this index.
fn of_child(name: &'static str, children: &Children, index: usize, child: &Value) -> Vec<Mistake> {
    if child.is_null() {
        return vec![Mistake::NullChild(name, index)];
    }
    let wrong = children.fields.iter().flat_map(|own| of_value(own, child.get(own.name)));
    wrong.map(|wrong| Mistake::InChild { name, index, wrong: Box::new(wrong) }).collect()
}

/// A word that is not listed. The empty one says that there is none.
fn of_word(field: &Field, words: &'static [&'static str], word: &str) -> Option<Mistake> {
    if words.contains(&word) {
        return None;
    }
    let (name, word) = (field.name, word.to_owned());
    Some(if word.is_empty() || field.further.takes(&word) {
        Mistake::UnusualWord { name, words, word }
    } else {
        Mistake::UnknownWord { name, words, word }
    })
}

/// A word that stands for no number is wrong. A number may be one that a later release knows.
fn of_code(field: &Field, codes: &'static [Code], text: &str) -> Option<Mistake> {
    let number = number_of(codes, text);
    if word_of(codes, number).is_some() {
        return None;
    }
    let (name, text) = (field.name, text.to_owned());
    Some(if is_number(number.trim()) {
        Mistake::UnusualNumber { name, codes, number: text }
    } else {
        Mistake::UnknownCode { name, codes, text }
    })
}

/// A text, or the element of a list at this index, of another kind.
fn of_text(field: &Field, index: Option<usize>, text: &str) -> Option<Mistake> {
    let kind = field.kind.filter(|kind| !text.is_empty() && !kind.fits(text))?;
    Some(Mistake::OtherKind { name: field.name, index, kind, text: text.to_owned() })
}

fn of_element(field: &Field, index: usize, text: &str) -> Option<Mistake> {
    let comma = text.contains(',').then_some(Mistake::Comma(field.name, index));
    comma.or_else(|| of_text(field, Some(index), text))
}

fn of_number(field: &Field, value: &Value) -> Option<Mistake> {
    let name = field.name;
    let Some(number) = whole(value) else { return Some(Mistake::NotWhole(name)) };
    let least = field.least.filter(|least| number < *least)?;
    Some(Mistake::TooLow { name, least, number })
}

#[cfg(test)]
mod tests {
    use tfplugin::Number;

    use super::*;
    use crate::describe::{TextKind, children, choice, codes, text, text_list, whole};

    fn said(field: &Field, value: impl Into<Value>) -> Vec<Mistake> {
        of_value(field, &value.into())
    }

    #[test]
    fn only_whole_numbers_are_numbers() {
        let order = whole("order").or_negative().doc("X.");
        assert!(said(&order, 3_i64).is_empty() && said(&order, -3_i64).is_empty());
        let half = Value::Number(Number::Float(1.5));
        assert!(matches!(said(&order, half)[..], [Mistake::NotWhole(_)]));
        let count = whole("count").doc("X.");
        assert!(said(&count, 0_i64).is_empty());
        assert!(matches!(said(&count, -5_i64)[..], [Mistake::TooLow { least: 0, number: -5, .. }]));
    }

    #[test]
    fn another_word_is_wrong_unless_the_list_is_open() {
        let closed = choice("grant", &["client_credentials"]).or_older(&["old"]).doc("X.");
        assert!(said(&closed, "client_credentials").is_empty());
        let unknown = |word: &str| matches!(said(&closed, word)[..], [Mistake::UnknownWord { .. }]);
        assert!(unknown("client_credential") && !unknown("old") && !unknown(""));
        let open = choice("state", &["build"]).or_others().doc("X.");
        assert!(matches!(said(&open, "other")[..], [Mistake::UnusualWord { .. }]));
    }

    #[test]
    fn a_word_or_its_number_is_right_and_a_number_of_no_word_is_told() {
        let kind = codes("type", &[("yes_no", "1"), ("reference", "8")]).doc("X.");
        for right in ["yes_no", "1", "8"] {
            assert!(said(&kind, right).is_empty(), "{right}");
        }
        assert!(matches!(said(&kind, "99")[..], [Mistake::UnusualNumber { .. }]));
        for wrong in ["referenc", "", "1.5"] {
            assert!(matches!(said(&kind, wrong)[..], [Mistake::UnknownCode { .. }]), "{wrong}");
        }
        assert!(said(&kind, Value::UNKNOWN).is_empty() && said(&kind, Value::Null).is_empty());
    }

    #[test]
    fn what_is_wrong_with_a_child_is_said_at_its_place() {
        const OWN: &[Field] =
            &[text("name").required().doc("X."), choice("kind", &["a"]).or_others().doc("X.")];
        let field = children("rows", "t").owned_by("o").fields(OWN).named_by("name").doc("X.");
        let child = |kind: &str| Value::object([("name", "n".into()), ("kind", kind.into())]);
        let all = said(&field, Value::List(vec![child("a"), Value::Null, child("b")]));
        let [Mistake::NullChild("rows", 1), Mistake::InChild { name: "rows", index: 2, wrong }] =
            &all[..]
        else {
            panic!("{all:?}")
        };
        assert!(matches!(**wrong, Mistake::UnusualWord { name: "kind", .. }));
        assert!(said(&field, Value::List(vec![Value::UNKNOWN])).is_empty());
    }

    #[test]
    fn a_text_and_each_element_of_a_list_is_of_its_kind() {
        let url = text("url").kind(TextKind::Url).doc("X.");
        assert!(said(&url, "https://a.example").is_empty() && said(&url, "").is_empty());
        assert!(matches!(said(&url, "not a url")[..], [Mistake::OtherKind { index: None, .. }]));
        assert!(said(&url, Value::UNKNOWN).is_empty() && said(&url, Value::Null).is_empty());
        let urls = text_list("urls").kind(TextKind::Uri).doc("X.");
        let list =
            Value::List(vec!["https://a.example".into(), Value::Null, "nope".into(), "a,b".into()]);
        let all = said(&urls, list);
        assert!(matches!(
            all[..],
            [
                Mistake::EmptyElement("urls", 1),
                Mistake::OtherKind { index: Some(2), .. },
                Mistake::Comma("urls", 3)
            ]
        ));
    }
}
