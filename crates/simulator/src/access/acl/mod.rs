//! Access control rules: rows of `sys_security_acl`, gathered in a book that answers quickly
//! (docs/facts.md#access-rule, docs/facts.md#table-roles).
//!
//! The most specific name that has rules decides: a table before the one it extends, a column by
//! name before `table.*`. Of several rules at one name an allowing one must hold, and every
//! denying one.

mod book;
mod guard;
mod load;
mod rule;
mod script;

pub(crate) use guard::{Guard, covers, guard, permits};

use crate::{
    refusal::Refusal,
    world::{Kept, Work},
};
use book::RuleBook;
use std::sync::Arc;

impl Kept for RuleBook {
    const TABLES: &'static [&'static str] = &[
        "sys_security_acl",
        "sys_security_acl_role",
        "sys_security_operation",
        "sys_security_attribute",
        "sys_user_role",
    ];
}

/// The rules in force.
pub(super) fn in_force(work: &Work<'_>) -> Result<Arc<RuleBook>, Refusal> {
    let kept = work.world.slots.get(|| RuleBook::load(work))?;
    kept.map_or_else(|| Ok(Arc::new(RuleBook::load(work)?)), Ok)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::Dictionary;

    #[test]
    fn every_table_rules_are_read_from_exists() {
        let dictionary = Dictionary::shipped(true).unwrap();
        for name in RuleBook::TABLES {
            assert_eq!(dictionary.table(name).unwrap().root, *name);
        }
    }
}
