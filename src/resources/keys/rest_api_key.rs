//! `servicenow_rest_api_key`: a key by which a caller acts as a user (docs/facts.md#api-key).

use crate::describe::{Field, Resource, TextKind, flag, reference, text};

pub(crate) static RESOURCE: Resource = Resource::table("rest_api_key", "api_key")
    .doc(
        "A REST API key with which a caller acts as a user. The instance makes the token and shows it to administrators on the \
         form alone. It opens nothing until a policy that is not global accepts it: see `servicenow_api_access_policy`.",
    )
    .scope("sys_scope")
    .natural_keys(&[&["name"]])
    .import_keys(&["name"])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("name").required().doc("Name of the key."),
    text("description").on_some_instances().doc("What it is for."),
    flag("active").instance_default().doc("Whether it is accepted."),
    reference("user", "sys_user")
        .by(&["user_name"])
        .required()
        .doc("The user that calls act as, by user id or sys_id."),
    reference("auth_scope", "sys_auth_scope")
        .by(&["name"])
        .on_some_instances()
        .doc("The scope that calls are limited to."),
    text("expires")
        .kind(TextKind::Moment)
        .doc("When it ends to be accepted, in UTC, such as `2030-01-31 00:00:00`."),
];
