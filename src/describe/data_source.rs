//! A data source as data.

use super::field::Field;
use super::hooks::Related;
use super::resource::Resource;

/// A data source that finds one record of a resource type.
#[must_use]
pub struct DataSource {
    /// The resource type it is derived from.
    pub resource: &'static Resource,
    /// What it is for, in Markdown.
    pub doc: &'static str,
    /// Attributes by which the record can be found, besides its sys_id.
    pub keys: &'static [&'static str],
    /// Attributes it shows beyond those of the resource.
    pub extra: &'static [Field],
    /// Attributes that other records hold.
    pub related: Option<Related>,
}

impl DataSource {
    /// Finds one record of this type.
    pub const fn of(
        resource: &'static Resource,
        doc: &'static str,
        keys: &'static [&'static str],
    ) -> Self {
        Self { resource, doc, keys, extra: &[], related: None }
    }

    /// Attributes it shows beyond those of the resource.
    pub const fn extra(mut self, extra: &'static [Field]) -> Self {
        self.extra = extra;
        self
    }

    /// Attributes that other records hold.
    pub const fn related(mut self, hook: Related) -> Self {
        self.related = Some(hook);
        self
    }
}
