//! Data that comes in: where it is fetched, and how imported rows become records.

pub(super) mod import_source;
pub(super) mod transform_entry;
pub(super) mod transform_map;
pub(super) mod transform_script;
