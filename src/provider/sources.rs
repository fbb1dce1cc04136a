//! Where an argument comes from: the provider block, then the environment variable `SERVICENOW_<ARGUMENT>`.

use std::collections::BTreeMap;

use servicenow::SecretString;
use tfplugin::{AttributePath, Diagnostic, Step, Value};

use super::arguments::{ARGUMENTS, Argument, Described, Of};
use super::given::Given;

/// Reads an environment variable.
pub(super) type Environment = Box<dyn Fn(&str) -> Option<String> + Send + Sync>;

/// The provider block and, once operations begin, the environment.
#[derive(Debug)]
pub(super) struct Sources {
    block: BTreeMap<Argument, Given>,
    environment: BTreeMap<Argument, Given>,
}

/// One of the two places, for rules about what stands within one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// The provider block.
    Configuration,
    /// The environment.
    Environment,
}

impl Sources {
    /// The block, and the environment unless only the block is to be checked.
    pub(super) fn new(config: &Value, environment: Option<&Environment>) -> Self {
        let in_block = |argument: &Described| {
            let given = Given::configured(argument.kind, at_path(config, argument.path));
            Some((argument.path, given?))
        };
        let in_environment = |argument: &Described| {
            let text = environment.and_then(|read| read(&variable(argument.path)));
            Some((argument.path, Given::in_environment(argument.kind, text?)?))
        };
        Self {
            block: ARGUMENTS.iter().filter_map(in_block).collect(),
            environment: ARGUMENTS.iter().filter_map(in_environment).collect(),
        }
    }

    /// What is given for an argument in one place.
    fn given_in(&self, place: Place, argument: Argument) -> Option<&Given> {
        match place {
            Place::Configuration => self.block.get(argument),
            Place::Environment => self.environment.get(argument),
        }
    }

    /// What is given for an argument: in the block, or else in the environment.
    pub(super) fn given(&self, argument: Argument) -> Option<&Given> {
        self.given_in(self.place_of(argument), argument)
    }

    /// The text of an argument in one place; none for a secret.
    pub(super) fn text_in(&self, place: Place, argument: Argument) -> Option<&str> {
        if let Given::Text(text) = self.given_in(place, argument)? { Some(text) } else { None }
    }

    /// The text of an argument, from the block or else from the environment; none for a secret.
    pub(super) fn text(&self, argument: Argument) -> Option<&str> {
        self.text_in(self.place_of(argument), argument)
    }

    /// The text of an argument in one place, as one that is never shown.
    pub(super) fn secret_in(&self, place: Place, argument: Argument) -> Option<SecretString> {
        match self.given_in(place, argument)? {
            Given::Secret(secret) => Some(secret.clone()),
            Given::Text(text) => Some(text.as_str().into()),
            _ => None,
        }
    }

    /// The text of an argument, from the block or else from the environment, as one that is never shown.
    pub(super) fn secret(&self, argument: Argument) -> Option<SecretString> {
        self.secret_in(self.place_of(argument), argument)
    }

    /// Whether an argument that is true or false is true. What is neither is false; `check_flags`
    /// refuses it.
    pub(super) fn flag(&self, argument: Argument) -> bool {
        self.text(argument).and_then(truth) == Some(true)
    }

    /// The place an argument comes from: the block wherever it stands there.
    pub(super) fn place_of(&self, argument: Argument) -> Place {
        let is_configured = self.is_given_in(Place::Configuration, argument);
        if is_configured { Place::Configuration } else { Place::Environment }
    }

    /// The errors about arguments of the environment that ought to be true or false.
    pub(super) fn check_flags(&self) -> Vec<Diagnostic> {
        let flags = ARGUMENTS.iter().filter(|argument| argument.kind == Of::Flag);
        let wrong = |argument: &Described| {
            let text = self.text(argument.path).filter(|text| truth(text).is_none())?;
            let name = called(self.place_of(argument.path), argument.path);
            let detail = format!("{name} is \"{text}\". It is \"true\" or \"false\".");
            Some(at(Diagnostic::error("Neither true nor false", detail), argument.path))
        };
        flags.filter_map(wrong).collect()
    }

    /// The elements of an argument that is a list: from the block, or else from the environment,
    /// where commas stand between them. Those decided by apply are left out.
    pub(super) fn texts(&self, argument: Argument) -> Vec<String> {
        let Some(Given::Texts(elements)) = self.given(argument) else { return Vec::new() };
        elements.iter().flatten().cloned().collect()
    }

    /// Whether the argument is set in either place; one that is decided by apply counts.
    pub(super) fn is_given(&self, argument: Argument) -> bool {
        self.given(argument).is_some()
    }

    /// Whether the argument is set in this place; one that is decided by apply counts.
    pub(super) fn is_given_in(&self, place: Place, argument: Argument) -> bool {
        self.given_in(place, argument).is_some()
    }

    /// Whether the argument, or an element of it, is decided by apply.
    pub(super) fn has_open_elements(&self, argument: Argument) -> bool {
        self.block.get(argument).is_some_and(Given::is_open)
    }

    /// The first argument of the block that is decided by apply.
    pub(super) fn first_unknown(&self) -> Option<&'static str> {
        ARGUMENTS
            .iter()
            .find(|argument| self.has_open_elements(argument.path))
            .map(|argument| argument.name)
    }
}

/// The value of an argument in the block. All that stands within what is decided by apply is so too.
fn at_path<'a>(config: &'a Value, argument: Argument) -> &'a Value {
    let within = |value: &'a Value, name: &&str| {
        if value.is_unknown() { value } else { value.get(name) }
    };
    argument.iter().fold(config, within)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::provider::authentication;

    const PLANTED: &str = "planted-secret";

    fn value(path: &[&str], leaf: Value) -> Value {
        path.iter()
            .rev()
            .fold(leaf, |value, name| Value::Map(BTreeMap::from([((*name).to_owned(), value)])))
    }

    fn environment() -> Environment {
        Box::new(|name| match name {
            "SERVICENOW_HEADERS" => Some(format!("{{\"X-Key\": \"{PLANTED}\"}}")),
            _ => Some(PLANTED.to_owned()),
        })
    }

    #[test]
    fn no_secret_shows_where_what_was_decoded_is_printed() {
        let of_secrets = |argument: &&Described| matches!(argument.kind, Of::Secret | Of::Headers);
        for argument in ARGUMENTS.iter().filter(of_secrets) {
            let leaf = match argument.kind {
                Of::Headers => value(&["X-Key"], PLANTED.into()),
                _ => PLANTED.into(),
            };
            let config = value(argument.path, leaf);
            let variable = variable(argument.path);
            let only: Environment =
                Box::new(move |name| environment()(name).filter(|_| name == variable));
            let sources = Sources::new(&config, Some(&only));
            assert!(sources.is_given_in(Place::Configuration, argument.path), "{}", argument.name);
            assert!(sources.is_given_in(Place::Environment, argument.path), "{}", argument.name);
            let printed = format!("{sources:?}");
            assert!(printed.contains("REDACTED") && !printed.contains(PLANTED), "{printed}");
            assert_eq!(sources.text(argument.path), None, "{}", argument.name);
        }
    }

    #[test]
    fn headers_that_are_none_are_not_kept() {
        let wrong: Environment =
            Box::new(|name| (name == "SERVICENOW_HEADERS").then(|| PLANTED.to_owned()));
        let sources = Sources::new(&Value::Null, Some(&wrong));
        assert!(matches!(sources.given(&["headers"]), Some(Given::NoHeaders)));
        assert!(!format!("{sources:?}").contains(PLANTED));
    }

    #[test]
    fn credentials_made_of_what_was_decoded_show_none_either() {
        for ways in [&["username", "password"][..], &["access_token"], &["api_key"]] {
            let all = ways.iter().map(|name| ((*name).to_owned(), Value::from(PLANTED)));
            let mut all: BTreeMap<String, Value> = all.collect();
            all.entry("username".into()).and_modify(|name| *name = "ann".into());
            let sources = Sources::new(&Value::Map(all), None);
            let credentials = format!("{:?}", authentication::needed(&sources).ok().unwrap());
            assert!(credentials.contains("REDACTED") && !credentials.contains(PLANTED));
        }
    }
}
