//! A verifier map without a key id gets one from the instance.

use crate::{
    evidence::Evidence,
    refusal::Refusal,
    vault,
    world::{Change, Rule, When},
};

pub(super) static RULE: Rule = Rule {
    name: "Generate key id",
    tables: &["jwt_verifier_map"],
    when: When::BeforeInsert,
    evidence: Evidence::Documented,
    apply,
};

fn apply(change: &mut Change<'_>) -> Result<(), Refusal> {
    if change.get("kid").is_empty() {
        change.set("kid", vault::new_id());
    }
    Ok(())
}
