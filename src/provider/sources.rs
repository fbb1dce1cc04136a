//! Where an argument comes from: the provider block, then the environment variable `SERVICENOW_<ARGUMENT>`.

use tfplugin::{AttributePath, Diagnostic, Step, Value};

use super::block;

/// Reads an environment variable.
pub(super) type Environment = Box<dyn Fn(&str) -> Option<String> + Send + Sync>;

/// One argument: its path in the block, such as `["oauth", "client_id"]`.
pub(super) type Argument = &'static [&'static str];

/// The provider block and, once operations begin, the environment.
pub(super) struct Sources<'a> {
    config: &'a Value,
    environment: Option<&'a Environment>,
}

/// One of the two places, for rules about what stands within one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// The provider block.
    Configuration,
    /// The environment.
    Environment,
}

impl<'a> Sources<'a> {
    /// The block, and the environment unless only the block is to be checked.
    pub(super) fn new(config: &'a Value, environment: Option<&'a Environment>) -> Self {
        Self { config, environment }
    }

    /// The value in the block.
    pub(super) fn configured(&self, argument: Argument) -> &'a Value {
        argument.iter().fold(
            self.config,
            |value, name| if value.is_unknown() { value } else { value.get(name) },
        )
    }

    /// The text of an argument in one place.
    pub(super) fn text_in(&self, place: Place, argument: Argument) -> Option<String> {
        match place {
            Place::Configuration => match self.configured(argument) {
                Value::String(text) => Some(text.clone()),
                Value::Number(number) => Some(number.to_string()),
                _ => None,
            },
            Place::Environment => self
                .environment
                .and_then(|read| read(&variable(argument)))
                .filter(|text| !text.is_empty()),
        }
    }

    /// The text of an argument: from the block, or else from the environment.
    pub(super) fn text(&self, argument: Argument) -> Option<String> {
        if !self.configured(argument).is_null() {
            return self.text_in(Place::Configuration, argument);
        }
        self.text_in(Place::Environment, argument)
    }

    /// The first argument of the block that is decided by apply.
    pub(super) fn first_unknown(&self) -> Option<&'static str> {
        block::ARGUMENTS
            .iter()
            .find(|argument| self.configured(argument.path).is_unknown())
            .map(|argument| argument.name)
    }
}

/// The environment variable of an argument.
pub(super) fn variable(argument: Argument) -> String {
    format!("SERVICENOW_{}", argument.join("_").to_uppercase())
}

/// How an argument is called in a message: `oauth.client_id`.
pub(super) fn called(place: Place, argument: Argument) -> String {
    match place {
        Place::Configuration => argument.join("."),
        Place::Environment => variable(argument),
    }
}

/// The message, about this argument.
pub(super) fn at(diagnostic: Diagnostic, argument: Argument) -> Diagnostic {
    let steps = argument.iter().map(|name| Step::Attribute((*name).to_owned()));
    diagnostic.at(AttributePath(steps.collect()))
}
