//! `UpgradeResourceState`. It comes before every read of a stored state, at the current version
//! too.

use std::fmt;

use serde_json::value::RawValue;

use super::{Kind, Service, fault};
use crate::proto::tfplugin6::upgrade_resource_state::{Request, Response};
use crate::wire::{self, Unknown};
use crate::{Diagnostics, Schema, Type, Value};

/// A state as it is stored: JSON, in which every number still has all its digits.
///
/// ```
/// use tfplugin::{Attribute, Schema, StoredState, Type};
///
/// let stored = StoredState::parse(r#"{"name": "a", "size": 18446744073709551617, "gone": 1}"#)?;
/// let attributes = vec![
///     Attribute::new("name", Type::String, "Name.").required(),
///     Attribute::new("size", Type::Number, "Size.").optional(),
/// ];
/// let state = stored.read(Schema::new("A thing.", attributes)).expect("it fits this schema");
/// assert_eq!(state.get("name").as_str(), Some("a"));
/// assert_eq!(format!("{:?}", state.get("size").revealed()), "18446744073709551617");
/// assert!(state.get("gone").is_null());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy)]
pub struct StoredState<'a>(&'a RawValue);

impl<'a> StoredState<'a> {
    /// Takes the JSON of a state; for tests of an author's own
    /// [`upgrade`](crate::Resource::upgrade).
    ///
    /// # Errors
    /// When the text is not JSON. Whether it fits a schema is seen by [`read`](Self::read).
    ///
    /// ```
    /// use tfplugin::StoredState;
    ///
    /// assert_eq!(StoredState::parse(r#"{"size": 1e2}"#)?.json(), r#"{"size": 1e2}"#);
    /// assert!(StoredState::parse("{").is_err());
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn parse(json: &'a str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(json).map(Self)
    }

    /// The JSON itself, as it is stored.
    ///
    /// ```
    /// let stored = tfplugin::StoredState::parse(r#"{"size": 0.10}"#)?;
    /// assert_eq!(stored.json(), r#"{"size": 0.10}"#);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn json(&self) -> &'a str {
        self.0.get()
    }

    /// Reads it as a value of `schema`, such as the one an older version of the provider had:
    /// attributes that the schema does not know are left out, missing ones are null.
    ///
    /// # Errors
    /// One diagnostic, at the attribute that does not have the type it has in the schema.
    ///
    /// ```
    /// use tfplugin::{Attribute, AttributePath, Schema, StoredState, Type};
    ///
    /// let schema = || Schema::new("", vec![Attribute::new("on", Type::Bool, "").optional()]);
    /// let stored = StoredState::parse(r#"{"on": "true"}"#)?;
    /// assert_eq!(stored.read(schema()).expect("a bool").get("on").as_bool(), Some(true));
    ///
    /// let said = StoredState::parse(r#"{"on": []}"#)?.read(schema()).unwrap_err();
    /// assert_eq!(said[0].path, Some(AttributePath::attribute("on")));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn read(&self, schema: Schema) -> Result<Value, Diagnostics> {
        self.fit(&Kind::of(schema))
    }

    fn fit(self, kind: &Kind) -> Result<Value, Diagnostics> {
        self.of_type(&kind.ty)
    }

    /// Reads it as a value of this type.
    pub(super) fn of_type(self, ty: &Type) -> Result<Value, Diagnostics> {
        wire::from_json(self.0, ty, Unknown::Drop).map_err(|error| vec![fault::state(&error)])
    }

    /// Takes what Terraform sent.
    pub(super) fn from_bytes(json: &'a [u8]) -> Result<Self, Diagnostics> {
        serde_json::from_slice(json).map(Self).map_err(|_| vec![fault::state_text()])
    }
}

/// Its contents may be secrets.
impl fmt::Debug for StoredState<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StoredState(…)")
    }
}

pub(super) fn upgrade(service: &Service, request: &Request) -> Result<Response, Diagnostics> {
    let (resource, kind) = service.resource(&request.type_name)?;
    let text = request.raw_state.as_ref().map_or(&[][..], |raw| &raw.json);
    let stored = StoredState::from_bytes(text)?;
    let state = match resource.upgrade(request.version, stored) {
        Some(upgraded) => upgraded?,
        None => stored.fit(kind)?,
    };
    Ok(Response { upgraded_state: Some(kind.encode_stored(state)?), diagnostics: Vec::new() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printing_a_stored_state_never_shows_its_contents() {
        let stored = StoredState::parse(r#"{"secret": "s3cret"}"#).unwrap();
        assert_eq!(format!("{stored:?}"), "StoredState(…)");
    }
}
