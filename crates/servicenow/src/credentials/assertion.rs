//! The signed assertion of the JWT bearer grant: for whom a token is asked, and who vouches for it.

use std::str::FromStr;
use std::time::Duration;

use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde::Serialize;

use crate::{ExposeSecret, SecretString};

/// How assertions are signed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SigningAlgorithm {
    /// RSA with SHA-256, which every release verifies.
    #[default]
    Rs256,
    /// RSA with SHA-384.
    Rs384,
    /// RSA with SHA-512.
    Rs512,
    /// The curve P-256; from the Zurich release on (docs/facts.md#releases).
    Es256,
    /// The curve P-384; from the Zurich release on (docs/facts.md#releases).
    Es384,
}

/// Why a key cannot sign. No variant repeats any of the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnusableKey {
    /// The text is no PEM of a private key for this algorithm.
    #[error(
        "it is not the PEM of an unencrypted private key for this algorithm (PKCS #8, or PKCS #1 for RSA)"
    )]
    NotAKey,
    /// The key does not sign: it is damaged, too short, or of another curve.
    #[error("it does not sign with this algorithm: it is too short, damaged, or of another curve")]
    DoesNotSign,
}

/// What an assertion says, and the key that signs it (docs/facts.md#grants).
#[derive(Clone, Debug)]
pub struct Assertion {
    key: SecretString,
    algorithm: SigningAlgorithm,
    /// Which of the keys the instance holds for the client it is; its only one if none.
    pub key_id: Option<String>,
    /// Who asks: the client id, unless the registry entry says otherwise.
    pub issuer: String,
    /// Whom the token shall stand for: the value of the user field that the registry entry names.
    pub subject: String,
    /// Whom it is for: the client id, unless the registry entry says otherwise.
    pub audience: String,
    /// For how long the assertion may be used.
    pub lifetime: Duration,
}

#[derive(Serialize)]
struct Claims<'a> {
    iss: &'a str,
    sub: &'a str,
    aud: &'a str,
    iat: i64,
    exp: i64,
    jti: String,
}

impl FromStr for SigningAlgorithm {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|algorithm| algorithm.name() == name).ok_or(())
    }
}

impl SigningAlgorithm {
    /// Every algorithm.
    pub const ALL: [Self; 5] = [Self::Rs256, Self::Rs384, Self::Rs512, Self::Es256, Self::Es384];

    /// Its name in the header of an assertion, such as `RS256`.
    ///
    /// ```
    /// use servicenow::SigningAlgorithm;
    ///
    /// assert_eq!("ES256".parse(), Ok(SigningAlgorithm::Es256));
    /// assert_eq!(SigningAlgorithm::default().name(), "RS256");
    /// ```
    pub fn name(self) -> &'static str {
        match self {
            Self::Rs256 => "RS256",
            Self::Rs384 => "RS384",
            Self::Rs512 => "RS512",
            Self::Es256 => "ES256",
            Self::Es384 => "ES384",
        }
    }

    fn key(self, pem: &SecretString) -> Result<EncodingKey, UnusableKey> {
        let pem = pem.expose_secret().trim().as_bytes();
        let key = match self {
            Self::Es256 | Self::Es384 => EncodingKey::from_ec_pem(pem),
            _ => EncodingKey::from_rsa_pem(pem),
        };
        key.map_err(|_| UnusableKey::NotAKey)
    }

    fn header(self) -> Header {
        Header::new(match self {
            Self::Rs256 => Algorithm::RS256,
            Self::Rs384 => Algorithm::RS384,
            Self::Rs512 => Algorithm::RS512,
            Self::Es256 => Algorithm::ES256,
            Self::Es384 => Algorithm::ES384,
        })
    }
}

impl Assertion {
    /// An assertion that the client `client_id` makes about `subject`, good for five minutes. The
    /// key is a PEM, and is tried once.
    ///
    /// ```
    /// use servicenow::{Assertion, SigningAlgorithm, UnusableKey};
    ///
    /// # let key = rcgen::KeyPair::generate_for(&rcgen::PKCS_ECDSA_P256_SHA256)?.serialize_pem();
    /// let assertion = Assertion::new("client-1", "ann", key.into(), SigningAlgorithm::Es256)?;
    /// assert_eq!(assertion.lifetime.as_secs(), 300);
    /// let refused = Assertion::new("client-1", "ann", "no PEM".into(), SigningAlgorithm::Es256);
    /// assert_eq!(refused.unwrap_err(), UnusableKey::NotAKey);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`UnusableKey::NotAKey`] if the text is no private key for this algorithm,
    /// [`UnusableKey::DoesNotSign`] if it does not sign with it.
    pub fn new(
        client_id: &str,
        subject: &str,
        key: SecretString,
        algorithm: SigningAlgorithm,
    ) -> Result<Self, UnusableKey> {
        let assertion = Self {
            key,
            algorithm,
            key_id: None,
            issuer: client_id.to_owned(),
            subject: subject.to_owned(),
            audience: client_id.to_owned(),
            lifetime: Duration::from_mins(5),
        };
        assertion.sign(0).map(|_| assertion)
    }

    /// The signed assertion as of `now`, in seconds since 1970 by the instance's clock. Each has
    /// an id of its own, for an instance may take each only once.
    pub(crate) fn sign(&self, now: i64) -> Result<SecretString, UnusableKey> {
        let claims = Claims {
            iss: &self.issuer,
            sub: &self.subject,
            aud: &self.audience,
            iat: now,
            exp: now.saturating_add(i64::try_from(self.lifetime.as_secs()).unwrap_or(i64::MAX)),
            jti: format!("{:032x}", rand::random::<u128>()),
        };
        let header = Header { kid: self.key_id.clone(), ..self.algorithm.header() };
        let signed = jsonwebtoken::encode(&header, &claims, &self.algorithm.key(&self.key)?);
        signed.map(SecretString::from).map_err(|_| UnusableKey::DoesNotSign)
    }
}

#[cfg(test)]
mod tests {
    use jsonwebtoken::{DecodingKey, Validation};
    use rcgen::{KeyPair, PKCS_ECDSA_P256_SHA256, PKCS_ECDSA_P384_SHA384};
    use serde_json::Value;

    use super::*;

    fn assertion(key: &KeyPair, algorithm: SigningAlgorithm) -> Result<Assertion, UnusableKey> {
        Assertion::new("client-1", "ann", key.serialize_pem().into(), algorithm)
    }

    #[test]
    fn an_assertion_says_who_for_whom_and_how_long_and_is_signed() {
        let key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).unwrap();
        let mut assertion = assertion(&key, SigningAlgorithm::Es256).unwrap();
        assertion.key_id = Some("k1".into());
        let now = jiff::Timestamp::now().as_second();
        let signed = assertion.sign(now).unwrap();
        let mut validation = Validation::new(Algorithm::ES256);
        validation.set_audience(&["client-1"]);
        let public = DecodingKey::from_ec_pem(key.public_key_pem().as_bytes()).unwrap();
        let read =
            jsonwebtoken::decode::<Value>(signed.expose_secret(), &public, &validation).unwrap();
        assert_eq!(read.header.kid.as_deref(), Some("k1"));
        assert_eq!((&read.claims["iss"], &read.claims["sub"]), (&"client-1".into(), &"ann".into()));
        assert_eq!(read.claims["exp"].as_i64(), Some(now + 300));
        assert_ne!(
            assertion.sign(now).unwrap().expose_secret(),
            signed.expose_secret(),
            "each has its own id"
        );
    }

    #[test]
    fn a_key_that_cannot_sign_is_refused_at_once_and_not_shown() {
        let key = KeyPair::generate_for(&PKCS_ECDSA_P384_SHA384).unwrap();
        let refused = assertion(&key, SigningAlgorithm::Es256).unwrap_err();
        assert_eq!(refused, UnusableKey::DoesNotSign);
        let refused = assertion(&key, SigningAlgorithm::Rs256).unwrap_err();
        assert_eq!(refused, UnusableKey::NotAKey);
        let text = "planted-secret".into();
        let refused = Assertion::new("c", "s", text, SigningAlgorithm::Rs256).unwrap_err();
        assert!(!format!("{refused} {refused:?}").contains("planted"));
        let shown = format!("{:?}", assertion(&key, SigningAlgorithm::Es384).unwrap());
        assert!(!shown.contains("BEGIN") && shown.contains("REDACTED"), "{shown}");
    }

    #[test]
    fn an_algorithm_is_known_by_its_name() {
        for algorithm in SigningAlgorithm::ALL {
            assert_eq!(algorithm.name().parse(), Ok(algorithm));
        }
        assert_eq!("HS256".parse::<SigningAlgorithm>(), Err(()));
    }
}
