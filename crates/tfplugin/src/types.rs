//! The types of Terraform's language.

use std::collections::BTreeMap;

/// The type of a [`Value`](crate::Value).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Type {
    /// Text, Unicode in normal form C.
    String,
    /// A decimal number of any size.
    Number,
    /// True or false.
    Bool,
    /// A value that carries its own type.
    Dynamic,
    /// Elements of one type, in order.
    List(Box<Type>),
    /// Distinct elements of one type, without order.
    Set(Box<Type>),
    /// Elements of one type under text keys.
    Map(Box<Type>),
    /// Named attributes, each of its own type.
    Object(BTreeMap<String, Type>),
    /// A fixed number of elements, each of its own type.
    Tuple(Vec<Type>),
}
