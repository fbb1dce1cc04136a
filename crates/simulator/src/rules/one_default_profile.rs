//! Only one profile of a provider is the default: making one so unsets the others.

use crate::{
    evidence::Evidence,
    records::{self, Input},
    refusal::Refusal,
    world::{Change, Rule, When},
};

pub(super) static RULE: Rule = Rule {
    name: "Only one default profile",
    tables: &["oauth_entity_profile"],
    when: When::AfterWrite,
    evidence: Evidence::Documented,
    apply,
};

fn apply(change: &mut Change<'_>) -> Result<(), Refusal> {
    let (work, entity) = (change.work, change.get("oauth_entity"));
    if !change.is("default") || entity.is_empty() {
        return Ok(());
    }
    let defaults = [("oauth_entity", entity), ("default", "true")];
    for other in work.find("oauth_entity_profile", &defaults)? {
        let id = other.value("sys_id");
        if id != change.get("sys_id") {
            let table = work.table("oauth_entity_profile")?;
            records::update(work, table, id, &Input::platform([("default", "false")]))?;
        }
    }
    Ok(())
}
