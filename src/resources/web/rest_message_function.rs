//! `servicenow_rest_message_function`: one call of a REST message (docs/facts.md#rest-message).

use crate::describe::{Field, Resource, children, choice, reference, text};

pub(crate) static RESOURCE: Resource =
    Resource::table("rest_message_function", "sys_rest_message_fn")
        .doc("An HTTP method of a REST message: one call that scripts make by the names of both.")
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
        .doc("The message that it is a call of, by name, `<scope>/<name>` or sys_id."),
    text("name")
        .column("function_name")
        .required()
        .doc("Name of the call, by which scripts make it."),
    choice("http_method", &["get", "post", "put", "patch", "delete", "head"])
        .required()
        .doc("The HTTP method. The instance keeps it in small letters."),
    text("rest_endpoint").doc("Address of this call; that of the message when left out."),
    children("headers", "sys_rest_message_fn_headers")
        .owned_by("rest_message_function")
        .fields(PAIR)
        .named_by("name")
        .cascades()
        .doc("The HTTP headers that this call sends beside those of its message."),
    children("parameters", "sys_rest_message_fn_param_defs")
        .owned_by("rest_message_function")
        .fields(PAIR)
        .named_by("name")
        .in_order("order")
        .cascades()
        .doc("The query parameters that this call adds to its address, in this order."),
];

const PAIR: &[Field] = &[
    text("name").required().doc("Name of the header or parameter."),
    text("value").doc("What it says, 1,000 characters at most."),
];
