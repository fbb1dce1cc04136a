//! Client of a `ServiceNow` instance's REST APIs: tables, application installs, the user in use.
//!
//! Building a request does no I/O, retrying is a policy, and reads that come close together are
//! answered by one request. Secrets are kept from print and log by their type.

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
mod pace;
mod query;
mod reader;
mod record;
mod request;
mod row;
mod table;
mod token;
mod transaction;
mod transport;

pub use cicd::{AppRef, AppToInstall, Cicd, Progress, ProgressStatus};
pub use client::{Client, Options};
pub use credentials::{Assertion, Credentials, Grant, OAuthClient, SigningAlgorithm, UnusableKey};
pub use current_user::CurrentUser;
pub use error::{Error, ErrorKind};
pub use guard::OwnIdentity;
pub use instance_url::{InstanceUrl, InstanceUrlError};
pub use lane::ElevationRefusal;
pub use query::{Query, QueryError};
pub use reader::Reader;
pub use record::Record;
pub use row::Row;
pub use secrecy::{ExposeSecret, SecretString};
pub use table::{Deletion, Input, Matches, Table};
pub use tokio_util::sync::CancellationToken;
pub use transaction::Transaction;
pub use transport::{Transport, UnusableTransport};

/// The former name of [`SecretString`]; it goes with its last user.
#[doc(hidden)]
pub type SecretText = SecretString;
