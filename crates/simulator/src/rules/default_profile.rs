//! A new provider gets the profile `<name> default_profile` with its default grant type and no
//! scope, in the provider's scope: at once, a moment later or never (§12.1). A provider that a Store
//! application brings has the profile the application brings.

use crate::{
    evidence::Evidence,
    records::{self, Input},
    refusal::Refusal,
    schedule::Job,
    store::Record,
    unknowns::DefaultProfile,
    world::{Change, Meaning, Rule, When, Work},
};
use time::Duration;

pub(super) static RULE: Rule = Rule {
    name: "Create default OAuth entity profile",
    tables: &["oauth_entity"],
    when: When::AfterInsert,
    evidence: Evidence::Documented,
    apply,
};

fn apply(change: &mut Change<'_>) -> Result<(), Refusal> {
    if change.get("type") != "oauth_provider" || shipped(change)? {
        return Ok(());
    }
    let (work, registry) = (change.work, change.get("sys_id").to_owned());
    let unknowns = &work.world.unknowns;
    match unknowns.default_profile {
        DefaultProfile::AtOnce => make(work, &registry)?,
        DefaultProfile::Late => {
            let delay = i64::try_from(unknowns.default_profile_delay_ms).unwrap_or(i64::MAX);
            let due = work.now.saturating_add(Duration::milliseconds(delay));
            work.world.schedule.at(due, Job::DefaultProfile { registry });
        }
        DefaultProfile::Absent => {}
    }
    Ok(())
}

/// Whether a Store application is bringing it just now.
fn shipped(change: &Change<'_>) -> Result<bool, Refusal> {
    let scope = change.get("sys_scope");
    let brought = change.meaning == Meaning::Platform;
    Ok(brought && change.work.fetch("sys_store_app", scope)?.is_some())
}

/// Makes the default profile of a registry that is still there and has no profile.
pub(crate) fn make(work: &Work<'_>, registry: &str) -> Result<(), Refusal> {
    let Some(entity) = work.fetch("oauth_entity", registry)? else { return Ok(()) };
    if !work.find("oauth_entity_profile", &[("oauth_entity", registry)])?.is_empty() {
        return Ok(());
    }
    let name = name(&entity);
    let input = Input::platform([
        ("name", &name),
        ("oauth_entity", registry),
        ("grant_type", entity.value("default_grant_type")),
        ("default", "true"),
        ("sys_scope", entity.value("sys_scope")),
    ]);
    records::insert(work, work.table("oauth_entity_profile")?, &input)?;
    Ok(())
}

/// What the default profile of a registry is called.
pub(super) fn name(entity: &Record) -> String {
    format!("{} default_profile", entity.value("name"))
}
