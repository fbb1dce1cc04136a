//! The grants by which a token is asked for: what each needs, and what each has no use for.

use servicenow::{Grant, OAuthClient};
use tfplugin::{Diagnostic, Diagnostics};

use super::{assertion, lacking};
use crate::provider::arguments::{ARGUMENTS, Argument};
use crate::provider::sources::{Place, Sources, at, called};

const GRANT: Argument = &["oauth", "grant_type"];
const CLIENT_ID: Argument = &["oauth", "client_id"];
const CLIENT_SECRET: Argument = &["oauth", "client_secret"];
const USERNAME: Argument = &["oauth", "username"];
const PASSWORD: Argument = &["oauth", "password"];
const REFRESH_TOKEN: Argument = &["oauth", "refresh_token"];
const SCOPE: Argument = &["oauth", "scope"];

/// One grant.
struct Rule {
    name: &'static str,
    called: &'static str,
    needs: &'static [Argument],
    takes: &'static [Argument],
}

const RULES: &[Rule] = &[
    Rule {
        name: "client_credentials",
        called: "The client credentials grant",
        needs: &[CLIENT_ID, CLIENT_SECRET],
        takes: &[SCOPE],
    },
    Rule {
        name: "password",
        called: "The password grant",
        needs: &[CLIENT_ID, USERNAME, PASSWORD],
        takes: &[CLIENT_SECRET, SCOPE],
    },
    Rule {
        name: "refresh_token",
        called: "The refresh token grant",
        needs: &[CLIENT_ID, REFRESH_TOKEN],
        takes: &[CLIENT_SECRET],
    },
    Rule {
        name: "jwt_bearer",
        called: "The JWT bearer grant",
        needs: &[CLIENT_ID, assertion::PRIVATE_KEY, assertion::SUBJECT],
        takes: &[
            CLIENT_SECRET,
            SCOPE,
            assertion::KEY_ID,
            assertion::ISSUER,
            assertion::AUDIENCE,
            assertion::ALGORITHM,
            assertion::LIFETIME,
        ],
    },
];

/// What is wrong with the arguments of `oauth`. Arguments of other grants are refused in the block
/// only: an environment may serve several.
pub(super) fn check(sources: &Sources, place: Place) -> Diagnostics {
    let Some(name) = sources.text_in(place, GRANT) else {
        return lacking(sources, place, &[GRANT], "OAuth");
    };
    let Some(rule) = RULES.iter().find(|rule| rule.name == name) else {
        return vec![unknown(place, name)];
    };
    let mut wrong = lacking(sources, place, rule.needs, rule.called);
    if place == Place::Configuration {
        wrong.extend(out_of_place(sources, rule));
    }
    if rule.name == "jwt_bearer" {
        wrong.extend(assertion::check(sources, place, CLIENT_ID));
    }
    wrong
}

/// The client of the token endpoint; the arguments were found right.
pub(super) fn client(sources: &Sources, place: Place) -> Result<OAuthClient, Diagnostics> {
    let text = |argument| sources.text_in(place, argument).unwrap_or_default().to_owned();
    let secret = |argument| sources.secret_in(place, argument);
    let secret_or_empty = |argument| secret(argument).unwrap_or_else(|| "".into());
    let grant = match text(GRANT).as_str() {
        "password" => {
            Grant::Password { username: text(USERNAME), password: secret_or_empty(PASSWORD) }
        }
        "refresh_token" => Grant::RefreshToken(secret_or_empty(REFRESH_TOKEN)),
        "jwt_bearer" => Grant::JwtBearer(Box::new(assertion::needed(sources, place, CLIENT_ID)?)),
        _ => Grant::ClientCredentials,
    };
    Ok(OAuthClient {
        grant,
        client_id: text(CLIENT_ID),
        client_secret: secret(CLIENT_SECRET),
        scope: sources.text_in(place, SCOPE).map(str::to_owned),
    })
}

fn unknown(place: Place, grant: &str) -> Diagnostic {
    let names: Vec<String> = RULES.iter().map(|rule| format!("\"{}\"", rule.name)).collect();
    let text =
        format!("{} is \"{grant}\". It is one of {}.", called(place, GRANT), names.join(", "));
    at(Diagnostic::error("Unknown grant type", text), GRANT)
}

fn out_of_place(sources: &Sources, rule: &Rule) -> Diagnostics {
    let has_use = |argument: Argument| {
        argument == GRANT || rule.needs.contains(&argument) || rule.takes.contains(&argument)
    };
    let given = ARGUMENTS.iter().map(|argument| argument.path).filter(|path| {
        path[0] == "oauth" && !has_use(path) && sources.is_given_in(Place::Configuration, path)
    });
    given.map(|argument| useless(rule, argument)).collect()
}

fn useless(rule: &Rule, argument: Argument) -> Diagnostic {
    let users = RULES
        .iter()
        .filter(|other| other.needs.contains(&argument) || other.takes.contains(&argument));
    let users: Vec<String> = users.map(|other| format!("\"{}\"", other.name)).collect();
    let text = format!(
        "{} has no use for {}. Remove it, or set {} to {}.",
        rule.called,
        called(Place::Configuration, argument),
        called(Place::Configuration, GRANT),
        users.join(" or ")
    );
    at(Diagnostic::error("The argument belongs to another grant", text), argument)
}
