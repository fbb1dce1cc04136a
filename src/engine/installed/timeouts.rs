//! How long a long operation may take.

use std::time::Duration;

use tfplugin::{Attribute, Nesting, Type};

use crate::engine::model::Attributes;
use crate::engine::problem::{Mistake, Problem, Problems};

/// The attribute.
pub(crate) const NAME: &str = "timeouts";

/// The attribute for these operations.
pub(crate) fn attribute(operations: &[&str]) -> Attribute {
    let times = operations.iter().map(|operation| {
        let text = format!("How long {operation} may take, such as `90m`. Default: `60m`.");
        Attribute::new(*operation, Type::String, text).optional()
    });
    Attribute::nested(NAME, Nesting::Single, times.collect(), "How long the operations may take.")
        .optional()
}

/// Installing an application can take most of an hour; activating a plugin takes minutes
/// (docs/facts.md#app-install, docs/facts.md#plugin-activation).
const DEFAULT: Duration = Duration::from_hours(1);

/// What is wrong with the times that are given.
pub(crate) fn check(config: &Attributes, operations: &[&'static str]) -> Problems {
    let given = operations
        .iter()
        .filter_map(|operation| Some((*operation, config.get(NAME).get(operation).as_str()?)));
    given
        .filter_map(|(operation, text)| {
            let wrong = humantime::parse_duration(text).err()?.to_string();
            Some(Problem::Mistake(Mistake::NoDuration(operation, text.to_owned(), wrong)))
        })
        .collect()
}

/// How long the operation may take.
pub(crate) fn patience(attributes: &Attributes, operation: &str) -> Duration {
    let text = attributes.get(NAME).get(operation).as_str();
    text.and_then(|text| humantime::parse_duration(text).ok()).unwrap_or(DEFAULT)
}
