//! `/look/{table}/{sys_id}/edit`: a record that is there, changed by hand.

use super::{
    dialogue::{self, Entered},
    sheet::{Purpose, Sheet},
};
use crate::{
    api::{
        Call,
        page::{cell::href, notice, person::Person},
        table,
    },
    dictionary::Table,
    http::Answer,
    refusal::Refusal,
    world::Work,
};
use std::sync::Arc;

/// `GET`: the form with the columns that the person may write.
pub(in crate::api) fn form(call: &Call<'_>) -> Result<Answer, Refusal> {
    dialogue::page(call, sheet)
}

/// `POST`: writes the columns that were changed, as the Table API does.
pub(in crate::api) fn save(call: &Call<'_>) -> Result<Answer, Refusal> {
    let Entered { person, table, sheet, values } = match dialogue::entered(call, sheet)? {
        Ok(entered) => entered,
        Err(answer) => return Ok(answer),
    };
    if values.is_empty() {
        return Ok(notice::see(&sheet.back, "unchanged"));
    }
    match person.write("PATCH", &path(&table, call.capture(1)), values) {
        Ok(_) => Ok(notice::see(&sheet.back, "saved")),
        Err(refusal) => sheet.refused(call, &refusal),
    }
}

/// Where the Table API has the record.
pub(super) fn path(table: &str, id: &str) -> String {
    href(table, id).trim_start_matches("/look/").to_owned()
}

/// The table that the record really is in, and its form.
fn sheet<'a>(work: &Work<'a>, person: &Person<'_>) -> Result<(&'a Arc<Table>, Sheet), Refusal> {
    let (name, id) = (person.call.capture(0), person.call.capture(1));
    let columns = table::open_columns(work, work.table(name)?, id)?;
    let row = work.fetch(name, id)?.ok_or(Refusal::NotFound)?;
    let class = work.table(row.value("sys_class_name"))?;
    let row = work.fetch(&class.name, id)?.ok_or(Refusal::NotFound)?;
    let back = href(&class.name, id);
    let purpose = Purpose {
        title: format!("Edit {}", row.value(class.display_column())),
        action: format!("{back}/edit"),
        back,
        token: person.token.clone(),
    };
    Ok((class, Sheet::of(work, class, &row, columns, purpose)?))
}
