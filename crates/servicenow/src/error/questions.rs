//! Questions to an error that are asked by themselves. Those about a status are true of a web page
//! with that status too; to tell all cases apart, match the kind.

use super::{Error, ErrorKind, words};
use crate::{ElevationRefusal, OwnIdentity};

impl Error {
    /// There is no such record, or it is hidden from this user.
    pub fn is_not_found(&self) -> bool {
        self.status() == Some(404) && !self.is_token_refused()
    }

    /// The instance does not accept who is calling (status 401 on a request, not on a token).
    pub fn is_unauthenticated(&self) -> bool {
        self.status() == Some(401) && !self.is_token_refused()
    }

    /// The instance knows who is calling and refuses (status 403), for whatever reason.
    pub fn is_forbidden(&self) -> bool {
        self.status() == Some(403) && !self.is_token_refused()
    }

    /// An access control rule refused.
    pub fn is_acl(&self) -> bool {
        self.is_forbidden() && words::speak_of_access_control(self.message(), self.detail())
    }

    /// The name of the business rule that aborted the operation.
    pub fn is_business_rule(&self) -> Option<&str> {
        words::business_rule(self.detail()).or_else(|| words::business_rule(self.message()))
    }

    /// A data policy refused; the message names the labels of the columns.
    pub fn is_data_policy(&self) -> bool {
        words::speak_of_data_policy(self.message(), self.detail())
    }

    /// The instance has no such table.
    pub fn is_invalid_table(&self) -> bool {
        self.status() == Some(400) && self.message().starts_with("Invalid table")
    }

    /// A developer instance is asleep and answers everything with one page.
    pub fn is_hibernating(&self) -> bool {
        matches!(self.kind(), ErrorKind::Hibernating)
    }

    /// Some web page or a redirection came instead of data.
    pub fn is_not_json(&self) -> bool {
        matches!(self.kind(), ErrorKind::Hibernating | ErrorKind::WebPage)
    }

    /// The instance was not reached: its name is unknown, or connection or TLS failed.
    pub fn is_unreachable(&self) -> bool {
        matches!(self.kind(), ErrorKind::Unreachable)
    }

    /// No answer, or no end of an operation, within the time allowed.
    pub fn is_timeout(&self) -> bool {
        matches!(self.kind(), ErrorKind::TimedOut | ErrorKind::Unfinished)
    }

    /// The instance's rate limit is spent: seconds until it is reset, 0 if it did not say.
    pub fn is_rate_limited(&self) -> Option<u64> {
        (self.status() == Some(429)).then(|| self.wait().map_or(0, |wait| wait.as_secs()))
    }

    /// A transaction quota of the instance ended the request.
    pub fn is_quota(&self) -> bool {
        words::speak_of_quota(self.message()) || words::speak_of_quota(self.detail())
    }

    /// Whether the write was done cannot be told: see `table` and `identity`.
    pub fn is_uncertain(&self) -> bool {
        matches!(self.kind(), ErrorKind::Uncertain { .. })
    }

    /// Of an uncertain write: the encoded query by which to look for its record.
    pub fn identity(&self) -> Option<&str> {
        match self.kind() {
            ErrorKind::Uncertain { identity, .. } => Some(identity),
            _ => None,
        }
    }

    /// Of an uncertain write: how many records were found that may be the one.
    pub fn candidates(&self) -> usize {
        match self.kind() {
            ErrorKind::Uncertain { candidates, .. } => candidates,
            _ => 0,
        }
    }

    /// The caller asked to stop before this was done.
    pub fn is_stopped(&self) -> bool {
        matches!(self.kind(), ErrorKind::Stopped)
    }

    /// The options allow no write, so none was sent.
    pub fn is_read_only(&self) -> bool {
        matches!(self.kind(), ErrorKind::ReadOnly)
    }

    /// The identity in use that the write would have ended; it was not sent.
    pub fn is_own_identity(&self) -> Option<&OwnIdentity> {
        match self.kind() {
            ErrorKind::OwnIdentity(identity) => Some(identity),
            _ => None,
        }
    }

    /// The token endpoint refused to give a token.
    pub fn is_token_refused(&self) -> bool {
        matches!(self.kind(), ErrorKind::TokenRefused { .. })
    }

    /// Why there is no elevated session, where the request takes one.
    pub fn is_elevation_refused(&self) -> Option<&ElevationRefusal> {
        match self.kind() {
            ErrorKind::ElevationRefused(refusal) => Some(refusal),
            _ => None,
        }
    }

    /// The error code of the token endpoint, as `invalid_client`.
    pub fn oauth_error(&self) -> Option<&str> {
        match self.kind() {
            ErrorKind::TokenRefused { code } => Some(code),
            _ => None,
        }
    }
}
