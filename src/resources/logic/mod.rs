//! Logic: scripts and rules that the instance runs by itself, for a form, or when somebody asks.

pub(super) mod assignment_rule;
pub(super) mod business_rule;
pub(super) mod client_script;
pub(super) mod data_lookup;
pub(super) mod data_policy;
pub(super) mod data_policy_rule;
pub(super) mod event_registration;
pub(super) mod extension_point;
pub(super) mod scheduled_script;
pub(super) mod script_action;
pub(super) mod script_include;
pub(super) mod ui_action;
pub(super) mod ui_policy;
pub(super) mod ui_policy_action;
pub(super) mod ui_script;
