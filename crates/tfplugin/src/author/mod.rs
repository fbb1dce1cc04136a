//! What the author of a provider writes: a [`Provider`], what it offers, and a trait for each kind of thing and for each
//! thing a resource may be capable of besides.
//!
//! Every configuration, state and plan handed to an author is an object value ([`Value::Map`](crate::Value::Map)) with
//! every attribute of the schema present. A response is completed by this crate: write-only
//! attributes are nulled, missing private bytes and identities are echoed, a panic becomes a diagnostic.

mod action;
mod call;
mod configuration;
mod data_source;
mod ephemeral;
mod function;
mod identity;
mod import;
mod list;
mod moved;
mod offers;
mod provider;
mod resource;
mod verbs;

pub use action::{Action, InvokeRequest, PlanActionRequest, PlanActionResponse, Progress};
pub use call::{Call, Deferred};
pub use configuration::{Configurable, ConfigurationRequest, ConfigurationResponse};
pub use data_source::{DataSource, ReadDataRequest, ReadDataResponse};
pub use ephemeral::{
    CloseRequest, Ephemeral, OpenRequest, OpenResponse, RenewRequest, RenewResponse,
};
pub use function::{Function, FunctionError};
pub use identity::Identified;
pub use import::{ImportRequest, ImportResponse, ImportTarget, Importable, Imported};
pub use list::{ListRequest, ListSink, Listable, Listed};
pub use moved::{Movable, MoveRequest, MoveResponse};
pub(crate) use offers::OfferedResource;
pub use offers::{Offer, Offers};
pub use provider::{ConfigureRequest, Provider};
pub use resource::{
    ApplyRequest, ApplyResponse, PlanRequest, PlanResponse, ReadRequest, ReadResponse, Resource,
    ValidateRequest,
};
pub use verbs::{CreateRequest, DeleteRequest, UpdateRequest, Verbs};

/// Methods that set one field each and hand the value on.
macro_rules! set {
    ($($(#[$doc:meta])* $method:ident($field:ident: $ty:ty) $(-> $make:expr)?;)*) => {$(
        $(#[$doc])*
        #[must_use]
        pub fn $method(mut self, $field: $ty) -> Self {
            self.$field = set!(@ $field $(, $make)?);
            self
        }
    )*};
    (@ $field:ident) => { $field };
    (@ $field:ident, $make:expr) => { $make($field) };
}
use set;
