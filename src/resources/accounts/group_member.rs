//! `servicenow_group_member`: a user in a group.

use crate::describe::{Field, Resource, reference};

pub(crate) static RESOURCE: Resource = Resource::table("group_member", "sys_user_grmember")
    .doc("Puts a user into a group.")
    .natural_keys(&[&["group", "user"]])
    .import_path(&["group", "user"])
    .unique()
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    reference("group", "sys_user_group")
        .by(&["name"])
        .required()
        .replaces()
        .doc("The group, by name or sys_id."),
    reference("user", "sys_user")
        .by(&["user_name"])
        .required()
        .replaces()
        .doc("The user, by user id or sys_id."),
];
