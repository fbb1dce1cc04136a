//! Software: applications, plugins, the settings of the instance, the sets that capture changes, and clones.

pub(super) mod application;
pub(super) mod clone_exclusion;
pub(super) mod clone_preserver;
pub(super) mod plugin;
pub(super) mod system_property;
pub(super) mod system_property_category;
pub(super) mod system_property_category_member;
pub(super) mod update_set;
pub(super) mod update_source;
