//! `POST /simulator/clone`: what is left of records after another instance was cloned over this one.

use super::body;
use crate::{
    api::Call,
    clock,
    dictionary::{Column, Kind},
    http::Answer,
    refusal::Refusal,
    store::Record,
    vault,
    world::Work,
};
use serde::Deserialize;
use serde_json::json;

/// The other instance, as far as it shows in records.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Source {
    tables: Vec<String>,
    /// Who last wrote these records there.
    written_by: String,
    /// When that was, as it is stored: in UTC.
    written_on: String,
    /// What each of their secrets is there.
    secret: String,
}

/// `{"overwritten": …}`: how many records of the tables, and of those that extend them, are now
/// those of the other instance. Both had them, with the same values but for secrets.
pub(in crate::api) fn clone(call: &Call<'_>) -> Result<Answer, Refusal> {
    let source: Source = body(&call.request.body)?;
    if clock::moment(&source.written_on).is_none() {
        return Err(Refusal::Malformed("written_on is no stored moment".to_owned()));
    }
    let overwritten = call.work(|work| {
        let mut count = 0_usize;
        for table in &source.tables {
            for row in work.find(table, &[])? {
                overwrite(work, &row, &source)?;
                count = count.saturating_add(1);
            }
        }
        Ok(count)
    })?;
    Ok(Answer::json(200, json!({ "overwritten": overwritten })))
}

fn overwrite(work: &Work<'_>, row: &Record, source: &Source) -> Result<(), Refusal> {
    let class = work.table(row.value("sys_class_name"))?;
    let Some(mut row) = work.fetch(&class.name, row.value("sys_id"))? else { return Ok(()) };
    for column in class.columns() {
        if let Some(secret) = stored_there(work, column, row.value(&column.name), &source.secret) {
            row.insert(column.name.clone(), secret);
        }
    }
    row.insert("sys_updated_by".to_owned(), source.written_by.clone());
    row.insert("sys_updated_on".to_owned(), source.written_on.clone());
    work.store_again(class, &row)
}

/// What a column holds after it; nothing where that is what it holds now.
fn stored_there(work: &Work<'_>, column: &Column, stored: &str, secret: &str) -> Option<String> {
    match column.kind {
        _ if stored.is_empty() => None,
        Kind::Password => Some(vault::hash_password(secret)),
        Kind::Password2 => Some(work.world.vault.encrypt(secret)),
        _ => vault::is_encrypted(stored).then(|| work.world.vault.encrypt(secret)),
    }
}
