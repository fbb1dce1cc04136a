//! `servicenow_rest_message_header`: a header of every call of a REST message (docs/facts.md#rest-message-rows).

use crate::describe::{Field, Resource, reference, secret_in_clear, text};

pub(crate) static RESOURCE: Resource =
    Resource::table("rest_message_header", "sys_rest_message_headers")
        .doc(
            "A header that goes with every call of a REST message, beside those of the function. What it says may be a secret: \
             it need not be kept in the state. Do not use it for a message that lists its `headers` itself.",
        )
        .scope("sys_scope")
        .natural_keys(&[&["rest_message", "name"]])
        .names_one()
        .import_path(&["rest_message", "name"])
        .goes_with("rest_message")
        .fields(FIELDS);

const FIELDS: &[Field] = &[
    reference("rest_message", "sys_rest_message")
        .by(&["name"])
        .within("sys_scope.scope")
        .required()
        .replaces()
        .doc("The message whose calls have it, by name, `<scope>/<name>` or sys_id."),
    text("name").required().doc("Name of the header, such as `Accept`; unique within its message. 80 characters at most."),
    secret_in_clear("value").doc(
        "What it says, 1,000 characters at most, such as a key of the API. It is never read back. What stands there as `${name}` \
         is put in at each call: write `$${name}` in a configuration.",
    ),
];
