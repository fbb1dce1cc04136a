//! What can be wrong with a coded value, and where in it.

use crate::{AttributePath, Step};

/// A value that does not fit its type, or bytes that are no value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{fault}")]
pub(crate) struct WireError {
    /// Where, from the root of the value.
    pub(crate) path: AttributePath,
    #[source]
    pub(super) fault: Fault,
}

/// The kind of a [`WireError`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum Fault {
    #[error("the bytes end in the middle of a value")]
    Truncated,
    #[error("there are bytes after the end of the value")]
    Trailing,
    #[error("{0} is required here")]
    Expected(&'static str),
    #[error("the schema has no attribute of this name")]
    UnknownAttribute,
    #[error("values are nested too deeply")]
    TooDeep,
    #[error("the value is too long to be coded")]
    TooLong,
    #[error("the text is not UTF-8")]
    NotUtf8,
    #[error("the text is not JSON")]
    Json,
    #[error("this is not the description of a type")]
    NotAType,
    #[error("the number of elements differs from the type's")]
    TupleLength,
    #[error("the value cannot be written")]
    Write,
}

impl WireError {
    /// The same error, seen from one step further out.
    pub(super) fn under(mut self, step: Step) -> Self {
        self.path.0.insert(0, step);
        self
    }
}

impl From<Fault> for WireError {
    fn from(fault: Fault) -> Self {
        Self { path: AttributePath::default(), fault }
    }
}

impl From<std::io::Error> for WireError {
    fn from(_: std::io::Error) -> Self {
        Fault::Write.into()
    }
}

impl From<rmp::encode::ValueWriteError> for WireError {
    fn from(_: rmp::encode::ValueWriteError) -> Self {
        Fault::Write.into()
    }
}

impl From<rmp::decode::ValueReadError> for WireError {
    fn from(_: rmp::decode::ValueReadError) -> Self {
        Fault::Truncated.into()
    }
}

/// Adds to an error where it happened.
pub(super) trait Within<T> {
    /// Says that the error happened in the attribute or block `name`.
    fn in_attribute(self, name: &str) -> Result<T, WireError>;
    /// Says that the error happened under the key `key`.
    fn in_key(self, key: &str) -> Result<T, WireError>;
    /// Says that the error happened at `index`.
    fn in_index(self, index: usize) -> Result<T, WireError>;
}

impl<T> Within<T> for Result<T, WireError> {
    fn in_attribute(self, name: &str) -> Self {
        self.map_err(|error| error.under(Step::Attribute(name.to_owned())))
    }

    fn in_key(self, key: &str) -> Self {
        self.map_err(|error| error.under(Step::Key(key.to_owned())))
    }

    fn in_index(self, index: usize) -> Self {
        self.map_err(|error| error.under(Step::Index(i64::try_from(index).unwrap_or(i64::MAX))))
    }
}
