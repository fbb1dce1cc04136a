//! Software: applications, plugins and the settings of the instance.

pub(super) mod application;
pub(super) mod plugin;
pub(super) mod system_property;
