//! `servicenow_rest_message_function_variable`: what a test of a call puts in for a `${name}` (docs/facts.md#rest-message-rows).

use super::FUNCTION;
use crate::describe::{Field, Resource, choice, text};

pub(crate) static RESOURCE: Resource =
    Resource::table("rest_message_function_variable", "sys_rest_message_fn_parameters")
        .doc(
            "A variable substitution of one call of a REST message: what the test on its form puts in for a `${name}` of the address, \
             the headers, the parameters or the body. Scripts that make the call bring values of their own.",
        )
        .scope("sys_scope")
        .natural_keys(&[&["rest_message_function", "name"]])
        .import_path(&["rest_message_function", "name"])
        .goes_with("rest_message_function")
        .fields(FIELDS);

const FIELDS: &[Field] = &[
    FUNCTION.doc("The function whose texts name it, by sys_id, name, or `<message>/<name>`."),
    text("name").required().doc(
        "Name of the variable, such as `number` where the texts say `${number}`. 80 characters at most.",
    ),
    text("value").doc(
        "What a test puts in, 1,000 characters at most. It stands in the state and on the form, so it is no place for a secret.",
    ),
    choice("type", &["string", "xml"]).or_others().instance_default().doc(
        "How it is put in: a `string` with the characters escaped that XML reserves, `xml` as it is.",
    ),
];
