//! The bytes of a file on a record, as its pieces hold them.

use crate::{refusal::Refusal, world::Work};
use base64::{Engine, prelude::BASE64_STANDARD};

/// The table of the pieces.
pub(crate) const FILE_PIECES: &str = "sys_attachment_doc";

/// The bytes of the file with this sys_id.
pub(crate) fn file(work: &Work<'_>, id: &str) -> Result<Vec<u8>, Refusal> {
    let mut pieces = work.find(FILE_PIECES, &[("sys_attachment", id)])?;
    pieces.sort_by_key(|piece| piece.value("position").parse::<u32>().unwrap_or(0));
    let mut bytes = Vec::new();
    for piece in &pieces {
        let decoded = BASE64_STANDARD.decode(piece.value("data"));
        bytes.extend(decoded.map_err(|error| Refusal::Malformed(error.to_string()))?);
    }
    Ok(bytes)
}
