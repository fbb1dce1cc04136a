//! One resource type: the four operations.

use async_trait::async_trait;

use super::set;
use crate::{AttributePath, Call, Deferred, Diagnostics, Schema, StoredState, Value};

/// A stored state in its current form.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Upgraded {
    /// The state.
    pub state: Value,
    /// What to tell the person beside it; no errors.
    pub warnings: Diagnostics,
}

impl Upgraded {
    /// It has become this.
    pub fn new(state: Value) -> Self {
        Self { state, ..Self::default() }
    }

    set! {
        /// What to tell the person beside it.
        with_warnings(warnings: Diagnostics);
    }
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
///     fn upgrade(&self, version: i64, state: StoredState<'_>) -> Option<Result<Upgraded, Diagnostics>> {
///         (version == 0).then(|| {
///             let size = Attribute::new("size", Type::String, "").required();
///             let old = state.read(Schema::new("", vec![size]))?;
///             let digits = old.get("size").as_str().unwrap_or_default().trim_end_matches("GB");
///             let size = Number::parse(digits).map_or(Value::Null, Value::Number);
///             Ok(Upgraded::new(Value::Map([("size".to_owned(), size)].into())))
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
///         ReadResponse::new(request.state)
///     }
///
///     async fn plan(&self, request: PlanRequest) -> PlanResponse {
///         PlanResponse::new(request.proposed).replacing(vec![AttributePath::attribute("size")])
///     }
///
///     async fn apply(&self, request: ApplyRequest) -> ApplyResponse {
///         ApplyResponse::new(request.planned)
///     }
/// }
///
/// let stored = StoredState::parse(r#"{"size": "40GB"}"#)?;
/// assert!(Disk.upgrade(1, stored).is_none(), "nothing to be done");
/// let upgraded = Disk.upgrade(0, stored).expect("of an older version").expect("readable");
/// assert!(*upgraded.state.get("size") == Value::from(40));
/// # Ok::<(), tfplugin::NotJson>(())
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
    ) -> Option<Result<Upgraded, Diagnostics>> {
        None
    }

    /// Looks the object up again.
    async fn read(&self, request: ReadRequest) -> ReadResponse;

    /// Says what apply would make of the configuration.
    async fn plan(&self, request: PlanRequest) -> PlanResponse;

    /// Creates (prior null), deletes (planned null) or updates the object; [`Verbs`](crate::Verbs)
    /// keeps these apart.
    async fn apply(&self, request: ApplyRequest) -> ApplyResponse;
}

/// A configuration to check.
#[derive(Debug)]
#[non_exhaustive]
pub struct ValidateRequest {
    /// The configuration; may hold unknown values.
    pub config: Value,
}

/// An object to look up again.
#[derive(Debug)]
#[non_exhaustive]
pub struct ReadRequest {
    /// The state as it is stored.
    pub state: Value,
    /// The private bytes stored with it.
    pub private: Vec<u8>,
    /// The identity stored with it; null where there is none.
    pub identity: Value,
    /// What is true of this call.
    pub call: Call,
}

/// The object as it is now.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct ReadResponse {
    /// The new state; [`Value::Null`] when the object is gone. Ignored when there is an error.
    pub state: Value,
    /// `None` keeps the private bytes.
    pub private: Option<Vec<u8>>,
    /// `None` keeps the identity.
    pub identity: Option<Value>,
    /// What to tell the person.
    pub diagnostics: Diagnostics,
    /// Why the answer is put off, if it is.
    pub deferred: Option<Deferred>,
}

/// A change to plan.
#[derive(Debug)]
#[non_exhaustive]
pub struct PlanRequest {
    /// The state as it is; null when the object is to be created.
    pub prior: Value,
    /// Terraform's merge of configuration and prior state; null when the object is to be deleted.
    pub proposed: Value,
    /// The configuration; null when the object is to be deleted.
    pub config: Value,
    /// The private bytes stored with the prior state.
    pub private: Vec<u8>,
    /// What the first plan of this change answered as private bytes, in the second one, which comes
    /// within the apply, where the caller keeps them.
    pub planned_private: Option<Vec<u8>>,
    /// The identity stored with the prior state; null where there is none.
    pub identity: Value,
    /// What is true of this call.
    pub call: Call,
}

/// What apply would make.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct PlanResponse {
    /// The state after apply; unknown where apply decides.
    pub planned: Value,
    /// Attributes whose change means a new object.
    pub requires_replace: Vec<AttributePath>,
    /// `None` keeps the private bytes.
    pub private: Option<Vec<u8>>,
    /// `None` keeps the identity. Wholly known for an object that is there.
    pub identity: Option<Value>,
    /// What to tell the person.
    pub diagnostics: Diagnostics,
    /// Why the answer is put off, if it is.
    pub deferred: Option<Deferred>,
}

/// A change to make.
#[derive(Debug)]
#[non_exhaustive]
pub struct ApplyRequest {
    /// The state as it is; null to create.
    pub prior: Value,
    /// The state that was planned; null to delete.
    pub planned: Value,
    /// The configuration, with write-only values; null to delete.
    pub config: Value,
    /// The private bytes of the plan.
    pub private: Vec<u8>,
    /// The identity of the plan; null where there is none.
    pub identity: Value,
    /// What is true of this call.
    pub call: Call,
}

/// What was made.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct ApplyResponse {
    /// The state that is true now, also when there are errors; null when there is no object.
    pub state: Value,
    /// `None` keeps the private bytes of the plan.
    pub private: Option<Vec<u8>>,
    /// `None` keeps the identity of the plan. Known wholly.
    pub identity: Option<Value>,
    /// What to tell the person.
    pub diagnostics: Diagnostics,
}

impl ValidateRequest {
    /// A check of this configuration.
    pub fn new(config: Value) -> Self {
        Self { config }
    }
}

impl ReadRequest {
    /// A look at the object in this state.
    pub fn new(state: Value) -> Self {
        Self { state, private: Vec::new(), identity: Value::Null, call: Call::default() }
    }
}

impl ReadResponse {
    /// It is like this now.
    pub fn new(state: Value) -> Self {
        Self { state, ..Self::default() }
    }

    /// It is gone.
    pub fn gone() -> Self {
        Self::default()
    }

    /// It could not be looked up, for these reasons.
    pub fn failed(diagnostics: Diagnostics) -> Self {
        Self { diagnostics, ..Self::default() }
    }

    set! {
        /// The private bytes to store from now on.
        with_private(private: Vec<u8>) -> Some;
        /// The identity to store from now on.
        with_identity(identity: Value) -> Some;
        /// What to tell the person.
        with_diagnostics(diagnostics: Diagnostics);
        /// Puts the answer off.
        deferred(deferred: Deferred) -> Some;
    }
}

impl PlanRequest {
    /// The change from `prior` to what `config` asks for; `proposed` is Terraform's merge of the two.
    pub fn new(prior: Value, config: Value, proposed: Value) -> Self {
        let (private, call) = (Vec::new(), Call::default());
        let (planned_private, identity) = (None, Value::Null);
        Self { prior, proposed, config, private, planned_private, identity, call }
    }
}

impl PlanResponse {
    /// Apply would make this.
    pub fn new(planned: Value) -> Self {
        Self { planned, ..Self::default() }
    }

    /// There is no plan, for these reasons.
    pub fn failed(diagnostics: Diagnostics) -> Self {
        Self { diagnostics, ..Self::default() }
    }

    set! {
        /// Attributes whose change means a new object.
        replacing(requires_replace: Vec<AttributePath>);
        /// The private bytes that go with the plan.
        with_private(private: Vec<u8>) -> Some;
        /// The identity after apply.
        with_identity(identity: Value) -> Some;
        /// What to tell the person.
        with_diagnostics(diagnostics: Diagnostics);
        /// Puts the answer off.
        deferred(deferred: Deferred) -> Some;
    }
}

impl ApplyRequest {
    /// The change from `prior` to what was planned for `config`.
    pub fn new(prior: Value, config: Value, planned: Value) -> Self {
        let (private, identity, call) = (Vec::new(), Value::Null, Call::default());
        Self { prior, planned, config, private, identity, call }
    }
}

impl ApplyResponse {
    /// It is like this now.
    pub fn new(state: Value) -> Self {
        Self { state, ..Self::default() }
    }

    /// There is no object any more.
    pub fn gone() -> Self {
        Self::default()
    }

    set! {
        /// The private bytes to store.
        with_private(private: Vec<u8>) -> Some;
        /// The identity to store.
        with_identity(identity: Value) -> Some;
        /// What to tell the person. After an error the object is stored as it is answered, and
        /// counts as half made if it is new.
        with_diagnostics(diagnostics: Diagnostics);
    }
}
