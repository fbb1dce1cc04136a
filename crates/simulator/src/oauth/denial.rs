//! Why there is no token. Nearly every reason gets the same answer, as on the platform \[M\].

use crate::refusal::Refusal;
use serde_json::{Value, json};

/// What a client is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Denial {
    /// The answer for everything: wrong secret, wrong user, wrong code, a property that is off.
    Access,
    /// The grant is none the instance knows.
    UnsupportedGrant,
    /// An assertion for an administrator \[S\].
    Administrator,
}

impl Denial {
    /// The body that goes with 401.
    pub(crate) fn body(self) -> Value {
        let (error, description) = match self {
            Self::Access => ("server_error", "access_denied"),
            Self::UnsupportedGrant => ("unsupported_grant_type", "unsupported_grant_type"),
            Self::Administrator => ("invalid_grant", "Grant access to admin is not allowed"),
        };
        json!({ "error_description": description, "error": error })
    }
}

/// Either a denial, which is an answer, or a refusal of the store.
#[derive(Debug)]
pub(crate) enum Failure {
    Denied(Denial),
    Refused(Refusal),
}

impl Failure {
    /// The usual denial.
    pub(crate) const ACCESS: Self = Self::Denied(Denial::Access);

    /// The denial as a value, so that what was done until then is kept.
    pub(crate) fn settle<T>(outcome: Result<T, Self>) -> Result<Result<T, Denial>, Refusal> {
        match outcome {
            Ok(done) => Ok(Ok(done)),
            Err(Self::Denied(denial)) => Ok(Err(denial)),
            Err(Self::Refused(refusal)) => Err(refusal),
        }
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        Self::Refused(error.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_denial_has_the_words_that_were_measured() {
        let words = r#"{"error_description":"access_denied","error":"server_error"}"#;
        assert_eq!(Denial::Access.body().to_string(), words);
    }

    #[test]
    fn a_denial_is_an_answer_and_a_refusal_is_not() {
        let denied = Failure::settle::<()>(Err(Failure::ACCESS)).unwrap();
        assert_eq!(denied, Err(Denial::Access));
        assert!(Failure::settle::<()>(Err(Refusal::NotFound.into())).is_err());
    }
}
