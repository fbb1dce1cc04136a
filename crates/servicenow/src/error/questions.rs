//! Questions to an error that are asked by themselves. Those about a status are true of a web page
//! with that status too; to tell all cases apart, match the kind.

use super::{Error, ErrorKind, Failure, words};
use crate::{ElevationRefusal, OwnIdentity};

impl Error {
    /// There is no such record, or it is hidden from this user.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/example/mod.rs"));
    /// # fn main() -> Outcome { simulated(async |client| {
    /// let error = client.cicd().progress("no such operation").await.unwrap_err();
    /// assert_eq!(error.is_not_found(), error.status() == Some(404));
    /// # Ok(()) }) }
    /// ```
    pub fn is_not_found(&self) -> bool {
        self.status() == Some(404) && !self.is_token_refused()
    }

    /// The instance does not accept who is calling (status 401 on a request, not on a token).
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/example/mod.rs"));
    /// use servicenow::{Client, Credentials, Options};
    ///
    /// # fn main() -> Outcome { simulated(async |client| {
    /// let instance = client.instance().clone();
    /// let unknown = Credentials::Basic { username: "admin".into(), password: "wrong".into() };
    /// let stranger = Client::new(instance, unknown, Options::default())?;
    /// let error = stranger.table("sys_alias").get("a1", &[]).await.unwrap_err();
    /// assert!(error.is_unauthenticated());
    /// # Ok(()) }) }
    /// ```
    pub fn is_unauthenticated(&self) -> bool {
        self.status() == Some(401) && !self.is_token_refused()
    }

    /// The instance knows who is calling and refuses (status 403), for whatever reason.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/example/mod.rs"));
    /// use servicenow::{Client, Credentials, Input, Options, Query, Row};
    ///
    /// # fn main() -> Outcome { simulated(async |client| {
    /// let instance = client.instance().clone();
    /// let user = Credentials::Basic { username: "plain.user".into(), password: "plain.user".into() };
    /// let plain = Client::new(instance, user, Options::default())?;
    /// let row = Row::new().set("name", "x");
    /// let refused = plain.table("oauth_entity").insert(&row, Input::Stored, &Query::new(), &[]).await;
    /// let error = refused.unwrap_err();
    /// assert!(error.is_forbidden());
    /// # Ok(()) }) }
    /// ```
    pub fn is_forbidden(&self) -> bool {
        self.status() == Some(403) && !self.is_token_refused()
    }

    /// An access control rule refused.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/example/mod.rs"));
    /// use servicenow::{Client, Credentials, Input, Options, Query, Row};
    ///
    /// # fn main() -> Outcome { simulated(async |client| {
    /// let instance = client.instance().clone();
    /// let user = Credentials::Basic { username: "plain.user".into(), password: "plain.user".into() };
    /// let plain = Client::new(instance, user, Options::default())?;
    /// let row = Row::new().set("name", "x");
    /// let refused = plain.table("oauth_entity").insert(&row, Input::Stored, &Query::new(), &[]).await;
    /// let error = refused.unwrap_err();
    /// assert!(error.is_acl());
    /// # Ok(()) }) }
    /// ```
    pub fn is_acl(&self) -> bool {
        self.is_forbidden() && words::speak_of_access_control(self.message(), self.detail())
    }

    /// The name of the business rule that aborted the operation.
    ///
    /// ```
    /// use servicenow::{Error, Query};
    ///
    /// let error = Error::from(Query::new().equals("name", "a^b").unwrap_err());
    /// assert_eq!(error.is_business_rule(), None);
    /// ```
    pub fn is_business_rule(&self) -> Option<&str> {
        words::business_rule(self.detail()).or_else(|| words::business_rule(self.message()))
    }

    /// A data policy refused; the message names the labels of the columns.
    ///
    /// ```
    /// use servicenow::{Error, Query};
    ///
    /// let error = Error::from(Query::new().equals("name", "a^b").unwrap_err());
    /// assert!(!error.is_data_policy());
    /// ```
    pub fn is_data_policy(&self) -> bool {
        words::speak_of_data_policy(self.message(), self.detail())
    }

    /// The instance has no such table.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/example/mod.rs"));
    /// # fn main() -> Outcome { simulated(async |client| {
    /// let error = client.table("no_such_table").get("a1", &[]).await.unwrap_err();
    /// assert!(error.is_invalid_table());
    /// # Ok(()) }) }
    /// ```
    pub fn is_invalid_table(&self) -> bool {
        self.status() == Some(400) && self.message().starts_with("Invalid table")
    }

    /// A developer instance is asleep and answers everything with one page.
    ///
    /// ```
    /// use servicenow::{Error, Query};
    ///
    /// let error = Error::from(Query::new().equals("name", "a^b").unwrap_err());
    /// assert!(!error.is_hibernating());
    /// ```
    pub fn is_hibernating(&self) -> bool {
        matches!(self.kind(), ErrorKind::Hibernating)
    }

    /// Some web page or a redirection came instead of data.
    ///
    /// ```
    /// use servicenow::{Error, Query};
    ///
    /// let error = Error::from(Query::new().equals("name", "a^b").unwrap_err());
    /// assert!(!error.is_not_json());
    /// ```
    pub fn is_not_json(&self) -> bool {
        matches!(
            self.kind(),
            ErrorKind::Hibernating | ErrorKind::WebPage { .. } | ErrorKind::Redirected { .. }
        )
    }

    /// The instance was not reached: its name is unknown, or connection or TLS failed.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/example/mod.rs"));
    /// use servicenow::{Client, InstanceUrl, Options};
    ///
    /// # fn main() -> Outcome { simulated(async |client| {
    /// let nobody = InstanceUrl::parse("http://127.0.0.1:1")?;
    /// let options = Options { max_retries: 0, ..Options::default() };
    /// let client = Client::new(nobody, client.credentials().clone(), options)?;
    /// let error = client.table("sys_alias").get("a1", &[]).await.unwrap_err();
    /// assert!(error.is_unreachable());
    /// # Ok(()) }) }
    /// ```
    pub fn is_unreachable(&self) -> bool {
        matches!(self.kind(), ErrorKind::Unreachable)
    }

    /// What was reached under an address of `https` speaks no TLS: most likely a port for plain
    /// `http`.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/example/mod.rs"));
    /// use servicenow::{Client, InstanceUrl, Options};
    ///
    /// # fn main() -> Outcome { simulated(async |client| {
    /// let plain = client.instance().as_str().replace("http:", "https:");
    /// let options = Options { max_retries: 0, ..Options::default() };
    /// let instance = InstanceUrl::parse(&plain)?;
    /// let client = Client::new(instance, client.credentials().clone(), options)?;
    /// let error = client.table("sys_alias").get("a1", &[]).await.unwrap_err();
    /// assert!(error.is_not_tls());
    /// # Ok(()) }) }
    /// ```
    pub fn is_not_tls(&self) -> bool {
        matches!(self.failure(), Failure::Unreachable(_)) && words::speak_of_no_tls(self.failure())
    }

    /// No answer, or no end of an operation, within the time allowed.
    ///
    /// ```
    /// use servicenow::{Error, Query};
    ///
    /// let error = Error::from(Query::new().equals("name", "a^b").unwrap_err());
    /// assert!(!error.is_timeout());
    /// ```
    pub fn is_timeout(&self) -> bool {
        matches!(self.kind(), ErrorKind::TimedOut | ErrorKind::Unfinished)
    }

    /// The instance's rate limit is spent: seconds until it is reset, 0 if it did not say.
    ///
    /// ```
    /// use servicenow::{Error, Query};
    ///
    /// let error = Error::from(Query::new().equals("name", "a^b").unwrap_err());
    /// assert_eq!(error.is_rate_limited(), None);
    /// ```
    pub fn is_rate_limited(&self) -> Option<u64> {
        (self.status() == Some(429)).then(|| self.wait().map_or(0, |wait| wait.as_secs()))
    }

    /// A transaction quota of the instance ended the request.
    ///
    /// ```
    /// use servicenow::{Error, Query};
    ///
    /// let error = Error::from(Query::new().equals("name", "a^b").unwrap_err());
    /// assert!(!error.is_quota());
    /// ```
    pub fn is_quota(&self) -> bool {
        words::speak_of_quota(self.message()) || words::speak_of_quota(self.detail())
    }

    /// Whether the write was done cannot be told: see `table` and `identity`.
    ///
    /// ```
    /// use servicenow::{Error, Query};
    ///
    /// let error = Error::from(Query::new().equals("name", "a^b").unwrap_err());
    /// assert!(!error.is_uncertain());
    /// ```
    pub fn is_uncertain(&self) -> bool {
        matches!(self.kind(), ErrorKind::Uncertain { .. })
    }

    /// Of an uncertain write: the encoded query by which to look for its record.
    ///
    /// ```
    /// use servicenow::{Error, Query};
    ///
    /// let error = Error::from(Query::new().equals("name", "a^b").unwrap_err());
    /// assert_eq!(error.identity(), None);
    /// ```
    pub fn identity(&self) -> Option<&str> {
        match self.kind() {
            ErrorKind::Uncertain { identity, .. } => Some(identity),
            _ => None,
        }
    }

    /// Of an uncertain write: how many records were found that may be the one.
    ///
    /// ```
    /// use servicenow::{Error, Query};
    ///
    /// let error = Error::from(Query::new().equals("name", "a^b").unwrap_err());
    /// assert_eq!(error.candidates(), 0);
    /// ```
    pub fn candidates(&self) -> usize {
        match self.kind() {
            ErrorKind::Uncertain { candidates, .. } => candidates,
            _ => 0,
        }
    }

    /// The caller asked to stop before this was done.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/example/mod.rs"));
    /// use servicenow::CancellationToken;
    ///
    /// # fn main() -> Outcome { simulated(async |client| {
    /// let stop = CancellationToken::new();
    /// stop.cancel();
    /// let error = client.with_stop(stop).table("sys_alias").get("a1", &[]).await.unwrap_err();
    /// assert!(error.is_stopped());
    /// # Ok(()) }) }
    /// ```
    pub fn is_stopped(&self) -> bool {
        matches!(self.kind(), ErrorKind::Stopped)
    }

    /// The options allow no write, so none was sent.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/example/mod.rs"));
    /// use servicenow::{Client, Options};
    ///
    /// # fn main() -> Outcome { simulated(async |client| {
    /// let options = Options { read_only: true, ..Options::default() };
    /// let reading = Client::new(client.instance().clone(), client.credentials().clone(), options)?;
    /// let error = reading.table("sys_alias").delete("a1").await.unwrap_err();
    /// assert!(error.is_read_only());
    /// # Ok(()) }) }
    /// ```
    pub fn is_read_only(&self) -> bool {
        matches!(self.kind(), ErrorKind::ReadOnly)
    }

    /// The identity in use that the write would have ended; it was not sent.
    ///
    /// ```
    /// use servicenow::{Error, Query};
    ///
    /// let error = Error::from(Query::new().equals("name", "a^b").unwrap_err());
    /// assert_eq!(error.is_own_identity(), None);
    /// ```
    pub fn is_own_identity(&self) -> Option<&OwnIdentity> {
        match self.kind() {
            ErrorKind::OwnIdentity(identity) => Some(identity),
            _ => None,
        }
    }

    /// The token endpoint refused to give a token.
    ///
    /// ```
    /// use servicenow::{Error, Query};
    ///
    /// let error = Error::from(Query::new().equals("name", "a^b").unwrap_err());
    /// assert!(!error.is_token_refused());
    /// ```
    pub fn is_token_refused(&self) -> bool {
        matches!(self.kind(), ErrorKind::TokenRefused { .. })
    }

    /// Why there is no elevated session, where the request takes one.
    ///
    /// ```
    /// use servicenow::{Error, Query};
    ///
    /// let error = Error::from(Query::new().equals("name", "a^b").unwrap_err());
    /// assert_eq!(error.is_elevation_refused(), None);
    /// ```
    pub fn is_elevation_refused(&self) -> Option<&ElevationRefusal> {
        match self.kind() {
            ErrorKind::ElevationRefused(refusal) => Some(refusal),
            _ => None,
        }
    }

    /// The error code of the token endpoint, as `invalid_client`.
    ///
    /// ```
    /// use servicenow::{Error, Query};
    ///
    /// let error = Error::from(Query::new().equals("name", "a^b").unwrap_err());
    /// assert_eq!(error.oauth_error(), None);
    /// ```
    pub fn oauth_error(&self) -> Option<&str> {
        match self.kind() {
            ErrorKind::TokenRefused { code } => Some(code),
            _ => None,
        }
    }
}
