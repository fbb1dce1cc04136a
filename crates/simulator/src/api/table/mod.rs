//! The Table API (docs/facts.md#table-api).

mod admit;
mod body;
mod delete;
mod fields;
mod filter;
mod group;
mod insert;
mod journal;
mod list;
mod pages;
mod read;
mod update;
mod values;
mod visibility;

pub(super) use admit::{may, open_columns};
pub(super) use delete::delete;
pub(super) use filter::where_clause;
pub(super) use group::{Group, readable};
pub(super) use insert::insert;
pub(super) use list::{count, list};
pub(super) use read::read;
pub(super) use update::update;
