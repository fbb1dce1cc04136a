//! The sentences about all that an account lacks, for the golden file.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::Golden;
use crate::engine::model::{INSTALLING, Need, Right};
use crate::engine::problem::{Account, lacking_role, lacks};

const WORK: &[(&str, Right)] = &[
    ("oauth_entity", Right::Write),
    ("oauth_entity_profile", Right::Write),
    ("sys_alias", Right::Read),
    (INSTALLING, Right::Write),
    ("sys_security_acl", Right::Write),
];

/// The list where the roles are known, and where they are hidden.
pub(super) fn all(golden: &mut Golden) {
    let refused = Need::new("oauth_entity", Right::Write);
    let own: BTreeSet<String> = ["itil", "security_admin"].map(str::to_owned).into();
    for (title, roles) in [("known roles", Some(own)), ("hidden roles", None)] {
        let mut lacking: BTreeMap<String, Vec<Need>> = BTreeMap::new();
        for (table, right) in WORK {
            let need = Need::new(table, *right);
            let role = lacking_role(&need, roles.as_ref(), false);
            lacking.entry(role.unwrap()).or_default().push(need);
        }
        let account = Account { user_name: "terraform".into(), roles };
        let text = lacks(&account, &lacking, &refused).unwrap();
        writeln!(golden.0, "lacks: {title}{text}\n").unwrap();
    }
}
