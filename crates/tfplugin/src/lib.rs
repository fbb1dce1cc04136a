//! A provider implements [`Provider`], [`Resource`] and [`DataSource`] over neutral [`Value`]s, says
//! their shape by [`Schema`]s, and calls [`serve`]. What follows is the README of this crate; its
//! provider runs as a test.
//!
#![doc = include_str!("../README.md")]

mod author;
mod debug;
mod diagnostic;
mod number;
mod path;
mod proto;
mod schema;
mod server;
mod service;
#[cfg(feature = "testing")]
pub mod testing;
mod types;
mod value;
mod wire;

pub use author::{
    Action, ApplyRequest, ApplyResponse, Call, CloseRequest, Configurable, ConfigurationRequest,
    ConfigurationResponse, ConfigureRequest, CreateRequest, DataSource, Deferred, DeleteRequest,
    Ephemeral, Function, FunctionError, Identified, ImportRequest, ImportResponse, ImportTarget,
    Importable, Imported, InvokeRequest, ListRequest, ListSink, Listable, Listed, Movable,
    MoveRequest, MoveResponse, Offer, Offers, OpenRequest, OpenResponse, PlanActionRequest,
    PlanActionResponse, PlanRequest, PlanResponse, Progress, Provider, ReadDataRequest,
    ReadDataResponse, ReadRequest, ReadResponse, RenewRequest, RenewResponse, Resource,
    UpdateRequest, ValidateRequest, Verbs,
};
pub use debug::Revealed;
pub use diagnostic::{Diagnostic, Diagnostics, Severity};
pub use number::NotANumber;
pub use path::{AttributePath, Step};
pub use schema::{
    Attribute, AttributeType, Block, BlockNesting, IdentityAttribute, IdentitySchema, NestedBlock,
    Nesting, Parameter, Schema, Signature,
};
pub use server::{ServeError, ServeOptions, serve};
pub use service::StoredState;
pub use tokio_util::sync::CancellationToken;
pub use types::Type;
pub use value::{Number, Refinements, Value};
