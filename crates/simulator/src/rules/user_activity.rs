//! Deactivating a user locks it out.

use super::{Change, Rule, When};
use crate::{evidence::Evidence, refusal::Refusal};

pub(super) static RULE: Rule = Rule {
    name: "Lock out inactive user",
    tables: &["sys_user"],
    when: When::BeforeWrite,
    evidence: Evidence::Inferred,
    apply,
};

fn apply(change: &mut Change<'_>) -> Result<(), Refusal> {
    if change.changes("active") && !change.is("active") {
        change.set("locked_out", "true");
    }
    Ok(())
}
