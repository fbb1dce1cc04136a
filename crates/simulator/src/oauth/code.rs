//! Authorization codes: one for each consent, good once and for a short time.

use super::pkce::Challenge;
use crate::vault;
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use jiff::Timestamp;
use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

/// What somebody consented to.
#[derive(Clone, Debug)]
pub(crate) struct Consent {
    /// The sys_id of the client's registry.
    pub(crate) client: String,
    /// The sys_id of whoever consented.
    pub(crate) user: String,
    /// As the client sent it; empty where it sent none.
    pub(crate) redirect_uri: String,
    pub(crate) scope: String,
    pub(crate) challenge: Option<Challenge>,
    pub(crate) expires: Timestamp,
}

/// The consents waiting to be redeemed, by a digest of their code.
#[derive(Debug, Default)]
pub(crate) struct Codes {
    waiting: Mutex<HashMap<String, Consent>>,
}

impl Codes {
    /// A code for a consent.
    pub(crate) fn issue(&self, consent: Consent, now: Timestamp) -> String {
        let code = BASE64_URL_SAFE_NO_PAD.encode(rand::random::<[u8; 48]>());
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.retain(|_, other| other.expires > now);
        waiting.insert(vault::token_digest(&code), consent);
        code
    }

    /// The consent of a code for that client. Whether or not it is redeemed, the code is used up.
    pub(crate) fn take(&self, code: &str, client: &str, now: Timestamp) -> Option<Consent> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let digest = vault::token_digest(code);
        // A code that another client found stays with the one it was issued to.
        waiting.get(&digest).filter(|consent| consent.client == client)?;
        waiting.remove(&digest).filter(|consent| consent.expires > now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::SignedDuration;

    fn consent(expires: Timestamp) -> Consent {
        Consent {
            client: "c1".to_owned(),
            user: "u1".to_owned(),
            redirect_uri: String::new(),
            scope: "useraccount".to_owned(),
            challenge: None,
            expires,
        }
    }

    #[test]
    fn a_code_is_good_once_and_for_its_client() {
        let (codes, now) = (Codes::default(), Timestamp::UNIX_EPOCH);
        let code = codes.issue(consent(now + SignedDuration::from_secs(60)), now);
        assert!(codes.take(&code, "c2", now).is_none());
        assert_eq!(codes.take(&code, "c1", now).unwrap().user, "u1");
        assert!(codes.take(&code, "c1", now).is_none());
        assert!(codes.take("invented", "c1", now).is_none());
    }

    #[test]
    fn a_code_does_not_outlive_its_lifespan() {
        let (codes, now) = (Codes::default(), Timestamp::UNIX_EPOCH);
        let code = codes.issue(consent(now + SignedDuration::from_secs(60)), now);
        assert!(codes.take(&code, "c1", now + SignedDuration::from_secs(60)).is_none());
    }
}
