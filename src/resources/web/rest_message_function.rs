//! `servicenow_rest_message_function`: one call of a REST message (docs/facts.md#rest-message-function).

use crate::describe::{Field, Resource, children, choice, flag, reference, secret, text};

pub(crate) static RESOURCE: Resource = Resource::table("rest_message_function", "sys_rest_message_fn")
    .doc(
        "An HTTP method of a REST message: one call that scripts make by the names of both. Its `headers` and what it \
         adds to the address, its `parameters`, are listed here or are resources of their own: \
         `servicenow_rest_message_function_header` and `servicenow_rest_message_function_parameter`.",
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
        .doc("The message that it is a call of, by name, `<scope>/<name>` or sys_id."),
    text("name").column("function_name").required().doc(
        "Name of the call, by which scripts make it, case included; unique within its message. 100 characters at most.",
    ),
    choice("http_method", &["get", "post", "put", "patch", "delete", "head"]).required().doc(
        "The HTTP method. The instance keeps it in small letters.",
    ),
    text("rest_endpoint").doc(
        "Address of this call, 200 characters at most; that of the message when left out. What stands there as `${name}` is \
         put in at each call: write `$${name}` in a configuration.",
    ),
    text("content").doc("The body of the request. What stands there as `${name}` is put in at each call."),
    choice("authentication_type", &["inherit_from_parent", "no_authentication", "basic", "basic_simple", "oauth2"])
        .or_others()
        .instance_default()
        .doc(
            "How the call signs in. `inherit_from_parent`: as the message says, which a new function has. The others as on \
             `servicenow_rest_message`, with the function's own profile or user.",
        ),
    reference("basic_auth_profile", "sys_auth_profile_basic")
        .by(&["name"])
        .within("sys_scope.scope")
        .doc("The user name and password of type `basic`: a `servicenow_basic_auth_profile`, by name, `<scope>/<name>` or sys_id."),
    text("basic_auth_user").credential().doc("The user name of type `basic_simple`."),
    secret("basic_auth_password").doc("The password of type `basic_simple`."),
    reference("oauth_profile", "oauth_entity_profile")
        .column("oauth2_profile")
        .by(&["name"])
        .within("oauth_entity.name")
        .doc("The OAuth profile of type `oauth2`, by sys_id, name, or `<registry name>/<name>`."),
    flag("use_mutual_auth").instance_default().doc("Whether the instance shows a certificate of its own to the other side."),
    reference("mutual_auth_profile", "sys_protocol_profile")
        .column("protocol_name")
        .by(&["protocol"])
        .doc("The protocol profile that holds this certificate, by protocol or sys_id."),
    reference("mid_server", "ecc_agent").column("use_mid_server").by(&["name"]).doc(
        "The MID server that makes the call, for what the instance cannot reach by itself. Left out, the instance calls.",
    ),
    flag("lock").instance_default().doc("Whether the function is locked against changes on the form."),
    text("qualified_name").computed_from(&["rest_message", "name"]).doc(
        "The name that lists show, made of those of message and function.",
    ),
    children("headers", "sys_rest_message_fn_headers")
        .owned_by("rest_message_function")
        .fields(PAIR)
        .named_by("name")
        .cascades()
        .doc(
            "The HTTP headers that this call sends beside those of its message. Their values stand in the state; where one is a \
             secret, make each a `servicenow_rest_message_function_header` instead, whose `value_wo` does not. Do not use both for \
             the same function: the list, an import of it and a data source show the values of all its headers.",
        ),
    children("parameters", "sys_rest_message_fn_param_defs")
        .owned_by("rest_message_function")
        .fields(PAIR)
        .named_by("name")
        .in_order("order")
        .cascades()
        .doc(
            "The query parameters that this call adds to its address, in this order. Do not use it beside \
             `servicenow_rest_message_function_parameter` for the same function.",
        ),
];

const PAIR: &[Field] = &[
    text("name").required().doc("Name of the header or parameter."),
    text("value").doc(
        "What it says, 1,000 characters at most. It stands in the state. What stands there as `${name}` is put in at each call: \
         write `$${name}` in a configuration.",
    ),
];
