//! The life of a record: one file for each operation.

pub(crate) mod create;
pub(crate) mod delete;
pub(crate) mod import;
pub(crate) mod plan;
pub(crate) mod read;
pub(crate) mod schema;
pub(crate) mod update;
pub(crate) mod validate;
