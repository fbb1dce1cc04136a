//! Web services: the APIs that the instance calls, those that it offers, and who may call them from a browser.

pub(super) mod basic_auth_profile;
pub(super) mod cors_rule;
pub(super) mod protocol_profile;
pub(super) mod rest_message;
pub(super) mod rest_message_function;
pub(super) mod rest_message_function_header;
pub(super) mod rest_message_function_parameter;
pub(super) mod rest_message_function_variable;
pub(super) mod rest_message_header;
pub(super) mod scripted_rest_api;
pub(super) mod scripted_rest_resource;
pub(super) mod scripted_rest_version;

use crate::describe::{Draft, reference};

/// The function of a REST message that a row belongs to.
const FUNCTION: Draft = reference("rest_message_function", "sys_rest_message_fn")
    .by(&["function_name"])
    .within("rest_message.name")
    .required()
    .replaces();
