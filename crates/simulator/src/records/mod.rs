//! Reads and writes of records with everything the platform does about them: defaults, forms of
//! values, audit columns, business rules, cascades. Access is checked by who calls this.

mod delete;
mod form;
mod insert;
mod update;

pub(crate) use delete::delete;
pub(crate) use insert::insert;
pub(crate) use update::update;

use crate::{
    refusal::Refusal,
    store::{self, Record},
    world::{Meaning, Work},
};

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

/// The rows of `table` with exactly these values, oldest first.
pub(crate) fn find(
    work: &Work<'_>,
    table: &str,
    equal: &[(&str, &str)],
) -> Result<Vec<Record>, Refusal> {
    Ok(store::find(work.connection, work.table(table)?, equal)?)
}

/// The row of `table` with that sys_id, if there is one.
pub(crate) fn fetch(work: &Work<'_>, table: &str, id: &str) -> Result<Option<Record>, Refusal> {
    if id.is_empty() {
        return Ok(None);
    }
    Ok(store::fetch(work.connection, work.table(table)?, id)?)
}

/// A value of a row; empty where the row has no such column.
pub(crate) fn value<'a>(row: &'a Record, column: &str) -> &'a str {
    row.get(column).map_or("", String::as_str)
}
