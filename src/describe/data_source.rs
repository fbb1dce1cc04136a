//! A data source as data.

use super::field::Field;
use super::hooks::Related;
use super::resource::Resource;

/// A data source that finds one record of a resource type.
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
