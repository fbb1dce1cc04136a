//! `servicenow_group`: users that have something in common (docs/facts.md#group).

use crate::describe::{Field, Resource, TextKind, flag, reference, references, text};

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
    flag("include_members")
        .instance_default()
        .doc("Whether what is sent to the group's address goes to each member as well."),
    flag("exclude_manager")
        .instance_default()
        .doc("Whether the group's manager is left out of what is sent to the group."),
    references("types", "sys_user_group_type").column("type").by(&["name"]).doc(
        "What the group can be chosen for, by name or sys_id of the group types, such as `itil`.",
    ),
    reference("default_assignee", "sys_user")
        .by(&["user_name"])
        .doc("Who gets what is assigned to the group, by user id."),
    reference("cost_center", "cmn_cost_center")
        .by(&["name"])
        .doc("The cost center that pays for the group."),
];
