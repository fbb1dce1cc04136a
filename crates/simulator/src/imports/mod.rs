//! Import sets: rows come in through a staging table, and transform maps take them on into the tables
//! they are meant for (docs/facts.md#import-set-api).
//!
//! Scripts are stored and never run: a field map with one leaves its column alone, and the script of a
//! map does nothing. A staging table is one that somebody made on the instance; its rows are kept with
//! those of the table it extends.

mod coalesce;
mod import_set;
mod mapping;
mod staging;
mod transform;

pub(crate) use import_set::{Received, found, receive};
pub(crate) use staging::StagingTable;
pub(crate) use transform::Outcome;

/// The table that every staging table extends, and that keeps their rows here.
const ROWS: &str = "sys_import_set_row";

/// What one load of rows belongs to.
const IMPORT_SETS: &str = "sys_import_set";
