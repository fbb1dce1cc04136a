//! The parts that every `MessagePack` value is made of, taken from the front of the bytes.

use rmp::Marker;
use rmp::decode as read;

use super::WireError;
use super::error::Fault;

/// What is left to read.
pub(super) struct Reader<'a> {
    pub(super) rest: &'a [u8],
    /// How many values stand around the one being read.
    pub(super) depth: usize,
}

impl<'a> Reader<'a> {
    /// The kind of the next value, which stays where it is.
    pub(super) fn marker(&self) -> Result<Marker, WireError> {
        self.rest.first().map(|byte| Marker::from_u8(*byte)).ok_or_else(|| Fault::Truncated.into())
    }

    /// The next `length` bytes.
    pub(super) fn take(&mut self, length: usize) -> Result<&'a [u8], WireError> {
        let (taken, rest) = self.rest.split_at_checked(length).ok_or(Fault::Truncated)?;
        self.rest = rest;
        Ok(taken)
    }

    pub(super) fn truth(&mut self) -> Result<bool, WireError> {
        let truth = match self.marker()? {
            Marker::True => true,
            Marker::False => false,
            _ => return Err(Fault::Expected("true or false").into()),
        };
        self.take(1)?;
        Ok(truth)
    }

    pub(super) fn text(&mut self) -> Result<&'a str, WireError> {
        if !is_text(self.marker()?) {
            return Err(Fault::Expected("text").into());
        }
        let length = read::read_str_len(&mut self.rest)?;
        let bytes = self.take(length as usize)?;
        std::str::from_utf8(bytes).map_err(|_| Fault::NotUtf8.into())
    }

    /// A whole number that fits 64 bits with sign.
    pub(super) fn whole(&mut self) -> Result<i64, WireError> {
        use read::NumValueReadError as Error;
        read::read_int(&mut self.rest).map_err(|error| match error {
            Error::TypeMismatch(_) | Error::OutOfRange => Fault::Expected("a number").into(),
            _ => Fault::Truncated.into(),
        })
    }

    /// How many elements follow.
    pub(super) fn array(&mut self) -> Result<usize, WireError> {
        match self.marker()? {
            Marker::FixArray(_) | Marker::Array16 | Marker::Array32 => {
                Ok(read::read_array_len(&mut self.rest)? as usize)
            }
            _ => Err(Fault::Expected("a list").into()),
        }
    }

    /// How many pairs of key and value follow.
    pub(super) fn entries(&mut self) -> Result<usize, WireError> {
        match self.marker()? {
            Marker::FixMap(_) | Marker::Map16 | Marker::Map32 => {
                Ok(read::read_map_len(&mut self.rest)? as usize)
            }
            _ => Err(Fault::Expected("a map").into()),
        }
    }

    /// Bytes, or the bytes of a text.
    pub(super) fn binary(&mut self) -> Result<&'a [u8], WireError> {
        match self.marker()? {
            Marker::Bin8 | Marker::Bin16 | Marker::Bin32 => {
                let length = read::read_bin_len(&mut self.rest)?;
                self.take(length as usize)
            }
            _ => self.text().map(str::as_bytes),
        }
    }
}

/// Whether the value is text.
pub(super) fn is_text(marker: Marker) -> bool {
    matches!(marker, Marker::FixStr(_) | Marker::Str8 | Marker::Str16 | Marker::Str32)
}

/// Whether the value is of a kind that `MessagePack` leaves to its users.
pub(super) fn is_extension(marker: Marker) -> bool {
    use Marker::{Ext8, Ext16, Ext32, FixExt1, FixExt2, FixExt4, FixExt8, FixExt16};
    matches!(marker, FixExt1 | FixExt2 | FixExt4 | FixExt8 | FixExt16 | Ext8 | Ext16 | Ext32)
}
