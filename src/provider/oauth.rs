//! The grants by which a token is asked for: what each needs, and what each has no use for.

use servicenow::{Assertion, Grant, OAuthClient, SecretString, SigningAlgorithm};

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
    let grant = sources.within(origin, GRANT);
    let Some(name) = grant.text() else {
        return sources.lacking(origin, &[GRANT], "OAuth");
    };
    let Some(rule) = RULES.iter().find(|rule| rule.name == name) else {
        let names = RULES.iter().map(|rule| rule.name).collect();
        let unknown = BlockProblem::NotAsExpected(name.to_owned(), Expected::Grant(names));
        return vec![grant.wrong(unknown)];
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
    let text = |argument| sources.within(origin, argument).text().map(str::to_owned);
    let secret = |argument| sources.within(origin, argument).secret();
    let grant = match text(GRANT).as_deref() {
        Some("password") => Grant::Password {
            username: text(USERNAME).unwrap_or_default(),
            password: secret(PASSWORD).unwrap_or_default(),
        },
        Some("refresh_token") => Grant::RefreshToken(secret(REFRESH_TOKEN).unwrap_or_default()),
        Some("jwt_bearer") => {
            let key = sources.within(origin, PRIVATE_KEY).pem()?.unwrap_or_default();
            Grant::JwtBearer(Box::new(assertion(sources, origin, key)?))
        }
        _ => Grant::ClientCredentials,
    };
    Ok(OAuthClient {
        grant,
        client_id: text(CLIENT_ID).unwrap_or_default(),
        client_secret: secret(CLIENT_SECRET),
        scope: text(SCOPE),
    })
}

fn out_of_place(sources: &Sources, rule: &'static Rule) -> impl Iterator<Item = Problem> {
    let is_of_a_grant = |path: &Argument| path.starts_with("oauth.") && *path != GRANT;
    let paths = ARGUMENTS.iter().map(|argument| argument.path).filter(is_of_a_grant);
    paths.filter(|path| !rule.has_use_for(path)).filter_map(|path| {
        let given = Some(sources.within(Origin::Block, path)).filter(|found| found.is_given())?;
        let users = RULES.iter().filter(|other| other.has_use_for(path));
        let users = users.map(|other| other.name).collect();
        Some(given.wrong(BlockProblem::OtherGrant(rule.called, users)))
    })
}

/// What is wrong with the arguments of `oauth.jwt`, as far as their texts tell.
fn check_assertion(sources: &Sources, origin: Origin) -> Problems {
    let mut wrong = Problems::new();
    let names = SigningAlgorithm::ALL.iter().map(|algorithm| algorithm.name()).collect();
    sources.within(origin, ALGORITHM).read(algorithm, Expected::Algorithm(names), &mut wrong);
    sources.within(origin, LIFETIME).read(options::duration, Expected::Duration, &mut wrong);
    if wrong.is_empty()
        && let Some(key) = sources.within(origin, PRIVATE_KEY).pem_text()
    {
        wrong.extend(assertion(sources, origin, key).err());
    }
    wrong
}

fn algorithm(name: &str) -> Option<SigningAlgorithm> {
    name.parse().ok()
}

fn assertion(sources: &Sources, origin: Origin, key: SecretString) -> Result<Assertion, Problem> {
    let text = |argument| sources.within(origin, argument).text();
    let algorithm = text(ALGORITHM).and_then(algorithm).unwrap_or_default();
    let (client_id, subject) =
        (text(CLIENT_ID).unwrap_or_default(), text(SUBJECT).unwrap_or_default());
    let made = Assertion::new(client_id, subject, key, algorithm);
    let cannot_sign =
        |why| sources.within(origin, PRIVATE_KEY).wrong(BlockProblem::CannotSign(why));
    let mut assertion = made.map_err(cannot_sign)?;
    assertion.key_id = text(KEY_ID).map(str::to_owned);
    assertion.issuer = text(ISSUER).map_or(assertion.issuer, str::to_owned);
    assertion.audience = text(AUDIENCE).map_or(assertion.audience, str::to_owned);
    let lifetime = text(LIFETIME).and_then(options::duration);
    assertion.lifetime = lifetime.unwrap_or(assertion.lifetime);
    Ok(assertion)
}
