//! One data source.

use async_trait::async_trait;

use super::set;
use crate::{Call, Deferred, Diagnostics, Schema, ValidateRequest, Value};

/// One data source.
///
/// ```
/// use tfplugin::*;
///
/// /// The length of a text.
/// struct Length;
///
/// #[async_trait::async_trait]
/// impl DataSource for Length {
///     fn type_name(&self) -> &'static str {
///         "example_length"
///     }
///
///     fn schema(&self) -> Schema {
///         let text = Attribute::new("text", Type::String, "The text.").required();
///         let bytes = Attribute::new("bytes", Type::Number, "Its length in bytes.").computed();
///         Schema::new("The length of a text.", vec![text, bytes])
///     }
///
///     async fn read(&self, request: ReadDataRequest) -> ReadDataResponse {
///         let mut state = request.config;
///         let bytes = state.get("text").as_str().map_or(0, str::len);
///         if let (Value::Map(fields), Ok(bytes)) = (&mut state, i64::try_from(bytes)) {
///             fields.insert("bytes".to_owned(), bytes.into());
///         }
///         ReadDataResponse::new(state)
///     }
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let config = Value::Map([("text".to_owned(), "four".into())].into());
/// let read = Length.read(ReadDataRequest::new(config)).await;
/// assert!(*read.state.get("bytes") == Value::from(4));
/// # }
/// ```
#[async_trait]
pub trait DataSource: Send + Sync {
    /// Full name, such as `example_thing`.
    fn type_name(&self) -> &str;

    /// The shape of its configuration and result.
    fn schema(&self) -> Schema;

    /// Checks a configuration by itself, without requests; silent on unknown values.
    async fn validate(&self, _request: ValidateRequest) -> Diagnostics {
        Diagnostics::new()
    }

    /// Reads the data.
    async fn read(&self, request: ReadDataRequest) -> ReadDataResponse;
}

/// Data to read.
#[derive(Debug)]
#[non_exhaustive]
pub struct ReadDataRequest {
    /// The configuration, wholly known.
    pub config: Value,
    /// What is true of this call.
    pub call: Call,
}

/// The data read.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct ReadDataResponse {
    /// The whole object, configuration included.
    pub state: Value,
    /// What to tell the person.
    pub diagnostics: Diagnostics,
    /// Why the answer is put off, if it is.
    pub deferred: Option<Deferred>,
}

impl ReadDataRequest {
    /// The data that this configuration asks for.
    pub fn new(config: Value) -> Self {
        Self { config, call: Call::default() }
    }
}

impl ReadDataResponse {
    /// This was read.
    pub fn new(state: Value) -> Self {
        Self { state, ..Self::default() }
    }

    /// Nothing was read, for these reasons.
    pub fn failed(diagnostics: Diagnostics) -> Self {
        Self { diagnostics, ..Self::default() }
    }

    set! {
        /// What to tell the person.
        with_diagnostics(diagnostics: Diagnostics);
        /// Puts the answer off.
        deferred(deferred: Deferred) -> Some;
    }
}
