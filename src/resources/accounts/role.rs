//! `servicenow_role`: a name that rights are tied to.

use crate::describe::{Field, Finding, Given, Resource, Values, flag, text};

pub(crate) static RESOURCE: Resource = Resource::table("role", "sys_user_role")
    .doc("A role: access rules and users refer to it.")
    .scope("sys_scope")
    .natural_keys(&[&["name"]])
    .import_keys(&["name"])
    .checks(&[a_role_has_a_name_or_a_suffix])
    .fields(FIELDS);

const FIELDS: &[Field] = &[
    text("name").or_generated().replaces().doc(
        "Name of the role. In an application scope leave it out and give `suffix`: the instance makes `<scope>.<suffix>`.",
    ),
    text("suffix").replaces().doc("The part of the name after the scope, for a role of an application scope."),
    text("description").doc("What it allows."),
    flag("elevated_privilege").instance_default().doc("Whether a user must elevate to it in a session."),
    flag("grantable").instance_default().doc("Whether it can be granted."),
    flag("can_delegate").instance_default().doc("Whether it can be delegated."),
];

fn a_role_has_a_name_or_a_suffix(values: &dyn Values) -> Vec<Finding> {
    match (values.text("name"), values.text("suffix")) {
        (Given::Null, Given::Null) => vec![Finding::error(
            "name",
            "The role has no name",
            "Set name, or in an application scope suffix.",
        )],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::sample;

    #[test]
    fn a_role_needs_a_name_or_a_suffix() {
        assert_eq!(a_role_has_a_name_or_a_suffix(&sample(&[]))[0].attribute, "name");
        assert!(a_role_has_a_name_or_a_suffix(&sample(&[("suffix", "reader")])).is_empty());
        assert!(a_role_has_a_name_or_a_suffix(&sample(&[("name", "?")])).is_empty());
    }
}
