//! How the provider proves itself: exactly one way, from one place.

mod assertion;
mod grants;

use servicenow::Credentials;
use tfplugin::{Diagnostic, Diagnostics};

use super::arguments::{ARGUMENTS, Argument};
use super::connection;
use super::sources::{Place, Sources, at, called};

const USERNAME: Argument = &["username"];
const PASSWORD: Argument = &["password"];
const ACCESS_TOKEN: Argument = &["access_token"];
const API_KEY: Argument = &["api_key"];

/// A way to authenticate: its name, and the first steps of the arguments that name it.
struct Method {
    name: &'static str,
    begins: &'static [&'static str],
}

const BASIC: &Method =
    &Method { name: "Basic (username, password)", begins: &["username", "password"] };
const TOKEN: &Method = &Method { name: "a given token (access_token)", begins: &["access_token"] };
const KEY: &Method = &Method { name: "an API key (api_key)", begins: &["api_key"] };
const OAUTH: &Method = &Method { name: "OAuth (oauth)", begins: &["oauth"] };

const METHODS: &[&Method] = &[BASIC, TOKEN, KEY, OAUTH];

/// What is wrong with the credentials that are given.
pub(super) fn check(sources: &Sources) -> Diagnostics {
    let Some(place) = place(sources) else { return Diagnostics::new() };
    match methods(sources, place).as_slice() {
        [first, second, ..] => vec![two(place, first, second)],
        [only] => wrong_with(sources, place, only),
        [] => Diagnostics::new(),
    }
}

/// The credentials, or the errors that say what is missing; what is given was found right.
pub(super) fn needed(sources: &Sources) -> Result<Credentials, Diagnostics> {
    let Some(place) = place(sources) else {
        // A certificate may stand alone, and counts from wherever it comes.
        let alone = connection::shows_certificate(sources);
        return if alone { Ok(Credentials::Certificate) } else { Err(vec![none()]) };
    };
    let secret = |argument| sources.secret_in(place, argument);
    let token = secret(ACCESS_TOKEN).map(Credentials::Bearer);
    let key = || secret(API_KEY).map(Credentials::ApiKey);
    let given = token.or_else(key).or_else(|| basic(sources, place));
    match given {
        Some(credentials) => Ok(credentials),
        None => grants::client(sources, place).map(Credentials::OAuth),
    }
}

/// The environment counts only if the block names no way at all.
fn place(sources: &Sources) -> Option<Place> {
    [Place::Configuration, Place::Environment]
        .into_iter()
        .find(|place| !methods(sources, *place).is_empty())
}

fn methods(sources: &Sources, place: Place) -> Vec<&'static Method> {
    let given: Vec<&str> = ARGUMENTS
        .iter()
        .filter(|argument| sources.is_given_in(place, argument.path))
        .map(|argument| argument.path[0])
        .collect();
    let names = |method: &&&Method| given.iter().any(|first| method.begins.contains(first));
    METHODS.iter().filter(names).copied().collect()
}

fn wrong_with(sources: &Sources, place: Place, method: &Method) -> Diagnostics {
    match method.begins {
        ["oauth"] => grants::check(sources, place),
        ["username", ..] => lacking(sources, place, &[USERNAME, PASSWORD], "Basic authentication"),
        _ => Diagnostics::new(),
    }
}

fn basic(sources: &Sources, place: Place) -> Option<Credentials> {
    let username = sources.text_in(place, USERNAME)?.to_owned();
    let password = sources.secret_in(place, PASSWORD)?;
    Some(Credentials::Basic { username, password })
}

fn two(place: Place, first: &Method, second: &Method) -> Diagnostic {
    let wherein =
        if place == Place::Configuration { "The provider block" } else { "The environment" };
    let text = format!(
        "{wherein} names two ways to authenticate: {} and {}. Keep one.",
        first.name, second.name
    );
    let diagnostic = Diagnostic::error("Two ways to authenticate", text);
    diagnostic.at_attribute(second.begins[0])
}

fn none() -> Diagnostic {
    let text = "Set username and password, oauth, access_token, api_key or client_certificate in the provider block, or the \
                environment variables SERVICENOW_USERNAME and SERVICENOW_PASSWORD, or SERVICENOW_OAUTH_GRANT_TYPE, \
                SERVICENOW_OAUTH_CLIENT_ID and SERVICENOW_OAUTH_CLIENT_SECRET, or SERVICENOW_ACCESS_TOKEN, or \
                SERVICENOW_API_KEY.";
    Diagnostic::error("No way to authenticate", text)
}

fn lacking(sources: &Sources, place: Place, needed: &[Argument], what: &str) -> Diagnostics {
    let lacking = needed.iter().filter(|argument| !sources.is_given_in(place, argument));
    lacking
        .map(|argument| {
            let text = format!("{what} needs {}, and it is not set.", called(place, argument));
            at(Diagnostic::error("The credentials are incomplete", text), argument)
        })
        .collect()
}
