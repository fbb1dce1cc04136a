//! Applications of one's own: their scopes, menus and modules, and what they may do in others.

pub(super) mod application_menu;
pub(super) mod application_module;
pub(super) mod cross_scope_privilege;
pub(super) mod scoped_application;
