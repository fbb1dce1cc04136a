//! The grants by which a token is asked for: what each needs, and what each has no use for.

use servicenow::{Assertion, Grant, OAuthClient, SecretString, SigningAlgorithm, UnusableKey};

use super::arguments::ARGUMENTS;
use super::options;
use super::sources::Sources;
use crate::engine::{Argument, BlockProblem, Expected, Origin, Problem, Problems};

const GRANT: Argument = "oauth.grant_type";
const CLIENT_ID: Argument = "oauth.client_id";
const CLIENT_SECRET: Argument = "oauth.client_secret";
const USERNAME: Argument = "oauth.username";
const PASSWORD: Argument = "oauth.password";
const REFRESH_TOKEN: Argument = "oauth.refresh_token";
const SCOPE: Argument = "oauth.scope";
const PRIVATE_KEY: Argument = "oauth.jwt.private_key";
const KEY_ID: Argument = "oauth.jwt.key_id";
const ISSUER: Argument = "oauth.jwt.issuer";
const SUBJECT: Argument = "oauth.jwt.subject";
const AUDIENCE: Argument = "oauth.jwt.audience";
const ALGORITHM: Argument = "oauth.jwt.algorithm";
const LIFETIME: Argument = "oauth.jwt.lifetime";

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
        needs: &[CLIENT_ID, PRIVATE_KEY, SUBJECT],
        takes: &[CLIENT_SECRET, SCOPE, KEY_ID, ISSUER, AUDIENCE, ALGORITHM, LIFETIME],
    },
];

impl Rule {
    fn has_use_for(&self, argument: Argument) -> bool {
        self.needs.contains(&argument) || self.takes.contains(&argument)
    }
}

/// What is wrong with the arguments of `oauth`. Arguments of other grants are refused in the block
/// only: an environment may serve several.
pub(super) fn check(sources: &Sources, origin: Origin) -> Problems {
    let Some(name) = sources.text_in(origin, GRANT) else {
        return sources.lacking(origin, &[GRANT], "OAuth");
    };
    let Some(rule) = RULES.iter().find(|rule| rule.name == name) else {
        let names = RULES.iter().map(|rule| rule.name).collect();
        let unknown = BlockProblem::NotAsExpected(name.to_owned(), Expected::Grant(names));
        return vec![Problem::Block(origin, GRANT, unknown)];
    };
    let mut wrong = sources.lacking(origin, rule.needs, rule.called);
    if origin == Origin::Block {
        wrong.extend(out_of_place(sources, rule));
    }
    if rule.name == "jwt_bearer" {
        wrong.extend(check_assertion(sources, origin));
    }
    wrong
}

/// The client of the token endpoint; the arguments were found right.
pub(super) fn client(sources: &Sources, origin: Origin) -> Result<OAuthClient, Problem> {
    let text = |argument| sources.text_in(origin, argument).unwrap_or_default().to_owned();
    let secret = |argument| sources.secret_in(origin, argument);
    let secret_or_empty = |argument| secret(argument).unwrap_or_else(|| "".into());
    let grant = match text(GRANT).as_str() {
        "password" => {
            Grant::Password { username: text(USERNAME), password: secret_or_empty(PASSWORD) }
        }
        "refresh_token" => Grant::RefreshToken(secret_or_empty(REFRESH_TOKEN)),
        "jwt_bearer" => {
            let key = sources.pem_in(origin, PRIVATE_KEY)?.unwrap_or_else(|| "".into());
            let made = assertion(sources, origin, key);
            Grant::JwtBearer(Box::new(made.map_err(|why| cannot_sign(origin, why))?))
        }
        _ => Grant::ClientCredentials,
    };
    Ok(OAuthClient {
        grant,
        client_id: text(CLIENT_ID),
        client_secret: secret(CLIENT_SECRET),
        scope: sources.text_in(origin, SCOPE).map(str::to_owned),
    })
}

fn out_of_place(sources: &Sources, rule: &'static Rule) -> impl Iterator<Item = Problem> {
    let useless = |path: &Argument| {
        path.starts_with("oauth.")
            && *path != GRANT
            && !rule.has_use_for(path)
            && sources.is_given_in(Origin::Block, path)
    };
    let given = ARGUMENTS.iter().map(|argument| argument.path).filter(useless);
    given.map(|path| {
        let users = RULES.iter().filter(|other| other.has_use_for(path));
        let users = users.map(|other| other.name).collect();
        Problem::Block(Origin::Block, path, BlockProblem::OtherGrant(rule.called, users))
    })
}

/// What is wrong with the arguments of `oauth.jwt`, as far as their texts tell.
fn check_assertion(sources: &Sources, origin: Origin) -> Problems {
    let is_algorithm = |name: &str| name.parse::<SigningAlgorithm>().is_ok();
    let names = SigningAlgorithm::ALL.iter().map(|algorithm| algorithm.name()).collect();
    let is_duration = |text: &str| options::duration(text).is_some();
    let unfit = [
        sources.unfit_in(origin, ALGORITHM, is_algorithm, Expected::Algorithm(names)),
        sources.unfit_in(origin, LIFETIME, is_duration, Expected::Duration),
    ];
    let mut wrong: Problems = unfit.into_iter().flatten().collect();
    if wrong.is_empty()
        && let Some(key) = sources.pem_text_in(origin, PRIVATE_KEY)
        && let Err(why) = assertion(sources, origin, key)
    {
        wrong.push(cannot_sign(origin, why));
    }
    wrong
}

fn assertion(
    sources: &Sources,
    origin: Origin,
    key: SecretString,
) -> Result<Assertion, UnusableKey> {
    let text = |argument| sources.text_in(origin, argument);
    let algorithm = text(ALGORITHM).and_then(|name| name.parse().ok()).unwrap_or_default();
    let (client_id, subject) =
        (text(CLIENT_ID).unwrap_or_default(), text(SUBJECT).unwrap_or_default());
    let mut assertion = Assertion::new(client_id, subject, key, algorithm)?;
    assertion.key_id = text(KEY_ID).map(str::to_owned);
    assertion.issuer = text(ISSUER).map_or(assertion.issuer, str::to_owned);
    assertion.audience = text(AUDIENCE).map_or(assertion.audience, str::to_owned);
    let lifetime = text(LIFETIME).and_then(options::duration);
    assertion.lifetime = lifetime.unwrap_or(assertion.lifetime);
    Ok(assertion)
}

fn cannot_sign(origin: Origin, why: UnusableKey) -> Problem {
    Problem::Block(origin, PRIVATE_KEY, BlockProblem::CannotSign(why))
}
