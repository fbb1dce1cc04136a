//! The Attachment API: files on records (docs/facts.md#attachments). Who may read a record may read
//! its files; who may change it may add and remove them \[I\].

mod content;
mod file;
mod metadata;
mod upload;

pub(super) use file::{download, upload as upload_file};
pub(super) use metadata::{delete, list, read};
pub(super) use upload::upload;

use super::Call;
use crate::{
    access,
    refusal::{Operation, Refusal},
    store::Record,
    world::Work,
};
use serde_json::{Map, Value, json};

const TABLE: &str = "sys_attachment";

/// Whether the caller may do `operation` to the record a file is on.
fn may(work: &Work<'_>, attachment: &Record, operation: Operation) -> Result<bool, Refusal> {
    let Some(table) = work.world.dictionary.table(attachment.value("table_name")) else {
        return Ok(work.caller.has_any(&[]));
    };
    access::permits(work, operation, table, attachment.value("table_sys_id"))
}

/// The file's row, if the caller may read it.
fn readable(work: &Work<'_>, id: &str) -> Result<Record, Refusal> {
    let row = work.fetch(TABLE, id)?.ok_or(Refusal::NotFound)?;
    if may(work, &row, Operation::Read)? { Ok(row) } else { Err(Refusal::NotFound) }
}

/// A row as this API shows it: every column as text, and where the file is.
fn shown(call: &Call<'_>, row: &Record) -> Value {
    let mut fields: Map<String, Value> =
        row.iter().map(|(name, text)| (name.clone(), json!(text))).collect();
    fields.remove("sys_class_name");
    let id = row.value("sys_id");
    let link = format!("{}/api/now/attachment/{id}/file", call.instance.world.url);
    fields.insert("download_link".to_owned(), json!(link));
    Value::Object(fields)
}
