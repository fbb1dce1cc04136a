//! The stock access rules, written as the rows of `sys_security_acl` that they are on an instance.

use super::dictionary_rows::{Pair, id, owned, write_row};
use crate::{
    access::{ANYONE, COLUMN_RULES, ROW_RULES, RowRule, TABLE_RULES},
    evidence::Evidence,
    instance::Work,
    records::{self, Refusal, value},
};
use std::collections::HashMap;

/// The attribute of everybody who is signed in.
const AUTHENTICATED: &str = "UserIsAuthenticated";
/// The role of everybody who is no external user, where roles are explicit.
const INTERNAL: &str = "snc_internal";
/// What only security administrators may grant on some instances (§12.11).
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
    count: usize,
}

/// One rule.
struct Rule<'a> {
    name: &'a str,
    operation: &'a str,
    roles: &'a [&'a str],
    admin_overrides: bool,
    condition: &'a str,
    script: &'a str,
    evidence: Evidence,
}

/// Writes all stock rules.
pub(super) fn write(work: &Work<'_>, explicit_roles: bool) -> Result<(), Refusal> {
    let roles = records::find(work, "sys_user_role", &[])?;
    let pair = |row: &crate::store::Record| {
        (value(row, "name").to_owned(), value(row, "sys_id").to_owned())
    };
    let roles = roles.iter().map(pair).collect();
    let attribute = records::find(work, "sys_security_attribute", &[("name", AUTHENTICATED)])?;
    let authenticated = attribute.first().map_or("", |row| value(row, "sys_id")).to_owned();
    let mut writer = Writer { work, roles, explicit_roles, authenticated, count: 0 };
    writer.tables()?;
    writer.columns()?;
    ROW_RULES.iter().try_for_each(|rule| writer.rows(rule))?;
    writer.interface()?;
    Ok(())
}

impl Writer<'_> {
    fn tables(&mut self) -> Result<(), Refusal> {
        for rule in TABLE_RULES {
            let plain = |operation, roles, admin_overrides| Rule {
                name: rule.table,
                operation,
                roles,
                admin_overrides,
                condition: "",
                script: "",
                evidence: rule.evidence,
            };
            self.write(&plain("read", rule.read, true))?;
            for operation in WRITING {
                self.write(&plain(operation, rule.write, rule.admin_writes))?;
            }
        }
        Ok(())
    }

    fn columns(&mut self) -> Result<(), Refusal> {
        for rule in COLUMN_RULES {
            let name = format!("{}.{}", rule.table, rule.column);
            for (operation, roles) in [("read", rule.read), ("write", rule.write)] {
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
        let gated = self.work.instance.unknowns.role_grants_need_elevation;
        if gated && rule.table == GRANTS && !rule.condition.is_empty() {
            return Ok(());
        }
        rule.operations.iter().try_for_each(|operation| {
            self.write(&Rule {
                name: rule.table,
                operation,
                roles: rule.roles,
                admin_overrides: rule.admin_overrides,
                condition: rule.condition,
                script: rule.script,
                evidence: rule.evidence,
            })
        })
    }

    /// The rule for the record APIs, which is not active on a new instance; and, where roles are
    /// explicit, one about queries.
    fn interface(&mut self) -> Result<(), Refusal> {
        let name = "snc_platform_rest_api_access";
        let extra = [("type", "rest_endpoint"), ("active", "false"), ("operation", "execute")];
        self.row(name, &extra.map(owned), &[name])?;
        if self.explicit_roles {
            let extra = [("operation", "query_match")];
            self.row("*", &extra.map(owned), &[INTERNAL])?;
        }
        Ok(())
    }

    fn write(&mut self, rule: &Rule<'_>) -> Result<(), Refusal> {
        let is_open = rule.roles.contains(&ANYONE);
        let roles: &[&str] = match (is_open, self.explicit_roles) {
            (true, true) => &[INTERNAL],
            (true, false) => &[],
            (false, _) => rule.roles,
        };
        let for_all = roles.is_empty() && rule.script.is_empty();
        let attribute = if for_all { self.authenticated.as_str() } else { "" };
        let row = [
            ("operation", rule.operation),
            ("admin_overrides", if rule.admin_overrides { "true" } else { "false" }),
            ("condition", rule.condition),
            ("script", rule.script),
            ("advanced", if rule.script.is_empty() { "false" } else { "true" }),
            ("security_attribute", attribute),
            ("description", &format!("Stock rule [{}]", rule.evidence.mark())),
        ];
        self.row(rule.name, &row.map(owned), roles)
    }

    /// A row of `sys_security_acl` with what stock rules share, and the rows of its roles.
    fn row(&mut self, name: &str, more: &[Pair], roles: &[&str]) -> Result<(), Refusal> {
        self.count += 1;
        let key = format!("{name} {}", self.count);
        let mut row: Vec<Pair> = [
            ("name", name),
            ("type", "record"),
            ("active", "true"),
            ("advanced", "false"),
            ("admin_overrides", "true"),
            ("decision_type", "allow"),
            ("local_or_existing", "Existing"),
            ("sys_class_name", "sys_security_acl"),
            ("sys_name", name),
            ("sys_package", "global"),
        ]
        .map(owned)
        .to_vec();
        row.extend_from_slice(more);
        write_row(self.work, "sys_security_acl", &key, &row)?;
        let rule = id("sys_security_acl", &key);
        for role in roles {
            // Roles that nobody has yet need no row: the rule then is for nobody but `admin`.
            let Some(role_id) = self.roles.get(*role) else { continue };
            let row = [("sys_security_acl", rule.as_str()), ("sys_user_role", role_id)];
            write_row(
                self.work,
                "sys_security_acl_role",
                &format!("{key} {role}"),
                &row.map(owned),
            )?;
        }
        Ok(())
    }
}
