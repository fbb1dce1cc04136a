//! The one client of the simulator's own endpoints, those under `/simulator/`: for tests and demonstrations that look
//! behind an instance, put its clock forward or bring it into trouble.
//!
//! ```
//! # #[tokio::main]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use simulator::{Simulator, control::Control};
//! use std::time::Duration;
//!
//! let simulator = Simulator::builder().start().await?;
//! let control = Control::new(reqwest::Client::new(), simulator.url());
//! let before = control.export().await?;
//! control.advance(Duration::from_secs(60)).await?;
//! assert_eq!(control.export().await?, before);
//! # Ok(())
//! # }
//! ```

pub use crate::{
    faults::{Fault, FaultRule},
    journal::{Counts, Entry},
};
use crate::{http::CONTROL_HEADER, unknowns::Unknowns};
use reqwest::{Client, Method};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Value, json};
use std::time::Duration;

/// The header that whatever changes something must carry, beside JSON: no web page can send both.
pub const HEADER: &str = CONTROL_HEADER;

/// The controls of one simulated instance. They need no user.
#[derive(Clone, Debug)]
pub struct Control {
    client: Client,
    url: String,
}

/// Why a control has no answer.
#[derive(Debug, thiserror::Error)]
pub enum ControlError {
    /// The instance does not answer.
    #[error("the simulated instance cannot be reached")]
    Unreachable(#[from] reqwest::Error),
    /// It refuses: what was asked for is malformed, or not there.
    #[error("/simulator/{control} was answered with {status}: {said}")]
    Refused {
        /// The control's name.
        control: &'static str,
        /// The HTTP status.
        status: u16,
        /// The body of the answer.
        said: String,
    },
    /// The answer has another form than this version of the simulator gives it.
    #[error("the answer of /simulator/{control} cannot be read")]
    Unreadable {
        /// The control's name.
        control: &'static str,
        /// What is wrong with it.
        source: serde_json::Error,
    },
}

/// A secret on the instance, by its place.
#[derive(Clone, Copy, Debug)]
pub struct SecretPlace<'a> {
    /// The table.
    pub table: &'a str,
    /// The record's sys_id.
    pub sys_id: &'a str,
    /// The column.
    pub column: &'a str,
}

/// Another instance that is cloned over this one, as far as it shows in records that both have.
#[derive(Clone, Copy, Debug)]
pub struct CloneSource<'a> {
    /// The tables, each with those that extend it, whose records are overwritten.
    pub tables: &'a [&'a str],
    /// The name of the user who last wrote these records there.
    pub written_by: &'a str,
    /// When that was: in UTC, as `2026-11-29 12:00:00`.
    pub written_on: &'a str,
    /// What each of their secrets is there.
    pub secret: &'a str,
}

/// What is told about a stored secret, which itself is never told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub struct Revealed {
    /// Whether what uses the secret gets what was guessed.
    pub equal: bool,
    /// Whether it is stored encrypted, or as a hash.
    pub encrypted: bool,
}

impl Control {
    /// The controls of the instance at `url`, reached by `client`. Makes no request.
    pub fn new(client: Client, url: &str) -> Self {
        Self { client, url: url.trim_end_matches('/').to_owned() }
    }

    /// Everything on the instance: table, sys_id, column, value; without audit columns, secrets as
    /// digests. Two instances are the same if their exports are.
    ///
    /// # Errors
    ///
    /// The instance cannot be reached, or its answer is none.
    pub async fn export(&self) -> Result<Value, ControlError> {
        self.ask(Method::GET, "export", None).await
    }

    /// Brings the instance back to how it was when it started for the first time.
    ///
    /// # Errors
    ///
    /// The instance cannot be reached, or its answer is none.
    pub async fn reset(&self) -> Result<(), ControlError> {
        self.tell(Method::POST, "reset", None).await
    }

    /// The requests received since the last forgetting, oldest first; at most 20,000.
    ///
    /// # Errors
    ///
    /// The instance cannot be reached, or its answer is none.
    pub async fn requests(&self) -> Result<Vec<Entry>, ControlError> {
        self.ask(Method::GET, "requests", None).await
    }

    /// How many requests were received since the last forgetting.
    ///
    /// # Errors
    ///
    /// The instance cannot be reached, or its answer is none.
    pub async fn counts(&self) -> Result<Counts, ControlError> {
        self.ask(Method::GET, "stats", None).await
    }

    /// Forgets the requests received so far, and with them the counts.
    ///
    /// # Errors
    ///
    /// The instance cannot be reached, or its answer is none.
    pub async fn forget_requests(&self) -> Result<(), ControlError> {
        self.tell(Method::DELETE, "requests", None).await
    }

    /// Adds trouble for later requests to run into.
    ///
    /// # Errors
    ///
    /// The instance cannot be reached, or its answer is none.
    pub async fn add_faults(&self, rules: &[FaultRule]) -> Result<(), ControlError> {
        self.tell(Method::POST, "faults", Some(json!(rules))).await
    }

    /// Ends all trouble.
    ///
    /// # Errors
    ///
    /// The instance cannot be reached, or its answer is none.
    pub async fn clear_faults(&self) -> Result<(), ControlError> {
        self.tell(Method::DELETE, "faults", None).await
    }

    /// Puts the instance's clock forward, by whole seconds.
    ///
    /// # Errors
    ///
    /// The instance cannot be reached, or its answer is none.
    pub async fn advance(&self, by: Duration) -> Result<(), ControlError> {
        let forward = json!({ "advance_seconds": by.as_secs() });
        self.tell(Method::POST, "clock", Some(forward)).await
    }

    /// Overwrites records as a clone of another instance over this one does: who wrote them and when, and their secrets.
    ///
    /// # Errors
    ///
    /// A table is not there, the moment is none, or the instance cannot be reached.
    pub async fn clone_over(&self, source: CloneSource<'_>) -> Result<(), ControlError> {
        let CloneSource { tables, written_by, written_on, secret } = source;
        let source = json!({
            "tables": tables, "written_by": written_by, "written_on": written_on, "secret": secret
        });
        self.tell(Method::POST, "clone", Some(source)).await
    }

    /// How the instance plays what nobody has established.
    ///
    /// # Errors
    ///
    /// The instance cannot be reached, or its answer is none.
    pub async fn unknowns(&self) -> Result<Unknowns, ControlError> {
        self.ask(Method::GET, "unknowns", None).await
    }

    /// Whether a stored secret is `guess`.
    ///
    /// # Errors
    ///
    /// The instance cannot be reached, or its answer is none.
    pub async fn reveal(
        &self,
        place: SecretPlace<'_>,
        guess: &str,
    ) -> Result<Revealed, ControlError> {
        let SecretPlace { table, sys_id, column } = place;
        let guess = json!({ "table": table, "sys_id": sys_id, "column": column, "guess": guess });
        self.ask(Method::POST, "reveal", Some(guess)).await
    }

    async fn ask<T: DeserializeOwned>(
        &self,
        method: Method,
        control: &'static str,
        body: Option<Value>,
    ) -> Result<T, ControlError> {
        let answer = self.send(method, control, body).await?;
        serde_json::from_str(&answer).map_err(|source| ControlError::Unreadable { control, source })
    }

    async fn tell(
        &self,
        method: Method,
        control: &'static str,
        body: Option<Value>,
    ) -> Result<(), ControlError> {
        self.send(method, control, body).await.map(drop)
    }

    async fn send(
        &self,
        method: Method,
        control: &'static str,
        body: Option<Value>,
    ) -> Result<String, ControlError> {
        let changes = method != Method::GET;
        let request = self.client.request(method, format!("{}/simulator/{control}", self.url));
        let request = match (&body, changes) {
            (Some(body), _) => request.header(HEADER, "true").json(body),
            (None, true) => request.header(HEADER, "true").json(&json!({})),
            (None, false) => request,
        };
        let response = request.send().await?;
        let status = response.status();
        let said = response.text().await?;
        if status.is_success() {
            return Ok(said);
        }
        Err(ControlError::Refused { control, status: status.as_u16(), said })
    }
}
