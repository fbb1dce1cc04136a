//! A second profile on a provider is refused, where that is switched on (§12.17).

use crate::{
    evidence::Evidence,
    refusal::Refusal,
    unknowns::Verdict,
    world::{Change, Rule, When},
};

pub(super) static RULE: Rule = Rule {
    name: "Validate OAuth entity profile",
    tables: &["oauth_entity_profile"],
    when: When::BeforeInsert,
    evidence: Evidence::Measured,
    apply,
};

fn apply(change: &mut Change<'_>) -> Result<(), Refusal> {
    let work = change.work;
    let entity = change.get("oauth_entity");
    if entity.is_empty() || work.world.unknowns.second_profile == Verdict::Allowed {
        return Ok(());
    }
    let present = work.find("oauth_entity_profile", &[("oauth_entity", entity)])?;
    if present.is_empty() { Ok(()) } else { Err(change.abort(&RULE)) }
}
