//! The default profile of a third party: made by the instance with the entry, a moment later, or not at all.

use std::time::Duration;

use crate::spec::{Elsewhere, Found, Later, Moment, Records, Refusal, Values};

const PROFILE: &str = "oauth_entity_profile";
const COLUMNS: &[&str] = &["name", "oauth_entity", "default"];
/// How long the instance is given to make the profile by itself; reports speak of a moment (facts §12.17).
const PATIENCE: [u64; 6] = [100, 200, 400, 800, 1500, 2000];

/// `default_profile_id` and `default_profile_name`. A new entry that has none after five seconds gets one.
pub(super) fn find_or_make<'a>(
    values: &'a dyn Values,
    records: &'a dyn Records,
    moment: Moment,
) -> Later<'a, Result<Elsewhere, Refusal>> {
    Box::pin(async move {
        if matches!(values.text("type").known(), Some("client" | "jwt_client" | "oidc_provider")) {
            return Ok(Elsewhere::new());
        }
        let Some(entity) = values.text("id").known() else { return Ok(Elsewhere::new()) };
        let found = match moment {
            Moment::Read => still_the_default(values, records, entity).await?,
            Moment::Created => Some(wait_or_make(values, records, entity).await?),
        };
        Ok(attributes(found.as_ref()))
    })
}

fn attributes(profile: Option<&Found>) -> Elsewhere {
    let column = |name: &str| profile.and_then(|profile| profile.get(name)).cloned();
    vec![("default_profile_id", column("sys_id")), ("default_profile_name", column("name"))]
}

async fn still_the_default(
    values: &dyn Values,
    records: &dyn Records,
    entity: &str,
) -> Result<Option<Found>, Refusal> {
    if let Some(known) = values.text("default_profile_id").known()
        && let Some(profile) = records.get(PROFILE, known, COLUMNS).await?
        && profile.get("oauth_entity").is_some_and(|owner| owner == entity)
        && profile.get("default").is_some_and(|default| default == "true")
    {
        return Ok(Some(profile));
    }
    the_default(records, entity).await
}

async fn the_default(records: &dyn Records, entity: &str) -> Result<Option<Found>, Refusal> {
    let found =
        records.find(PROFILE, &[("oauth_entity", entity), ("default", "true")], COLUMNS).await?;
    Ok(found.into_iter().next())
}

async fn wait_or_make(
    values: &dyn Values,
    records: &dyn Records,
    entity: &str,
) -> Result<Found, Refusal> {
    for milliseconds in PATIENCE {
        if let Some(profile) = the_default(records, entity).await? {
            return Ok(profile);
        }
        records.pause(Duration::from_millis(milliseconds)).await?;
    }
    if let Some(profile) = the_default(records, entity).await? {
        return Ok(profile);
    }
    let name = format!("{} default_profile", values.text("name").known().unwrap_or_default());
    let grant = values.text("default_grant_type").known().unwrap_or("authorization_code");
    let row = [
        ("name", name.as_str()),
        ("oauth_entity", entity),
        ("grant_type", grant),
        ("default", "true"),
    ];
    records.insert(PROFILE, &row).await
}

/// Removes the default profile and the rows that join it to scopes, so that deleting the entry orphans nothing.
pub(super) fn remove_with_its_scopes<'a>(
    values: &'a dyn Values,
    records: &'a dyn Records,
) -> Later<'a, Result<(), Refusal>> {
    Box::pin(async move {
        let (Some(entity), Some(profile)) =
            (values.text("id").known(), values.text("default_profile_id").known())
        else {
            return Ok(());
        };
        let Some(found) = records.get(PROFILE, profile, COLUMNS).await? else { return Ok(()) };
        if found.get("oauth_entity").is_none_or(|owner| owner != entity) {
            return Ok(());
        }
        let joins = records
            .find("oauth_entity_profile_scope", &[("oauth_entity_profile", profile)], &["sys_id"])
            .await?;
        for join in joins.iter().filter_map(|join| join.get("sys_id")) {
            records.delete("oauth_entity_profile_scope", join).await?;
        }
        records.delete(PROFILE, profile).await
    })
}
