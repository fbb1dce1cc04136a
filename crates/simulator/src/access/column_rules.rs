//! Columns that need more than the right to their table. What a caller may not read is left out of
//! answers; what a caller may not write is dropped.

use crate::{dictionary::Table, evidence::Evidence};

/// The rule for one column.
pub(crate) struct ColumnRule {
    pub(crate) table: &'static str,
    pub(crate) column: &'static str,
    /// Nothing where the table's rule is enough.
    pub(crate) read: Option<&'static [&'static str]>,
    pub(crate) write: Option<&'static [&'static str]>,
    pub(crate) evidence: Evidence,
}

const USER_ADMIN: Option<&[&str]> = Some(&["user_admin"]);
const ADMIN: Option<&[&str]> = Some(&[]);

const fn of_user(column: &'static str, write: Option<&'static [&'static str]>) -> ColumnRule {
    let evidence = Evidence::Inferred;
    ColumnRule { table: "sys_user", column, read: USER_ADMIN, write, evidence }
}

/// All of them.
pub(crate) static COLUMN_RULES: &[ColumnRule] = &[
    of_user("user_password", USER_ADMIN),
    of_user("password_needs_reset", USER_ADMIN),
    of_user("failed_attempts", USER_ADMIN),
    of_user("locked_out", USER_ADMIN),
    of_user("federated_id", USER_ADMIN),
    of_user("identity_type", USER_ADMIN),
    of_user("web_service_access_only", USER_ADMIN),
    of_user("internal_integration_user", ADMIN),
    ColumnRule {
        table: "oauth_entity",
        column: "salt",
        read: ADMIN,
        write: ADMIN,
        evidence: Evidence::Invented,
    },
];

fn rule(table: &Table, column: &str) -> Option<&'static ColumnRule> {
    COLUMN_RULES.iter().find(|rule| rule.column == column && table.is_a(rule.table))
}

/// The roles that see the column, where it has a rule of its own.
pub(super) fn reading(table: &Table, column: &str) -> Option<&'static [&'static str]> {
    rule(table, column)?.read
}

/// The roles that may write the column, where it has a rule of its own.
pub(super) fn writing(table: &Table, column: &str) -> Option<&'static [&'static str]> {
    rule(table, column)?.write
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::Dictionary;

    #[test]
    fn every_rule_names_a_column_that_exists() {
        let dictionary = Dictionary::shipped(true).unwrap();
        for rule in COLUMN_RULES {
            let table = dictionary.table(rule.table).unwrap();
            assert!(table.column(rule.column).is_some(), "{}", rule.column);
        }
    }

    #[test]
    fn a_rule_reaches_the_children_of_its_table() {
        let dictionary = Dictionary::shipped(true).unwrap();
        assert!(reading(dictionary.table("oauth_jwt").unwrap(), "salt").is_some());
        assert!(reading(dictionary.table("oauth_jwt").unwrap(), "name").is_none());
    }
}
