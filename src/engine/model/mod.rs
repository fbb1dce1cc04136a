//! What operations work on: the attributes of a record, its type, and what is kept beside its state.

pub(crate) mod attributes;
pub(crate) mod private;
pub(crate) mod resource_type;
pub(crate) mod secrets;
