//! Assertions of the JWT bearer grant: whom they name, and whether to believe them
//! (docs/facts.md#jwt-client, docs/facts.md#grants).

use super::{Client, Denial, Failure, Memory};
use crate::{
    clock,
    identity::{self, may_have_token},
    refusal::Refusal,
    store::Record,
    world::Work,
};
use jiff::Timestamp;
use jsonwebtoken::{Algorithm, AlgorithmFamily, DecodingKey, Header, Validation, jwk::JwkSet};
use serde_json::{Map, Value};
use std::{
    collections::{BTreeSet, HashMap},
    sync::{Mutex, PoisonError},
};

type Claims = Map<String, Value>;

/// The user an assertion stands for.
pub(crate) fn subject(
    work: &Work<'_>,
    memory: &Memory,
    client: &Client,
    assertion: &str,
    published: Option<&JwkSet>,
) -> Result<Record, Failure> {
    let settings = work.fetch("oauth_jwt", client.sys_id())?.ok_or(Failure::ACCESS)?;
    let header = jsonwebtoken::decode_header(assertion).map_err(|_| Failure::ACCESS)?;
    let keys = keys(work, client.sys_id(), &header, published)?;
    let verified = keys.iter().find_map(|key| claims(assertion, header.alg, key));
    let claims = verified.ok_or(Failure::ACCESS)?;
    check_parties(&claims, client)?;
    check_times(&claims, seconds(&settings, "clock_skew"), work.now.as_second())?;
    let user = user(work, &settings, text(&claims, "sub"))?.ok_or(Failure::ACCESS)?;
    if identity::roles_of(work, user.value("sys_id"), &BTreeSet::new())?.contains("admin") {
        return Err(Failure::Denied(Denial::Administrator));
    }
    check_replay(work, memory, client, &settings, &claims)?;
    Ok(user)
}

/// The keys that may have signed it: those mapped to the client under the header's `kid`, or all
/// of them where it names none, and those published at the client's JWKS URL.
fn keys(
    work: &Work<'_>,
    client: &str,
    header: &Header,
    published: Option<&JwkSet>,
) -> Result<Vec<DecodingKey>, Refusal> {
    let maps = work.find("jwt_verifier_map", &[("oauth_jwt", client)])?;
    let named = |kid: &str| header.kid.as_deref().is_none_or(|wanted| wanted == kid);
    let mut keys = Vec::new();
    for map in maps.iter().filter(|map| named(map.value("kid"))) {
        keys.extend(mapped_key(work, map, header.alg)?);
    }
    let published = published.into_iter().flat_map(|set| &set.keys);
    let fitting = published.filter(|key| named(key.common.key_id.as_deref().unwrap_or_default()));
    keys.extend(fitting.filter_map(|key| DecodingKey::from_jwk(key).ok()));
    Ok(keys)
}

/// The shared key or the certificate of a verifier map, as the algorithm needs it.
fn mapped_key(
    work: &Work<'_>,
    map: &Record,
    algorithm: Algorithm,
) -> Result<Option<DecodingKey>, Refusal> {
    if algorithm.family() == AlgorithmFamily::Hmac {
        let shared = work.world.vault.decrypt(map.value("shared_key"));
        return Ok(shared.map(|shared| DecodingKey::from_secret(shared.as_bytes())));
    }
    let certificate = work.fetch("sys_certificate", map.value("sys_certificate"))?;
    let valid = |row: &Record| {
        let expires = clock::moment(row.value("expires"));
        row.value("active") == "true" && expires.is_none_or(|moment| moment > work.now)
    };
    let Some(certificate) = certificate.filter(valid) else { return Ok(None) };
    let pem = certificate.value("pem_certificate").as_bytes();
    let key = match algorithm.family() {
        AlgorithmFamily::Rsa => DecodingKey::from_rsa_pem(pem),
        AlgorithmFamily::Ec => DecodingKey::from_ec_pem(pem),
        _ => return Ok(None),
    };
    Ok(key.ok())
}

/// The claims of an assertion that this key verifies. Times and parties are checked elsewhere, by
/// the instance's own clock.
fn claims(assertion: &str, algorithm: Algorithm, key: &DecodingKey) -> Option<Claims> {
    let mut validation = Validation::new(algorithm);
    validation.required_spec_claims.clear();
    (validation.validate_exp, validation.validate_aud) = (false, false);
    jsonwebtoken::decode::<Claims>(assertion, key, &validation).ok().map(|token| token.claims)
}

/// Issuer and audience are the client's id \[D\].
fn check_parties(claims: &Claims, client: &Client) -> Result<(), Failure> {
    let id = client.get("client_id");
    let audience = match claims.get("aud") {
        Some(Value::Array(items)) => items.iter().any(|item| item.as_str() == Some(id)),
        other => other.and_then(Value::as_str) == Some(id),
    };
    if audience && text(claims, "iss") == id { Ok(()) } else { Err(Failure::ACCESS) }
}

/// It must say when it ends, and neither be over nor begin later, give or take `skew` seconds.
fn check_times(claims: &Claims, skew: i64, now: i64) -> Result<(), Failure> {
    let moment = |name: &str| claims.get(name).and_then(whole);
    let ends = moment("exp").is_some_and(|at| at.saturating_add(skew) > now);
    let begun = |name| moment(name).is_none_or(|at| at <= now.saturating_add(skew));
    if ends && begun("nbf") && begun("iat") { Ok(()) } else { Err(Failure::ACCESS) }
}

/// Seconds since 1970, which may have a fraction.
fn whole(moment: &Value) -> Option<i64> {
    let text = moment.as_number()?.to_string();
    text.split('.').next()?.parse().ok()
}

/// The user whose column `user_field` holds the subject.
fn user(work: &Work<'_>, settings: &Record, subject: &str) -> Result<Option<Record>, Refusal> {
    let column = settings.value("user_field").trim().to_lowercase().replace(' ', "_");
    // Field reports name the column as well as its label [S].
    let column = match column.as_str() {
        "" | "user_id" => "user_name",
        other => other,
    };
    let known =
        work.table("sys_user")?.column(column).is_some_and(|column| !column.kind.is_secret());
    if !known || subject.is_empty() {
        return Ok(None);
    }
    let users = work.find("sys_user", &[(column, subject)])?;
    Ok(users.into_iter().find(may_have_token))
}

/// Each identifier is accepted once, where the registry wants them checked.
fn check_replay(
    work: &Work<'_>,
    memory: &Memory,
    client: &Client,
    settings: &Record,
    claims: &Claims,
) -> Result<(), Failure> {
    if settings.value("enable_jti_verification") != "true" {
        return Ok(());
    }
    let claim = Some(settings.value("jti_claim")).filter(|name| !name.is_empty());
    let id = text(claims, claim.unwrap_or("jti"));
    let new = !id.is_empty() && memory.assertions.note(client.sys_id(), id, work.now);
    if new { Ok(()) } else { Err(Failure::ACCESS) }
}

fn text<'a>(claims: &'a Claims, name: &str) -> &'a str {
    claims.get(name).and_then(Value::as_str).unwrap_or_default()
}

fn seconds(row: &Record, column: &str) -> i64 {
    row.value(column).parse().unwrap_or(0)
}

/// The identifiers of assertions that were accepted, by client.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    accepted: Mutex<HashMap<(String, String), Timestamp>>,
}

impl Seen {
    /// Notes an identifier; false if it was noted before.
    fn note(&self, client: &str, id: &str, now: Timestamp) -> bool {
        let mut accepted = self.accepted.lock().unwrap_or_else(PoisonError::into_inner);
        accepted.insert((client.to_owned(), id.to_owned()), now).is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn claimed(value: &Value) -> Claims {
        value.as_object().unwrap().clone()
    }

    fn client() -> Client {
        Client::of_row(Record::from([("client_id".to_owned(), "abc".to_owned())]))
    }

    #[test]
    fn issuer_and_audience_are_the_client() {
        let fits = |claims| check_parties(&claimed(&claims), &client()).is_ok();
        assert!(fits(json!({ "iss": "abc", "aud": "abc" })));
        assert!(fits(json!({ "iss": "abc", "aud": ["x", "abc"] })));
        assert!(!fits(json!({ "iss": "abc", "aud": "x" })));
        assert!(!fits(json!({ "iss": "x", "aud": "abc" })));
        assert!(!fits(json!({})));
    }

    #[test]
    fn times_are_taken_with_the_clock_skew() {
        let fits = |claims, skew| check_times(&claimed(&claims), skew, 1_000).is_ok();
        assert!(fits(json!({ "exp": 1_001 }), 0));
        assert!(!fits(json!({ "exp": 1_000 }), 0));
        assert!(fits(json!({ "exp": 1_001.5 }), 0));
        assert!(fits(json!({ "exp": 900 }), 300));
        assert!(!fits(json!({ "exp": 2_000, "nbf": 1_100 }), 0));
        assert!(fits(json!({ "exp": 2_000, "iat": 1_100 }), 300));
        assert!(!fits(json!({}), 300));
    }

    #[test]
    fn an_identifier_is_accepted_once_for_each_client() {
        let (seen, now) = (Seen::default(), Timestamp::UNIX_EPOCH);
        assert!(seen.note("c1", "j1", now));
        assert!(!seen.note("c1", "j1", now));
        assert!(seen.note("c2", "j1", now));
    }

    #[test]
    fn a_signature_counts_and_so_does_its_algorithm() {
        let key = jsonwebtoken::EncodingKey::from_secret(b"shared");
        let signed =
            jsonwebtoken::encode(&Header::default(), &json!({ "sub": "x" }), &key).unwrap();
        let with = |secret: &[u8], algorithm| {
            claims(&signed, algorithm, &DecodingKey::from_secret(secret))
        };
        assert_eq!(with(b"shared", Algorithm::HS256).unwrap()["sub"], "x");
        assert!(with(b"other", Algorithm::HS256).is_none());
        assert!(with(b"shared", Algorithm::HS512).is_none());
    }
}
