//! Values in log lines and failed assertions: the shape always, the contents only where a test asks
//! for them.

use std::fmt;

use crate::Value;

/// Prints a value with its contents. For tests; see [`Value::revealed`].
pub struct Revealed<'a>(&'a Value);

impl Value {
    /// This value with its contents when printed by `{:?}`, for messages of failed tests. Never for
    /// logs.
    ///
    /// ```
    /// use tfplugin::Value;
    ///
    /// let secret = Value::from("s3cret");
    /// assert_eq!(format!("{secret:?}"), "String(…)");
    /// assert_eq!(format!("{:?}", secret.revealed()), "\"s3cret\"");
    /// ```
    pub fn revealed(&self) -> Revealed<'_> {
        Revealed(self)
    }
}

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("Null"),
            Self::Unknown(_) => f.write_str("Unknown"),
            Self::Bool(_) => f.write_str("Bool(…)"),
            Self::Number(_) => f.write_str("Number(…)"),
            Self::String(_) => f.write_str("String(…)"),
            Self::List(elements) => f.debug_list().entries(elements).finish(),
            Self::Map(elements) => f.debug_map().entries(elements).finish(),
            Self::Dynamic(typed) => {
                f.debug_tuple("Dynamic").field(&typed.0).field(&typed.1).finish()
            }
        }
    }
}

impl fmt::Debug for Revealed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Value::Null => f.write_str("null"),
            Value::Unknown(known) => write!(f, "unknown {known:?}"),
            Value::Bool(truth) => truth.fmt(f),
            Value::Number(number) => write!(f, "{number}"),
            Value::String(text) => fmt::Debug::fmt(text, f),
            Value::List(elements) => f.debug_list().entries(elements.iter().map(Revealed)).finish(),
            Value::Map(elements) => f
                .debug_map()
                .entries(elements.iter().map(|(key, value)| (key, Revealed(value))))
                .finish(),
            Value::Dynamic(typed) => {
                f.debug_tuple("Dynamic").field(&typed.0).field(&Revealed(&typed.1)).finish()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Number, Refinements, Type, Value};
    use std::collections::BTreeMap;

    fn planted() -> Value {
        let secret = || Value::from("s3cret");
        let unknown = Refinements { null: None, prefix: Some("s3cret".into()) };
        Value::Map(BTreeMap::from([
            ("text".into(), secret()),
            ("list".into(), Value::List(vec![secret(), Value::Unknown(unknown), Value::Null])),
            ("dynamic".into(), Value::Dynamic(Box::new((Type::String, secret())))),
            ("number".into(), Value::Number(Number::Decimal("31337".into()))),
            ("truth".into(), Value::from(true)),
        ]))
    }

    #[test]
    fn printing_a_value_never_shows_its_contents() {
        let printed = format!("{:?} {:#?}", planted(), planted());
        for content in ["s3cret", "31337", "true"] {
            assert!(!printed.contains(content), "{printed}");
        }
        assert!(printed.contains("\"text\": String(…)"), "{printed}");
        assert!(printed.contains("Dynamic(String, String(…))"), "{printed}");
    }

    #[test]
    fn a_revealed_value_shows_everything() {
        let printed = format!("{:?}", planted().revealed());
        assert_eq!(printed.matches("s3cret").count(), 4, "{printed}");
        assert!(printed.contains("31337") && printed.contains("true"), "{printed}");
    }
}
