//! Values of Terraform's language, free of any wire format.

use std::collections::BTreeMap;

use crate::Type;

/// A value of Terraform's language.
///
/// ```
/// use tfplugin::Value;
///
/// let text: Value = "Buy milk.".into();
/// let owned = Value::from(String::from("Buy milk."));
/// assert!(text == owned && Value::from(7) != Value::from(true));
/// assert!(Value::default().is_null());
/// ```
#[derive(Clone, PartialEq, Default)]
pub enum Value {
    /// No value.
    #[default]
    Null,
    /// Decided by apply.
    Unknown(Refinements),
    /// True or false.
    Bool(bool),
    /// A decimal number.
    Number(Number),
    /// Text.
    String(String),
    /// The elements of a list, set or tuple.
    List(Vec<Value>),
    /// The elements of a map, or the attributes of an object or block.
    Map(BTreeMap<String, Value>),
    /// A value of a dynamic attribute, with the type it carries.
    Dynamic(Box<(Type, Value)>),
}

/// A decimal number that never loses digits.
///
/// ```
/// use tfplugin::Number;
///
/// let long = Number::parse("18446744073709551617")?;
/// assert!(matches!(long, Number::Decimal(_)));
/// assert_eq!(long.to_string(), "18446744073709551617");
/// assert_eq!(Number::Float(0.5), Number::Decimal("5e-1".into()));
/// # Ok::<(), tfplugin::NotANumber>(())
/// ```
#[derive(Debug, Clone)]
pub enum Number {
    /// A whole number of 64 bits, the usual case.
    Int(i64),
    /// A number that 64 bits of float hold exactly as written.
    Float(f64),
    /// Any other number, in plain or scientific decimal notation.
    Decimal(String),
}

/// What is known of an unknown value.
///
/// ```
/// use tfplugin::{Refinements, Value};
///
/// let id = Value::Unknown(Refinements { null: Some(false), prefix: Some("note-".into()) });
/// assert!(id.is_unknown() && id != Value::UNKNOWN);
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Refinements {
    /// `Some(false)`: it will not be null.
    pub null: Option<bool>,
    /// It will begin with this text.
    pub prefix: Option<String>,
}

impl Value {
    /// An unknown value of which nothing is known.
    pub const UNKNOWN: Self = Self::Unknown(Refinements { null: None, prefix: None });

    /// Whether there is no value.
    ///
    /// ```
    /// use tfplugin::Value;
    ///
    /// assert!(Value::Null.is_null());
    /// assert!(!Value::UNKNOWN.is_null() && !Value::from("").is_null());
    /// ```
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Whether this value itself is decided by apply.
    ///
    /// ```
    /// use tfplugin::Value;
    ///
    /// assert!(Value::UNKNOWN.is_unknown());
    /// assert!(!Value::List(vec![Value::UNKNOWN]).is_unknown(), "the list is known, its element is not");
    /// ```
    pub fn is_unknown(&self) -> bool {
        matches!(self, Self::Unknown(_))
    }

    /// The text of a string value.
    ///
    /// ```
    /// use tfplugin::Value;
    ///
    /// assert_eq!(Value::from("a").as_str(), Some("a"));
    /// assert_eq!(Value::from(1).as_str(), None);
    /// ```
    pub fn as_str(&self) -> Option<&str> {
        if let Self::String(text) = self { Some(text) } else { None }
    }

    /// The truth of a boolean value.
    ///
    /// ```
    /// use tfplugin::Value;
    ///
    /// assert_eq!(Value::from(true).as_bool(), Some(true));
    /// assert_eq!(Value::from("true").as_bool(), None);
    /// ```
    pub fn as_bool(&self) -> Option<bool> {
        if let Self::Bool(truth) = self { Some(*truth) } else { None }
    }

    /// The elements of a list, set or tuple.
    ///
    /// ```
    /// use tfplugin::Value;
    ///
    /// let list = Value::List(vec!["a".into(), Value::Null]);
    /// assert_eq!(list.as_list().map(<[_]>::len), Some(2));
    /// assert_eq!(Value::Null.as_list(), None);
    /// ```
    pub fn as_list(&self) -> Option<&[Value]> {
        if let Self::List(elements) = self { Some(elements) } else { None }
    }

    /// The attributes of an object or the elements of a map.
    ///
    /// ```
    /// use tfplugin::Value;
    ///
    /// let note = Value::Map([("text".to_owned(), "a".into())].into());
    /// assert!(note.as_map().is_some_and(|fields| fields.contains_key("text")));
    /// assert_eq!(Value::UNKNOWN.as_map(), None);
    /// ```
    pub fn as_map(&self) -> Option<&BTreeMap<String, Value>> {
        if let Self::Map(elements) = self { Some(elements) } else { None }
    }

    /// The attribute `name` of an object; null where there is none.
    ///
    /// ```
    /// use tfplugin::Value;
    ///
    /// let note = Value::Map([("text".to_owned(), "a".into())].into());
    /// assert_eq!(note.get("text").as_str(), Some("a"));
    /// assert!(note.get("other").is_null() && Value::Null.get("text").is_null());
    /// ```
    pub fn get(&self, name: &str) -> &Value {
        self.as_map().and_then(|elements| elements.get(name)).unwrap_or(&Self::Null)
    }
}

impl Value {
    /// The same object with another value for this attribute. What is not an object stays as it is.
    ///
    /// ```
    /// use tfplugin::Value;
    ///
    /// let note = Value::Map([("text".to_owned(), "a".into())].into());
    /// assert_eq!(note.with("text", "b").get("text").as_str(), Some("b"));
    /// assert!(Value::Null.with("text", "b").is_null());
    /// ```
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        if let Self::Map(attributes) = &mut self {
            attributes.insert(name.to_owned(), value.into());
        }
        self
    }

    /// An object of these attributes.
    ///
    /// ```
    /// use tfplugin::Value;
    ///
    /// let note = Value::object([("text", "a".into()), ("pages", 1.into())]);
    /// assert_eq!(note.get("text").as_str(), Some("a"));
    /// ```
    pub fn object<const N: usize>(attributes: [(&str, Value); N]) -> Self {
        Self::Map(attributes.map(|(name, value)| (name.to_owned(), value)).into())
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::String(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::String(text)
    }
}

impl From<bool> for Value {
    fn from(truth: bool) -> Self {
        Self::Bool(truth)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Number(Number::Int(number))
    }
}
