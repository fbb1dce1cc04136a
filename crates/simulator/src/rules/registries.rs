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

/// Every entry gets an id of its own and a salt.
pub(super) static INTERNAL: Rule = Rule {
    name: "Set internal columns",
    tables: &["oauth_entity"],
    when: When::BeforeInsert,
    evidence: Evidence::Exported,
    apply: set_internal,
};

fn set_internal(change: &mut Change<'_>) -> Result<(), Refusal> {
    change.set("client_uuid", vault::new_id());
    change.set("salt", vault::new_id());
    Ok(())
}

/// A client whose id or secret is blank gets a new one, on insert and on update
/// (docs/facts.md#registry-rules): 32 hexadecimal digits and a secret.
pub(super) static CLIENT_FIELDS: Rule = Rule {
    name: "Auto set oauth client fields",
    tables: &["oauth_entity"],
    when: When::BeforeWrite,
    evidence: Evidence::Exported,
    apply: fill_client,
};

fn fill_client(change: &mut Change<'_>) -> Result<(), Refusal> {
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

/// A new provider without a redirect URL gets the instance's own, and no inbound grant applies to
/// it (docs/facts.md#registry). On an update nothing is filled in.
pub(super) static PROVIDER_FIELDS: Rule = Rule {
    name: "Set fields of a provider",
    tables: &["oauth_entity"],
    when: When::BeforeInsert,
    evidence: Evidence::Exported,
    apply: fill_provider,
};

fn fill_provider(change: &mut Change<'_>) -> Result<(), Refusal> {
    if change.get("type") != "oauth_provider" {
        return Ok(());
    }
    if change.get("redirect_url").is_empty() {
        let url = format!("{}/oauth_redirect.do", change.work.world.url);
        change.set("redirect_url", url);
    }
    if change.get("inbound_grant_type").is_empty() {
        change.set("inbound_grant_type", "not_applicable");
    }
    Ok(())
}

/// The page where a person signs in is one of three, or a page of the instance
/// (docs/facts.md#registry).
pub(super) static LOGIN_URL: Rule = Rule {
    name: "Login URL",
    tables: &["oauth_entity"],
    when: When::BeforeWrite,
    evidence: Evidence::Exported,
    apply: check_login_url,
};

fn check_login_url(change: &mut Change<'_>) -> Result<(), Refusal> {
    let url = change.get("login_url");
    if url.is_empty() || !change.changes("login_url") || leads_to_a_login(url) {
        return Ok(());
    }
    Err(change.abort(&LOGIN_URL))
}

/// The pages of an instance are not simulated: any word without a slash is the name of one.
fn leads_to_a_login(url: &str) -> bool {
    let plain = ["oauth_login.do", "login_locate_sso.do"].iter().any(|page| url.contains(page));
    let is_id = |id: &str| {
        let digits = id.chars().take_while(char::is_ascii_hexdigit).count();
        digits == 32
    };
    let with_sso = url.contains("login_with_sso.do")
        && url.split_once("glide_sso_id=").is_some_and(|(_, id)| is_id(id));
    let names_page = !url.contains("login_with_sso.do") && !url.contains('/');
    plain || with_sso || names_page
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
    for other in change.others("oauth_entity_profile", &defaults)? {
        let table = work.table("oauth_entity_profile")?;
        let off = Input::platform([("default", "false")]);
        records::update(work, table, other.value("sys_id"), &off)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_login_url_is_one_of_three_pages_or_a_page_of_the_instance() {
        let sso = format!("/login_with_sso.do?glide_sso_id={}", "a".repeat(32));
        for url in
            ["/oauth_login.do", "https://x/login_locate_sso.do?a=b", sso.as_str(), "my_login"]
        {
            assert!(leads_to_a_login(url), "{url}");
        }
        for url in
            ["https://id.example/login", "login_with_sso.do", "/login_with_sso.do?glide_sso_id=1"]
        {
            assert!(!leads_to_a_login(url), "{url}");
        }
    }
}
