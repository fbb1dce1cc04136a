//! The stock access rules, written as the rows of `sys_security_acl` that they are on an instance.

use super::shipped_rows::ShippedRows;
use crate::{
    access::{RowRule, StockRights},
    evidence::Evidence,
    refusal::Refusal,
    world::{ANYONE, Work},
};
use std::collections::HashMap;

/// The attribute of everybody who is signed in.
const AUTHENTICATED: &str = "UserIsAuthenticated";
/// The role of everybody who is no external user, where roles are explicit.
const INTERNAL: &str = "snc_internal";
/// What only security administrators may grant on some instances
/// (docs/facts.md#role-grants-elevation).
const GRANTS: &str = "sys_user_has_role";

const WRITING: &[&str] = &["create", "write", "delete"];

/// Writes rules to an instance.
struct Writer<'a> {
    work: &'a Work<'a>,
    /// sys_ids of roles by name.
    roles: HashMap<String, String>,
    /// Whether a rule for everybody asks for the role of internal users.
    explicit_roles: bool,
    /// sys_id of the attribute of everybody who is signed in.
    authenticated: String,
    rules: ShippedRows<'a>,
    links: ShippedRows<'a>,
    count: usize,
}

const OF_RULE: &[&str] = &[
    "name",
    "sys_name",
    "type",
    "active",
    "operation",
    "advanced",
    "admin_overrides",
    "condition",
    "script",
    "security_attribute",
    "description",
    "decision_type",
    "local_or_existing",
    "sys_package",
];
const OF_LINK: &[&str] = &["sys_security_acl", "sys_user_role"];

/// One rule.
struct Rule<'a> {
    name: &'a str,
    operation: &'a str,
    roles: &'a [String],
    admin_overrides: bool,
    condition: &'a str,
    script: &'a str,
    evidence: Evidence,
}

/// Writes all stock rules.
pub(super) fn write(
    work: &Work<'_>,
    rights: &StockRights,
    explicit_roles: bool,
) -> Result<(), Refusal> {
    let roles = work.find("sys_user_role", &[])?;
    let pair =
        |row: &crate::store::Record| (row.value("name").to_owned(), row.value("sys_id").to_owned());
    let roles = roles.iter().map(pair).collect();
    let attribute = work.find("sys_security_attribute", &[("name", AUTHENTICATED)])?;
    let authenticated = attribute.first().map_or("", |row| row.value("sys_id")).to_owned();
    let mut writer = Writer {
        work,
        roles,
        explicit_roles,
        authenticated,
        rules: ShippedRows::of(work, "sys_security_acl", OF_RULE)?,
        links: ShippedRows::of(work, "sys_security_acl_role", OF_LINK)?,
        count: 0,
    };
    writer.tables(rights)?;
    writer.columns(rights)?;
    rights.rows.iter().try_for_each(|rule| writer.rows(rule))?;
    writer.interface()?;
    Ok(())
}

impl Writer<'_> {
    fn tables(&mut self, rights: &StockRights) -> Result<(), Refusal> {
        for rule in &rights.tables {
            let plain = |operation, roles, admin_overrides| Rule {
                name: &rule.table,
                operation,
                roles,
                admin_overrides,
                condition: "",
                script: "",
                evidence: rule.evidence,
            };
            self.write(&plain("read", &rule.read, true))?;
            for operation in WRITING {
                self.write(&plain(operation, &rule.write, rule.admin_writes))?;
            }
        }
        Ok(())
    }

    fn columns(&mut self, rights: &StockRights) -> Result<(), Refusal> {
        for rule in &rights.columns {
            let name = format!("{}.{}", rule.table, rule.column);
            for (operation, roles) in [("read", &rule.read), ("write", &rule.write)] {
                let Some(roles) = roles else { continue };
                self.write(&Rule {
                    name: &name,
                    operation,
                    roles,
                    admin_overrides: true,
                    condition: "",
                    script: "",
                    evidence: rule.evidence,
                })?;
            }
        }
        Ok(())
    }

    fn rows(&mut self, rule: &RowRule) -> Result<(), Refusal> {
        let gated = self.work.world.unknowns.role_grants_need_elevation;
        if gated && rule.table == GRANTS && !rule.condition.is_empty() {
            return Ok(());
        }
        rule.operations.iter().try_for_each(|operation| {
            self.write(&Rule {
                name: &rule.table,
                operation: operation.word(),
                roles: &rule.roles,
                admin_overrides: rule.admin_overrides,
                condition: &rule.condition,
                script: &rule.script,
                evidence: rule.evidence,
            })
        })
    }

    /// The rule for the record APIs, which is not active on a new instance; and, where roles are
    /// explicit, one about queries.
    fn interface(&mut self) -> Result<(), Refusal> {
        let name = "snc_platform_rest_api_access";
        let shared = Row { name, operation: "execute", kind: "REST_Endpoint", ..Row::default() };
        self.row(&shared, &[name])?;
        if self.explicit_roles {
            let row = Row { name: "*", operation: "query_match", active: true, ..Row::default() };
            self.row(&row, &[INTERNAL])?;
        }
        Ok(())
    }

    fn write(&mut self, rule: &Rule<'_>) -> Result<(), Refusal> {
        let is_open = rule.roles.iter().any(|role| role == ANYONE);
        let roles = match (is_open, self.explicit_roles) {
            (true, true) => vec![INTERNAL],
            (true, false) => Vec::new(),
            (false, _) => rule.roles.iter().map(String::as_str).collect(),
        };
        let for_all = roles.is_empty() && rule.script.is_empty();
        let attribute = if for_all { self.authenticated.clone() } else { String::new() };
        let row = Row {
            name: rule.name,
            operation: rule.operation,
            active: true,
            admin_overrides: rule.admin_overrides,
            condition: rule.condition,
            script: rule.script,
            attribute: &attribute,
            description: &format!("Stock rule [{}]", rule.evidence.mark()),
            ..Row::default()
        };
        self.row(&row, &roles)
    }

    /// A row of `sys_security_acl`, and the rows of its roles.
    fn row(&mut self, row: &Row<'_>, roles: &[&str]) -> Result<(), Refusal> {
        self.count = self.count.saturating_add(1);
        let key = format!("{} {}", row.name, self.count);
        let id = self.rules.write(&key, &row.values())?;
        for role in roles {
            // Roles that nobody has yet need no row: the rule then is for nobody but `admin`.
            let Some(role_id) = self.roles.get(*role) else { continue };
            self.links.write(&format!("{key} {role}"), &[&id, role_id])?;
        }
        Ok(())
    }
}

/// What differs among stock rules.
struct Row<'a> {
    name: &'a str,
    kind: &'a str,
    operation: &'a str,
    active: bool,
    admin_overrides: bool,
    condition: &'a str,
    script: &'a str,
    attribute: &'a str,
    description: &'a str,
}

impl Default for Row<'_> {
    fn default() -> Self {
        Self {
            name: "",
            kind: "record",
            operation: "",
            active: false,
            admin_overrides: true,
            condition: "",
            script: "",
            attribute: "",
            description: "",
        }
    }
}

impl<'a> Row<'a> {
    /// The values of `OF_RULE`, in its order.
    fn values(&self) -> [&'a str; OF_RULE.len()] {
        let flag = |flag| if flag { "true" } else { "false" };
        [
            self.name,
            self.name,
            self.kind,
            flag(self.active),
            self.operation,
            flag(!self.script.is_empty()),
            flag(self.admin_overrides),
            self.condition,
            self.script,
            self.attribute,
            self.description,
            "allow",
            "Local",
            "global",
        ]
    }
}
