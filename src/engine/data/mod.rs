//! Data sources: they look, and write nothing.

pub(crate) mod instance;
pub(crate) mod record_data;
pub(crate) mod records;
pub(crate) mod table;
pub(crate) mod token_status;
