//! The stock rules for columns that need more than the right to their table. What a caller may not
//! read is left out of answers; what a caller may not write is dropped.

use crate::evidence::Evidence;

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
const ADMIN: Option<&[&str]> = Some(&["admin"]);
const CHOICES: Option<&[&str]> = Some(&["personalize_choices"]);

const fn of_user(column: &'static str, write: Option<&'static [&'static str]>) -> ColumnRule {
    let evidence = Evidence::Inferred;
    ColumnRule { table: "sys_user", column, read: USER_ADMIN, write, evidence }
}

/// Callers who are no administrators get choices with some columns missing.
const fn of_choice(column: &'static str) -> ColumnRule {
    let evidence = Evidence::Measured;
    ColumnRule { table: "sys_choice", column, read: CHOICES, write: None, evidence }
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
    of_choice("hint"),
    of_choice("dependent_value"),
    of_choice("sequence"),
    of_choice("inactive"),
    ColumnRule {
        table: "oauth_entity",
        column: "salt",
        read: ADMIN,
        write: ADMIN,
        evidence: Evidence::Invented,
    },
];

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
}
