//! What operations work on: the attributes of a record, its type, its columns, and what is kept beside its state.

pub(crate) mod access;
pub(crate) mod attributes;
pub(crate) mod cell;
pub(crate) mod column;
pub(crate) mod place;
pub(crate) mod policy;
pub(crate) mod private;
pub(crate) mod resource_type;
pub(crate) mod secrets;
pub(crate) mod stored;
pub(crate) mod subject;
