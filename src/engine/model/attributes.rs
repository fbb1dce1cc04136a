//! The attributes of one resource as the engine handles them, and as checks and hooks see them.

use std::collections::BTreeMap;

use tfplugin::Value;

use crate::describe::{Given, Values};

/// The attributes of one resource, by name. Absent means null.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct Attributes(BTreeMap<String, Value>);

impl Attributes {
    /// The attributes of an object value; empty for null.
    pub(crate) fn of(value: Value) -> Self {
        if let Value::Map(attributes) = value { Self(attributes) } else { Self::default() }
    }

    /// The object value that holds exactly these attributes.
    pub(crate) fn into_value(self) -> Value {
        Value::Map(self.0)
    }

    /// The attribute; null when absent.
    pub(crate) fn get(&self, name: &str) -> &Value {
        self.0.get(name).unwrap_or(&Value::Null)
    }

    /// Sets the attribute.
    pub(crate) fn set(&mut self, name: &str, value: Value) {
        self.0.insert(name.to_owned(), value);
    }

    /// The same with null for what is not known.
    pub(crate) fn without_unknowns(mut self) -> Self {
        for value in self.0.values_mut().filter(|value| !is_wholly_known(value)) {
            *value = Value::Null;
        }
        self
    }

    /// The text of the attribute, if it is known text.
    pub(crate) fn known_text(&self, name: &str) -> Option<&str> {
        self.get(name).as_str()
    }
}

impl Values for Attributes {
    fn text(&self, name: &str) -> Given<&str> {
        given(self.get(name), Value::as_str)
    }

    fn flag(&self, name: &str) -> Given<bool> {
        given(self.get(name), Value::as_bool)
    }

    fn whole(&self, name: &str) -> Given<i64> {
        given(self.get(name), whole)
    }

    fn texts(&self, name: &str) -> Given<Vec<&str>> {
        given(self.get(name), |value| value.as_list()?.iter().map(Value::as_str).collect())
    }

    fn given(&self, name: &str) -> Given<()> {
        given(self.get(name), |_| Some(()))
    }
}

fn given<'a, T>(value: &'a Value, read: impl FnOnce(&'a Value) -> Option<T>) -> Given<T> {
    match value {
        Value::Null => Given::Null,
        Value::Unknown(_) => Given::Unknown,
        known => read(known).map_or(Given::Unknown, Given::Is),
    }
}

/// The number of a value, if it is a whole one.
pub(crate) fn whole(value: &Value) -> Option<i64> {
    if let Value::Number(number) = value { number.as_i64() } else { None }
}

/// Whether no part of the value is decided later.
pub(crate) fn is_wholly_known(value: &Value) -> bool {
    match value {
        Value::Unknown(_) => false,
        Value::List(elements) => elements.iter().all(is_wholly_known),
        Value::Map(elements) => elements.values().all(is_wholly_known),
        Value::Dynamic(inner) => is_wholly_known(&inner.1),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tfplugin::Number;

    #[test]
    fn what_is_absent_is_null_and_what_is_unknown_stays_unknown() {
        let mut attributes = Attributes::default();
        attributes.set("later", Value::UNKNOWN);
        attributes.set("name", "a".into());
        assert_eq!(attributes.text("none"), Given::Null);
        assert_eq!(attributes.text("later"), Given::Unknown);
        assert_eq!(attributes.text("name"), Given::Is("a"));
    }

    #[test]
    fn a_list_with_an_unknown_element_is_not_known() {
        let list = Value::List(vec!["a".into(), Value::UNKNOWN]);
        assert!(!is_wholly_known(&list));
        let mut attributes = Attributes::default();
        attributes.set("urls", list);
        assert_eq!(attributes.texts("urls"), Given::Unknown);
    }

    #[test]
    fn a_fraction_is_no_whole_number() {
        assert_eq!(whole(&Value::Number(Number::Float(1.5))), None);
        assert_eq!(whole(&Value::Number(Number::Float(3e3))), Some(3000));
        assert_eq!(whole(&Value::Number(Number::Decimal("18446744073709551616".into()))), None);
        assert_eq!(whole(&Value::Number(Number::Decimal("15e-1".into()))), None);
    }

    #[test]
    fn a_whole_number_is_one_however_it_is_written() {
        for written in ["100", "100.0", "1e2", "1E2", "1000e-1"] {
            let number = Value::Number(Number::Decimal(written.into()));
            assert_eq!(whole(&number), Some(100), "{written}");
        }
    }
}
