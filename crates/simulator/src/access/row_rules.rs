//! The stock rules that single out rows: one's own, grants of ordinary roles, properties
//! by the roles they list. They stand beside the table's rules as alternatives, or instead of
//! them.

use crate::{evidence::Evidence, world::ANYONE};

/// A rule for some rows of one table.
pub(crate) struct RowRule {
    pub(crate) table: &'static str,
    /// The platform's words for them.
    pub(crate) operations: &'static [&'static str],
    pub(crate) roles: &'static [&'static str],
    pub(crate) admin_overrides: bool,
    /// An encoded query; empty for all rows.
    pub(crate) condition: &'static str,
    pub(crate) script: &'static str,
    pub(crate) evidence: Evidence,
}

const READ: &[&str] = &["read"];
const WRITE: &[&str] = &["create", "write", "delete"];
const ALL: &[&str] = &["read", "create", "write", "delete"];

const fn rule(
    table: &'static str,
    operations: &'static [&'static str],
    roles: &'static [&'static str],
    condition: &'static str,
    evidence: Evidence,
) -> RowRule {
    RowRule { table, operations, roles, admin_overrides: true, condition, script: "", evidence }
}

impl RowRule {
    /// A rule that an administrator must pass too.
    const fn strict(self) -> Self {
        Self { admin_overrides: false, ..self }
    }

    const fn script(self, script: &'static str) -> Self {
        Self { script, ..self }
    }
}

const OWN: &str = "user=javascript:gs.getUserID()";
const MINE: &str = "caller_id=javascript:gs.getUserID()^ORopened_by=javascript:gs.getUserID()";
const ORDINARY_GRANT: &str = "role.elevated_privilege!=true";
const GRANTERS: &[&str] = &["admin", "user_admin"];
const ADMIN: &[&str] = &["admin"];
const SECURITY: &[&str] = &["security_admin"];
const EVERYONE: &[&str] = &[ANYONE];
const NOBODY: &[&str] = &["maint"];

/// All of them.
pub(crate) static ROW_RULES: &[RowRule] = &[
    rule("sys_user_role", READ, EVERYONE, "", Evidence::Seen),
    rule("sys_user_role", WRITE, ADMIN, "", Evidence::Seen),
    rule("sys_user_has_role", READ, EVERYONE, "", Evidence::Seen),
    rule("sys_user_has_role", WRITE, GRANTERS, ORDINARY_GRANT, Evidence::Seen).strict(),
    rule("sys_user_has_role", WRITE, SECURITY, "", Evidence::Documented).strict(),
    rule("sys_group_has_role", READ, EVERYONE, "", Evidence::Seen),
    rule("sys_group_has_role", WRITE, ADMIN, ORDINARY_GRANT, Evidence::Seen).strict(),
    rule("sys_group_has_role", WRITE, SECURITY, "", Evidence::Documented).strict(),
    rule("sys_properties", ALL, ADMIN, "", Evidence::Documented),
    rule("sys_properties", READ, &[], "is_private=false", Evidence::Documented)
        .script("answer = gs.hasRole(current.read_roles);"),
    rule("sys_properties", &["write"], &[], "is_private=false", Evidence::Documented)
        .script("answer = gs.hasRole(current.write_roles);"),
    rule("sys_user_preference", ALL, EVERYONE, OWN, Evidence::Inferred),
    rule("sys_user_preference", READ, EVERYONE, "userISEMPTY", Evidence::Inferred),
    rule("sys_user_session", READ, EVERYONE, OWN, Evidence::Inferred),
    rule("incident", ALL, &["itil"], "", Evidence::Inferred),
    rule("incident", READ, EVERYONE, MINE, Evidence::Inferred),
    rule("sys_plugins", ALL, NOBODY, "", Evidence::Measured).strict(),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::Dictionary;

    #[test]
    fn every_rule_names_a_table_and_something_to_pass_by() {
        let dictionary = Dictionary::shipped(true).unwrap();
        for rule in ROW_RULES {
            assert!(dictionary.table(rule.table).is_some(), "{}", rule.table);
            assert!(!rule.roles.is_empty() || !rule.script.is_empty(), "{}", rule.table);
            for operation in rule.operations {
                assert!(ALL.contains(operation), "{operation}");
            }
        }
    }

    #[test]
    fn a_table_has_its_rules_in_one_place() {
        for rule in ROW_RULES {
            let twice = crate::access::TABLE_RULES.iter().any(|other| other.table == rule.table);
            assert!(!twice, "{}", rule.table);
        }
    }
}
