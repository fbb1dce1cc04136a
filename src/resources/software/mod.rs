//! Software: applications, plugins, the settings of the instance and the sets that capture changes.

pub(super) mod application;
pub(super) mod plugin;
pub(super) mod system_property;
pub(super) mod system_property_category;
pub(super) mod system_property_category_member;
pub(super) mod update_set;
