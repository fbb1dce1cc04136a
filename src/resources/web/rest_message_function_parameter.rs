//! `servicenow_rest_message_function_parameter`: what a call adds to its address (docs/facts.md#rest-message-rows).

use super::FUNCTION;
use crate::describe::{Field, Resource, text, whole};

/// A service may read a parameter that stands there twice, so a second one is told and not refused.
pub(crate) static RESOURCE: Resource =
    Resource::table("rest_message_function_parameter", "sys_rest_message_fn_param_defs")
        .doc(
            "An HTTP query parameter of one call of a REST message: it stands in the address as `?name=value`. Parameters \
             follow each other by `order`. Do not use it for a function that lists its `parameters` itself.",
        )
        .scope("sys_scope")
        .natural_keys(&[&["rest_message_function", "name"]])
        .import_path(&["rest_message_function", "name"])
        .goes_with("rest_message_function")
        .fields(FIELDS);

const FIELDS: &[Field] = &[
    FUNCTION.doc("The function whose calls have it, by sys_id, name, or `<message>/<name>`."),
    text("name").required().doc("Name of the parameter, such as `limit`. 80 characters at most."),
    text("value").doc(
        "What it says, 1,000 characters at most; the instance encodes it for the address. What stands there as `${name}` is \
         put in at each call: write `$${name}` in a configuration.",
    ),
    whole("order").or_negative().instance_default().doc("Its place among the parameters of the call: the lowest comes first."),
];
