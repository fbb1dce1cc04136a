//! Reads and writes of records with everything the platform does about them: defaults, forms of
//! values, audit columns, business rules, cascades. Access is checked by who calls this.

mod class;
mod delete;
mod file;
mod form;
mod insert;
mod span;
mod update;

pub(crate) use delete::delete;
pub(crate) use file::{FILE_PIECES, file};
pub(crate) use form::stored;
pub(crate) use insert::insert;
pub(crate) use span::{entered_duration, shown_duration, shown_time};
pub(crate) use update::update;

use crate::{store::Record, world::Meaning};

/// What somebody wants to write.
#[derive(Clone, Debug)]
pub(crate) struct Input {
    pub(crate) values: Record,
    pub(crate) meaning: Meaning,
}

impl Input {
    /// Values the platform itself writes.
    pub(crate) fn platform<const N: usize>(values: [(&str, &str); N]) -> Self {
        let values = values.map(|(name, value)| (name.to_owned(), value.to_owned()));
        Self { values: Record::from(values), meaning: Meaning::Platform }
    }
}
