//! The shape of what identifies an object.

use crate::Type;

/// The values that identify an object.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct IdentitySchema {
    /// Raised when the stored form changes; see [`Identified::upgrade_identity`](crate::Identified::upgrade_identity).
    pub version: i64,
    /// The values, sent in this order.
    pub attributes: Vec<IdentityAttribute>,
}

/// One of the values that identify an object.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct IdentityAttribute {
    /// Its name.
    pub name: String,
    /// A type without objects: a string, number, bool, or a list of these.
    pub ty: Type,
    /// Plain text.
    pub description: String,
    /// Whether an import has to name it; one that does not may.
    pub required: bool,
}

impl IdentitySchema {
    /// Version 0 of these values.
    pub fn new(attributes: Vec<IdentityAttribute>) -> Self {
        Self { version: 0, attributes }
    }

    /// The same, of this version.
    #[must_use]
    pub fn version(mut self, version: i64) -> Self {
        self.version = version;
        self
    }
}

impl IdentityAttribute {
    /// A value that an import has to name.
    pub fn new(name: impl Into<String>, ty: Type, description: impl Into<String>) -> Self {
        Self { name: name.into(), ty, description: description.into(), required: true }
    }

    /// An import may leave it out.
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.required = false;
        self
    }
}
