//! What identifies an object for good, also where its state is not at hand.

use crate::{Diagnostics, IdentitySchema, Resource, StoredState, Value};

/// A resource whose objects have an identity: a few values that name an object in the whole world
/// and never change while it lives.
///
/// Requests carry it as `identity` (null where the state has none yet), and answers may set it. An
/// answer that does not keeps what there was.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doctests/notes.rs"));
/// impl Identified for Note {
///     fn identity_schema(&self) -> IdentitySchema {
///         let id = IdentityAttribute::new("id", Type::String, "The id of the note.");
///         IdentitySchema::new(vec![id])
///     }
/// }
///
/// # fn main() {
/// let schema = Note.identity_schema();
/// assert!(schema.attributes[0].required);
/// # }
/// ```
pub trait Identified: Resource {
    /// The values that identify an object.
    fn identity_schema(&self) -> IdentitySchema;

    /// Brings a stored identity of another schema version to the current form; `None` for what the
    /// schema makes of it: unknown attributes left out, missing ones null.
    ///
    /// # Errors
    /// What to tell the person when that cannot be done.
    fn upgrade_identity(
        &self,
        _version: i64,
        _identity: StoredState<'_>,
    ) -> Option<Result<Value, Diagnostics>> {
        None
    }
}
