//! How the provider proves itself: exactly one way, from one place.

use servicenow::{Credentials, ExposeSecret};

use super::connection;
use super::oauth;
use super::sources::Sources;
use crate::engine::{Argument, BlockProblem, Origin, Problem, Problems};

const USERNAME: Argument = "username";
const PASSWORD: Argument = "password";
const ACCESS_TOKEN: Argument = "access_token";
const API_KEY: Argument = "api_key";
const OAUTH: Argument = "oauth";

/// A way to authenticate: its name, and the arguments that name it, by themselves or by those within them.
type Way = (&'static str, &'static [Argument]);

const WAYS: [Way; 4] = [
    ("Basic (username, password)", &[USERNAME, PASSWORD]),
    ("a given token (access_token)", &[ACCESS_TOKEN]),
    ("an API key (api_key)", &[API_KEY]),
    ("OAuth (oauth)", &[OAUTH]),
];

/// Arguments that are one line each, wherever they come from: no user, key or token has a line break.
const LINES: [Argument; 15] = [
    USERNAME,
    PASSWORD,
    ACCESS_TOKEN,
    API_KEY,
    "oauth.client_id",
    "oauth.client_secret",
    "oauth.username",
    "oauth.password",
    "oauth.refresh_token",
    "oauth.scope",
    "oauth.jwt.key_id",
    "oauth.jwt.issuer",
    "oauth.jwt.subject",
    "oauth.jwt.audience",
    "proxy_url",
];
/// Those that go into a header as they are.
const IN_HEADERS: [Argument; 2] = [ACCESS_TOKEN, API_KEY];

/// What is wrong with the credentials that are given.
pub(super) fn check(sources: &Sources) -> Problems {
    let broken = LINES.into_iter().filter_map(|argument| unsendable(sources, argument));
    let mut wrong: Problems = broken.collect();
    wrong.extend(check_ways(sources));
    wrong
}

/// The problem that the text of an argument cannot be sent as it is, or would be taken for another.
fn unsendable(sources: &Sources, argument: Argument) -> Option<Problem> {
    let found = sources.at(argument);
    let text = found.secret()?;
    let text = text.expose_secret();
    let problem = if text.ends_with(['\n', '\r']) {
        BlockProblem::LineBreak { at_its_end: true }
    } else if text.contains(char::is_control) {
        BlockProblem::LineBreak { at_its_end: false }
    } else if IN_HEADERS.contains(&argument) && !text.is_ascii() {
        BlockProblem::NoHeaderText
    } else {
        return None;
    };
    Some(found.wrong(problem))
}

fn check_ways(sources: &Sources) -> Problems {
    let Some(origin) = origin(sources) else { return Problems::new() };
    match ways(sources, origin).as_slice() {
        [(first, _), (second, named_by), ..] => {
            vec![Problem::Block(origin, named_by[0], BlockProblem::TwoWays(first, second))]
        }
        [(_, [OAUTH])] => oauth::check(sources, origin),
        [(_, needed @ [USERNAME, ..])] => sources.lacking(origin, needed, "Basic authentication"),
        _ => Problems::new(),
    }
}

/// The credentials, or the error that says what is missing; what is given was found right.
pub(super) fn needed(sources: &Sources) -> Result<Credentials, Problem> {
    let Some(origin) = origin(sources) else {
        // A certificate may stand alone, and counts from wherever it comes.
        let alone = sources.at(connection::CERTIFICATE).text().is_some();
        let none = Problem::Block(Origin::Block, "", BlockProblem::NoWay);
        return if alone { Ok(Credentials::Certificate) } else { Err(none) };
    };
    let secret = |argument| sources.within(origin, argument).secret();
    let token = secret(ACCESS_TOKEN).map(Credentials::Bearer);
    let key = || secret(API_KEY).map(Credentials::ApiKey);
    let basic = || {
        let username = sources.within(origin, USERNAME).text()?.to_owned();
        Some(Credentials::Basic { username, password: secret(PASSWORD)? })
    };
    match token.or_else(key).or_else(basic) {
        Some(credentials) => Ok(credentials),
        None => oauth::client(sources, origin).map(Credentials::OAuth),
    }
}

/// The environment counts only if the block names no way at all.
fn origin(sources: &Sources) -> Option<Origin> {
    sources.origin_of(&WAYS.map(|(_, named_by)| named_by).concat())
}

fn ways(sources: &Sources, origin: Origin) -> Vec<Way> {
    WAYS.into_iter().filter(|(_, named_by)| sources.has_any(origin, named_by)).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use tfplugin::Value;

    use super::*;
    use crate::provider::arguments::{ARGUMENTS, Of};
    use crate::provider::sources::Environment;

    /// Secrets of many lines: keys in PEM form.
    const OF_MANY_LINES: [Argument; 2] = ["oauth.jwt.private_key", "client_key"];

    #[test]
    fn every_secret_of_the_block_is_one_line_or_a_key() {
        let secrets = ARGUMENTS.iter().filter(|argument| argument.kind == Of::Secret);
        for secret in secrets.filter(|secret| !OF_MANY_LINES.contains(&secret.path)) {
            assert!(LINES.contains(&secret.path), "{}", secret.path);
        }
    }

    #[test]
    fn a_line_break_at_the_end_is_said_of_each_line_wherever_it_comes_from() {
        for argument in LINES {
            let text = Value::from("planted\n");
            let block = argument
                .rsplit('.')
                .fold(text, |value, name| Value::Map(BTreeMap::from([(name.to_owned(), value)])));
            let variable = Origin::Environment.name(argument);
            let environment: Environment =
                Box::new(move |name| (name == variable).then(|| "planted\n".to_owned()));
            for sources in
                [Sources::new(&block, None), Sources::new(&Value::Null, Some(&environment))]
            {
                let told = unsendable(&sources, argument).map(|problem| problem.told());
                let told = told.unwrap_or_else(|| panic!("{argument}"));
                assert!(told.detail.contains("line break"), "{told:?}");
                assert!(!format!("{told:?}").contains("planted"));
            }
        }
    }
}
