//! What the instance asserts of itself to a third party (RFC 7523): the claims of a JWT provider, signed with the key
//! that the provider names (docs/facts.md#jwt-provider, docs/facts.md#jwt-keys).

use super::{Provider, Trouble};
use crate::{key_store, records, store::Record, vault, world::Work};
use base64::{Engine, prelude::BASE64_STANDARD};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde_json::{Map, Value, json};

/// The claims without which nobody believes an assertion.
const NEEDED: [&str; 3] = ["aud", "sub", "iss"];
/// How many seconds an assertion lives whose provider does not say.
const UNSAID: i64 = 60;

/// An assertion of the JWT provider that the OAuth profile names.
pub(super) fn signed(work: &Work<'_>, provider: &Provider) -> Result<String, Trouble> {
    let maker = work.fetch("jwt_provider", &provider.assertions_by)?;
    let maker = maker.ok_or_else(|| Trouble::setup("The OAuth profile names no JWT provider."))?;
    let claims = claims(work, &maker)?;
    let key = work.fetch("jwt_keystore_aliases", maker.value("jwt_keystore_alias"))?;
    let key = key.filter(|key| key.value("active") == "true");
    let key = key.ok_or_else(|| Trouble::setup("The JWT provider names no active JWT key."))?;
    let signing = signing_key(work, &key)?;
    let unusable = |error| unusable(&key, error);
    jsonwebtoken::encode(&header(&key)?, &claims, &signing).map_err(unusable)
}

fn claims(work: &Work<'_>, maker: &Record) -> Result<Map<String, Value>, Trouble> {
    let rows = work.find("jwt_claim_validation", &[("jwt_provider", maker.value("sys_id"))])?;
    let filled = rows.iter().filter(|row| !row.value("value").is_empty());
    let mut claims: Map<String, Value> =
        filled.map(|row| (row.value("name").to_owned(), typed(row))).collect();
    let missing: Vec<_> = NEEDED.into_iter().filter(|name| !claims.contains_key(*name)).collect();
    if !missing.is_empty() {
        let (name, missing) = (maker.value("name"), missing.join(", "));
        let text = format!("The JWT provider {name} has no value for these claims: {missing}.");
        return Err(Trouble::setup(text));
    }
    let (now, lasts) = (work.now.as_second(), maker.value("expiry_interval").parse());
    claims.insert("iat".to_owned(), json!(now));
    claims.insert("exp".to_owned(), json!(now.saturating_add(lasts.unwrap_or(UNSAID))));
    claims.insert("jti".to_owned(), json!(vault::new_id()));
    Ok(claims)
}

/// The value of a claim. Only `string` is known of the types \[S\]; what else there is, is read as JSON.
fn typed(row: &Record) -> Value {
    let text = row.value("value");
    let other = Some(text).filter(|_| row.value("data_type") != "string");
    let parsed = other.and_then(|text| serde_json::from_str(text).ok());
    parsed.unwrap_or_else(|| json!(text))
}

/// The head says which key it was, where the JWT key has an id or a thumbprint \[D\].
fn header(key: &Record) -> Result<Header, Trouble> {
    if !matches!(key.value("signing_algorithm"), "rsa_256" | "") {
        return Err(Trouble::setup("The JWT key's signing algorithm is not RSA 256."));
    }
    let said = |column: &str| Some(key.value(column).to_owned()).filter(|text| !text.is_empty());
    let (kid, x5t) = (said("kid"), said("certificate_thumbprint"));
    Ok(Header { kid, x5t, ..Header::new(Algorithm::RS256) })
}

/// The key in the key store that is attached to the certificate.
fn signing_key(work: &Work<'_>, key: &Record) -> Result<EncodingKey, Trouble> {
    let store = work.fetch("sys_certificate", key.value("signing_keystore"))?;
    let store = store.filter(|row| row.value("active") == "true");
    let store = store.ok_or_else(|| Trouble::setup("The JWT key has no active key store."))?;
    if store.value("type") != "key_store" {
        return Err(Trouble::setup("Only key stores of the type key_store are simulated."));
    }
    let name = store.value("name");
    let secret = |row: &Record, column: &str| work.world.vault.decrypt(row.value(column));
    let password = secret(&store, "key_store_password").unwrap_or_default();
    let own = secret(key, "signing_key_password").unwrap_or_else(|| password.clone());
    let files = work.find("sys_attachment", &[("table_sys_id", store.value("sys_id"))])?;
    let Some(file) = files.last() else {
        return Err(Trouble::setup(format!("Nothing is attached to the key store {name}.")));
    };
    let bytes = records::file(work, file.value("sys_id"))?;
    let der = key_store::first_key(&bytes, &password, &own).map_err(|error| {
        Trouble::setup(format!("The key store {name} cannot be used: {error}."))
    })?;
    EncodingKey::from_rsa_pem(pem(&der).as_bytes()).map_err(|error| unusable(key, error))
}

fn pem(der: &[u8]) -> String {
    let text = BASE64_STANDARD.encode(der);
    let lines: Vec<_> = text.as_bytes().chunks(64).map(String::from_utf8_lossy).collect();
    format!("-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n", lines.join("\n"))
}

fn unusable(key: &Record, error: impl std::fmt::Display) -> Trouble {
    Trouble::setup(format!("The JWT key {} cannot be used: {error}.", key.value("name")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(pairs: &[(&str, &str)]) -> Record {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn a_claim_is_text_unless_its_type_says_otherwise() {
        let claim = |kind: &str, value: &str| typed(&row(&[("data_type", kind), ("value", value)]));
        assert_eq!(claim("string", "7"), json!("7"));
        assert_eq!(claim("integer", "7"), json!(7));
        assert_eq!(claim("boolean", "true"), json!(true));
        assert_eq!(claim("other", "seven"), json!("seven"));
    }

    #[test]
    fn the_head_names_the_key_only_where_the_key_is_named() {
        let named = header(&row(&[("kid", "k1"), ("signing_algorithm", "rsa_256")])).unwrap();
        assert_eq!((named.kid.as_deref(), named.x5t), (Some("k1"), None));
        assert_eq!(header(&row(&[])).unwrap().kid, None);
        assert!(header(&row(&[("signing_algorithm", "hs_256")])).is_err());
    }
}
