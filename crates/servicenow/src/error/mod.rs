//! The one error of this crate: what failed, kept in private, and the kind that callers match.

mod failure;
mod kind;
mod questions;
mod words;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

pub(crate) use failure::{Failure, Fate};
pub use kind::ErrorKind;

use crate::QueryError;

/// Why a request did not do what it was asked to. Match its [`kind`](Self::kind) to tell one case
/// from another. `Display` is one clause without its source, and never holds a secret, a token or
/// the query of a URL. Cheap to clone.
#[derive(Clone)]
pub struct Error(Arc<Inner>);

#[derive(Clone, Debug)]
struct Inner {
    failure: Arc<Failure>,
    table: Option<String>,
    wait: Option<Duration>,
    unsent: bool,
}

impl Error {
    pub(crate) fn new(failure: Failure) -> Self {
        Self(Arc::new(Inner { failure: Arc::new(failure), table: None, wait: None, unsent: false }))
    }

    /// Notes the table that was asked, unless one is noted already.
    pub(crate) fn in_table(mut self, table: Option<&str>) -> Self {
        let inner = Arc::make_mut(&mut self.0);
        inner.table = inner.table.take().or_else(|| table.map(str::to_owned));
        self
    }

    /// Notes how long the instance asked to wait.
    pub(crate) fn after(mut self, wait: Option<Duration>) -> Self {
        Arc::make_mut(&mut self.0).wait = wait;
        self
    }

    /// Notes that this happened on the way to sending the request, which so did nothing.
    pub(crate) fn before_sending(mut self) -> Self {
        Arc::make_mut(&mut self.0).unsent = true;
        self
    }

    /// The request itself was not sent: this happened on the way to it, as when asking for a token.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/example/mod.rs"));
    /// use servicenow::{Client, Options};
    ///
    /// # fn main() -> Outcome { simulated(async |client| {
    /// // The options allow no write, so none is sent.
    /// let options = Options { read_only: true, ..Options::default() };
    /// let reading = Client::new(client.instance().clone(), client.credentials().clone(), options)?;
    /// let error = reading.table("sys_alias").delete("a1").await.unwrap_err();
    /// assert!(error.is_unsent());
    /// # Ok(()) }) }
    /// ```
    pub fn is_unsent(&self) -> bool {
        self.0.unsent
    }

    /// Whether the instance may be at work on the request still.
    pub(crate) fn leaves_the_instance_at_work(&self) -> bool {
        !self.0.unsent && self.failure().leaves_the_instance_at_work()
    }

    /// Whether an insert was refused because a record has its id already.
    pub(crate) fn is_about_a_taken_id(&self) -> bool {
        words::speak_of_a_taken_id(self.message()) || words::speak_of_a_taken_id(self.detail())
    }

    pub(crate) fn failure(&self) -> &Failure {
        &self.0.failure
    }

    /// How long the instance asked to wait before the next try.
    pub(crate) fn wait(&self) -> Option<Duration> {
        self.0.wait
    }

    /// What is known of the request after this failure.
    pub(crate) fn fate(&self) -> Fate {
        match self.failure().fate() {
            Fate::Lost | Fate::LostSlowly if self.0.unsent => Fate::Untouched,
            fate => fate,
        }
    }

    /// The HTTP status of the answer, if there was one.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/example/mod.rs"));
    /// # fn main() -> Outcome { simulated(async |client| {
    /// let error = client.table("no_such_table").get("a1", &[]).await.unwrap_err();
    /// assert_eq!(error.status(), Some(400));
    /// # Ok(()) }) }
    /// ```
    pub fn status(&self) -> Option<u16> {
        self.failure().status()
    }

    /// The instance's own message, or the empty text.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/example/mod.rs"));
    /// # fn main() -> Outcome { simulated(async |client| {
    /// let error = client.table("no_such_table").get("a1", &[]).await.unwrap_err();
    /// assert_eq!(error.message(), "Invalid table no_such_table");
    /// # Ok(()) }) }
    /// ```
    pub fn message(&self) -> &str {
        self.failure().message()
    }

    /// What the instance added to its message, or the empty text.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/example/mod.rs"));
    /// # fn main() -> Outcome { simulated(async |client| {
    /// let error = client.table("no_such_table").get("a1", &[]).await.unwrap_err();
    /// assert_eq!(error.detail(), "");
    /// # Ok(()) }) }
    /// ```
    pub fn detail(&self) -> &str {
        self.failure().detail()
    }

    /// The table that was asked, if the request was about one.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/example/mod.rs"));
    /// # fn main() -> Outcome { simulated(async |client| {
    /// let error = client.table("no_such_table").get("a1", &[]).await.unwrap_err();
    /// assert_eq!(error.table(), Some("no_such_table"));
    /// # Ok(()) }) }
    /// ```
    pub fn table(&self) -> Option<&str> {
        self.0.table.as_deref()
    }

    /// The same request may succeed later.
    ///
    /// ```
    /// use servicenow::{Error, Query};
    ///
    /// let error = Error::from(Query::new().equals("name", "a^b").unwrap_err());
    /// assert!(!error.is_retryable());
    /// ```
    pub fn is_retryable(&self) -> bool {
        matches!(self.fate(), Fate::Untouched | Fate::Lost)
    }

    /// Of an operation that failed or did not end: how far it came, in percent.
    ///
    /// ```
    /// use servicenow::{Error, Query};
    ///
    /// let error = Error::from(Query::new().equals("name", "a^b").unwrap_err());
    /// assert_eq!(error.percent(), None, "it is about no operation");
    /// ```
    pub fn percent(&self) -> Option<u8> {
        match self.failure() {
            Failure::Failed { percent, .. } | Failure::Unfinished { percent, .. } => Some(*percent),
            _ => None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.failure().fmt(f)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.failure().source()
    }
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        Self::new(failure)
    }
}

impl From<QueryError> for Error {
    fn from(error: QueryError) -> Self {
        Self::new(Failure::Query(error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ElevationRefusal;

    fn refused(status: u16, message: &str, detail: &str) -> Error {
        let (message, detail) = (message.into(), detail.into());
        Error::new(Failure::Refused { status, code: None, message, detail })
    }

    #[test]
    fn a_refusal_tells_status_and_words() {
        let error = refused(
            403,
            "Operation Failed",
            "ACL Exception Insert Failed due to security constraints",
        );
        assert!(error.is_forbidden() && error.is_acl() && !error.is_data_policy());
        assert_eq!(error.is_business_rule(), None);
        assert_eq!(
            error.to_string(),
            "the instance answered 403: Operation Failed: ACL Exception Insert Failed due to security constraints"
        );
        assert!(!error.is_retryable());
    }

    #[test]
    fn a_business_rule_is_named() {
        let detail = "Operation against file 'http_connection' was aborted by Business Rule \
                      'One active connection^0123'. Business Rule Stack:One active connection";
        let error = refused(403, "Operation Failed", detail);
        assert_eq!(error.is_business_rule(), Some("One active connection"));
        assert!(!error.is_acl());
    }

    #[test]
    fn the_table_is_noted_once_and_survives_cloning() {
        let error = refused(400, "Invalid table x", "").in_table(Some("x")).in_table(Some("y"));
        assert_eq!(error.clone().table(), Some("x"));
        assert!(error.is_invalid_table());
    }

    #[test]
    fn a_rate_limit_says_when_it_ends() {
        let error = refused(429, "Rate limit exceeded", "").after(Some(Duration::from_secs(7)));
        assert_eq!(error.is_rate_limited(), Some(7));
        assert_eq!(refused(429, "", "").is_rate_limited(), Some(0));
        assert_eq!(refused(503, "", "").is_rate_limited(), None);
        assert!(error.is_retryable());
    }

    #[test]
    fn what_failed_on_the_way_to_sending_touched_nothing() {
        let lost = refused(503, "", "");
        assert_eq!((lost.fate(), lost.is_unsent()), (Fate::Lost, false));
        let unsent = lost.before_sending();
        assert_eq!((unsent.fate(), unsent.is_unsent()), (Fate::Untouched, true));
        assert!(unsent.is_retryable());
        assert_eq!(refused(403, "", "").before_sending().fate(), Fate::Final);
    }

    #[test]
    fn a_refused_elevation_is_no_refusal_of_the_request() {
        let cause = refused(403, "Nope", "not you");
        let role = "security_admin".to_owned();
        let error = Failure::not_elevated(
            ElevationRefusal::RoleNotOffered { role: role.clone() },
            Some(cause),
        );
        assert_eq!(error.is_elevation_refused(), Some(&ElevationRefusal::RoleNotOffered { role }));
        assert_eq!((error.status(), error.is_forbidden(), error.is_acl()), (None, false, false));
        assert_eq!((error.message(), error.detail()), ("Nope", "not you"));
        assert_eq!(
            error.to_string(),
            "there is no elevated session: the user may not elevate to the role security_admin"
        );
    }

    #[test]
    fn display_never_repeats_its_source() {
        use std::error::Error as _;
        let cause = refused(504, "Gateway", "");
        let error = Error::new(Failure::Uncertain {
            identity: "name=x".to_owned(),
            candidates: 2,
            cause: Some(cause.clone()),
        });
        assert!(!error.to_string().contains(&cause.to_string()));
        assert_eq!(error.source().unwrap().to_string(), cause.to_string());
        assert_eq!((error.identity(), error.candidates()), (Some("name=x"), 2));
    }
}
