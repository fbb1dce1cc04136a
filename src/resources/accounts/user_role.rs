//! `servicenow_user_role`: a role granted to a user, directly.

use crate::describe::{Field, Found, Resource, reference};

pub(crate) static RESOURCE: Resource = Resource::table("user_role", "sys_user_has_role")
    .doc(
        "Grants a role to a user. Only direct grants are managed: those that come with a group or with another role are made \
         and removed by the instance.",
    )
    .natural_keys(&[&["user", "role"]])
    .import_path(&["user", "role"])
    .among(&[("inherited", "false")])
    .others(&["granted_by.name", "user.user_name", "role.name"], where_an_inherited_role_comes_from)
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

/// The instance makes a row for each role that comes with a group or another role (docs/facts.md#inherited-roles).
fn where_an_inherited_role_comes_from(row: &Found) -> String {
    let column = |name: &str| row.get(name).filter(|text| !text.is_empty());
    let user = column("user.user_name").map_or_else(String::new, |user| format!(" \"{user}\""));
    let role = column("role.name").map_or_else(String::new, |role| format!(" \"{role}\""));
    let (origin, way) = match column("granted_by.name") {
        Some(group) => (
            format!("is inherited from the group \"{group}\""),
            "servicenow_group_member and servicenow_group_role",
        ),
        None => (
            "is inherited from another role that contains it".to_owned(),
            "servicenow_role_contains",
        ),
    };
    format!(
        "The user{user} has the role{role}, and it {origin}: the instance made the row and removes it with what it came by. \
         Manage that with {way}. To grant the role to the user directly as well, leave the import out and apply."
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(columns: &[(&str, &str)]) -> String {
        let row = columns.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
        where_an_inherited_role_comes_from(&row.collect())
    }

    #[test]
    fn an_inherited_role_names_its_group() {
        let by_group = said(&[
            ("granted_by.name", "Operators"),
            ("user.user_name", "ann"),
            ("role.name", "itil"),
        ]);
        for word in
            ["user \"ann\"", "role \"itil\"", "group \"Operators\"", "servicenow_group_role"]
        {
            assert!(by_group.contains(word), "{by_group}");
        }
        let by_role = said(&[("granted_by.name", "")]);
        assert!(by_role.contains("another role") && by_role.contains("servicenow_role_contains"));
    }
}
