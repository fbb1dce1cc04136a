//! `servicenow_role_contains`: a role that is part of another.

use crate::describe::{Field, Finding, Given, Resource, Values, reference};

pub(crate) static RESOURCE: Resource = Resource::table("role_contains", "sys_user_role_contains")
    .doc("Makes a role part of another: who has the outer role has the contained one too.")
    .scope("sys_scope")
    .natural_keys(&[&["role", "contains"]])
    .import_path(&["role", "contains"])
    .checks(&[a_role_does_not_contain_itself])
    .unique()
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    reference("role", "sys_user_role")
        .by(&["name"])
        .required()
        .replaces()
        .doc("The outer role, by name or sys_id."),
    reference("contains", "sys_user_role")
        .by(&["name"])
        .required()
        .replaces()
        .doc("The contained role, by name or sys_id."),
];

fn a_role_does_not_contain_itself(values: &dyn Values) -> Vec<Finding> {
    match (values.text("role"), values.text("contains")) {
        (Given::Is(role), Given::Is(contains)) if role == contains => vec![Finding::error(
            "contains",
            "The role contains itself",
            "role and contains are the same. A role is part of another one.",
        )],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::sample;

    #[test]
    fn a_role_is_part_of_another_one() {
        let findings = |contains| {
            a_role_does_not_contain_itself(&sample(&[("role", "a"), ("contains", contains)]))
        };
        assert_eq!(findings("a")[0].attribute, "contains");
        assert!(findings("b").is_empty());
    }
}
