//! `servicenow_group`: users that have something in common.

use crate::describe::{Field, Resource, TextKind, flag, reference, text};

pub(crate) static RESOURCE: Resource = Resource::table("group", "sys_user_group")
    .doc("A group of users.")
    .natural_keys(&[&["name"]])
    .names_one()
    .import_keys(&["name"])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("name").required().doc("Name of the group; unique."),
    text("description").doc("What it is for."),
    flag("active").instance_default().doc("Whether it is in use."),
    reference("manager", "sys_user").by(&["user_name"]).doc("The group's manager, by user id."),
    reference("parent", "sys_user_group").by(&["name"]).doc("The group it is part of."),
    text("email").kind(TextKind::Email).doc("Address of electronic mail."),
];
