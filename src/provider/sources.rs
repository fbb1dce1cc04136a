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

/// An argument in one place, and what is given for it there.
#[derive(Clone, Copy)]
pub(super) struct Found<'a> {
    pub(super) origin: Origin,
    pub(super) argument: Argument,
    pub(super) given: Option<&'a Given>,
}

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

    /// The argument in this place.
    pub(super) fn within(&self, origin: Origin, argument: Argument) -> Found<'_> {
        Found { origin, argument, given: self.0.get(&(origin, argument)) }
    }

    /// The argument where it comes from: the block wherever it stands there, or else the environment.
    pub(super) fn at(&self, argument: Argument) -> Found<'_> {
        let configured = self.within(Origin::Block, argument);
        let in_environment = || self.within(Origin::Environment, argument);
        if configured.is_given() { configured } else { in_environment() }
    }

    /// Whether one of these arguments, or one within it, is set in this place.
    pub(super) fn has_any(&self, origin: Origin, arguments: &[Argument]) -> bool {
        let given = self.0.keys().filter(|(place, _)| *place == origin);
        let mut names = given.filter_map(|(_, path)| path.split('.').next());
        names.any(|name| arguments.contains(&name))
    }

    /// Where one of these arguments is set: the environment counts only if none is in the block.
    pub(super) fn origin_of(&self, arguments: &[Argument]) -> Option<Origin> {
        let mut origins = [Origin::Block, Origin::Environment].into_iter();
        origins.find(|origin| self.has_any(*origin, arguments))
    }

    /// The first argument of the block that is decided by apply.
    pub(super) fn first_unknown(&self) -> Option<Argument> {
        ARGUMENTS.iter().map(|argument| argument.path).find(|argument| self.at(argument).is_open())
    }

    /// The problems that this needs arguments which are not set in this place.
    pub(super) fn lacking(
        &self,
        origin: Origin,
        needed: &[Argument],
        what: &'static str,
    ) -> Problems {
        let all = needed.iter().map(|argument| self.within(origin, argument));
        let lacking = all.filter(|found| !found.is_given());
        lacking.map(|found| found.wrong(BlockProblem::Lacking(what))).collect()
    }
}

impl<'a> Found<'a> {
    /// Its text; none for a secret.
    pub(super) fn text(self) -> Option<&'a str> {
        if let Given::Text(text) = self.given? { Some(text) } else { None }
    }

    /// Its text, as one that is never shown.
    pub(super) fn secret(self) -> Option<SecretString> {
        match self.given? {
            Given::Secret(secret) => Some(secret.clone()),
            Given::Text(text) => Some(text.as_str().into()),
            _ => None,
        }
    }

    /// The certificate or key; none where its file is named instead.
    pub(super) fn pem_text(self) -> Option<SecretString> {
        let is_text = |given: &str| given.trim_start().starts_with("-----BEGIN");
        self.secret().filter(|given| is_text(given.expose_secret()))
    }

    /// The certificate or key, read from its file where that is named; none where it is not set.
    pub(super) fn pem(self) -> Result<Option<SecretString>, Problem> {
        let text = self.pem_text();
        let Some(path) = self.secret().filter(|_| text.is_none()) else { return Ok(text) };
        let read = text_of_file(Path::new(path.expose_secret()));
        read.map(Some).map_err(|problem| self.wrong(problem))
    }

    /// What the text stands for; where it is not as expected, that is noted.
    pub(super) fn read<T>(
        self,
        parse: impl FnOnce(&str) -> Option<T>,
        expected: Expected,
        wrong: &mut Problems,
    ) -> Option<T> {
        let text = self.text()?;
        let parsed = parse(text);
        if parsed.is_none() {
            wrong.push(self.wrong(BlockProblem::NotAsExpected(text.to_owned(), expected)));
        }
        parsed
    }

    /// Whether it is true. What is neither true nor false is false, and refused elsewhere.
    pub(super) fn flag(self) -> bool {
        self.text().and_then(truth) == Some(true)
    }

    /// The elements of a list, without those decided by apply.
    pub(super) fn texts(self) -> Vec<String> {
        let Some(Given::Texts(elements)) = self.given else { return Vec::new() };
        elements.iter().flatten().cloned().collect()
    }

    /// Whether it is set; what is decided by apply counts.
    pub(super) fn is_given(self) -> bool {
        self.given.is_some()
    }

    /// Whether it, or an element of it, is decided by apply.
    pub(super) fn is_open(self) -> bool {
        self.given.is_some_and(Given::is_open)
    }

    /// What is wrong with it.
    pub(super) fn wrong(self, problem: BlockProblem) -> Problem {
        Problem::Block(self.origin, self.argument, problem)
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
            for origin in [Origin::Block, Origin::Environment] {
                assert!(sources.within(origin, argument.path).is_given(), "{}", argument.path);
            }
            let printed = format!("{sources:?}");
            assert!(printed.contains("REDACTED") && !printed.contains(PLANTED), "{printed}");
            assert_eq!(sources.at(argument.path).text(), None, "{}", argument.path);
        }
    }

    #[test]
    fn headers_that_are_none_are_not_kept() {
        let wrong: Environment =
            Box::new(|name| (name == "SERVICENOW_HEADERS").then(|| PLANTED.to_owned()));
        let sources = Sources::new(&Value::Null, Some(&wrong));
        assert!(matches!(sources.at("headers").given, Some(Given::NoHeaders)));
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
