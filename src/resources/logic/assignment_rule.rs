//! `servicenow_assignment_rule`: who gets a new task (docs/facts.md#assignment-rule).

use crate::describe::{Field, Resource, choice, condition, flag, reference, text, whole};

pub(crate) static RESOURCE: Resource = Resource::table("assignment_rule", "sysrule_assignment")
    .doc(
        "An assignment rule: the group or user that a task goes to when it is saved and has neither. The first rule whose \
         condition is met decides.",
    )
    .scope("sys_scope")
    .natural_keys(&[&["table", "name"]])
    .import_path(&["table", "name"])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("name").required().doc("Name of the rule, of at most 40 characters."),
    text("table").required().doc("The table of the tasks, such as `incident`: one that extends `task`."),
    flag("active").instance_default().doc("Whether the rule is in force. New rules are."),
    whole("order")
        .or_negative()
        .instance_default()
        .doc("Its place among the rules of the table, the lowest first. New rules have 100."),
    condition("condition").doc("The encoded query that a task must match; all match when left out."),
    choice("match_for", &["ALL", "ANY"])
        .column("match_conditions")
        .or_others()
        .instance_default()
        .doc("Whether all parts of the condition must be met (`ALL`, which new rules have) or any (`ANY`)."),
    reference("assignment_group", "sys_user_group")
        .column("group")
        .by(&["name"])
        .doc("The group that the task goes to, by name or sys_id."),
    reference("user", "sys_user")
        .by(&["user_name"])
        .doc("The user that the task goes to, by user id or sys_id."),
    text("script").doc(
        "A script that assigns `current`, in place of `assignment_group` and `user`. It is compared without the kind of its line \
         ends and without blanks around it.",
    ),
    text("description").doc("Why the rule is there."),
];
