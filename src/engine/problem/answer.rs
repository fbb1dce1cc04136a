//! What went wrong with a request, and what to do: one explanation for each kind of answer.

use servicenow::{Credentials, Error, OwnIdentity};

use crate::engine::problem::roles::needed;
use crate::engine::problem::{elevation, sign_in};

/// What is needed to explain a failed request.
pub(super) struct Request<'a> {
    /// Host of the instance.
    pub(super) host: &'a str,
    /// The table asked.
    pub(super) table: &'a str,
    /// Whether it was a write.
    pub(super) writes: bool,
    /// Whether the table takes an elevated session and the provider is to open none.
    pub(super) needs_elevation: bool,
    /// How the provider authenticates.
    pub(super) credentials: &'a Credentials,
    /// What went wrong.
    pub(super) error: &'a Error,
}

type Explanation<R> = fn(&R) -> String;

impl Request<'_> {
    /// What went wrong and what to do, in whole sentences.
    pub(super) fn explained(&self) -> String {
        let error = self.error;
        let explanations: [(bool, Explanation<Self>); 17] = [
            (error.is_stopped(), Self::stopped),
            (error.is_read_only(), Self::read_only),
            (error.is_own_identity().is_some(), Self::own_identity),
            (error.is_uncertain(), Self::uncertain),
            (error.is_elevation_refused().is_some(), Self::no_elevation),
            (error.is_token_refused(), Self::no_token),
            (error.is_hibernating(), Self::asleep),
            (error.is_not_json(), Self::web_page),
            (error.is_unreachable(), Self::unreachable),
            (error.is_timeout(), Self::no_answer),
            (error.is_unauthenticated(), Self::unauthenticated),
            (error.is_rate_limited().is_some(), Self::rate_limited),
            (error.is_business_rule().is_some(), Self::business_rule),
            (error.is_data_policy(), Self::data_policy),
            (error.is_forbidden() && self.needs_elevation, Self::not_elevated),
            (error.is_forbidden(), Self::forbidden),
            (error.is_invalid_table(), Self::no_such_table),
        ];
        let fitting = explanations.iter().find(|(fits, _)| *fits);
        fitting.map_or_else(|| self.anything_else(), |(_, explain)| explain(self))
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

    fn own_identity(&self) -> String {
        let identity = match self.error.is_own_identity() {
            Some(OwnIdentity::User { user_name }) => {
                format!("the very user \"{user_name}\" as whom")
            }
            Some(OwnIdentity::OAuthClient { client_id }) => {
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

    fn uncertain(&self) -> String {
        let seen = match self.error.candidates() {
            0 => "none was found that is certainly the one".to_owned(),
            1 => "one may be it".to_owned(),
            count => format!("{count} may be it"),
        };
        let identity = self.error.identity().filter(|query| !query.is_empty());
        let filter = identity.map_or_else(String::new, |query| format!(" with the filter {query}"));
        format!(
            "The answer to the insert was lost, and whether {} stored the record cannot be told: {seen}. Look for it in the \
             table {}{filter}; if it is there, run `terraform import` with its sys_id, otherwise apply again.",
            self.host, self.table
        )
    }

    fn no_token(&self) -> String {
        format!(
            "{} refused to give an OAuth token: {}. Check client id and client secret. The instance does not tell more; its \
             system log does. {}",
            self.host,
            self.error.oauth_error().map_or_else(|| self.words(), |code| self.with_code(code)),
            sign_in::no_token(self.credentials)
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
            sign_in::not_let_in(self.credentials)
        )
    }

    fn rate_limited(&self) -> String {
        let wait = self.error.is_rate_limited().filter(|seconds| *seconds > 0);
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

    fn business_rule(&self) -> String {
        format!(
            "{} refused it: {}. The business rule \"{}\" stopped the operation; what it demands is written in its script \
             (System Definition > Business Rules).",
            self.host,
            self.words(),
            self.error.is_business_rule().unwrap_or_default()
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
            "{} refused it: {}. The provider's user may not {} the table {}. The role that allows it is normally {}; an \
             access control rule of this instance may ask for another.",
            self.host,
            self.words(),
            if self.writes { "write" } else { "read" },
            self.table,
            needed(self.table, self.writes)
        )
    }

    fn not_elevated(&self) -> String {
        format!("{} refused it: {}. {}", self.host, self.words(), elevation::how())
    }

    fn no_elevation(&self) -> String {
        let has_words = !self.error.message().is_empty();
        let words = if has_words { self.words() } else { String::new() };
        let refusal = self.error.is_elevation_refused();
        refusal.map_or_else(String::new, |why| elevation::refused(self.host, why, &words))
    }

    fn no_such_table(&self) -> String {
        format!(
            "{} has no table {}: {}. The plugin or application that brings it is not active on this instance.",
            self.host,
            self.table,
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
