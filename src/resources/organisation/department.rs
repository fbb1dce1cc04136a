//! `servicenow_department`: a part of a company (docs/facts.md#organisation).

use crate::describe::{Field, Resource, reference, text, whole};

pub(crate) static RESOURCE: Resource = Resource::table("department", "cmn_department")
    .doc("A department that users belong to.")
    .natural_keys(&[&["name"]])
    .import_keys(&["name"])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("name").required().doc("Name of the department."),
    text("department_id").column("id").doc(
        "Its identifier in the organisation, such as the one in the system of human resources.",
    ),
    text("description").doc("What it does."),
    reference("parent", "cmn_department")
        .by(&["name"])
        .doc("The department it is part of, by name or sys_id."),
    reference("company", "core_company")
        .by(&["name"])
        .doc("The company it belongs to, by name or sys_id."),
    reference("department_head", "sys_user")
        .column("dept_head")
        .by(&["user_name"])
        .doc("The user who leads it, by user id or sys_id."),
    reference("primary_contact", "sys_user")
        .by(&["user_name"])
        .doc("The user to turn to, by user id or sys_id."),
    reference("cost_center", "cmn_cost_center")
        .by(&["name"])
        .doc("The cost center that pays for it, by name or sys_id."),
    whole("head_count").doc("How many people it has."),
];
