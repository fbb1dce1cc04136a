//! Access rules count from the moment they are changed: the book of them is read anew.

use super::{Change, Rule, When};
use crate::{evidence::Evidence, records::Refusal};

const TABLES: &[&str] = &[
    "sys_security_acl",
    "sys_security_acl_role",
    "sys_security_operation",
    "sys_security_attribute",
    "sys_user_role",
];

pub(super) static AFTER_WRITE: Rule = Rule {
    name: "Flush access rules",
    tables: TABLES,
    when: When::AfterWrite,
    evidence: Evidence::Inferred,
    apply,
};

pub(super) static AFTER_DELETE: Rule = Rule {
    name: "Flush access rules after delete",
    tables: TABLES,
    when: When::AfterDelete,
    evidence: Evidence::Inferred,
    apply,
};

fn apply(change: &mut Change<'_>) -> Result<(), Refusal> {
    change.work.instance.rules.forget();
    Ok(())
}
