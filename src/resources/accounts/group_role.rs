//! `servicenow_group_role`: a role that all members of a group have.

use crate::describe::{Field, Resource, flag, reference};

pub(crate) static RESOURCE: Resource = Resource::table("group_role", "sys_group_has_role")
    .doc("Gives a role to all members of a group.")
    .natural_keys(&[&["group", "role"]])
    .import_path(&["group", "role"])
    .unique()
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    reference("group", "sys_user_group")
        .by(&["name"])
        .required()
        .replaces()
        .doc("The group, by name or sys_id."),
    reference("role", "sys_user_role")
        .by(&["name"])
        .required()
        .replaces()
        .doc("The role, by name or sys_id."),
    flag("inherits").instance_default().doc("Whether the members have it without further doing."),
];
