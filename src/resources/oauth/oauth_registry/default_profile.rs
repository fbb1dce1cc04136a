//! The default profile of a third party: made by the instance with the entry, a moment later, or not at all.

use std::time::Duration;

use crate::describe::{Found, Later, Moment, Records, Refusal, RelatedValues, Values};

const PROFILE: &str = "oauth_entity_profile";
const COLUMNS: &[&str] = &["name", "oauth_entity", "default"];
/// How long the instance is given to make the profile by itself; reports speak of a moment
/// (docs/facts.md#default-profile).
const PATIENCE: [u64; 6] = [100, 200, 400, 800, 1500, 2000];

/// `default_profile_id` and `default_profile_name`. A new entry that has none after five seconds gets one.
pub(super) fn find_or_make<'a>(
    values: &'a dyn Values,
    records: &'a dyn Records,
    moment: Moment,
) -> Later<'a, Result<RelatedValues, Refusal>> {
    Box::pin(async move {
        if matches!(values.text("type").known(), Some("client" | "jwt_client" | "oidc_provider")) {
            return Ok(RelatedValues::new());
        }
        let Some(entity) = values.text("id").known() else { return Ok(RelatedValues::new()) };
        let found = match moment {
            Moment::Read => still_the_default(values, records, entity).await?,
            Moment::Created => Some(wait_or_make(values, records, entity).await?),
        };
        Ok(attributes(found.as_ref()))
    })
}

fn attributes(profile: Option<&Found>) -> RelatedValues {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::{Memory, sample};

    const JOIN: &str = "oauth_entity_profile_scope";

    fn acme() -> impl Values {
        sample(&[
            ("type", "oauth_provider"),
            ("id", "e1"),
            ("name", "Acme"),
            ("default_grant_type", "password"),
            ("default_profile_id", "p1"),
        ])
    }

    fn row<'a>(sys_id: &'a str, entity: &'a str, default: &'a str) -> [(&'a str, &'a str); 4] {
        [("sys_id", sys_id), ("name", "Made"), ("oauth_entity", entity), ("default", default)]
    }

    async fn found(memory: &Memory, moment: Moment) -> Option<String> {
        let attributes = find_or_make(&acme(), memory, moment).await.unwrap();
        attributes.into_iter().find(|(name, _)| *name == "default_profile_id").unwrap().1
    }

    #[tokio::test]
    async fn a_profile_that_is_there_is_taken_without_waiting() {
        let memory = Memory::default().with(PROFILE, &row("p9", "e1", "true"));
        assert_eq!(found(&memory, Moment::Created).await.as_deref(), Some("p9"));
        assert_eq!(memory.waited(), Duration::ZERO);
    }

    #[tokio::test]
    async fn a_late_profile_is_waited_for_and_not_doubled() {
        let late = Duration::from_secs(3);
        let memory = Memory::default().later(late, PROFILE, &row("p9", "e1", "true"));
        assert_eq!(found(&memory, Moment::Created).await.as_deref(), Some("p9"));
        assert!(memory.waited() >= late);
        assert_eq!(memory.rows(PROFILE).len(), 1);
    }

    #[tokio::test]
    async fn after_five_seconds_the_profile_is_made_as_the_instance_would() {
        let memory = Memory::default();
        assert!(found(&memory, Moment::Created).await.is_some());
        assert_eq!(memory.waited(), Duration::from_secs(5));
        let made = memory.rows(PROFILE).remove(0);
        assert_eq!(made["name"], "Acme default_profile");
        assert_eq!((made["grant_type"].as_str(), made["default"].as_str()), ("password", "true"));
    }

    #[tokio::test]
    async fn a_read_makes_nothing_and_follows_the_default() {
        assert_eq!(found(&Memory::default(), Moment::Read).await, None);
        let moved = Memory::default()
            .with(PROFILE, &row("p1", "e1", "false"))
            .with(PROFILE, &row("p2", "e1", "true"));
        assert_eq!(found(&moved, Moment::Read).await.as_deref(), Some("p2"));
    }

    #[tokio::test]
    async fn only_a_third_party_has_a_default_profile() {
        let client = sample(&[("type", "client"), ("id", "e1")]);
        let memory = Memory::default();
        assert!(find_or_make(&client, &memory, Moment::Created).await.unwrap().is_empty());
        assert!(memory.rows(PROFILE).is_empty());
    }

    #[tokio::test]
    async fn the_profile_goes_with_its_joins_and_one_of_another_entry_stays() {
        let memory = Memory::default()
            .with(PROFILE, &row("p1", "e1", "true"))
            .with(JOIN, &[("sys_id", "j1"), ("oauth_entity_profile", "p1")])
            .with(JOIN, &[("sys_id", "j2"), ("oauth_entity_profile", "p2")]);
        remove_with_its_scopes(&acme(), &memory).await.unwrap();
        assert!(memory.rows(PROFILE).is_empty());
        assert_eq!(memory.rows(JOIN).len(), 1);
        let foreign = Memory::default().with(PROFILE, &row("p1", "e2", "true"));
        remove_with_its_scopes(&acme(), &foreign).await.unwrap();
        assert_eq!(foreign.rows(PROFILE).len(), 1);
    }
}
