//! Providers of the Application Registry and their profiles.

use crate::{bench::Bench, error::ProbeError, findings::Notes, instance::text};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// How long a late default profile is waited for, and how often it is looked for.
const PATIENCE: Duration = Duration::from_secs(6);
const PAUSE: Duration = Duration::from_millis(100);

pub(crate) async fn ask(bench: &Bench, notes: &mut Notes) -> Result<(), ProbeError> {
    let name = bench.name("provider");
    let record = json!({
        "name": name,
        "type": "oauth_provider",
        "client_id": "probe",
        "default_grant_type": "client_credentials",
    });
    let registry = bench.insert("oauth_entity", &record).await?;
    let id = text(&registry["sys_id"]);
    let profile = default_profile(bench, notes, id).await?;
    let profile = if let Some(profile) = profile {
        renaming(bench, notes, id, &profile).await?;
        profile
    } else {
        notes.untold("rename_renames_profile", "there is no default profile");
        bench.insert("oauth_entity_profile", &own_profile(bench, id, "first")).await?
    };
    let second = own_profile(bench, id, "second");
    let second = bench.try_insert("oauth_entity_profile", &second).await?;
    notes.verdict("second_profile", second.worked());
    deleting(bench, notes, id, text(&profile["sys_id"])).await
}

fn own_profile(bench: &Bench, registry: &str, which: &str) -> Value {
    json!({
        "name": bench.name(&format!("{which} profile")),
        "oauth_entity": registry,
        "grant_type": "client_credentials",
    })
}

async fn default_profile(
    bench: &Bench,
    notes: &mut Notes,
    registry: &str,
) -> Result<Option<Value>, ProbeError> {
    let (began, query) = (Instant::now(), format!("oauth_entity={registry}"));
    let mut looks = 0;
    while began.elapsed() < PATIENCE {
        let mut found = bench.rows("oauth_entity_profile", &query).await?;
        found.retain(|profile| text(&profile["oauth_entity"]) == registry);
        if let Some(profile) = found.into_iter().next() {
            bench.remember("oauth_entity_profile", text(&profile["sys_id"]));
            notes.is("default_profile", if looks == 0 { "at_once" } else { "late" });
            if looks > 0 {
                let late = began.elapsed().as_millis();
                notes.remark(format!("The default profile came {late} ms after its provider."));
            }
            return Ok(Some(profile));
        }
        looks += 1;
        tokio::time::sleep(PAUSE).await;
    }
    notes.is("default_profile", "absent");
    Ok(None)
}

async fn renaming(
    bench: &Bench,
    notes: &mut Notes,
    registry: &str,
    profile: &Value,
) -> Result<(), ProbeError> {
    let name = json!({ "name": bench.name("renamed provider") });
    bench.try_update("oauth_entity", registry, &name).await?.result("renaming a provider")?;
    let now = bench.read("oauth_entity_profile", text(&profile["sys_id"])).await?;
    let renamed = text(&now.unwrap_or_default()["name"]) != text(&profile["name"]);
    notes.is("rename_renames_profile", renamed);
    Ok(())
}

async fn deleting(
    bench: &Bench,
    notes: &mut Notes,
    registry: &str,
    profile: &str,
) -> Result<(), ProbeError> {
    if !bench.delete("oauth_entity", registry).await? {
        notes.untold("deleted_registry", "a registry with profiles cannot be deleted");
        return Ok(());
    }
    match bench.read("oauth_entity_profile", profile).await? {
        None => notes.is("deleted_registry", "cascaded"),
        Some(left) if text(&left["oauth_entity"]).is_empty() => {
            notes.is("deleted_registry", "cleared");
        }
        Some(_) => notes.untold("deleted_registry", "the profile still names the deleted registry"),
    }
    Ok(())
}
