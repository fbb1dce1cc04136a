//! What is installed rather than inserted: applications and plugins.

pub(crate) mod application;
pub(crate) mod install;
pub(crate) mod plugin;
pub(crate) mod timeouts;
pub(crate) mod version;
