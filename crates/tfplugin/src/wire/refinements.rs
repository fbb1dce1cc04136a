//! What is known of unknown values: extension code 12, a map under small whole numbers.

use rmp::Marker;
use rmp::encode as write;

use super::error::Fault;
use super::reader::{Reader, is_extension};
use super::{DEEPEST, WireError, normal};
use crate::{Refinements, Type, Value};

/// The extension code of an unknown value with refinements.
pub(super) const CODE: i8 = 12;
const NULLNESS: i64 = 1;
const PREFIX: i64 = 2;
/// Longest prefix written, in bytes: readers ignore extensions of more than 1024 bytes.
const LONGEST_PREFIX: usize = 256;

/// Reads the body of the extension. Bounds of numbers and lengths, and keys of the future, are
/// passed over.
pub(super) fn decode(body: &[u8]) -> Result<Value, WireError> {
    let mut reader = Reader { rest: body, depth: 0 };
    let mut known = Refinements::default();
    for _ in 0..reader.entries()? {
        match reader.whole()? {
            NULLNESS => known.null = Some(reader.truth()?),
            PREFIX => known.prefix = Some(normal(reader.text()?)),
            _ => skip(&mut reader)?,
        }
    }
    Ok(if known.null == Some(true) { Value::Null } else { Value::Unknown(known) })
}

/// Writes an unknown value of type `ty`, with its refinements where the type can have them.
pub(super) fn encode(known: &Refinements, ty: &Type, out: &mut Vec<u8>) -> Result<(), WireError> {
    let prefix = known.prefix.as_deref().filter(|text| *ty == Type::String && !text.is_empty());
    if *ty == Type::Dynamic || (known.null != Some(false) && prefix.is_none()) {
        out.extend_from_slice(&[0xd4, 0, 0]);
        return Ok(());
    }
    let mut body = Vec::new();
    let entries = u32::from(known.null == Some(false)) + u32::from(prefix.is_some());
    write::write_map_len(&mut body, entries)?;
    if known.null == Some(false) {
        write::write_sint(&mut body, NULLNESS)?;
        write::write_bool(&mut body, false)?;
    }
    if let Some(text) = prefix {
        write::write_sint(&mut body, PREFIX)?;
        write::write_str(&mut body, cut(&normal(text)))?;
    }
    write::write_ext_meta(out, u32::try_from(body.len()).map_err(|_| Fault::TooLong)?, CODE)?;
    out.extend_from_slice(&body);
    Ok(())
}

/// A shorter prefix still holds.
fn cut(text: &str) -> &str {
    &text[..text.floor_char_boundary(LONGEST_PREFIX)]
}

/// Passes over one value of any kind.
fn skip(reader: &mut Reader<'_>) -> Result<(), WireError> {
    let marker = reader.marker()?;
    let nested = match marker {
        Marker::FixArray(_) | Marker::Array16 | Marker::Array32 => reader.array()?,
        Marker::FixMap(_) | Marker::Map16 | Marker::Map32 => reader.entries()?.saturating_mul(2),
        _ => return skip_scalar(reader, marker),
    };
    reader.depth += 1;
    if reader.depth > DEEPEST {
        return Err(Fault::TooDeep.into());
    }
    for _ in 0..nested {
        skip(reader)?;
    }
    reader.depth -= 1;
    Ok(())
}

fn skip_scalar(reader: &mut Reader<'_>, marker: Marker) -> Result<(), WireError> {
    let width = match marker {
        Marker::FixPos(_) | Marker::FixNeg(_) | Marker::Null | Marker::True | Marker::False => 1,
        Marker::U8 | Marker::I8 => 2,
        Marker::U16 | Marker::I16 => 3,
        Marker::U32 | Marker::I32 | Marker::F32 => 5,
        Marker::U64 | Marker::I64 | Marker::F64 => 9,
        Marker::Bin8 | Marker::Bin16 | Marker::Bin32 => {
            rmp::decode::read_bin_len(&mut reader.rest)? as usize
        }
        marker if is_extension(marker) => {
            rmp::decode::read_ext_meta(&mut reader.rest)?.size as usize
        }
        _ => return reader.text().map(|_| ()),
    };
    reader.take(width).map(|_| ())
}
