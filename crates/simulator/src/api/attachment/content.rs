//! Putting a file on a record: its bytes are kept in rows of `sys_attachment_doc` as the platform keeps them.

use super::TABLE;
use crate::{
    access,
    records::{self, FILE_PIECES as PIECES, Input},
    refusal::{Operation, Refusal},
    store::Record,
    vault,
    world::Work,
};
use base64::{Engine, prelude::BASE64_STANDARD};

/// How many bytes a row holds.
const PIECE: usize = 700_000;
const MEGABYTE: usize = 1_048_576;
/// The largest file in megabytes where the property says nothing \[D\].
const MOST: (&str, usize) = ("com.glide.attachment.max_size", 1024);
/// The extensions allowed; empty allows all \[D\].
const EXTENSIONS: &str = "glide.attachment.extensions";

/// A file to be put on a record.
pub(super) struct File<'a> {
    pub(super) table: &'a str,
    pub(super) record: &'a str,
    pub(super) name: &'a str,
    pub(super) kind: &'a str,
    pub(super) bytes: &'a [u8],
}

/// Puts a file on its record.
pub(super) fn attach(work: &Work<'_>, file: &File<'_>) -> Result<Record, Refusal> {
    let table = work.table(file.table)?;
    let record = work.fetch(file.table, file.record)?.ok_or(Refusal::NotFound)?;
    if !access::permits(work, Operation::Read, table, file.record)? {
        return Err(Refusal::NotFound);
    }
    if !access::permits(work, Operation::Update, table, file.record)? {
        return Err(Refusal::Access(Operation::Insert));
    }
    admit(work, file)?;
    let size = file.bytes.len().to_string();
    let row = Input::platform([
        ("file_name", file.name),
        ("table_name", value_or(&record, "sys_class_name", file.table)),
        ("table_sys_id", record.value("sys_id")),
        ("content_type", file.kind),
        ("size_bytes", &size),
        ("size_compressed", &size),
        ("chunk_size_bytes", &PIECE.to_string()),
        ("hash", &vault::sha256(file.bytes)),
        ("state", "available"),
    ]);
    let row = records::insert(work, work.table(TABLE)?, &row)?;
    for (position, piece) in file.bytes.chunks(PIECE).enumerate() {
        let piece_row = Input::platform([
            ("sys_attachment", row.value("sys_id")),
            ("position", &position.to_string()),
            ("length", &piece.len().to_string()),
            ("data", &BASE64_STANDARD.encode(piece)),
        ]);
        records::insert(work, work.table(PIECES)?, &piece_row)?;
    }
    Ok(row)
}

fn value_or<'a>(row: &'a Record, column: &str, otherwise: &'a str) -> &'a str {
    Some(row.value(column)).filter(|text| !text.is_empty()).unwrap_or(otherwise)
}

/// Refuses a file that is too large or of a kind that is not allowed. The words are invented.
fn admit(work: &Work<'_>, file: &File<'_>) -> Result<(), Refusal> {
    let refused = |status, detail: String| {
        let message = "Attachment upload failed".to_owned();
        Err(Refusal::Custom { status, message, detail })
    };
    let most = work.property(MOST.0)?.trim().parse().unwrap_or(MOST.1);
    if file.bytes.len() > usize::saturating_mul(most, MEGABYTE) {
        return refused(413, format!("The file is larger than {most} MB"));
    }
    let allowed = work.property(EXTENSIONS)?.to_lowercase();
    let extension = file.name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let extension = extension.to_lowercase();
    if !allowed.is_empty() && !allowed.split(',').any(|one| one.trim() == extension) {
        return refused(403, format!("Files of type {extension} are not allowed"));
    }
    Ok(())
}
