//! What went wrong with a request, and what to do: one explanation for each kind of answer.

use std::time::Duration;

use servicenow::{ElevationRefusal, Error, ErrorKind, OwnIdentity};

use super::failure::Failure;
use super::roles::needed;
use super::{elevation, sign_in};
use crate::engine::model::Access;

/// What went wrong and what to do, in whole sentences. What was to be done to the table is named as precisely as is
/// known where the summary does not say it.
pub(super) fn explained(failure: &Failure, names_access: bool) -> String {
    let (host, error) = (failure.caller.host.as_str(), &failure.error);
    Answer { host, failure, error, names_access }.explained()
}

/// What an instance answered, or why it did not.
struct Answer<'a> {
    host: &'a str,
    failure: &'a Failure,
    error: &'a Error,
    names_access: bool,
}

impl Answer<'_> {
    fn explained(&self) -> String {
        match self.error.kind() {
            ErrorKind::Stopped => self.stopped(),
            ErrorKind::ReadOnly => self.read_only(),
            ErrorKind::OwnIdentity(identity) => self.own_identity(identity),
            ErrorKind::Uncertain { identity, candidates } => self.uncertain(identity, candidates),
            ErrorKind::ElevationRefused(why) => self.no_elevation(why),
            ErrorKind::TokenRefused { code } => self.no_token(code),
            ErrorKind::Hibernating => self.asleep(),
            ErrorKind::WebPage => self.web_page(),
            ErrorKind::Unreachable => self.unreachable(),
            ErrorKind::TimedOut | ErrorKind::Unfinished => self.no_answer(),
            ErrorKind::Unauthenticated => self.unauthenticated(),
            ErrorKind::RateLimited { wait } => self.rate_limited(wait),
            ErrorKind::BusinessRule { name } => self.business_rule(name),
            ErrorKind::DataPolicy => self.data_policy(),
            ErrorKind::Forbidden { .. } if self.failure.needs_elevation => self.not_elevated(),
            ErrorKind::Forbidden { .. } => self.forbidden(),
            ErrorKind::NoSuchTable => self.no_such_table(),
            _ => self.anything_else(),
        }
    }

    /// The instance's own words, in quotes.
    fn words(&self) -> String {
        match (self.error.message(), self.error.detail()) {
            ("", "") => format!("{}", self.error),
            (message, detail) if detail.is_empty() || detail == message => format!("\"{message}\""),
            (message, detail) => format!("\"{message}: {detail}\""),
        }
    }

    /// The code of a refused token before the instance's words.
    fn with_code(&self, code: &str) -> String {
        match self.error.message() {
            "" => format!("\"{code}\""),
            message => format!("\"{code}: {message}\""),
        }
    }

    fn stopped(&self) -> String {
        format!(
            "Terraform was asked to stop before the request to {} was sent, so nothing was sent. Apply again to go on.",
            self.host
        )
    }

    fn read_only(&self) -> String {
        format!(
            "The provider only reads, because read_only is set in its block or as SERVICENOW_READ_ONLY. Nothing was sent to {}. \
             To apply, remove read_only.",
            self.host
        )
    }

    fn own_identity(&self, identity: &OwnIdentity) -> String {
        let identity = match identity {
            OwnIdentity::User { user_name } => format!("the very user \"{user_name}\" as whom"),
            OwnIdentity::OAuthClient { client_id } => {
                format!("the entry of the very OAuth client \"{client_id}\" by which")
            }
            _ => "an API key of the user in use, and may be the very key with which".to_owned(),
        };
        format!(
            "The record is {identity} the provider signs in, and the change would deactivate, delete or rename it or change \
             its secret: the provider might lock itself out. Nothing was sent to {}. Use other credentials for it, or set \
             allow_self_change = true.",
            self.host
        )
    }

    fn uncertain(&self, identity: &str, candidates: usize) -> String {
        let seen = match candidates {
            0 => "none was found that is certainly the one".to_owned(),
            1 => "one may be it".to_owned(),
            count => format!("{count} may be it"),
        };
        let filter = if identity.is_empty() {
            String::new()
        } else {
            format!(" with the filter {identity}")
        };
        format!(
            "The answer to the insert was lost, and whether {} stored the record cannot be told: {seen}. Look for it in the \
             table {}{filter}; if it is there, run `terraform import` with its sys_id, otherwise apply again.",
            self.host, self.failure.table
        )
    }

    fn no_token(&self, code: &str) -> String {
        format!(
            "{} refused to give an OAuth token: {}. Check client id and client secret. The instance does not tell more; its \
             system log does. {}",
            self.host,
            if code.is_empty() { self.words() } else { self.with_code(code) },
            sign_in::no_token(self.failure.caller.sign_in)
        )
    }

    fn asleep(&self) -> String {
        format!(
            "{} is hibernating: it answers every request with a web page that says so. Sign in at the developer portal to \
             wake it, wait until its login page appears, and apply again.",
            self.host
        )
    }

    fn web_page(&self) -> String {
        let status =
            self.error.status().map_or_else(String::new, |status| format!(" (status {status})"));
        format!(
            "{} answered with a web page instead of JSON{status}. Check that instance_url is the address of a ServiceNow \
             instance, and that no proxy or sign-on page stands before it.",
            self.host
        )
    }

    fn unreachable(&self) -> String {
        let cause = innermost(self.error);
        format!(
            "{} cannot be reached: {cause}. Check instance_url, name resolution, and the way through proxy and firewall.",
            self.host
        )
    }

    fn no_answer(&self) -> String {
        format!(
            "{}: {}. If the instance is only slow, raise request_timeout; a large list may need an index on the columns asked.",
            self.host, self.error
        )
    }

    fn unauthenticated(&self) -> String {
        format!(
            "{} did not accept the credentials: {}. {}",
            self.host,
            self.words(),
            sign_in::not_let_in(self.failure.caller.sign_in)
        )
    }

    fn rate_limited(&self, wait: Option<Duration>) -> String {
        let wait = wait.map(|wait| wait.as_secs()).filter(|seconds| *seconds > 0);
        let wait = wait.map_or_else(String::new, |seconds| {
            format!(" The limit is lifted in {seconds} seconds.")
        });
        format!(
            "{} takes no more requests for now: {}.{wait} Apply again later, lower max_concurrent_requests, or ask for a \
             higher limit (System Web Services > Rate Limit Rules).",
            self.host,
            self.words()
        )
    }

    fn business_rule(&self, name: &str) -> String {
        format!(
            "{} refused it: {}. The business rule \"{name}\" stopped the operation; what it demands is written in its script \
             (System Definition > Business Rules).",
            self.host,
            self.words()
        )
    }

    fn data_policy(&self) -> String {
        format!(
            "{} refused it: {}. A data policy demands the columns named there by their labels; set the attributes that stand \
             for them.",
            self.host,
            self.words()
        )
    }

    fn forbidden(&self) -> String {
        format!(
            "{} refused it: {}. The provider's user may not {}. The role that allows it is normally {}; an access control rule \
             of this instance may ask for another.",
            self.host,
            self.words(),
            self.wish(),
            needed(&self.failure.table, self.failure.access.right())
        )
    }

    /// What was to be done to the table.
    fn wish(&self) -> String {
        let table = &self.failure.table;
        match self.failure.access {
            Access::Read => format!("read the table {table}"),
            Access::Create if self.names_access => format!("create records in the table {table}"),
            Access::Delete if self.names_access => format!("delete records of the table {table}"),
            _ => format!("write the table {table}"),
        }
    }

    fn not_elevated(&self) -> String {
        format!("{} refused it: {}. {}", self.host, self.words(), elevation::how())
    }

    fn no_elevation(&self, why: &ElevationRefusal) -> String {
        let words = if self.error.message().is_empty() { String::new() } else { self.words() };
        elevation::refused(self.host, why, &words)
    }

    fn no_such_table(&self) -> String {
        format!(
            "{} has no table {}: {}. The plugin or application that brings it is not active on this instance.",
            self.host,
            self.failure.table,
            self.words()
        )
    }

    fn anything_else(&self) -> String {
        let status =
            self.error.status().map_or_else(String::new, |status| format!(" (status {status})"));
        format!("{} did not do it{status}: {}.", self.host, self.words())
    }
}

fn innermost(error: &Error) -> String {
    let mut cause: &dyn std::error::Error = error;
    while let Some(source) = cause.source() {
        cause = source;
    }
    cause.to_string()
}
