//! Deleting a registry leaves its profiles and scopes without one, or takes them along (§12.2).

use crate::{
    evidence::Evidence,
    records,
    refusal::Refusal,
    unknowns::DeletedRegistry,
    world::{Change, Rule, When},
};

pub(super) static RULE: Rule = Rule {
    name: "Delete profiles of OAuth entity",
    tables: &["oauth_entity"],
    when: When::BeforeDelete,
    evidence: Evidence::Invented,
    apply,
};

fn apply(change: &mut Change<'_>) -> Result<(), Refusal> {
    let work = change.work;
    if work.world.unknowns.deleted_registry == DeletedRegistry::Cleared {
        return Ok(());
    }
    for child in ["oauth_entity_profile", "oauth_entity_scope"] {
        for row in work.find(child, &[("oauth_entity", change.get("sys_id"))])? {
            records::delete(work, work.table(child)?, row.value("sys_id"))?;
        }
    }
    Ok(())
}
