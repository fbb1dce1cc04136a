//! The service catalog: catalogs, what they offer, what is asked on the way, and who may see it.

pub(super) mod catalog;
pub(super) mod catalog_category;
pub(super) mod catalog_client_script;
pub(super) mod catalog_item;
pub(super) mod catalog_item_variable_set;
pub(super) mod catalog_ui_policy;
pub(super) mod catalog_ui_policy_action;
pub(super) mod catalog_variable;
pub(super) mod question_choice;
pub(super) mod record_producer;
mod shared;
pub(super) mod user_criteria;
pub(super) mod variable_set;
