//! `servicenow_cost_center`: what costs are charged to (docs/facts.md#organisation).

use crate::describe::{Field, Resource, TextKind, reference, text};

pub(crate) static RESOURCE: Resource = Resource::table("cost_center", "cmn_cost_center")
    .doc("A cost center: what the costs of departments and assets are charged to.")
    .natural_keys(&[&["name"]])
    .import_keys(&["name"])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("name").required().doc("Name of the cost center."),
    text("code").doc("Its short name in the accounts."),
    text("account_number").doc("The account that is charged."),
    reference("parent", "cmn_cost_center")
        .by(&["name"])
        .doc("The cost center it is part of, by name or sys_id."),
    reference("manager", "sys_user")
        .by(&["user_name"])
        .doc("The user who answers for it, by user id or sys_id."),
    reference("location", "cmn_location").by(&["name"]).doc("Where it is, by name or sys_id."),
    text("valid_from")
        .kind(TextKind::Moment)
        .doc("From when on it can be charged, in UTC, such as `2030-01-31 00:00:00`."),
    text("valid_to").kind(TextKind::Moment).doc("Until when it can be charged, in UTC."),
];
