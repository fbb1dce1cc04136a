//! What tests of descriptions stand on: records in memory, and values written as pairs of words.

mod memory;
mod sample;

use crate::describe::Refusal;

pub(crate) use memory::Memory;
pub(crate) use sample::sample;

impl Refusal {
    /// The attribute that a rule is about.
    pub(crate) fn attribute(&self) -> Option<&'static str> {
        if let Self::Rule { attribute, .. } = self { *attribute } else { None }
    }

    /// What a rule says; nothing of a failed request.
    pub(crate) fn detail(&self) -> &str {
        if let Self::Rule { detail, .. } = self { detail } else { "" }
    }
}
