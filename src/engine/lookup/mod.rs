//! Finding records, and showing them as attributes.

pub(crate) mod dictionary;
pub(crate) mod hidden;
pub(crate) mod look;
pub(crate) mod near;
pub(crate) mod references;
