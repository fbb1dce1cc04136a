//! Client of a `ServiceNow` instance's REST APIs: tables, application installs, the user in use.
//!
//! Building a request does no I/O, retrying is a policy, and reads that come close together are
//! answered by one request. Secrets are kept from print and log by their type.
//!
//! ```
//! # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/example/mod.rs"));
//! use servicenow::{Client, Credentials, Input, InstanceUrl, Options, Query, Row};
//!
//! # fn main() -> Outcome { simulated(async |client| {
//! # let url = client.instance().as_str();
//! let credentials = Credentials::Basic { username: "admin".into(), password: "admin".into() };
//! let client = Client::new(InstanceUrl::parse(url)?, credentials, Options::default())?;
//! let aliases = client.table("sys_alias");
//!
//! let key = Query::new().equals("name", "Camunda")?;
//! let row = Row::new().set("name", "Camunda").set("type", "connection");
//! let made = aliases.insert(&row, Input::Stored, &key, &["name"]).await?;
//!
//! let found = aliases.matching(&key, &["type"], Some(20)).await?;
//! assert_eq!(found.rows[0].sys_id(), made.sys_id());
//! assert_eq!(found.rows[0].get("type"), Some("connection"));
//! # Ok(()) }) }
//! ```
//!
//! # Errors
//!
//! Whatever sends a request may fail with an [`Error`] of nearly any [`ErrorKind`]: the instance is
//! not reached or does not answer within [`Options::request_timeout`], something before it answers
//! with a web page, it knows nobody of this name, refuses, or has had enough requests. What passes
//! is tried again first, [`Options::max_retries`] times at most, but never an insert whose answer
//! was lost. The methods name what else they may fail with.

mod cicd;
mod client;
mod clock;
mod credentials;
mod current_user;
mod delivery;
mod error;
mod guard;
mod instance_url;
mod lane;
mod mask;
mod pace;
mod query;
mod reader;
mod record;
mod request;
mod row;
mod sign_in;
mod table;
mod token;
mod transaction;
mod transport;

pub use cicd::{
    AppRef, AppToInstall, Cicd, Finding, Findings, PreviewProblem, PreviewProblems, Progress,
    ProgressStatus, Scan, SuiteResults, TestResult, TestResults, TestSuite, UpdateSetToRetrieve,
};
pub use client::{Client, Options};
pub use credentials::{Assertion, Credentials, Grant, OAuthClient, SigningAlgorithm, UnusableKey};
pub use current_user::CurrentUser;
pub use delivery::Proof;
pub use error::{Error, ErrorKind};
pub use guard::OwnIdentity;
pub use instance_url::{InstanceUrl, InstanceUrlError};
pub use lane::ElevationRefusal;
pub use query::{
    Alternatives, EncodedCondition, EncodedOrder, EncodedQuery, Operand, Operator, Query,
    QueryError,
};
pub use reader::Reader;
pub use record::Record;
pub use row::Row;
pub use secrecy::{ExposeSecret, SecretString};
pub use table::{Beyond, Deletion, File, Input, Matches, Pages, Table};
pub use token::{Token, TokenEndpoint, TokenUrl};
pub use tokio_util::sync::CancellationToken;
pub use transaction::Transaction;
pub use transport::{Transport, UnusableTransport};

/// The examples of the crate's own page.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
