//! The kinds of error that callers tell apart.

use std::time::Duration;

use super::{Error, Failure, words};
use crate::{ElevationRefusal, OwnIdentity, QueryError};

/// What an [`Error`] is about. The words and the status of the instance's answer are with the error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind<'a> {
    /// The caller asked to stop before this was done.
    Stopped,
    /// The options allow no write, so none was sent.
    ReadOnly,
    /// The write would have ended this identity, which is the one in use; it was not sent.
    OwnIdentity(&'a OwnIdentity),
    /// Whether the record was stored cannot be told.
    Uncertain {
        /// The encoded query by which to look for it.
        identity: &'a str,
        /// How many records were found that may be the one.
        candidates: usize,
    },
    /// The request takes an elevated session, and there is none.
    ElevationRefused(&'a ElevationRefusal),
    /// The token endpoint gave no token.
    TokenRefused {
        /// Its error code, as `invalid_client`; empty if it gave none.
        code: &'a str,
    },
    /// A developer instance is asleep and answers everything with one page.
    Hibernating,
    /// Some web page came instead of data.
    WebPage {
        /// Its title; empty if it has none.
        title: &'a str,
    },
    /// A redirection came instead of data; it was not followed.
    Redirected {
        /// The host it leads to; empty where that is the same one.
        to: &'a str,
    },
    /// The instance was not reached: its name is unknown, or connection or TLS failed.
    Unreachable,
    /// No answer came within the time allowed for a request.
    TimedOut,
    /// The answer, or a part of it, did not arrive, or nobody can read it.
    Lost,
    /// The answer is larger than [`Options::max_response_bytes`](crate::Options::max_response_bytes)
    /// allows.
    TooLarge {
        /// The most that is taken, in bytes.
        limit: usize,
    },
    /// The answer lacks what it must have.
    Lacking(&'a str),
    /// An operation did not end within the time allowed; see [`Error::percent`].
    Unfinished,
    /// An operation ended without success; see [`Error::percent`].
    Failed,
    /// The instance does not accept who is calling (status 401).
    Unauthenticated,
    /// The instance's rate limit is spent (status 429).
    RateLimited {
        /// How long until it is reset, if the instance said.
        wait: Option<Duration>,
    },
    /// A business rule aborted the operation.
    BusinessRule {
        /// The rule's name.
        name: &'a str,
    },
    /// A data policy refused; the message names the labels of the columns.
    DataPolicy,
    /// The OAuth client is restricted to APIs that scopes open, and none opens this one.
    UnscopedApi,
    /// The token lacks the scope that opens the API.
    MissingApiScope {
        /// The scope's name.
        scope: &'a str,
    },
    /// The instance knows who is calling and refuses (status 403).
    Forbidden {
        /// Whether its words speak of an access control rule.
        access_rule: bool,
    },
    /// The instance has no such table.
    NoSuchTable,
    /// There is no such record, or it is hidden from this user (status 404).
    NotFound,
    /// A transaction quota of the instance ended the request.
    Quota,
    /// The instance refused for another reason.
    Refused {
        /// The HTTP status of its answer.
        status: u16,
    },
    /// A condition cannot be written as an encoded query, so nothing was sent.
    Query(&'a QueryError),
    /// The request cannot be made, for this reason.
    Invalid(&'a str),
    /// The HTTP client cannot be set up.
    Setup,
}

impl Error {
    /// What the error is about.
    ///
    /// ```
    /// use servicenow::{Error, ErrorKind, Query};
    ///
    /// let error = Error::from(Query::new().equals("name", "a^b").unwrap_err());
    /// let advice = match error.kind() {
    ///     ErrorKind::Unauthenticated => "check the credentials",
    ///     ErrorKind::RateLimited { .. } | ErrorKind::Hibernating => "try again later",
    ///     ErrorKind::Query(_) => "choose another value",
    ///     _ => "ask for help",
    /// };
    /// assert_eq!(advice, "choose another value");
    /// ```
    pub fn kind(&self) -> ErrorKind<'_> {
        match self.failure() {
            Failure::Stopped | Failure::Postponed => ErrorKind::Stopped,
            Failure::ReadOnly => ErrorKind::ReadOnly,
            Failure::OwnIdentity(identity) => ErrorKind::OwnIdentity(identity),
            Failure::Uncertain { identity, candidates, .. } => {
                ErrorKind::Uncertain { identity, candidates: *candidates }
            }
            Failure::NotElevated { refusal, .. } => ErrorKind::ElevationRefused(refusal),
            Failure::TokenRefused { code, .. } => ErrorKind::TokenRefused { code },
            Failure::Page { hibernating: true, .. } => ErrorKind::Hibernating,
            Failure::Page { title, .. } => ErrorKind::WebPage { title },
            Failure::Redirected { to, .. } => ErrorKind::Redirected { to },
            Failure::Unreachable(_) => ErrorKind::Unreachable,
            Failure::TimedOut(_) => ErrorKind::TimedOut,
            Failure::Cut { .. } | Failure::Malformed { .. } | Failure::Dropped => ErrorKind::Lost,
            Failure::TooLarge { limit } => ErrorKind::TooLarge { limit: *limit },
            Failure::Lacking(what) => ErrorKind::Lacking(what),
            Failure::Unfinished { .. } => ErrorKind::Unfinished,
            Failure::Failed { .. } => self.named_mechanism().unwrap_or(ErrorKind::Failed),
            Failure::Refused { status, .. } => self.refusal(*status),
            Failure::Query(error) => ErrorKind::Query(error),
            Failure::Invalid(why) => ErrorKind::Invalid(why),
            Failure::Setup(_) => ErrorKind::Setup,
        }
    }

    /// A refusal by its status and its words; what names its reason goes before a bare 403.
    fn refusal(&self, status: u16) -> ErrorKind<'_> {
        let (message, detail) = (self.message(), self.detail());
        match (status, self.named_mechanism()) {
            (401, _) => ErrorKind::Unauthenticated,
            (429, _) => ErrorKind::RateLimited { wait: self.wait() },
            (_, Some(mechanism)) => mechanism,
            (403, _) if words::speak_of_unscoped_api(message, detail) => ErrorKind::UnscopedApi,
            (403, _) => {
                let scope = words::missing_api_scope(message);
                let access_rule = words::speak_of_access_control(message, detail);
                scope.map_or(ErrorKind::Forbidden { access_rule }, |scope| {
                    ErrorKind::MissingApiScope { scope }
                })
            }
            (400, _) if message.starts_with("Invalid table") => ErrorKind::NoSuchTable,
            (404, _) => ErrorKind::NotFound,
            _ if words::speak_of_quota(message) || words::speak_of_quota(detail) => {
                ErrorKind::Quota
            }
            _ => ErrorKind::Refused { status },
        }
    }

    /// The mechanism of the instance that its words name.
    fn named_mechanism(&self) -> Option<ErrorKind<'_>> {
        let (message, detail) = (self.message(), self.detail());
        let rule = words::business_rule(detail).or_else(|| words::business_rule(message));
        let policy = || words::speak_of_data_policy(message, detail);
        match rule {
            Some(name) => Some(ErrorKind::BusinessRule { name }),
            None => policy().then_some(ErrorKind::DataPolicy),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(status: u16, message: &str, detail: &str) -> Error {
        let (message, detail) = (message.into(), detail.into());
        Failure::Refused { status, code: None, message, detail }.into()
    }

    const RULE: &str = "Operation was aborted by Business Rule 'One only^1'. Stack";
    const UNSCOPED: &str = "Access to unscoped api is not allowed";
    const MISSING: &str = "Missing required api access scope: table_read";
    const POLICY: &str = "Data Policy Exception: Name";
    const QUOTA: &str = "Transaction cancelled: maximum execution time exceeded";

    #[test]
    fn a_refusal_is_told_by_status_and_words() {
        let rule = ErrorKind::BusinessRule { name: "One only" };
        for (status, message, detail, kind) in [
            (401, "", RULE, ErrorKind::Unauthenticated),
            (429, "", RULE, ErrorKind::RateLimited { wait: None }),
            (403, "Operation Failed", RULE, rule),
            (500, RULE, "", rule),
            (403, POLICY, "", ErrorKind::DataPolicy),
            (403, "ACL Exception", "", ErrorKind::Forbidden { access_rule: true }),
            (403, "", "", ErrorKind::Forbidden { access_rule: false }),
            (403, "User Not Authorized", UNSCOPED, ErrorKind::UnscopedApi),
            (403, MISSING, "", ErrorKind::MissingApiScope { scope: "table_read" }),
            (400, "Invalid table x", "", ErrorKind::NoSuchTable),
            (400, "Other", "", ErrorKind::Refused { status: 400 }),
            (404, "No Record found", "", ErrorKind::NotFound),
            (500, "", QUOTA, ErrorKind::Quota),
            (500, "Oops", "", ErrorKind::Refused { status: 500 }),
        ] {
            assert_eq!(refused(status, message, detail).kind(), kind, "{status} {message}");
        }
        let wait = Some(Duration::from_secs(7));
        assert_eq!(refused(429, "", "").after(wait).kind(), ErrorKind::RateLimited { wait });
    }

    #[test]
    fn what_is_no_word_of_the_instance_has_its_own_kind() {
        let page = |hibernating| {
            let title = "Sign in".into();
            Error::new(Failure::Page { status: 403, hibernating, title })
        };
        assert_eq!(page(true).kind(), ErrorKind::Hibernating);
        assert_eq!(page(false).kind(), ErrorKind::WebPage { title: "Sign in" });
        let away = Error::new(Failure::Redirected { status: 302, to: "b.example".into() });
        assert_eq!(away.kind(), ErrorKind::Redirected { to: "b.example" });
        assert_eq!(Error::new(Failure::Dropped).kind(), ErrorKind::Lost);
        assert_eq!(Error::new(Failure::Lacking("x")).kind(), ErrorKind::Lacking("x"));
        assert_eq!(Error::new(Failure::Stopped).kind(), ErrorKind::Stopped);
    }

    #[test]
    fn a_cause_does_not_lend_its_kind() {
        let cause = Some(refused(403, "Operation Failed", RULE));
        let uncertain = Failure::Uncertain { identity: "a=1".into(), candidates: 2, cause };
        let kind = ErrorKind::Uncertain { identity: "a=1", candidates: 2 };
        assert_eq!(Error::new(uncertain).kind(), kind);
    }

    #[test]
    fn a_failed_operation_may_name_who_ended_it() {
        let failed = |message: &str| {
            let message = message.into();
            Error::new(Failure::Failed { label: "failed", percent: 4, message, detail: "".into() })
        };
        assert_eq!(failed("Oops").kind(), ErrorKind::Failed);
        assert_eq!(failed(RULE).kind(), ErrorKind::BusinessRule { name: "One only" });
        assert_eq!(failed(RULE).percent(), Some(4));
    }
}
