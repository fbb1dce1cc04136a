//! `servicenow_user_role`: a role granted to a user, directly.

use crate::describe::{Field, Resource, reference};

pub(crate) static RESOURCE: Resource = Resource::table("user_role", "sys_user_has_role")
    .doc(
        "Grants a role to a user. Only direct grants are managed: those that come with a group or with another role are made \
         and removed by the instance.",
    )
    .natural_keys(&[&["user", "role"]])
    .import_path(&["user", "role"])
    .among(&[("inherited", "false")])
    .unique()
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    reference("user", "sys_user")
        .by(&["user_name"])
        .required()
        .replaces()
        .doc("The user, by user id or sys_id."),
    reference("role", "sys_user_role")
        .by(&["name"])
        .required()
        .replaces()
        .doc("The role, by name or sys_id."),
];
