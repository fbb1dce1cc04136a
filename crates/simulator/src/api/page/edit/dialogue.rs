//! How a form is shown, and how what was entered in it comes in: the same for a record that is there and for a new one.

use super::sheet::Sheet;
use crate::{
    api::{
        Call,
        form::Form,
        login,
        page::{
            missing,
            person::{self, Person},
        },
    },
    dictionary::Table,
    http::Answer,
    refusal::Refusal,
    world::Work,
};
use serde_json::{Map, Value};
use std::sync::Arc;

/// The table of what a form is about, and the form as the person may use it.
type Open = for<'a> fn(&Work<'a>, &Person<'_>) -> Result<(&'a Arc<Table>, Sheet), Refusal>;

/// What somebody entered and means to be written.
pub(super) struct Entered<'a> {
    pub(super) person: Person<'a>,
    /// The name of the table that it is for.
    pub(super) table: String,
    /// The form, as it is shown again where nothing is written.
    pub(super) sheet: Sheet,
    /// What is to be written, by column.
    pub(super) values: Map<String, Value>,
}

/// The page of a form, for whoever is signed in.
pub(super) fn page(call: &Call<'_>, open: Open) -> Result<Answer, Refusal> {
    let Some(person) = person::of(call)? else { return Ok(login::first_sign_in(call)) };
    match person.call.work(|work| open(work, &person).map(|(_, sheet)| sheet)) {
        Ok(sheet) => sheet.page(call),
        Err(refusal) => missing::told(call, refusal),
    }
}

/// What was entered; or the answer where it cannot be written.
pub(super) fn entered<'a>(
    call: &Call<'a>,
    open: Open,
) -> Result<Result<Entered<'a>, Answer>, Refusal> {
    let form = Form::of_body(call.request);
    let person = match person::sending(call, &form)? {
        Ok(person) => person,
        Err(answer) => return Ok(Err(answer)),
    };
    let read = person.call.work(|work| {
        let (table, mut sheet) = open(work, &person)?;
        let values = sheet.enter(work, table, &form)?;
        Ok((table.name.clone(), sheet, values))
    });
    match read {
        Ok((_, sheet, _)) if sheet.is_doubtful() => sheet.doubtful(call).map(Err),
        Ok((table, sheet, values)) => Ok(Ok(Entered { person, table, sheet, values })),
        Err(refusal) => missing::told(call, refusal).map(Err),
    }
}
