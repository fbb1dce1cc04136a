//! The key that signs tokens of the format `jwt`, and what verifies them: `/api/now/oauth/jwks`.

use crate::{
    oauth::Holder,
    refusal::Refusal,
    store, vault,
    world::{Kept, Work},
};
use jiff::Timestamp;
use jsonwebtoken::{Algorithm, EncodingKey, Header, jwk::Jwk};
use rcgen::{KeyPair, PKCS_RSA_SHA256, RsaKeySize};
use rustls::pki_types::{PrivatePkcs8KeyDer, pem::PemObject};
use serde_json::{Value, json};
use std::sync::Arc;

/// An RSA key of 2,048 bits, made when it is first needed and kept with the rows.
struct SigningKey {
    id: String,
    key: EncodingKey,
}

impl Kept for SigningKey {
    // It lies in a setting of the store, which is written once.
    const TABLES: &'static [&'static str] = &[];
}

/// A token that says for whom it was issued and can be verified by anybody \[D\].
pub(super) fn signed(
    work: &Work<'_>,
    holder: &Holder<'_>,
    expires: Timestamp,
) -> Result<String, Refusal> {
    let key = key(work)?;
    let header = Header { kid: Some(key.id.clone()), ..Header::new(Algorithm::RS256) };
    let claims = claims(work, holder, expires);
    jsonwebtoken::encode(&header, &claims, &key.key).map_err(unusable)
}

fn claims(work: &Work<'_>, holder: &Holder<'_>, expires: Timestamp) -> Value {
    let subject = match holder.client.get("sub_claim") {
        "" => "sys_id",
        column => column,
    };
    json!({
        "iss": work.world.url,
        "sub": holder.user.value(subject),
        "aud": holder.client.get("client_id"),
        "scope": holder.scope,
        "iat": work.now.as_second(),
        "exp": expires.as_second(),
        "jti": vault::new_id(),
    })
}

/// The public half of the key, as a set of one.
pub(crate) fn published(work: &Work<'_>) -> Result<Value, Refusal> {
    let key = key(work)?;
    let mut jwk = Jwk::from_encoding_key(&key.key, Algorithm::RS256).map_err(unusable)?;
    jwk.common.key_id = Some(key.id.clone());
    let mut jwk = serde_json::to_value(jwk).map_err(unusable)?;
    if let Some(fields) = jwk.as_object_mut() {
        fields.insert("use".to_owned(), json!("sig"));
    }
    Ok(json!({ "keys": [jwk] }))
}

fn key(work: &Work<'_>) -> Result<Arc<SigningKey>, Refusal> {
    let kept = work.world.slots.get(|| SigningKey::read(work))?;
    kept.map_or_else(|| Ok(Arc::new(SigningKey::read(work)?)), Ok)
}

impl SigningKey {
    fn read(work: &Work<'_>) -> Result<Self, Refusal> {
        let fresh = KeyPair::generate_rsa_for(&PKCS_RSA_SHA256, RsaKeySize::_2048);
        let fresh = fresh.map_err(unusable)?.serialize_pem().into_bytes();
        let pem = store::setting(work.connection, "token_signing_key", || fresh)?;
        let key = EncodingKey::from_rsa_pem(&pem).map_err(unusable)?;
        let der = PrivatePkcs8KeyDer::from_pem_slice(&pem).map_err(unusable)?;
        let digest = vault::hex(der.secret_pkcs8_der());
        Ok(Self { id: vault::token_digest(&digest)[..32].to_owned(), key })
    }
}

fn unusable(error: impl std::fmt::Display) -> Refusal {
    Refusal::Custom {
        status: 500,
        message: "The signing key cannot be used".to_owned(),
        detail: error.to_string(),
    }
}
