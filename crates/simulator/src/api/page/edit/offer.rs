//! What the page of a record, or of a list, offers whoever looks at it.

use crate::{
    api::{
        Call,
        page::{cell::href, person},
        table,
    },
    dictionary::Table,
    refusal::{Operation, Refusal},
    world::Caller,
};
use serde::Serialize;

/// Where the forms are that the person may use.
#[derive(Debug, Default, Serialize)]
pub(in crate::api::page) struct Offer {
    edit: Option<String>,
    delete: Option<String>,
    /// Whether it takes somebody who is signed in.
    is_for_nobody: bool,
}

/// What may be done to a record. Whoever is not signed in is first asked to.
pub(in crate::api::page) fn offer(
    call: &Call<'_>,
    table: &Table,
    id: &str,
) -> Result<Offer, Refusal> {
    let address = href(&table.name, id);
    let (edit, delete) = (format!("{address}/edit"), format!("{address}/delete"));
    let Some(person) = person::of(call)? else {
        return Ok(Offer { edit: Some(edit), is_for_nobody: true, ..Offer::default() });
    };
    person.call.work(|work| {
        let may = |operation| table::may(work, table, id, operation);
        Ok(Offer {
            edit: may(Operation::Update)?.then_some(edit),
            delete: may(Operation::Delete)?.then_some(delete),
            is_for_nobody: false,
        })
    })
}

/// Whether somebody may insert into a table; into one that only gathers what lies elsewhere nobody may.
pub(in crate::api::page) fn may_insert(caller: &Caller, table: &Table) -> bool {
    !table.gathers && caller.may(Operation::Insert, table)
}
