//! `servicenow_rest_message_function_header`: a header of one call (docs/facts.md#rest-message-rows).

use super::FUNCTION;
use crate::describe::{Field, Resource, secret_in_clear, text};

pub(crate) static RESOURCE: Resource =
    Resource::table("rest_message_function_header", "sys_rest_message_fn_headers")
        .doc(
            "A header that goes with one call of a REST message, beside those of the message. What it says may be a secret: it \
             need not be kept in the state. Do not use it for a function that lists its `headers` itself.",
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
    secret_in_clear("value").doc(
        "What it says, 1,000 characters at most, such as a key of the API. It is never read back. What stands there as `${name}` \
         is put in at each call: write `$${name}` in a configuration.",
    ),
];
