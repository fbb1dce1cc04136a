//! The client: one connection pool, one token and one limit of requests for all its clones.

use std::fmt;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OnceCell, Semaphore};
use tokio_util::sync::CancellationToken;

use crate::clock::ServerClock;
use crate::error::Failure;
use crate::lane::SessionKeeper;
use crate::mask::{Mask, SHORT};
use crate::pace::Pace;
use crate::sign_in::SignIn;
use crate::table::SentIds;
use crate::token::TokenKeeper;
use crate::{
    Cicd, Credentials, CurrentUser, Error, InstanceUrl, Reader, Table, Transaction, Transport,
};

/// How the client behaves towards the instance.
///
/// ```
/// use std::time::Duration;
/// use servicenow::Options;
///
/// let patient = Options { request_timeout: Duration::from_mins(5), ..Options::default() };
/// assert_eq!(patient.max_retries, 5);
/// ```
#[derive(Clone, Debug)]
pub struct Options {
    /// Sent as `User-Agent`.
    pub user_agent: String,
    /// Longest time for one request, from sending it to the last byte of its answer.
    pub request_timeout: Duration,
    /// Longest time that the instance works on one request, by its transaction quota
    /// (docs/facts.md#quotas). An insert whose answer is lost is looked for as long as that, and at
    /// least as long as `request_timeout`, before it is sent again.
    pub transaction_limit: Duration,
    /// Largest answer that is taken, unpacked, in bytes.
    pub max_response_bytes: usize,
    /// How often a request that failed for a passing reason is sent again.
    pub max_retries: u32,
    /// Requests in flight at once; one node of an instance serves about four
    /// (docs/facts.md#threads).
    pub max_concurrent_requests: usize,
    /// Roles to elevate to for the tables that take it, as `security_admin` for access rules:
    /// requests about these go through one session, opened like a browser's
    /// (docs/facts.md#elevation). None: every request goes by itself. Experimental, for the
    /// endpoints are not documented.
    pub elevate_roles: Vec<String>,
    /// Requests begun within a second, counted with retries and tokens; no limit if none.
    pub requests_per_second: Option<f64>,
    /// Whether every write is refused before it is sent.
    pub read_only: bool,
    /// Whether a write that would end the client's own way in is refused before it is sent: see
    /// [`OwnIdentity`](crate::OwnIdentity).
    pub keeps_own_identity: bool,
    /// How connections are made, and what every request carries beside its own headers.
    pub transport: Transport,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            user_agent: concat!("servicenow-rust/", env!("CARGO_PKG_VERSION")).to_owned(),
            request_timeout: Duration::from_mins(1),
            transaction_limit: Duration::from_mins(1),
            max_response_bytes: 64_000_000,
            max_retries: 5,
            max_concurrent_requests: 4,
            elevate_roles: Vec::new(),
            requests_per_second: None,
            read_only: false,
            keeps_own_identity: false,
            transport: Transport::default(),
        }
    }
}

/// A client of one instance, for one identity. Cloning is cheap and shares everything.
#[derive(Clone)]
pub struct Client {
    pub(crate) shared: Arc<Shared>,
    pub(crate) transaction: Arc<Transaction>,
    pub(crate) stop: CancellationToken,
}

/// What clients of one instance share, whoever signs in: the limits are those of the instance.
pub(crate) struct Reach {
    pub(crate) http: reqwest::Client,
    pub(crate) permits: Semaphore,
    pub(crate) pace: Pace,
}

/// What all clones of a client have in common.
pub(crate) struct Shared {
    pub(crate) instance: InstanceUrl,
    pub(crate) reach: Arc<Reach>,
    pub(crate) credentials: Credentials,
    pub(crate) options: Options,
    pub(crate) token: TokenKeeper,
    pub(crate) sign_in: SignIn,
    pub(crate) sent_ids: SentIds,
    pub(crate) mask: Mask,
    pub(crate) elevated: SessionKeeper,
    pub(crate) clock: ServerClock,
    pub(crate) current_user: OnceCell<CurrentUser>,
    reader: Reader,
}

impl Reach {
    fn of(instance: &InstanceUrl, options: &Options) -> Result<Self, Error> {
        let http = options
            .transport
            .builder(instance.is_loopback())
            .user_agent(&options.user_agent)
            .timeout(options.request_timeout)
            .connect_timeout(options.request_timeout.min(Duration::from_secs(20)))
            // A redirection of an API leads to a login page; following it would hide that.
            .redirect(reqwest::redirect::Policy::none())
            .tcp_nodelay(true)
            .gzip(true)
            .build()
            .map_err(|error| Error::new(Failure::Setup(error.without_url())))?;
        let permits = Semaphore::new(options.max_concurrent_requests.max(1));
        Ok(Self { http, permits, pace: Pace::of(options.requests_per_second) })
    }
}

impl Client {
    /// Sets up a client; no request is made.
    ///
    /// ```
    /// use servicenow::{Client, Credentials, InstanceUrl, Options};
    ///
    /// let instance = InstanceUrl::from_name("dev12345")?;
    /// let credentials =
    ///     Credentials::Basic { username: "ann".into(), password: "pass-word".into() };
    /// let client = Client::new(instance, credentials, Options::default())?;
    /// assert_eq!(client.instance().name(), "dev12345");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Setup`](crate::ErrorKind::Setup) if the HTTP client cannot be set up with these
    /// options.
    pub fn new(
        instance: InstanceUrl,
        credentials: Credentials,
        options: Options,
    ) -> Result<Self, Error> {
        let reach = Arc::new(Reach::of(&instance, &options)?);
        Ok(Self::reaching(reach, instance, credentials, options))
    }

    fn reaching(
        reach: Arc<Reach>,
        instance: InstanceUrl,
        credentials: Credentials,
        options: Options,
    ) -> Self {
        let mask = Mask::default();
        credentials.teach(&mask);
        options.transport.secrets().for_each(|secret| mask.learn(secret));
        let shared = Shared {
            instance,
            reach,
            credentials,
            options,
            token: TokenKeeper::default(),
            sign_in: SignIn::default(),
            sent_ids: SentIds::default(),
            mask,
            elevated: SessionKeeper::default(),
            clock: ServerClock::default(),
            current_user: OnceCell::new(),
            reader: Reader::default(),
        };
        let transaction = Arc::default();
        Self { shared: Arc::new(shared), transaction, stop: CancellationToken::new() }
    }

    /// The instance this client talks to.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/example/mod.rs"));
    /// # fn main() -> Outcome { simulated(async |client| {
    /// assert!(client.instance().is_loopback());
    /// # Ok(()) }) }
    /// ```
    pub fn instance(&self) -> &InstanceUrl {
        &self.shared.instance
    }

    /// How this client authenticates.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/example/mod.rs"));
    /// use servicenow::Credentials;
    ///
    /// # fn main() -> Outcome { simulated(async |client| {
    /// assert!(matches!(client.credentials(), Credentials::Basic { .. }));
    /// # Ok(()) }) }
    /// ```
    pub fn credentials(&self) -> &Credentials {
        &self.shared.credentials
    }

    /// A client of the same instance with other credentials. It shares the connections of this one,
    /// its limits of requests at once and in a second, and the wish to stop; nothing else.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/example/mod.rs"));
    /// use servicenow::Credentials;
    ///
    /// # fn main() -> Outcome { simulated(async |client| {
    /// let ann = Credentials::Basic { username: "itil.user".into(), password: "itil.user".into() };
    /// assert_eq!(client.signing_in_as(ann).current_user().await?.user_name, "itil.user");
    /// # Ok(()) }) }
    /// ```
    #[must_use]
    pub fn signing_in_as(&self, credentials: Credentials) -> Self {
        let Shared { reach, instance, options, .. } = &*self.shared;
        let reach = Arc::clone(reach);
        let other = Self::reaching(reach, instance.clone(), credentials, options.clone());
        other.with_stop(self.stop.clone())
    }

    /// The same client, ending its work when `stop` is cancelled: waits and reads end within a
    /// second, no new write starts, a write already sent is awaited.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/example/mod.rs"));
    /// use servicenow::{CancellationToken, ErrorKind};
    ///
    /// # fn main() -> Outcome { simulated(async |client| {
    /// let stop = CancellationToken::new();
    /// let users = client.with_stop(stop.clone()).table("sys_user");
    /// stop.cancel();
    /// let error = users.get("a1", &["name"]).await.unwrap_err();
    /// assert_eq!(error.kind(), ErrorKind::Stopped);
    /// # Ok(()) }) }
    /// ```
    #[must_use]
    pub fn with_stop(&self, stop: CancellationToken) -> Self {
        Self { stop, ..self.clone() }
    }

    /// The same client, whose writes to tables name this application and this update set.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/example/mod.rs"));
    /// use servicenow::{Input, Query, Row, Transaction};
    ///
    /// # fn main() -> Outcome { simulated(async |client| {
    /// let scope = Some("global".to_owned());
    /// let within = client.in_transaction(Transaction { scope, update_set: None });
    /// let row = Row::new().set("name", "Camunda");
    /// let key = Query::new().equals("name", "Camunda")?;
    /// let made = within.table("sys_alias").insert(&row, Input::Stored, &key, &["sys_scope"]).await?;
    /// assert_eq!(made.get("sys_scope"), Some("global"));
    /// # Ok(()) }) }
    /// ```
    #[must_use]
    pub fn in_transaction(&self, transaction: Transaction) -> Self {
        Self { transaction: Arc::new(transaction), ..self.clone() }
    }

    /// A table of the instance, by its name as in `oauth_entity`.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/example/mod.rs"));
    /// # fn main() -> Outcome { simulated(async |client| {
    /// assert_eq!(client.table("oauth_entity").name(), "oauth_entity");
    /// # Ok(()) }) }
    /// ```
    pub fn table(&self, name: &str) -> Table {
        Table::new(self.clone(), name)
    }

    /// The CI/CD API: applications, plugins, update sets, test suites and scans.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/example/mod.rs"));
    /// # fn main() -> Outcome { simulated(async |client| {
    /// let began = client.cicd().activate_plugin("com.glide.tokenbased_auth").await?;
    /// assert!(!began.id.is_empty());
    /// # Ok(()) }) }
    /// ```
    pub fn cicd(&self) -> Cicd {
        Cicd::new(self.clone())
    }

    /// The reader that answers neighbouring reads with one request.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/example/mod.rs"));
    /// # fn main() -> Outcome { simulated(async |client| {
    /// let found = client.reader().get(&client, "sys_user", "no such id", &["name"]).await?;
    /// assert!(found.is_none());
    /// # Ok(()) }) }
    /// ```
    pub fn reader(&self) -> &Reader {
        &self.shared.reader
    }

    /// The text as it may be shown: without the secrets that this client sends or was given, in
    /// whatever spelling; those of a few letters stay, for they may be a part of any sentence. Words of the instance in an [`Error`] are so already; what it stored may
    /// repeat a secret as well.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/example/mod.rs"));
    /// use servicenow::{Client, Credentials, Options};
    ///
    /// # fn main() -> Outcome { simulated(async |client| {
    /// let instance = client.instance().clone();
    /// let credentials = Credentials::Bearer("given-token".into());
    /// let client = Client::new(instance, credentials, Options::default())?;
    /// assert_eq!(client.masked("I was sent given-token."), "I was sent ****.");
    /// # Ok(()) }) }
    /// ```
    pub fn masked(&self, text: &str) -> String {
        self.shared.mask.masked(text, SHORT)
    }

    /// Whether the caller has asked to stop.
    pub(crate) fn is_stopped(&self) -> bool {
        self.stop.is_cancelled()
    }

    /// Waits for `work`, or for the wish to stop.
    pub(crate) async fn until_stopped<T>(
        &self,
        work: impl Future<Output = Result<T, Error>>,
    ) -> Result<T, Error> {
        tokio::select! {
            biased;
            () = self.stop.cancelled() => Err(Failure::Stopped.into()),
            result = work => result,
        }
    }

    /// Waits for a time, or for the wish to stop.
    pub(crate) async fn pause(&self, time: Duration) -> Result<(), Error> {
        self.until_stopped(async {
            tokio::time::sleep(time).await;
            Ok(())
        })
        .await
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Client");
        shown.field("instance", &self.shared.instance.as_str());
        shown.field("credentials", &self.shared.credentials).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client() -> Client {
        let instance = InstanceUrl::parse("http://127.0.0.1:9").unwrap();
        let credentials = Credentials::Basic { username: "ann".into(), password: "pw-123".into() };
        Client::new(instance, credentials, Options::default()).unwrap()
    }

    #[test]
    fn a_client_shows_whom_it_talks_to_and_no_password() {
        let shown = format!("{:?}", client());
        assert!(shown.contains("http://127.0.0.1:9") && shown.contains("ann"), "{shown}");
        assert!(!shown.contains("pw-123"), "{shown}");
    }

    #[tokio::test]
    async fn a_pause_ends_when_the_caller_stops() {
        let stop = CancellationToken::new();
        let view = client().with_stop(stop.clone());
        let waiting = tokio::spawn(async move { view.pause(Duration::from_mins(10)).await });
        stop.cancel();
        assert!(waiting.await.unwrap().unwrap_err().is_stopped());
    }

    #[tokio::test]
    async fn one_view_stops_alone() {
        let client = client();
        let stop = CancellationToken::new();
        stop.cancel();
        assert!(client.with_stop(stop).is_stopped());
        assert!(!client.is_stopped());
    }
}
