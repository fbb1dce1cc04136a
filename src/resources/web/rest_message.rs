//! `servicenow_rest_message`: an API that scripts of the instance call by name (docs/facts.md#rest-message).

use crate::describe::{Field, Resource, children, text};

pub(crate) static RESOURCE: Resource = Resource::table("rest_message", "sys_rest_message")
    .doc("An outbound REST message: an API of another system that scripts call by this name.")
    .scope("sys_scope")
    .natural_keys(&[&["name"]])
    .import_keys(&["name"])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("name").required().doc("Name of the message, by which scripts call it, case included."),
    text("rest_endpoint").required().doc("Address of the API, 200 characters at most."),
    text("description").doc("What it is for."),
    children("headers", "sys_rest_message_headers")
        .owned_by("rest_message")
        .fields(HEADER)
        .named_by("name")
        .cascades()
        .doc("The HTTP headers that all calls of the message send."),
];

const HEADER: &[Field] = &[
    text("name").required().doc("Name of the header."),
    text("value").doc("What the header says."),
];
