//! What can go wrong, and what each case says about the request.

use std::error::Error as StdError;
use std::time::Duration;

use super::{Error, words};
use crate::mask::Said;
use crate::{ElevationRefusal, OwnIdentity, QueryError};

/// What is known of a request that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// The instance did not touch it; it may be sent again as it is.
    Untouched,
    /// The answer is lost; the request may have been done.
    Lost,
    /// No answer in time: it may have been done, and another try would take as long.
    LostSlowly,
    /// The answer is final.
    Final,
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    #[error("the instance answered {status}{}", words::clause(message, detail))]
    Refused { status: u16, code: Option<Said>, message: Said, detail: Said },
    #[error("the instance answered {status} with {}", if *hibernating { "the page of a hibernating instance" } else { "a web page instead of data" })]
    Page { status: u16, hibernating: bool, title: Said },
    #[error("the instance answered {status} with a redirection instead of data")]
    Redirected {
        status: u16,
        /// The host it leads to, where that is another one.
        to: Said,
    },
    #[error("the instance's answer (status {status}) is not complete JSON")]
    Malformed { status: u16, source: serde_json::Error },
    #[error("the instance's answer lacks {0}")]
    Lacking(&'static str),
    #[error("the instance took the request and dropped it (status 202)")]
    Dropped,
    #[error("the instance cannot be reached")]
    Unreachable(#[source] reqwest::Error),
    #[error("the connection was lost before the answer was complete")]
    Cut {
        /// Whether an answer had begun, so that the instance was done with the request.
        answered: bool,
        #[source]
        source: reqwest::Error,
    },
    #[error("the instance's answer is larger than {} MB", .limit / 1_000_000)]
    TooLarge { limit: usize },
    #[error("the instance did not answer within {} seconds", .0.as_secs_f32())]
    TimedOut(Duration),
    #[error("the instance gave no token: {code}{}", words::clause(description, ""))]
    TokenRefused { status: u16, code: Said, description: Said },
    #[error("there is no elevated session: {refusal}")]
    NotElevated {
        refusal: ElevationRefusal,
        #[source]
        cause: Option<Error>,
    },
    #[error("it is not known whether the record was stored")]
    Uncertain {
        identity: String,
        candidates: usize,
        #[source]
        cause: Option<Error>,
    },
    #[error("the operation ended as {label} at {percent} %{}", words::clause(message, detail))]
    Failed { label: &'static str, percent: u8, message: Said, detail: Said },
    #[error("the operation did not end within {} seconds: {percent} %{}", limit.as_secs_f32(), words::clause(message, detail))]
    Unfinished { limit: Duration, percent: u8, message: Said, detail: Said },
    #[error("the client only reads")]
    ReadOnly,
    #[error("the change would end the client's own way in")]
    OwnIdentity(OwnIdentity),
    #[error("stopped")]
    Stopped,
    /// Never told: the request is sent later.
    #[error("postponed")]
    Postponed,
    #[error(transparent)]
    Query(QueryError),
    #[error("{0}")]
    Invalid(&'static str),
    #[error("the HTTP client cannot be set up")]
    Setup(#[source] reqwest::Error),
}

impl Failure {
    /// Sorts a failure of the transport. The URL is taken out: it holds the query.
    pub(crate) fn of_transport(error: reqwest::Error, limit: Duration, answered: bool) -> Self {
        let error = error.without_url();
        if error.is_builder() {
            Self::Invalid("it would carry a header that cannot be sent")
        } else if error.is_connect() || error.is_dns() {
            Self::Unreachable(error)
        } else if error.is_timeout() {
            Self::TimedOut(limit)
        } else {
            Self::Cut { answered, source: error }
        }
    }

    /// The error that there is no elevated session.
    pub(crate) fn not_elevated(refusal: ElevationRefusal, cause: Option<Error>) -> Error {
        Self::NotElevated { refusal, cause }.into()
    }

    pub(crate) fn fate(&self) -> Fate {
        match self {
            Self::Unreachable(_)
            | Self::Page { hibernating: true, .. }
            | Self::Refused { status: 429, .. } => Fate::Untouched,
            Self::Refused { status: 502..=504, .. }
            | Self::Page { status: 502..=504, .. }
            | Self::Cut { .. }
            | Self::Malformed { .. }
            | Self::Dropped => Fate::Lost,
            Self::Refused { status: 500, message, detail, .. }
                if words::speak_of_quota(message) || words::speak_of_quota(detail) =>
            {
                Fate::Lost
            }
            Self::TimedOut(_) => Fate::LostSlowly,
            _ => Fate::Final,
        }
    }

    /// Whether the instance may be at work on the request still: nothing that came is its own word.
    pub(crate) fn leaves_the_instance_at_work(&self) -> bool {
        match self {
            Self::TimedOut(_)
            | Self::Cut { answered: false, .. }
            | Self::Page { status: 502..=504, hibernating: false, .. } => true,
            Self::Refused { status: 502..=504, message, detail, .. } => {
                message.is_empty() && detail.is_empty()
            }
            _ => false,
        }
    }

    pub(super) fn status(&self) -> Option<u16> {
        match self {
            Self::Refused { status, .. }
            | Self::Page { status, .. }
            | Self::Redirected { status, .. }
            | Self::Malformed { status, .. }
            | Self::TokenRefused { status, .. } => Some(*status),
            Self::Dropped => Some(202),
            _ => None,
        }
    }

    pub(super) fn message(&self) -> &str {
        match self {
            Self::Refused { message, .. }
            | Self::Failed { message, .. }
            | Self::Unfinished { message, .. } => message,
            Self::TokenRefused { description, .. } => description,
            Self::Uncertain { cause: Some(cause), .. }
            | Self::NotElevated { cause: Some(cause), .. } => cause.message(),
            _ => "",
        }
    }

    pub(super) fn detail(&self) -> &str {
        match self {
            Self::Refused { detail, .. }
            | Self::Failed { detail, .. }
            | Self::Unfinished { detail, .. } => detail,
            Self::Uncertain { cause: Some(cause), .. }
            | Self::NotElevated { cause: Some(cause), .. } => cause.detail(),
            _ => "",
        }
    }

    pub(super) fn source(&self) -> Option<&(dyn StdError + 'static)> {
        StdError::source(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(status: u16, message: &str) -> Failure {
        let (message, detail) = (message.into(), Said::default());
        Failure::Refused { status, code: None, message, detail }
    }

    fn page(status: u16, hibernating: bool) -> Failure {
        Failure::Page { status, hibernating, title: Said::default() }
    }

    #[test]
    fn each_failure_has_its_fate() {
        let quota = "Transaction cancelled: maximum execution time exceeded";
        assert_eq!(refused(429, "").fate(), Fate::Untouched);
        assert_eq!(page(200, true).fate(), Fate::Untouched);
        assert_eq!(refused(503, "").fate(), Fate::Lost);
        assert_eq!(refused(500, quota).fate(), Fate::Lost);
        assert_eq!(refused(500, "Script error").fate(), Fate::Final);
        assert_eq!(page(504, false).fate(), Fate::Lost);
        assert_eq!(page(200, false).fate(), Fate::Final);
        assert_eq!(Failure::Dropped.fate(), Fate::Lost);
        assert_eq!(Failure::TimedOut(Duration::from_mins(1)).fate(), Fate::LostSlowly);
        assert_eq!(refused(403, "").fate(), Fate::Final);
        assert_eq!(Failure::Stopped.fate(), Fate::Final);
    }

    #[test]
    fn only_a_word_of_the_instance_says_that_it_is_done() {
        let at_work = |failure: Failure| failure.leaves_the_instance_at_work();
        let page = |status| page(status, false);
        assert!(at_work(page(504)) && at_work(page(502)) && at_work(refused(503, "")));
        assert!(at_work(Failure::TimedOut(Duration::from_mins(1))));
        assert!(!at_work(refused(503, "Busy")) && !at_work(refused(500, "")));
        assert!(!at_work(page(200)) && !at_work(Failure::Dropped));
    }

    #[test]
    fn words_are_told_once() {
        assert_eq!(refused(500, "").to_string(), "the instance answered 500");
        assert_eq!(refused(500, "Oops").to_string(), "the instance answered 500: Oops");
        let page = page(200, true);
        assert_eq!(
            page.to_string(),
            "the instance answered 200 with the page of a hibernating instance"
        );
    }
}
