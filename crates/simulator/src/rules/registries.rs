//! OAuth registries: what the instance fills in, and the profiles of a provider.

use crate::{
    evidence::Evidence,
    records::{self, Input},
    refusal::Refusal,
    schedule::Job,
    store::Record,
    unknowns::{DefaultProfile, DeletedRegistry, Verdict},
    vault,
    world::{Change, Meaning, Rule, When, Work},
};
use jiff::SignedDuration;

/// A client without id or secret gets them from the instance: 32 hexadecimal digits and a secret.
pub(super) static GENERATED_CLIENT: Rule = Rule {
    name: "Generate client credentials",
    tables: &["oauth_entity"],
    when: When::BeforeInsert,
    evidence: Evidence::Measured,
    apply: generate_client,
};

fn generate_client(change: &mut Change<'_>) -> Result<(), Refusal> {
    change.set("client_uuid", vault::new_id());
    change.set("salt", vault::new_id());
    if change.get("type") != "client" {
        return Ok(());
    }
    if change.get("client_id").is_empty() {
        change.set("client_id", vault::new_id());
    }
    if change.get("client_secret").is_empty() && !change.is("public_client") {
        let secret = change.work.world.vault.encrypt(&vault::new_id());
        change.set("client_secret", secret);
    }
    Ok(())
}

/// A provider without a redirect URL gets the instance's own.
pub(super) static DEFAULT_REDIRECT: Rule = Rule {
    name: "Default redirect URL",
    tables: &["oauth_entity"],
    when: When::BeforeInsert,
    evidence: Evidence::Documented,
    apply: fill_redirect,
};

fn fill_redirect(change: &mut Change<'_>) -> Result<(), Refusal> {
    if change.get("type") == "oauth_provider" && change.get("redirect_url").is_empty() {
        let url = format!("{}/oauth_redirect.do", change.work.world.url);
        change.set("redirect_url", url);
    }
    Ok(())
}

/// A new provider gets the profile `<name> default_profile` with its default grant type and no
/// scope, in the provider's scope: at once, that is before it is inserted itself, a moment later or
/// never (docs/facts.md#default-profile). What a Store application brings is loaded without rules, and
/// has the profile the application brings.
pub(super) static DEFAULT_PROFILE: Rule = Rule {
    name: "Auto generate oauth provider profile",
    tables: &["oauth_entity"],
    when: When::BeforeInsert,
    evidence: Evidence::Exported,
    apply: create_profile,
};

fn create_profile(change: &mut Change<'_>) -> Result<(), Refusal> {
    if change.get("type") != "oauth_provider" || shipped(change)? {
        return Ok(());
    }
    let work = change.work;
    let unknowns = &work.world.unknowns;
    match unknowns.default_profile {
        DefaultProfile::AtOnce => make_profile_of(work, &change.record)?,
        DefaultProfile::Late => {
            let delay = i64::try_from(unknowns.default_profile_delay_ms).unwrap_or(i64::MAX);
            let due = crate::clock::after(work.now, SignedDuration::from_millis(delay));
            let registry = change.get("sys_id").to_owned();
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
pub(crate) fn make_default_profile(work: &Work<'_>, registry: &str) -> Result<(), Refusal> {
    let Some(entity) = work.fetch("oauth_entity", registry)? else { return Ok(()) };
    let profiles = work.find("oauth_entity_profile", &[("oauth_entity", registry)])?;
    if profiles.is_empty() { make_profile_of(work, &entity) } else { Ok(()) }
}

fn make_profile_of(work: &Work<'_>, entity: &Record) -> Result<(), Refusal> {
    let name = profile_name(entity);
    let input = Input::platform([
        ("name", &name),
        ("oauth_entity", entity.value("sys_id")),
        ("grant_type", entity.value("default_grant_type")),
        ("default", "true"),
        ("sys_scope", entity.value("sys_scope")),
    ]);
    records::insert(work, work.table("oauth_entity_profile")?, &input)?;
    Ok(())
}

/// What the default profile of a registry is called.
fn profile_name(entity: &Record) -> String {
    format!("{} default_profile", entity.value("name"))
}

/// Renaming a provider renames its default profile, where that is switched on
/// (docs/facts.md#renamed-registry).
pub(super) static RENAMED: Rule = Rule {
    name: "Rename default OAuth entity profile",
    tables: &["oauth_entity"],
    when: When::AfterUpdate,
    evidence: Evidence::Invented,
    apply: rename_profile,
};

fn rename_profile(change: &mut Change<'_>) -> Result<(), Refusal> {
    let work = change.work;
    let Some(previous) = change.previous.filter(|_| change.changes("name")) else { return Ok(()) };
    if !work.world.unknowns.rename_renames_profile {
        return Ok(());
    }
    let old = profile_name(previous);
    let new = profile_name(&change.record);
    let entity = change.get("sys_id");
    let profiles = [("oauth_entity", entity), ("name", old.as_str())];
    for profile in work.find("oauth_entity_profile", &profiles)? {
        let table = work.table("oauth_entity_profile")?;
        records::update(work, table, profile.value("sys_id"), &Input::platform([("name", &new)]))?;
    }
    Ok(())
}

/// Deleting a registry leaves its profiles and scopes without one, or takes them along
/// (docs/facts.md#deleted-registry).
pub(super) static DELETED: Rule = Rule {
    name: "Delete profiles of OAuth entity",
    tables: &["oauth_entity"],
    when: When::BeforeDelete,
    evidence: Evidence::Invented,
    apply: delete_children,
};

fn delete_children(change: &mut Change<'_>) -> Result<(), Refusal> {
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

/// A second profile on a provider is refused, where that is switched on
/// (docs/facts.md#second-profile).
pub(super) static SECOND_PROFILE: Rule = Rule {
    name: "Validate OAuth entity profile",
    tables: &["oauth_entity_profile"],
    when: When::BeforeInsert,
    evidence: Evidence::Measured,
    apply: check_second,
};

fn check_second(change: &mut Change<'_>) -> Result<(), Refusal> {
    let work = change.work;
    let entity = change.get("oauth_entity");
    if entity.is_empty() || work.world.unknowns.second_profile == Verdict::Allowed {
        return Ok(());
    }
    let present = work.find("oauth_entity_profile", &[("oauth_entity", entity)])?;
    if present.is_empty() { Ok(()) } else { Err(change.abort(&SECOND_PROFILE)) }
}

/// Only one profile of a provider is the default: making one so unsets the others.
pub(super) static ONE_DEFAULT: Rule = Rule {
    name: "Only one default profile",
    tables: &["oauth_entity_profile"],
    when: When::AfterWrite,
    evidence: Evidence::Documented,
    apply: unset_others,
};

fn unset_others(change: &mut Change<'_>) -> Result<(), Refusal> {
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
