//! Where an argument comes from: the provider block, then the environment variable `SERVICENOW_<ARGUMENT>`.

use std::collections::BTreeMap;

use tfplugin::{AttributePath, Diagnostic, Step, Value};

use super::arguments::{self, Described, Of};

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
                Value::Bool(truth) => Some(truth.to_string()),
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

    /// Whether an argument that is true or false is true. What is neither is false; `check_flags`
    /// refuses it.
    pub(super) fn flag(&self, argument: Argument) -> bool {
        self.text(argument).as_deref().and_then(truth) == Some(true)
    }

    /// The place an argument comes from: the block wherever it stands there.
    pub(super) fn place_of(&self, argument: Argument) -> Place {
        let is_configured = !self.configured(argument).is_null();
        if is_configured { Place::Configuration } else { Place::Environment }
    }

    /// The errors about arguments of the environment that ought to be true or false.
    pub(super) fn check_flags(&self) -> Vec<Diagnostic> {
        let flags = arguments::ARGUMENTS.iter().filter(|argument| argument.kind == Of::Flag);
        let wrong = |argument: &Described| {
            let text = self.text(argument.path).filter(|text| truth(text).is_none())?;
            let name = called(self.place_of(argument.path), argument.path);
            let detail = format!("{name} is \"{text}\". It is \"true\" or \"false\".");
            Some(at(Diagnostic::error("Neither true nor false", detail), argument.path))
        };
        flags.filter_map(wrong).collect()
    }

    /// The elements of an argument that is a list: from the block, or else from the environment,
    /// where commas stand between them.
    pub(super) fn texts(&self, argument: Argument) -> Vec<String> {
        let text = |value: &Value| {
            (!value.is_unknown()).then(|| value.as_str().unwrap_or_default().to_owned())
        };
        match self.configured(argument) {
            Value::List(elements) => elements.iter().filter_map(text).collect(),
            Value::Null => {
                let all = self.text_in(Place::Environment, argument).unwrap_or_default();
                all.split(',')
                    .map(|one| one.trim().to_owned())
                    .filter(|one| !one.is_empty())
                    .collect()
            }
            _ => Vec::new(),
        }
    }

    /// Whether the argument is set in either place; one that is decided by apply counts.
    pub(super) fn is_given(&self, argument: Argument) -> bool {
        !self.configured(argument).is_null() || self.text_in(Place::Environment, argument).is_some()
    }

    /// Whether the argument, or an element of it, is decided by apply.
    pub(super) fn has_open_elements(&self, argument: Argument) -> bool {
        is_open(self.configured(argument))
    }

    /// The first argument of the block that is decided by apply.
    pub(super) fn first_unknown(&self) -> Option<&'static str> {
        arguments::ARGUMENTS
            .iter()
            .find(|argument| is_open(self.configured(argument.path)))
            .map(|argument| argument.name)
    }
}

/// Whether the value, or an element of it, is decided by apply.
fn is_open(value: &Value) -> bool {
    let in_list = |elements: &[Value]| elements.iter().any(Value::is_unknown);
    let in_map = |elements: &BTreeMap<String, Value>| elements.values().any(Value::is_unknown);
    value.is_unknown() || value.as_list().is_some_and(in_list) || value.as_map().is_some_and(in_map)
}

fn truth(text: &str) -> Option<bool> {
    match text.trim().to_lowercase().as_str() {
        "true" | "1" => Some(true),
        "false" | "0" => Some(false),
        _ => None,
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
