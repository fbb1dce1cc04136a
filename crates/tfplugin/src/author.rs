//! What the author of a provider writes: three small traits over neutral values.
//!
//! Every configuration, state and plan handed to an author is an object value ([`Value::Map`]) with
//! every attribute of the schema present. A response is completed by this crate: write-only
//! attributes are nulled, missing private bytes are echoed, a panic becomes a diagnostic.

use async_trait::async_trait;

use crate::{AttributePath, CancellationToken, Diagnostics, Schema, StoredState, Value};

/// What is true of one call only.
#[derive(Debug, Clone, Default)]
pub struct Call {
    /// Cancelled when Terraform asks running operations to stop. New writes must not start then.
    pub stop: CancellationToken,
}

/// A provider: its own configuration and the things it offers.
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
