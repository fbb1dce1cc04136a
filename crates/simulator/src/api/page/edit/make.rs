//! `/look/{table}/new`: a new record, made by hand.

use super::{
    dialogue::{self, Entered},
    offer::may_insert,
    sheet::{Purpose, Sheet},
};
use crate::{
    api::{
        Call,
        page::{cell::href, notice, person::Person},
    },
    dictionary::Table,
    http::Answer,
    refusal::{Operation, Refusal},
    store::Record,
    world::Work,
};
use std::sync::Arc;

/// `GET`: the form with what a new record holds when nobody says anything.
pub(in crate::api) fn form(call: &Call<'_>) -> Result<Answer, Refusal> {
    dialogue::page(call, sheet)
}

/// `POST`: inserts a record with what was entered, as the Table API does.
pub(in crate::api) fn make(call: &Call<'_>) -> Result<Answer, Refusal> {
    let Entered { person, table, sheet, values } = match dialogue::entered(call, sheet)? {
        Ok(entered) => entered,
        Err(answer) => return Ok(answer),
    };
    match person.write("POST", &table, values) {
        Ok(answer) => Ok(notice::see(&made(&table, &answer), "made")),
        Err(refusal) => sheet.refused(call, &refusal),
    }
}

/// The page of the record that was made.
fn made(table: &str, answer: &Answer) -> String {
    let location = answer.headers.iter().find(|(name, _)| name == "Location");
    let id = location.and_then(|(_, address)| address.rsplit('/').next()).unwrap_or_default();
    href(table, id)
}

fn sheet<'a>(work: &Work<'a>, person: &Person<'_>) -> Result<(&'a Arc<Table>, Sheet), Refusal> {
    let table = work.table(person.call.capture(0))?;
    if !may_insert(work.caller, table) {
        return Err(Refusal::Access(Operation::Insert));
    }
    let is_open = |name: &str| work.caller.may_write(table, name);
    let columns = table.columns().filter(|column| column.is_writable() && is_open(&column.name));
    let initial: Record =
        table.columns().map(|column| (column.name.clone(), column.initial())).collect();
    let back = format!("/look/{}", table.name);
    let purpose = Purpose {
        title: format!("New record of {}", table.label),
        action: format!("{back}/new"),
        back,
        token: person.token.clone(),
    };
    Ok((table, Sheet::of(work, table, &initial, columns.collect(), purpose)?))
}
