//! Proof Key for Code Exchange: whoever redeems a code shows that they asked for it (RFC 7636).

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

/// How a challenge is made from its verifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Method {
    S256,
    Plain,
}

/// What the request for a code carried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Challenge {
    method: Method,
    text: String,
}

impl Method {
    /// The method of that name; without a name it is `plain`.
    pub(crate) fn named(name: &str) -> Option<Self> {
        match name {
            "S256" => Some(Self::S256),
            "" | "plain" => Some(Self::Plain),
            _ => None,
        }
    }

    /// Its name in requests.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::S256 => "S256",
            Self::Plain => "plain",
        }
    }

    /// The challenge for a verifier.
    pub(crate) fn challenge(self, verifier: &str) -> String {
        match self {
            Self::S256 => BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(verifier)),
            Self::Plain => verifier.to_owned(),
        }
    }
}

impl Challenge {
    /// A challenge as it was sent.
    pub(crate) fn new(method: Method, text: &str) -> Self {
        Self { method, text: text.to_owned() }
    }

    /// Whether the challenge was made from that verifier.
    pub(crate) fn fits(&self, verifier: &str) -> bool {
        (43..=128).contains(&verifier.len()) && self.method.challenge(verifier) == self.text
    }
}

/// A verifier of 43 characters.
pub(crate) fn new_verifier() -> String {
    BASE64_URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_the_standard_fits() {
        let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        let challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
        assert!(Challenge::new(Method::S256, challenge).fits(verifier));
        assert!(!Challenge::new(Method::S256, challenge).fits(&verifier.replace('d', "e")));
        assert!(Challenge::new(Method::Plain, verifier).fits(verifier));
    }

    #[test]
    fn a_verifier_is_long_enough_and_new_each_time() {
        let (one, two) = (new_verifier(), new_verifier());
        assert_ne!(one, two);
        assert!(Challenge::new(Method::S256, &Method::S256.challenge(&one)).fits(&one));
        assert!(!Challenge::new(Method::Plain, "short").fits("short"));
        assert_eq!(Method::named("S512"), None);
    }
}
