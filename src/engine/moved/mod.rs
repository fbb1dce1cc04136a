//! States that come from elsewhere: of another type of this provider, or of another provider. All become the columns of a
//! record first, and these become a state of the type that is asked for. No request is made: Terraform asks before it
//! configures the provider, and the read that follows fills in what no state told.

mod any_record;
mod described;
mod ours;
mod row;
mod theirs;

use tfplugin::{Attribute, Schema, StoredState, Type};

use crate::engine::any_record::AnyRecord;
use crate::engine::model::{ANY_RECORD, Attributes, POLICY, Private, ResourceType, schema};
use crate::engine::problem::{MoveProblem, Problem, Problems};
use crate::engine::record::life::Life;
use crate::{foreign, resources};

use row::Row;

/// A state as it is stored, and whose it is.
pub(crate) struct Stored<'a> {
    /// The full name of its type.
    pub(crate) type_name: &'a str,
    /// The version of the schema that it was written with.
    pub(crate) version: i64,
    pub(crate) state: StoredState<'a>,
    /// What is kept beside it.
    pub(crate) private: &'a [u8],
}

/// What a state became.
pub(crate) struct Moved {
    pub(crate) state: Attributes,
    /// What is kept beside it.
    pub(crate) private: Private,
    /// What is to be known of it; no errors.
    pub(crate) problems: Problems,
}

/// The state as one of the type `to`; `None` where nobody knows the type that it is of.
pub(crate) fn moved(stored: &Stored<'_>, to: &str) -> Option<Result<Moved, Problem>> {
    let row = if is_theirs(stored) {
        theirs::row(foreign::named(stored.type_name)?, stored.state.json())
    } else {
        ours(stored)?
    };
    Some(row.and_then(|row| as_type(row, to)))
}

/// The state as one of the type of the same name; `None` where it is one already.
pub(crate) fn upgraded(stored: &Stored<'_>) -> Option<Result<Moved, Problem>> {
    if is_theirs(stored) { moved(stored, stored.type_name) } else { None }
}

/// Whether another provider wrote it: what ours writes has a later version, or says at least what destroying does.
fn is_theirs(stored: &Stored<'_>) -> bool {
    let policy = Attribute::new(POLICY, Type::String, "").optional();
    let says = |state: Attributes| !state.get(POLICY).is_null();
    let is_told = || read(stored, Schema::new("", vec![policy])).is_ok_and(says);
    stored.version < schema::VERSION && foreign::named(stored.type_name).is_some() && !is_told()
}

/// The record of a state of ours.
fn ours(stored: &Stored<'_>) -> Option<Result<Row, Problem>> {
    let private = Private::decode(stored.private);
    if stored.type_name == ANY_RECORD {
        let state = read(stored, AnyRecord.schema());
        return Some(state.map(|state| ours::any_record(&state, private)));
    }
    let resource = described(stored.type_name)?;
    let state = read(stored, schema::of_resource(&resource, schema::of_record(&resource)));
    Some(state.map(|state| ours::described(&resource, &state, private)))
}

fn read(stored: &Stored<'_>, schema: Schema) -> Result<Attributes, Problem> {
    let read = stored.state.read(schema).map_err(|said| {
        let why = said.into_iter().map(|one| one.detail).collect::<Vec<_>>().join(" ");
        Problem::Moved(MoveProblem::Unreadable { from: stored.type_name.to_owned(), why })
    });
    read.map(Attributes::of)
}

fn described(type_name: &str) -> Option<ResourceType> {
    let all = resources::ALL.iter().map(|resource| ResourceType::new(resource));
    let mut all = all.filter(|resource| resource.type_name == type_name);
    all.next()
}

fn as_type(row: Row, to: &str) -> Result<Moved, Problem> {
    let Some(resource) = described(to) else { return Ok(any_record::state(row)) };
    let tables = described::tables(&resource);
    if tables.contains(&row.table.as_str()) {
        return Ok(described::state(&resource, row));
    }
    let Row { type_name: from, table, .. } = row;
    let better = better(&table);
    Err(Problem::Moved(if from == to {
        MoveProblem::NameClash { name: from, table, tables, better }
    } else {
        MoveProblem::OtherTable { from, table, to: to.to_owned(), tables, better }
    }))
}

/// The described type whose records lie in the table.
fn better(table: &str) -> Option<String> {
    let all = resources::ALL.iter().map(|resource| ResourceType::new(resource));
    let mut of_table = all.filter(|resource| described::tables(resource).contains(&table));
    of_table.next().map(|resource| resource.type_name)
}

/// The warning that nothing stands for these attributes.
fn lost(from: &str, to: &str, mut attributes: Vec<String>) -> Problems {
    attributes.sort_unstable();
    attributes.dedup();
    let (from, to) = (from.to_owned(), to.to_owned());
    let lost = MoveProblem::Lost { from, to, attributes: attributes.clone() };
    if attributes.is_empty() { Problems::new() } else { Problem::Moved(lost).into() }
}

#[cfg(test)]
mod tests;
