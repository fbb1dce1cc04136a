//! All that an account lacks for the work of a run, in one list.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::roles::{enough, is_listed, needed};
use crate::engine::model::{INSTALLING, Need, Right};

/// The roles of the account, where they can be read.
#[derive(Debug, Clone)]
pub(crate) struct Account {
    /// Its login name.
    pub(crate) user_name: String,
    /// Its roles, inherited ones included; none where they are hidden.
    pub(crate) roles: Option<BTreeSet<String>>,
}

/// The role that this work takes and the account lacks; all that it takes where the account's roles are hidden. Nothing
/// for a table of which nobody knows what it asks for.
pub(crate) fn lacking_role(
    need: &Need,
    roles: Option<&BTreeSet<String>>,
    elevates: bool,
) -> Option<String> {
    let Need { table, right } = need;
    if !is_listed(table) {
        return None;
    }
    let has = |role: &&str| roles.is_some_and(|roles| roles.contains(*role));
    match enough(table, *right).iter().any(has) {
        true if elevates => None,
        true => Some("elevate_roles = [\"security_admin\"] in the provider block".to_owned()),
        false => Some(needed(table, *right)),
    }
}

/// The list, if it says more than the error about what was refused says already.
pub(crate) fn lacks(
    account: &Account,
    lacks: &BTreeMap<String, Vec<Need>>,
    refused: &Need,
) -> Option<String> {
    let is_told = |needs: &Vec<Need>| needs.contains(refused);
    if lacks.is_empty() || lacks.values().all(is_told) {
        return None;
    }
    let name = &account.user_name;
    let mut text = match &account.roles {
        Some(_) => format!(
            "\n\nFor the work of this run that Terraform has shown so far, the user \"{name}\" normally lacks all this:\n"
        ),
        None => "\n\nWhich roles the provider's user has cannot be read. The work of this run that Terraform has shown so far \
                 normally takes all these:\n"
            .to_owned(),
    };
    for (lacking, needs) in lacks {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "  - {lacking}: {}", work(needs));
    }
    Some(text.trim_end().to_owned())
}

/// The work in words: `to write oauth_entity, to read sys_alias`.
fn work(needs: &[Need]) -> String {
    let words = needs.iter().map(|need| match (need.table.as_str(), need.right) {
        (INSTALLING, Right::Write) => "to install applications and plugins".to_owned(),
        (table, Right::Write) => format!("to write {table}"),
        (table, Right::Read) => format!("to read {table}"),
    });
    words.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roles(names: &[&str]) -> BTreeSet<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn one_of_the_roles_is_enough_and_admin_is_enough_for_all_but_rules() {
        let lacking = |table, has: &[&str]| {
            lacking_role(&Need::new(table, Right::Write), Some(&roles(has)), true)
        };
        assert_eq!(lacking("oauth_entity", &["oauth_admin"]), None);
        assert_eq!(lacking("oauth_entity", &["admin"]), None);
        assert_eq!(lacking("oauth_entity", &["itil"]), Some(needed("oauth_entity", Right::Write)));
        assert!(lacking("sys_security_acl", &["admin"]).is_some());
        assert_eq!(lacking("cmn_department", &[]), None, "nobody knows");
        let read = |table, has: &[&str]| {
            lacking_role(&Need::new(table, Right::Read), Some(&roles(has)), true)
        };
        assert_eq!(read("sys_user_role", &["snc_internal"]), None);
        assert!(read("sys_user_role", &["itil"]).unwrap().starts_with("snc_internal"));
        assert_eq!(lacking("basic_auth_credentials", &["connection_admin"]), None);
    }

    #[test]
    fn a_role_that_is_held_and_not_elevated_to_takes_elevation() {
        let has = roles(&["admin", "security_admin"]);
        let rules = Need::new("sys_security_acl", Right::Write);
        let lacking = |elevates| lacking_role(&rules, Some(&has), elevates);
        assert!(lacking(false).unwrap().contains("elevate_roles"));
        assert_eq!(lacking(true), None);
    }

    #[test]
    fn hidden_roles_are_all_listed() {
        assert!(lacking_role(&Need::new("oauth_entity", Right::Write), None, true).is_some());
    }
}
