//! `servicenow_rest_message_function_header`: a header of one call (docs/facts.md#rest-message-rows).

use super::FUNCTION;
use crate::describe::{Field, Resource, text};

pub(crate) static RESOURCE: Resource =
    Resource::table("rest_message_function_header", "sys_rest_message_fn_headers")
        .doc(
            "A header that goes with one call of a REST message, beside those of the message. Do not use it for a function that \
             lists its `headers` itself.",
        )
        .scope("sys_scope")
        .natural_keys(&[&["rest_message_function", "name"]])
        .names_one()
        .import_path(&["rest_message_function", "name"])
        .goes_with("rest_message_function")
        .fields(FIELDS);

const FIELDS: &[Field] = &[
    FUNCTION.doc("The function whose calls have it, by sys_id, name, or `<message>/<name>`."),
    text("name").required().doc("Name of the header, such as `Accept`; unique within its function. 80 characters at most."),
    text("value").doc(
        "What it says, 1,000 characters at most. It is no secret to the instance, and stands in the state: sign in by the \
         function's `authentication_type` instead. What stands there as `${name}` is put in at each call.",
    ),
];
