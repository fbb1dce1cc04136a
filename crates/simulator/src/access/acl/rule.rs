//! One access control rule.

use super::script::Script;
use crate::{unknowns::EmptyRule, world::Right};
use std::collections::BTreeSet;

/// Who passes by right of `admin_overrides`.
const ADMIN: &str = "admin";

/// A row of `sys_security_acl` with the names of its roles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Rule {
    /// Deny-Unless instead of Allow-If.
    pub(super) denies: bool,
    pub(super) admin_overrides: bool,
    /// Any of them is enough; none are needed where there are none.
    pub(super) roles: Vec<String>,
    /// Whether it asks for a user who is signed in.
    pub(super) attribute: Attribute,
    pub(super) condition: String,
    /// The rows it is about at all; empty for every row.
    pub(super) applies_to: String,
    pub(super) script: Script,
}

/// The security attribute of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Attribute {
    Absent,
    /// `UserIsAuthenticated`: everybody who gets this far.
    Authenticated,
    /// Any other, which nobody has.
    Unknown,
}

impl Rule {
    /// Whether it names nothing to pass by.
    fn is_empty(&self) -> bool {
        self.roles.is_empty()
            && self.attribute == Attribute::Absent
            && self.condition.is_empty()
            && self.script == Script::Absent
    }

    /// What it comes down to for who holds `roles`. A rule that is about some rows only allows
    /// nothing and denies nothing elsewhere.
    pub(super) fn right(&self, roles: &BTreeSet<String>, empty: EmptyRule) -> Right {
        let about = matching(&self.applies_to);
        let passed = self.passed(roles, empty);
        if self.denies {
            Right::any([about.negated(), passed])
        } else {
            Right::all([about, passed])
        }
    }

    fn passed(&self, roles: &BTreeSet<String>, empty: EmptyRule) -> Right {
        if self.admin_overrides && roles.contains(ADMIN) {
            return Right::Always;
        }
        if self.is_empty() {
            return Right::given(empty == EmptyRule::Opens);
        }
        let held = self.roles.is_empty() || self.roles.iter().any(|role| roles.contains(role));
        Right::all([
            Right::given(held && self.attribute != Attribute::Unknown),
            matching(&self.condition),
            self.script.right(roles),
        ])
    }
}

fn matching(query: &str) -> Right {
    if query.is_empty() { Right::Always } else { Right::Matching(query.to_owned()) }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// An allowing rule for any of `roles`.
    pub(in crate::access::acl) fn allowing(roles: &[&str]) -> Rule {
        Rule {
            denies: false,
            admin_overrides: true,
            roles: roles.iter().map(|role| (*role).to_owned()).collect(),
            attribute: Attribute::Absent,
            condition: String::new(),
            applies_to: String::new(),
            script: Script::Absent,
        }
    }

    pub(in crate::access::acl) fn holding(roles: &[&str]) -> BTreeSet<String> {
        roles.iter().map(|role| (*role).to_owned()).collect()
    }

    fn right(rule: &Rule, roles: &[&str]) -> Right {
        rule.right(&holding(roles), EmptyRule::Denies)
    }

    #[test]
    fn one_of_the_roles_is_enough_and_admin_needs_none() {
        let rule = allowing(&["itil", "catalog"]);
        assert_eq!(right(&rule, &["catalog"]), Right::Always);
        assert_eq!(right(&rule, &["admin"]), Right::Always);
        assert_eq!(right(&rule, &[]), Right::Never);
    }

    #[test]
    fn without_admin_overrides_an_administrator_needs_the_role_too() {
        let rule = Rule { admin_overrides: false, ..allowing(&["security_admin"]) };
        assert_eq!(right(&rule, &["admin"]), Right::Never);
        assert_eq!(right(&rule, &["admin", "security_admin"]), Right::Always);
    }

    #[test]
    fn a_condition_leaves_some_rows() {
        let rule = Rule { condition: "active=true".to_owned(), ..allowing(&["itil"]) };
        assert_eq!(right(&rule, &["itil"]), Right::Matching("active=true".to_owned()));
        assert_eq!(right(&rule, &[]), Right::Never);
    }

    #[test]
    fn a_rule_about_some_rows_is_silent_about_the_others() {
        let about = Right::Matching("active=true".to_owned());
        let allow = Rule { applies_to: "active=true".to_owned(), ..allowing(&["itil"]) };
        assert_eq!(right(&allow, &["itil"]), about);
        let deny = Rule { denies: true, ..allow };
        assert_eq!(right(&deny, &["itil"]), Right::Always);
        assert_eq!(right(&deny, &[]), about.negated());
    }

    #[test]
    fn an_empty_rule_opens_only_where_the_release_lets_it() {
        let empty = allowing(&[]);
        let roles = holding(&[]);
        assert_eq!(empty.right(&roles, EmptyRule::Opens), Right::Always);
        assert_eq!(empty.right(&roles, EmptyRule::Denies), Right::Never);
        let attribute = Rule { attribute: Attribute::Authenticated, ..allowing(&[]) };
        assert_eq!(attribute.right(&roles, EmptyRule::Denies), Right::Always);
        let unknown = Rule { attribute: Attribute::Unknown, ..allowing(&[]) };
        assert_eq!(unknown.right(&roles, EmptyRule::Opens), Right::Never);
    }
}
