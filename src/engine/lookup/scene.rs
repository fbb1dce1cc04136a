//! A record of a described type in the middle of an operation.

use servicenow::Error;

use crate::engine::model::{Attributes, ID, ResourceType};
use crate::engine::problem::Problem;
use crate::engine::session::Work;

/// A record of a described type in the middle of an operation.
#[derive(Clone, Copy)]
pub(crate) struct Scene<'a> {
    pub(crate) work: &'a Work,
    pub(crate) resource: &'a ResourceType,
    /// What the operation goes by: the attributes planned, configured, or in the state.
    pub(crate) attributes: &'a Attributes,
}

impl<'a> Scene<'a> {
    /// The table of the record.
    pub(crate) fn table(&self) -> &'static str {
        self.resource.table(self.attributes)
    }

    /// The sys_id of the record; empty while it has none.
    pub(crate) fn sys_id(&self) -> &'a str {
        self.attributes.known_text(ID).unwrap_or_default()
    }

    /// The same operation with other attributes.
    pub(crate) fn with(self, attributes: &'a Attributes) -> Self {
        Self { attributes, ..self }
    }

    /// The problem that a record could not be read.
    pub(crate) fn unread(&self, error: Error) -> Problem {
        self.work.unread(&self.resource.type_name, self.table(), error)
    }
}
