//! The sentences about all that an account lacks, for the golden file.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use crate::engine::problem as explain;
use crate::engine::problem::tests::Golden;
use crate::engine::serve::preflight::{Account, INSTALLING, Need};

const WORK: &[(&str, bool)] = &[
    ("oauth_entity", true),
    ("oauth_entity_profile", true),
    ("sys_alias", false),
    (INSTALLING, true),
    ("sys_security_acl", true),
];

/// The list where the roles are known, and where they are hidden.
pub(super) fn all(golden: &mut Golden) {
    let refused = Need { table: "oauth_entity".into(), writes: true };
    let own: BTreeSet<String> = ["itil", "security_admin"].map(str::to_owned).into();
    for (title, roles) in [("known roles", Some(own)), ("hidden roles", None)] {
        let mut lacking: BTreeMap<String, Vec<Need>> = BTreeMap::new();
        for (table, writes) in WORK {
            let need = Need { table: (*table).to_owned(), writes: *writes };
            let role = explain::lacking_role(table, *writes, roles.as_ref(), false);
            lacking.entry(role.unwrap()).or_default().push(need);
        }
        let account = Account { user_name: "terraform".into(), roles };
        let text = explain::lacks(&account, &lacking, &refused).unwrap();
        writeln!(golden.0, "lacks: {title}{text}\n").unwrap();
    }
}
