//! Web services: the APIs that the instance calls, those that it offers, and who may call them from a browser.

pub(super) mod basic_auth_profile;
pub(super) mod cors_rule;
pub(super) mod protocol_profile;
pub(super) mod rest_message;
pub(super) mod rest_message_function;
pub(super) mod rest_message_function_header;
pub(super) mod rest_message_function_parameter;
pub(super) mod rest_message_header;
pub(super) mod scripted_rest_api;
pub(super) mod scripted_rest_resource;
pub(super) mod scripted_rest_version;
