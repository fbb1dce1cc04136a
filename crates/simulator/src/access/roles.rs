//! The roles of a user, with the roles they contain.

use crate::{
    instance::Work,
    records::{self, Refusal, value},
};
use std::collections::BTreeSet;

/// Names of all roles the user holds, directly or because a held role contains them.
pub(super) fn of_user(work: &Work<'_>, user: &str) -> Result<BTreeSet<String>, Refusal> {
    let granted = records::find(work, "sys_user_has_role", &[("user", user)])?;
    let mut open: Vec<String> = granted.iter().map(|row| value(row, "role").to_owned()).collect();
    let (mut seen, mut names) = (BTreeSet::new(), BTreeSet::new());
    while let Some(role) = open.pop() {
        if !seen.insert(role.clone()) {
            continue;
        }
        if let Some(row) = records::fetch(work, "sys_user_role", &role)? {
            // An elevated role counts only in a session that elevated to it.
            if value(&row, "elevated_privilege") != "true" {
                names.insert(value(&row, "name").to_owned());
            }
        }
        let contained = records::find(work, "sys_user_role_contains", &[("role", &role)])?;
        open.extend(contained.iter().map(|row| value(row, "contains").to_owned()));
    }
    Ok(names)
}
