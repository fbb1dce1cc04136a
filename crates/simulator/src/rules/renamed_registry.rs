//! Renaming a provider renames its default profile, where that is switched on (§12.1).

use super::default_profile;
use crate::{
    evidence::Evidence,
    records::{self, Input},
    refusal::Refusal,
    world::{Change, Rule, When},
};

pub(super) static RULE: Rule = Rule {
    name: "Rename default OAuth entity profile",
    tables: &["oauth_entity"],
    when: When::AfterUpdate,
    evidence: Evidence::Invented,
    apply,
};

fn apply(change: &mut Change<'_>) -> Result<(), Refusal> {
    let work = change.work;
    let Some(previous) = change.previous.filter(|_| change.changes("name")) else { return Ok(()) };
    if !work.world.unknowns.rename_renames_profile {
        return Ok(());
    }
    let old = default_profile::name(previous);
    let new = default_profile::name(&change.record);
    let entity = change.get("sys_id");
    let profiles = [("oauth_entity", entity), ("name", old.as_str())];
    for profile in work.find("oauth_entity_profile", &profiles)? {
        let table = work.table("oauth_entity_profile")?;
        records::update(work, table, profile.value("sys_id"), &Input::platform([("name", &new)]))?;
    }
    Ok(())
}
