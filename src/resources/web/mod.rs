//! Web services: what the instance calls and offers.

pub(super) mod rest_message;
pub(super) mod rest_message_function;
