//! How the provider proves itself: exactly one way, from one place.

use servicenow::{Credentials, Grant, OAuthClient, SecretText};
use tfplugin::{Diagnostic, Diagnostics};

use super::sources::{Argument, Place, Sources, at, called};

const USERNAME: Argument = &["username"];
const PASSWORD: Argument = &["password"];
const GRANT: Argument = &["oauth", "grant_type"];
const CLIENT_ID: Argument = &["oauth", "client_id"];
const CLIENT_SECRET: Argument = &["oauth", "client_secret"];
const OAUTH_USERNAME: Argument = &["oauth", "username"];
const OAUTH_PASSWORD: Argument = &["oauth", "password"];
const SCOPE: Argument = &["oauth", "scope"];

/// A way to authenticate: its name and the arguments that name it.
struct Method {
    name: &'static str,
    arguments: &'static [Argument],
}

const METHODS: &[Method] = &[
    Method { name: "Basic (username, password)", arguments: &[USERNAME, PASSWORD] },
    Method {
        name: "OAuth (oauth)",
        arguments: &[GRANT, CLIENT_ID, CLIENT_SECRET, OAUTH_USERNAME, OAUTH_PASSWORD, SCOPE],
    },
];

/// What is wrong with the credentials that are given.
pub(super) fn check(sources: &Sources<'_>) -> Diagnostics {
    let Some(place) = place(sources) else { return Diagnostics::new() };
    match methods(sources, place).as_slice() {
        [first, second, ..] => vec![two(place, first, second)],
        [_] => missing(sources, place),
        [] => Diagnostics::new(),
    }
}

/// The credentials, or the errors that say what is missing.
pub(super) fn needed(sources: &Sources<'_>) -> Result<Credentials, Diagnostics> {
    let wrong = check(sources);
    let Some(place) = place(sources) else { return Err(vec![none()]) };
    match credentials(sources, place) {
        Some(credentials) if wrong.is_empty() => Ok(credentials),
        _ => Err(wrong),
    }
}

/// The environment counts only if the block names no way at all.
fn place(sources: &Sources<'_>) -> Option<Place> {
    [Place::Configuration, Place::Environment]
        .into_iter()
        .find(|place| !methods(sources, *place).is_empty())
}

fn methods(sources: &Sources<'_>, place: Place) -> Vec<&'static Method> {
    METHODS
        .iter()
        .filter(|method| method.arguments.iter().any(|argument| is_given(sources, place, argument)))
        .collect()
}

fn is_given(sources: &Sources<'_>, place: Place, argument: Argument) -> bool {
    match place {
        Place::Configuration => !sources.configured(argument).is_null(),
        Place::Environment => sources.text_in(place, argument).is_some(),
    }
}

fn two(place: Place, first: &Method, second: &Method) -> Diagnostic {
    let wherein =
        if place == Place::Configuration { "The provider block" } else { "The environment" };
    let text = format!(
        "{wherein} names two ways to authenticate: {} and {}. Keep one.",
        first.name, second.name
    );
    at(Diagnostic::error("Two ways to authenticate", text), &second.arguments[0][..1])
}

fn none() -> Diagnostic {
    let text = "Set username and password, or oauth, in the provider block, or the environment variables SERVICENOW_USERNAME \
                and SERVICENOW_PASSWORD, or SERVICENOW_OAUTH_GRANT_TYPE, SERVICENOW_OAUTH_CLIENT_ID and \
                SERVICENOW_OAUTH_CLIENT_SECRET.";
    Diagnostic::error("No way to authenticate", text)
}

fn missing(sources: &Sources<'_>, place: Place) -> Diagnostics {
    let is_basic = is_given(sources, place, USERNAME) || is_given(sources, place, PASSWORD);
    if is_basic {
        return lacking(sources, place, &[USERNAME, PASSWORD], "Basic authentication");
    }
    match sources.text_in(place, GRANT).as_deref() {
        Some("client_credentials") => {
            lacking(sources, place, &[CLIENT_ID, CLIENT_SECRET], "The client credentials grant")
        }
        Some("password") => lacking(
            sources,
            place,
            &[CLIENT_ID, OAUTH_USERNAME, OAUTH_PASSWORD],
            "The password grant",
        ),
        Some(other) => vec![unknown_grant(place, other)],
        None => lacking(sources, place, &[GRANT], "OAuth"),
    }
}

fn lacking(sources: &Sources<'_>, place: Place, needed: &[Argument], what: &str) -> Diagnostics {
    let lacking = needed.iter().filter(|argument| !is_given(sources, place, argument));
    lacking
        .map(|argument| {
            let text = format!("{what} needs {}, and it is not set.", called(place, argument));
            at(Diagnostic::error("The credentials are incomplete", text), argument)
        })
        .collect()
}

fn unknown_grant(place: Place, grant: &str) -> Diagnostic {
    let text = format!(
        "{} is \"{grant}\". It is one of \"client_credentials\" and \"password\".",
        called(place, GRANT)
    );
    at(Diagnostic::error("Unknown grant type", text), GRANT)
}

fn credentials(sources: &Sources<'_>, place: Place) -> Option<Credentials> {
    let text = |argument| sources.text_in(place, argument);
    let secret = |argument| text(argument).map(SecretText::from);
    if let (Some(username), Some(password)) = (text(USERNAME), secret(PASSWORD)) {
        return Some(Credentials::Basic { username, password });
    }
    let grant = match text(GRANT)?.as_str() {
        "client_credentials" => Grant::ClientCredentials,
        "password" => {
            Grant::Password { username: text(OAUTH_USERNAME)?, password: secret(OAUTH_PASSWORD)? }
        }
        _ => return None,
    };
    let client = OAuthClient {
        grant,
        client_id: text(CLIENT_ID)?,
        client_secret: secret(CLIENT_SECRET),
        scope: text(SCOPE),
    };
    Some(Credentials::OAuth(client))
}
