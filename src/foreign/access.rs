//! Access rules and the records that give people roles, as tylerhatton/servicenow has them (docs/facts.md#tables-of-a-provider).

use crate::describe::Foreign;

pub(super) const TYPES: &[Foreign] = &[
    Foreign::of("servicenow_acl", "sys_security_acl")
        .becoming("servicenow_acl")
        .attributes(&[
            "name",
            "operation",
            "type",
            "admin_overrides",
            "description",
            "active",
            "advanced",
            "condition",
            "script",
            "roles",
        ])
        .required(&["name", "operation"]),
    Foreign::of("servicenow_role", "sys_user_role")
        .becoming("servicenow_role")
        .attributes(&["suffix", "description", "elevated_privilege", "assignable_by", "name"])
        .required(&["suffix"]),
    Foreign::of("servicenow_user", "sys_user")
        .becoming("servicenow_user")
        .attributes(&[
            "user_name",
            "first_name",
            "last_name",
            "email",
            "title",
            "phone",
            "mobile_phone",
            "active",
            "locked_out",
            "password_needs_reset",
            "vip",
            "time_zone",
            "location",
            "department",
            "manager",
            "company",
            "user_password",
        ])
        .required(&["user_name"])
        .secret(&["user_password"]),
    Foreign::of("servicenow_user_role", "sys_user_has_role")
        .becoming("servicenow_user_role")
        .attributes(&["user", "role", "inherited", "granted_by", "state"])
        .required(&["user", "role"])
        .untold(&["inherited", "granted_by", "state"]),
    Foreign::of("servicenow_group", "sys_user_group")
        .becoming("servicenow_group")
        .attributes(&[
            "name",
            "description",
            "email",
            "manager",
            "parent",
            "cost_center",
            "type",
            "active",
            "default_assignee",
            "include_members",
            "exclude_manager",
        ])
        .required(&["name"]),
    Foreign::of("servicenow_group_member", "sys_user_grmember")
        .becoming("servicenow_group_member")
        .attributes(&["user", "group"])
        .required(&["user", "group"]),
    Foreign::of("servicenow_group_role", "sys_group_has_role")
        .becoming("servicenow_group_role")
        .attributes(&["group", "role", "inherits"])
        .required(&["group", "role"]),
];
