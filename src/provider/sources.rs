//! Where an argument comes from: the provider block, then the environment variable `SERVICENOW_<ARGUMENT>`.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use servicenow::{ExposeSecret, SecretString};
use tfplugin::Value;

use super::arguments::ARGUMENTS;
use super::given::Given;
use crate::engine::{Argument, BlockProblem, Expected, Origin, Problem, Problems};

/// Reads an environment variable.
pub(super) type Environment = Box<dyn Fn(&str) -> Option<String> + Send + Sync>;

/// The most that is read from a file: a chain of certificates is far shorter.
const MOST: u64 = 1024 * 1024;

/// The provider block and, once operations begin, the environment.
#[derive(Debug)]
pub(super) struct Sources(BTreeMap<(Origin, Argument), Given>);

impl Sources {
    /// The block, and the environment unless only the block is to be checked.
    pub(super) fn new(config: &Value, environment: Option<&Environment>) -> Self {
        let mut all = BTreeMap::new();
        for argument in ARGUMENTS {
            let (path, kind) = (argument.path, argument.kind);
            let text = environment.and_then(|read| read(&Origin::Environment.name(path)));
            let configured = Given::configured(kind, at_path(config, path));
            let in_environment = text.and_then(|text| Given::in_environment(kind, text));
            all.extend(configured.map(|given| ((Origin::Block, path), given)));
            all.extend(in_environment.map(|given| ((Origin::Environment, path), given)));
        }
        Self(all)
    }

    /// Where an argument comes from: the block wherever it stands there.
    pub(super) fn origin_of(&self, argument: Argument) -> Origin {
        let is_configured = self.is_given_in(Origin::Block, argument);
        if is_configured { Origin::Block } else { Origin::Environment }
    }

    /// What is given for an argument: in the block, or else in the environment.
    pub(super) fn given(&self, argument: Argument) -> Option<&Given> {
        self.0.get(&(self.origin_of(argument), argument))
    }

    /// The text of an argument in one place; none for a secret.
    pub(super) fn text_in(&self, origin: Origin, argument: Argument) -> Option<&str> {
        if let Given::Text(text) = self.0.get(&(origin, argument))? { Some(text) } else { None }
    }

    /// The text of an argument, from the block or else from the environment; none for a secret.
    pub(super) fn text(&self, argument: Argument) -> Option<&str> {
        self.text_in(self.origin_of(argument), argument)
    }

    /// The text of an argument in one place, as one that is never shown.
    pub(super) fn secret_in(&self, origin: Origin, argument: Argument) -> Option<SecretString> {
        match self.0.get(&(origin, argument))? {
            Given::Secret(secret) => Some(secret.clone()),
            Given::Text(text) => Some(text.as_str().into()),
            _ => None,
        }
    }

    /// The text of an argument, from the block or else from the environment, as one that is never shown.
    pub(super) fn secret(&self, argument: Argument) -> Option<SecretString> {
        self.secret_in(self.origin_of(argument), argument)
    }

    /// The certificate or key in one place; none where its file is named instead.
    pub(super) fn pem_text_in(&self, origin: Origin, argument: Argument) -> Option<SecretString> {
        let is_text = |given: &str| given.trim_start().starts_with("-----BEGIN");
        self.secret_in(origin, argument).filter(|given| is_text(given.expose_secret()))
    }

    /// The certificate or key in one place, read from its file where that is named; none where it is not set.
    pub(super) fn pem_in(
        &self,
        origin: Origin,
        argument: Argument,
    ) -> Result<Option<SecretString>, Problem> {
        let text = self.pem_text_in(origin, argument);
        let Some(path) = self.secret_in(origin, argument).filter(|_| text.is_none()) else {
            return Ok(text);
        };
        let path = path.expose_secret();
        let read = text_of_file(Path::new(path));
        read.map(Some).map_err(|problem| Problem::Block(origin, argument, problem))
    }

    /// Whether an argument that is true or false is true. What is neither is false, and refused elsewhere.
    pub(super) fn flag(&self, argument: Argument) -> bool {
        self.text(argument).and_then(truth) == Some(true)
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
    pub(super) fn is_given_in(&self, origin: Origin, argument: Argument) -> bool {
        self.0.contains_key(&(origin, argument))
    }

    /// Whether the argument, or an element of it, is decided by apply.
    pub(super) fn is_open(&self, argument: Argument) -> bool {
        self.given(argument).is_some_and(Given::is_open)
    }

    /// The first argument of the block that is decided by apply.
    pub(super) fn first_unknown(&self) -> Option<Argument> {
        ARGUMENTS.iter().map(|argument| argument.path).find(|argument| self.is_open(argument))
    }

    /// What is wrong with the argument, where it comes from.
    pub(super) fn wrong(&self, argument: Argument, problem: BlockProblem) -> Problem {
        Problem::Block(self.origin_of(argument), argument, problem)
    }

    /// The problem that the text of an argument in one place does not fit; none where it does, or is not given.
    pub(super) fn unfit_in(
        &self,
        origin: Origin,
        argument: Argument,
        fits: impl Fn(&str) -> bool,
        expected: Expected,
    ) -> Option<Problem> {
        let text = self.text_in(origin, argument).filter(|text| !fits(text))?.to_owned();
        Some(Problem::Block(origin, argument, BlockProblem::NotAsExpected(text, expected)))
    }

    /// The same, of the place that the argument comes from.
    pub(super) fn unfit(
        &self,
        argument: Argument,
        fits: impl Fn(&str) -> bool,
        expected: Expected,
    ) -> Option<Problem> {
        self.unfit_in(self.origin_of(argument), argument, fits, expected)
    }

    /// The problems that this needs arguments which are not set in this place.
    pub(super) fn lacking(
        &self,
        origin: Origin,
        needed: &[Argument],
        what: &'static str,
    ) -> Problems {
        let lacking = needed.iter().filter(|argument| !self.is_given_in(origin, argument));
        lacking
            .map(|argument| Problem::Block(origin, argument, BlockProblem::Lacking(what)))
            .collect()
    }
}

/// The text of a file: a regular one, for a pipe or a device may have no end, and no longer than a certificate is.
fn text_of_file(path: &Path) -> Result<SecretString, BlockProblem> {
    let unreadable = |error: io::Error| BlockProblem::Unreadable(error.kind());
    // Asked before it is opened, for opening a pipe waits for who writes.
    if !std::fs::metadata(path).map_err(unreadable)?.is_file() {
        return Err(BlockProblem::NoFile);
    }
    let mut text = String::new();
    let file = File::open(path).map_err(unreadable)?;
    file.take(MOST + 1).read_to_string(&mut text).map_err(unreadable)?;
    let is_whole = u64::try_from(text.len()).is_ok_and(|length| length <= MOST);
    if is_whole { Ok(text.into()) } else { Err(BlockProblem::LargeFile) }
}

/// The value of an argument in the block. All that stands within what is decided by apply is so too.
fn at_path<'a>(config: &'a Value, argument: Argument) -> &'a Value {
    let within = |value: &'a Value, name| if value.is_unknown() { value } else { value.get(name) };
    argument.split('.').fold(config, within)
}

/// What a flag says; none for a text that is neither true nor false.
pub(super) fn truth(text: &str) -> Option<bool> {
    match text.trim().to_lowercase().as_str() {
        "true" | "1" => Some(true),
        "false" | "0" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::provider::arguments::{Described, Of};
    use crate::provider::authentication;

    const PLANTED: &str = "planted-secret";

    fn value(path: &str, leaf: Value) -> Value {
        path.rsplit('.')
            .fold(leaf, |value, name| Value::Map(BTreeMap::from([(name.to_owned(), value)])))
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
                Of::Headers => value("X-Key", PLANTED.into()),
                _ => PLANTED.into(),
            };
            let config = value(argument.path, leaf);
            let variable = Origin::Environment.name(argument.path);
            let only: Environment =
                Box::new(move |name| environment()(name).filter(|_| name == variable));
            let sources = Sources::new(&config, Some(&only));
            assert!(sources.is_given_in(Origin::Block, argument.path), "{}", argument.path);
            assert!(sources.is_given_in(Origin::Environment, argument.path), "{}", argument.path);
            let printed = format!("{sources:?}");
            assert!(printed.contains("REDACTED") && !printed.contains(PLANTED), "{printed}");
            assert_eq!(sources.text(argument.path), None, "{}", argument.path);
        }
    }

    #[test]
    fn headers_that_are_none_are_not_kept() {
        let wrong: Environment =
            Box::new(|name| (name == "SERVICENOW_HEADERS").then(|| PLANTED.to_owned()));
        let sources = Sources::new(&Value::Null, Some(&wrong));
        assert!(matches!(sources.given("headers"), Some(Given::NoHeaders)));
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
