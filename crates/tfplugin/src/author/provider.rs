//! The provider itself.

use async_trait::async_trait;

use crate::{CancellationToken, Diagnostics, Offers, Schema, Value};

/// A provider: its own configuration and the things it offers.
///
/// ```
/// use tfplugin::{
///     Attribute, ConfigureRequest, Diagnostic, Diagnostics, Offers, Provider, Schema, Type, Value,
/// };
///
/// /// It offers nothing yet.
/// struct Notes;
///
/// #[async_trait::async_trait]
/// impl Provider for Notes {
///     fn schema(&self) -> Schema {
///         let author = Attribute::new("author", Type::String, "Who writes the notes.").optional();
///         Schema::new("Notes.", vec![author])
///     }
///
///     fn offers(&self) -> Offers {
///         Offers::new()
///     }
///
///     async fn validate(&self, config: &Value) -> Diagnostics {
///         let nameless = config.get("author").as_str() == Some("");
///         let said = || Diagnostic::error("No author", "Say who writes.").at_attribute("author");
///         nameless.then(said).into_iter().collect()
///     }
///
///     async fn configure(&self, _: ConfigureRequest) -> Diagnostics {
///         Diagnostics::new()
///     }
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let block = |author: &str| Value::Map([("author".to_owned(), author.into())].into());
/// assert!(Notes.validate(&block("Ann")).await.is_empty());
/// assert_eq!(Notes.validate(&block("")).await[0].summary, "No author");
/// # }
/// ```
#[async_trait]
pub trait Provider: Send + Sync + 'static {
    /// The shape of the provider block.
    fn schema(&self) -> Schema;

    /// What it offers. Asked for once, at the start, before the provider block is known.
    fn offers(&self) -> Offers;

    /// The shape of the `provider_meta` block, in which a module says something to the provider; see
    /// [`Call::provider_meta`](crate::Call::provider_meta).
    fn meta_schema(&self) -> Option<Schema> {
        None
    }

    /// Checks the provider block by itself, without requests; silent on unknown values.
    async fn validate(&self, _config: &Value) -> Diagnostics {
        Diagnostics::new()
    }

    /// Takes the provider block. Comes before any read, plan or apply.
    async fn configure(&self, request: ConfigureRequest) -> Diagnostics;

    /// The host has every answer that it waited for and lets the provider end. A process that is killed, or that outlives
    /// its host, hears nothing of it.
    fn ending(&self) {}
}

/// The provider block, as it is when operations begin.
#[derive(Debug)]
#[non_exhaustive]
pub struct ConfigureRequest {
    /// The provider block; may hold unknown values.
    pub config: Value,
    /// Version of the calling program, such as `1.15.5`.
    pub terraform_version: String,
    /// Whether answers of later calls may be put off; see [`Deferred`](crate::Deferred).
    pub deferral_allowed: bool,
    /// Cancelled when Terraform asks running operations to stop.
    pub stop: CancellationToken,
}

impl ConfigureRequest {
    /// This block, from a program of this version.
    pub fn new(config: Value, terraform_version: impl Into<String>) -> Self {
        let terraform_version = terraform_version.into();
        let stop = CancellationToken::new();
        Self { config, terraform_version, deferral_allowed: false, stop }
    }
}
