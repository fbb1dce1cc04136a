//! What the author of a provider writes: three small traits over neutral values.
//!
//! Every configuration, state and plan handed to an author is an object value ([`Value::Map`]) with
//! every attribute of the schema present. A response is completed by this crate: write-only
//! attributes are nulled, missing private bytes are echoed, a panic becomes a diagnostic.

use async_trait::async_trait;

use crate::{AttributePath, CancellationToken, Diagnostics, Schema, StoredState, Value};

/// What is true of one call only.
///
/// ```
/// use tfplugin::Call;
///
/// let call = Call::default();
/// assert!(!call.stop.is_cancelled());
/// call.stop.cancel();
/// assert!(call.clone().stop.is_cancelled(), "all copies are one");
/// ```
#[derive(Debug, Clone, Default)]
pub struct Call {
    /// Cancelled when Terraform asks running operations to stop. New writes must not start then.
    pub stop: CancellationToken,
}

/// A provider: its own configuration and the things it offers.
///
/// ```
/// use tfplugin::{
///     Attribute, ConfigureRequest, DataSource, Diagnostic, Diagnostics, Provider, Resource, Schema,
///     Type, Value,
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
///     fn resources(&self) -> &[Box<dyn Resource>] {
///         &[]
///     }
///
///     fn data_sources(&self) -> &[Box<dyn DataSource>] {
///         &[]
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

    /// The resource types offered.
    fn resources(&self) -> &[Box<dyn Resource>];

    /// The data sources offered.
    fn data_sources(&self) -> &[Box<dyn DataSource>];

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
pub struct ConfigureRequest {
    /// The provider block; may hold unknown values.
    pub config: Value,
    /// Version of the calling program, such as `1.15.5`.
    pub terraform_version: String,
}

/// One resource type.
///
/// The page of this crate has a whole one at work. This one has a schema that changed: version 0
/// kept the size as text with a unit.
///
/// ```
/// use tfplugin::*;
///
/// struct Disk;
///
/// #[async_trait::async_trait]
/// impl Resource for Disk {
///     fn type_name(&self) -> &'static str {
///         "example_disk"
///     }
///
///     fn schema(&self) -> Schema {
///         let size = Attribute::new("size", Type::Number, "The size in GB.").required();
///         Schema { version: 1, ..Schema::new("A disk.", vec![size]) }
///     }
///
///     fn upgrade(&self, version: i64, state: StoredState<'_>) -> Option<Result<Value, Diagnostics>> {
///         (version == 0).then(|| {
///             let size = Attribute::new("size", Type::String, "").required();
///             let old = state.read(Schema::new("", vec![size]))?;
///             let digits = old.get("size").as_str().unwrap_or_default().trim_end_matches("GB");
///             let size = Number::parse(digits).map_or(Value::Null, Value::Number);
///             Ok(Value::Map([("size".to_owned(), size)].into()))
///         })
///     }
///
///     async fn validate(&self, request: ValidateRequest) -> Diagnostics {
///         let none = *request.config.get("size") == Value::from(0);
///         let said = || Diagnostic::error("No space", "Ask for 1 GB or more.").at_attribute("size");
///         none.then(said).into_iter().collect()
///     }
///
///     async fn read(&self, request: ReadRequest) -> ReadResponse {
///         ReadResponse { state: request.state, ..ReadResponse::default() }
///     }
///
///     async fn plan(&self, request: PlanRequest) -> PlanResponse {
///         let requires_replace = vec![AttributePath::attribute("size")];
///         PlanResponse { planned: request.proposed, requires_replace, ..PlanResponse::default() }
///     }
///
///     async fn apply(&self, request: ApplyRequest) -> ApplyResponse {
///         ApplyResponse { state: request.planned, ..ApplyResponse::default() }
///     }
///
///     async fn import(&self, request: ImportRequest) -> ImportResponse {
///         let size = Number::parse(&request.id).map_or(Value::Null, Value::Number);
///         let state = Value::Map([("size".to_owned(), size)].into());
///         let imported = vec![Imported { state, private: Vec::new() }];
///         ImportResponse { imported, ..ImportResponse::default() }
///     }
/// }
///
/// let stored = StoredState::parse(r#"{"size": "40GB"}"#)?;
/// assert!(Disk.upgrade(1, stored).is_none(), "nothing to be done");
/// let upgraded = Disk.upgrade(0, stored).expect("of an older version").expect("readable");
/// assert!(*upgraded.get("size") == Value::from(40));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[async_trait]
pub trait Resource: Send + Sync {
    /// Full name, such as `example_thing`.
    fn type_name(&self) -> &str;

    /// The shape of its configuration and state.
    fn schema(&self) -> Schema;

    /// Checks a configuration by itself, without requests; silent on unknown values.
    async fn validate(&self, _request: ValidateRequest) -> Diagnostics {
        Diagnostics::new()
    }

    /// Brings stored state of an older schema version (or the current one) to the current form. The
    /// default drops attributes the schema does not know and fills in those that are missing with
    /// null; return `None` for it.
    ///
    /// # Errors
    /// What to tell the person when the state cannot be brought to the current form; it stays as it
    /// is then.
    fn upgrade(
        &self,
        _version: i64,
        _state: StoredState<'_>,
    ) -> Option<Result<Value, Diagnostics>> {
        None
    }

    /// Looks the object up again.
    async fn read(&self, request: ReadRequest) -> ReadResponse;

    /// Says what apply would make of the configuration.
    async fn plan(&self, request: PlanRequest) -> PlanResponse;

    /// Creates (prior null), deletes (planned null) or updates the object.
    async fn apply(&self, request: ApplyRequest) -> ApplyResponse;

    /// Finds the object named by an import.
    async fn import(&self, request: ImportRequest) -> ImportResponse;
}

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
///         ReadDataResponse { state, ..ReadDataResponse::default() }
///     }
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let config = Value::Map([("text".to_owned(), "four".into())].into());
/// let read = Length.read(ReadDataRequest { config, call: Call::default() }).await;
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

/// A configuration to check.
#[derive(Debug)]
pub struct ValidateRequest {
    /// The configuration; may hold unknown values.
    pub config: Value,
}

/// An object to look up again.
#[derive(Debug)]
pub struct ReadRequest {
    /// The state as it is stored.
    pub state: Value,
    /// The private bytes stored with it.
    pub private: Vec<u8>,
    /// What is true of this call.
    pub call: Call,
}

/// The object as it is now.
#[derive(Debug, Default)]
pub struct ReadResponse {
    /// The new state; [`Value::Null`] when the object is gone. Ignored when there is an error.
    pub state: Value,
    /// `None` keeps the private bytes.
    pub private: Option<Vec<u8>>,
    /// What to tell the person.
    pub diagnostics: Diagnostics,
}

/// A change to plan.
#[derive(Debug)]
pub struct PlanRequest {
    /// The state as it is; null when the object is to be created.
    pub prior: Value,
    /// Terraform's merge of configuration and prior state; null when the object is to be deleted.
    pub proposed: Value,
    /// The configuration; null when the object is to be deleted.
    pub config: Value,
    /// The private bytes stored with the prior state.
    pub private: Vec<u8>,
    /// What is true of this call.
    pub call: Call,
}

/// What apply would make.
#[derive(Debug, Default)]
pub struct PlanResponse {
    /// The state after apply; unknown where apply decides.
    pub planned: Value,
    /// Attributes whose change means a new object.
    pub requires_replace: Vec<AttributePath>,
    /// `None` keeps the private bytes.
    pub private: Option<Vec<u8>>,
    /// What to tell the person.
    pub diagnostics: Diagnostics,
}

/// A change to make.
#[derive(Debug)]
pub struct ApplyRequest {
    /// The state as it is; null to create.
    pub prior: Value,
    /// The state that was planned; null to delete.
    pub planned: Value,
    /// The configuration, with write-only values; null to delete.
    pub config: Value,
    /// The private bytes of the plan.
    pub private: Vec<u8>,
    /// What is true of this call.
    pub call: Call,
}

/// What was made.
#[derive(Debug, Default)]
pub struct ApplyResponse {
    /// The state that is true now, also when there are errors; null when there is no object.
    pub state: Value,
    /// `None` keeps the private bytes of the plan.
    pub private: Option<Vec<u8>>,
    /// What to tell the person.
    pub diagnostics: Diagnostics,
}

/// An object to import.
#[derive(Debug)]
pub struct ImportRequest {
    /// What the person wrote.
    pub id: String,
    /// What is true of this call.
    pub call: Call,
}

/// What was found. Terraform reads each object next.
#[derive(Debug, Default)]
pub struct ImportResponse {
    /// The objects found.
    pub imported: Vec<Imported>,
    /// What to tell the person.
    pub diagnostics: Diagnostics,
}

/// One imported object.
#[derive(Debug)]
pub struct Imported {
    /// Its state, complete enough for a read.
    pub state: Value,
    /// Private bytes to store with it.
    pub private: Vec<u8>,
}

/// Data to read.
#[derive(Debug)]
pub struct ReadDataRequest {
    /// The configuration, wholly known.
    pub config: Value,
    /// What is true of this call.
    pub call: Call,
}

/// The data read.
#[derive(Debug, Default)]
pub struct ReadDataResponse {
    /// The whole object, configuration included.
    pub state: Value,
    /// What to tell the person.
    pub diagnostics: Diagnostics,
}
