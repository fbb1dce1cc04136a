//! The grants, what each needs and takes, and the client that they make.

use std::time::Duration;

use servicenow::{Assertion, Grant, OAuthClient, SecretString, SigningAlgorithm};
use tfplugin::{Attribute, Type};

use crate::engine::model::Attributes;
use crate::engine::problem::TokenProblem;

/// The grant that no program can carry out alone (docs/facts.md#outbound-token).
const BY_A_PERSON: &str = "authorization_code";

/// One grant.
struct Rule {
    name: &'static str,
    needs: &'static [&'static str],
    takes: &'static [&'static str],
}

const RULES: &[Rule] = &[
    Rule { name: "client_credentials", needs: &["client_secret"], takes: &["scope"] },
    Rule { name: "password", needs: &["username", "password"], takes: &["client_secret", "scope"] },
    Rule { name: "refresh_token", needs: &["refresh_token"], takes: &["client_secret"] },
    Rule { name: "jwt_bearer", needs: &["jwt"], takes: &["client_secret", "scope"] },
];

impl Rule {
    fn has_use_for(&self, argument: &str) -> bool {
        self.needs.contains(&argument) || self.takes.contains(&argument)
    }
}

fn names() -> Vec<&'static str> {
    RULES.iter().map(|rule| rule.name).collect()
}

/// The names of the grants, as a description has them.
pub(super) fn listed() -> String {
    names().iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// The attributes of `jwt`, which are those of the provider block.
pub(super) fn assertion() -> Vec<Attribute> {
    let text = |name, doc| Attribute::new(name, Type::String, doc);
    vec![
        text("private_key", "The private key that signs, in PEM form, not encrypted.").required().sensitive(),
        text("subject", "Whom the token shall stand for: the value of the user field that the registry entry names.").required(),
        text("key_id", "Which of the keys the client has there: `kid` of a JWT verifier map.").optional(),
        text("issuer", "Who asks. The client id where it is not given.").optional(),
        text("audience", "Whom it is for. The client id where it is not given.").optional(),
        text("algorithm", "How it is signed: `RS256` (default), `RS384`, `RS512`, `ES256` or `ES384`.").optional(),
        text("lifetime", "For how long the assertion may be used, such as `5m`, which is the default.").optional(),
    ]
}

/// What is wrong with the grant and its arguments, as far as they are known.
pub(super) fn check(config: &Attributes) -> Vec<TokenProblem> {
    let Some(name) = config.known_text("grant_type") else { return Vec::new() };
    let Some(rule) = RULES.iter().find(|rule| rule.name == name) else {
        let by_a_person = name == BY_A_PERSON;
        return vec![if by_a_person {
            TokenProblem::NeedsAPerson(names())
        } else {
            TokenProblem::UnknownGrant(names())
        }];
    };
    let lacks = |argument: &&&'static str| {
        let value = config.get(argument);
        value.is_null() || value.as_str().is_some_and(str::is_empty)
    };
    let lacking = rule.needs.iter().filter(lacks);
    let mut wrong: Vec<_> = lacking.map(|name| TokenProblem::Lacking(name, rule.name)).collect();
    wrong.extend(out_of_place(config, rule));
    if rule.has_use_for("jwt") && wrong.is_empty() {
        wrong.extend(of_jwt(config, "").err());
    }
    wrong
}

fn out_of_place(config: &Attributes, rule: &Rule) -> Vec<TokenProblem> {
    let all = ["client_secret", "username", "password", "refresh_token", "scope", "jwt"];
    let wrong =
        all.into_iter().filter(|name| !rule.has_use_for(name) && !config.get(name).is_null());
    let users = |name| {
        RULES.iter().filter(|other| other.has_use_for(name)).map(|other| other.name).collect()
    };
    wrong.map(|name| TokenProblem::OtherGrant(name, rule.name, users(name))).collect()
}

/// The client of the token endpoint; the arguments were found right.
pub(super) fn client(config: &Attributes) -> Result<OAuthClient, TokenProblem> {
    let text = |name: &str| config.known_text(name).map(str::to_owned);
    let secret = |name: &str| SecretString::from(config.known_text(name).unwrap_or_default());
    let client_id = text("client_id").unwrap_or_default();
    let grant = match config.known_text("grant_type") {
        Some("password") => Grant::Password {
            username: text("username").unwrap_or_default(),
            password: secret("password"),
        },
        Some("refresh_token") => Grant::RefreshToken(secret("refresh_token")),
        Some("jwt_bearer") => match of_jwt(config, &client_id)? {
            Some(assertion) => Grant::JwtBearer(Box::new(assertion)),
            None => return Err(TokenProblem::Lacking("jwt", "jwt_bearer")),
        },
        _ => Grant::ClientCredentials,
    };
    let given = |name: &str| text(name).filter(|text| !text.is_empty());
    let client_secret = given("client_secret").map(SecretString::from);
    Ok(OAuthClient { grant, client_id, client_secret, scope: given("scope") })
}

/// The assertion that `jwt` describes; none as long as it, or its key, is unknown.
fn of_jwt(config: &Attributes, client_id: &str) -> Result<Option<Assertion>, TokenProblem> {
    let jwt = config.get("jwt");
    let text = |name: &str| jwt.get(name).as_str().filter(|text| !text.is_empty());
    let names = || SigningAlgorithm::ALL.iter().map(|algorithm| algorithm.name()).collect();
    let algorithm = text("algorithm").map(str::parse).transpose();
    let algorithm = algorithm.map_err(|()| TokenProblem::UnknownAlgorithm(names()))?;
    let lifetime = text("lifetime").map(duration).transpose()?;
    let known = |name: &str| !jwt.get(name).is_unknown();
    let Some(key) = text("private_key").filter(|_| known("subject") && known("algorithm")) else {
        return Ok(None);
    };
    let subject = text("subject").unwrap_or_default();
    let made = Assertion::new(client_id, subject, key.into(), algorithm.unwrap_or_default());
    let mut assertion = made.map_err(TokenProblem::CannotSign)?;
    assertion.key_id = text("key_id").map(str::to_owned);
    assertion.issuer = text("issuer").map_or(assertion.issuer, str::to_owned);
    assertion.audience = text("audience").map_or(assertion.audience, str::to_owned);
    assertion.lifetime = lifetime.unwrap_or(assertion.lifetime);
    Ok(Some(assertion))
}

fn duration(text: &str) -> Result<Duration, TokenProblem> {
    let read = humantime::parse_duration(text).ok();
    read.filter(|time| !time.is_zero()).ok_or(TokenProblem::NoLifetime)
}

#[cfg(test)]
mod tests {
    use tfplugin::Value;

    use super::*;

    fn config(attributes: &[(&str, Value)]) -> Attributes {
        let own = |(name, value): &(&str, Value)| ((*name).to_owned(), value.clone());
        Attributes::of(Value::Map(attributes.iter().map(own).collect()))
    }

    fn of(grant: &str, others: &[(&str, Value)]) -> Vec<TokenProblem> {
        check(&config(&[&[("grant_type", grant.into())], others].concat()))
    }

    #[test]
    fn each_grant_needs_what_it_needs_and_refuses_the_rest() {
        let secret = || ("client_secret", Value::from("s"));
        assert_eq!(of("client_credentials", &[secret()]), []);
        let lacking = TokenProblem::Lacking("client_secret", "client_credentials");
        assert_eq!(of("client_credentials", &[]), [lacking]);
        let user = [("username", Value::from("u")), ("password", Value::UNKNOWN)];
        assert_eq!(of("password", &user), [], "what is decided later may be right");
        let other = TokenProblem::OtherGrant(
            "scope",
            "refresh_token",
            vec!["client_credentials", "password", "jwt_bearer"],
        );
        assert_eq!(
            of("refresh_token", &[("refresh_token", "r".into()), ("scope", "x".into())]),
            [other]
        );
    }

    #[test]
    fn a_grant_that_needs_a_person_says_so_and_what_to_do() {
        let refused = of("authorization_code", &[]);
        assert!(refused[0].to_string().contains("\"refresh_token\" a person consents once"));
        assert_eq!(of("magic", &[]), [TokenProblem::UnknownGrant(names())]);
    }

    #[test]
    fn an_assertion_is_checked_as_far_as_it_is_known() {
        let jwt = |attributes: &[(&str, Value)]| {
            let own = |(name, value): &(&str, Value)| ((*name).to_owned(), value.clone());
            of("jwt_bearer", &[("jwt", Value::Map(attributes.iter().map(own).collect()))])
        };
        let subject = || ("subject", Value::from("ann"));
        assert_eq!(jwt(&[("private_key", Value::UNKNOWN), subject()]), []);
        let no_key = jwt(&[("private_key", "planted-secret".into()), subject()]);
        assert!(matches!(no_key[..], [TokenProblem::CannotSign(_)]), "{no_key:?}");
        assert!(!format!("{no_key:?} {}", no_key[0]).contains("planted"));
        assert_eq!(jwt(&[("lifetime", "0s".into())]), [TokenProblem::NoLifetime]);
        let algorithm = jwt(&[("algorithm", "HS256".into())]);
        assert!(matches!(algorithm[..], [TokenProblem::UnknownAlgorithm(_)]));
        assert_eq!(of("jwt_bearer", &[("jwt", Value::UNKNOWN)]), []);
    }
}
