//! The assertion of the JWT bearer grant.

use servicenow::{Assertion, ExposeSecret, SecretString, SigningAlgorithm, UnusableKey};
use tfplugin::{Diagnostic, Diagnostics};

use crate::provider::arguments::Argument;
use crate::provider::limits;
use crate::provider::pem;
use crate::provider::sources::{Place, Sources, at, called};

pub(super) const PRIVATE_KEY: Argument = &["oauth", "jwt", "private_key"];
pub(super) const KEY_ID: Argument = &["oauth", "jwt", "key_id"];
pub(super) const ISSUER: Argument = &["oauth", "jwt", "issuer"];
pub(super) const SUBJECT: Argument = &["oauth", "jwt", "subject"];
pub(super) const AUDIENCE: Argument = &["oauth", "jwt", "audience"];
pub(super) const ALGORITHM: Argument = &["oauth", "jwt", "algorithm"];
pub(super) const LIFETIME: Argument = &["oauth", "jwt", "lifetime"];

/// What is wrong with the arguments of `oauth.jwt`, as far as their texts tell; `client_id` names the client.
pub(super) fn check(sources: &Sources, place: Place, client_id: Argument) -> Diagnostics {
    let mut wrong = Diagnostics::new();
    let algorithm = sources.text_in(place, ALGORITHM);
    if let Some(name) = algorithm.filter(|name| name.parse::<SigningAlgorithm>().is_err()) {
        let names = SigningAlgorithm::ALL.map(|algorithm| format!("\"{}\"", algorithm.name()));
        let name_of = called(place, ALGORITHM);
        let text = format!("{name_of} is \"{name}\". It is one of {}.", names.join(", "));
        wrong.push(at(Diagnostic::error("Unknown algorithm", text), ALGORITHM));
    }
    let lifetime = sources.text_in(place, LIFETIME);
    if let Some(text) = lifetime.filter(|text| limits::duration(text).is_none()) {
        wrong.push(limits::not_a_duration(&called(place, LIFETIME), text, LIFETIME));
    }
    if wrong.is_empty()
        && let Some(key) = sources.secret_in(place, PRIVATE_KEY)
        && pem::is_text(key.expose_secret())
        && let Err(why) = assertion(sources, place, client_id, key)
    {
        wrong.push(unusable(place, why));
    }
    wrong
}

/// The assertion; its key is read from its file where a path is given.
pub(super) fn needed(
    sources: &Sources,
    place: Place,
    client_id: Argument,
) -> Result<Assertion, Diagnostics> {
    let key = pem::read(sources, place, PRIVATE_KEY).map_err(|wrong| vec![wrong])?;
    let made = assertion(sources, place, client_id, key.unwrap_or_else(|| "".into()));
    made.map_err(|why| vec![unusable(place, why)])
}

fn assertion(
    sources: &Sources,
    place: Place,
    client_id: Argument,
    key: SecretString,
) -> Result<Assertion, UnusableKey> {
    let text = |argument| sources.text_in(place, argument);
    let algorithm = text(ALGORITHM).and_then(|name| name.parse().ok()).unwrap_or_default();
    let (client_id, subject) = (text(client_id), text(SUBJECT));
    let mut assertion =
        Assertion::new(client_id.unwrap_or_default(), subject.unwrap_or_default(), key, algorithm)?;
    assertion.key_id = text(KEY_ID).map(str::to_owned);
    assertion.issuer = text(ISSUER).map_or(assertion.issuer, str::to_owned);
    assertion.audience = text(AUDIENCE).map_or(assertion.audience, str::to_owned);
    let lifetime = text(LIFETIME).and_then(limits::duration);
    assertion.lifetime = lifetime.unwrap_or(assertion.lifetime);
    Ok(assertion)
}

fn unusable(place: Place, why: UnusableKey) -> Diagnostic {
    let text = format!(
        "{} cannot be used: {why}. Give the private key whose certificate stands in the entry's JWT verifier map, and the \
         algorithm that fits it.",
        called(place, PRIVATE_KEY)
    );
    at(Diagnostic::error("The key cannot sign", text), PRIVATE_KEY)
}
