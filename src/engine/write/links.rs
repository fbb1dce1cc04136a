//! Writing sets of other records that are joined by rows of a table between the two.

use std::collections::{BTreeMap, BTreeSet};

use servicenow::{Query, Row};

use crate::describe::{Field, FieldType, Links};
use crate::engine::lookup::scene::Scene;
use crate::engine::lookup::sets;
use crate::engine::model::{Access, ResourceType, SCOPE};
use crate::engine::placement::{self, PlaceColumns};
use crate::engine::problem::{Attempt, Problem};

/// How much of the planned links is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    /// What is missing is added.
    Add,
    /// What is missing is added, and what is too much is taken away.
    Exact,
}

/// The attributes of a type that are links.
pub(crate) fn of_type(resource: &ResourceType) -> impl Iterator<Item = (&Field, &Links)> {
    resource.fields.iter().filter_map(|field| match &field.holds {
        FieldType::Links(links) => Some((field, links)),
        _ => None,
    })
}

/// How joining rows are written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Joining<'a> {
    /// How much of what is wanted.
    pub(crate) extent: Extent,
    /// The sys_id of the application of the record that they belong to. They follow it, wherever the account works: an
    /// application that is published without them lacks them (docs/facts.md#access-rule-roles,
    /// docs/facts.md#profile-scope, docs/facts.md#auth-profile-mapping).
    pub(crate) application: Option<&'a str>,
}

/// The sys_id of the application of the record, as far as its attributes tell.
pub(crate) async fn application(scene: Scene<'_>) -> Option<String> {
    match scene.attributes.known_text(SCOPE) {
        Some(own) => placement::scope_of(scene.work, own).await.ok().flatten(),
        None => None,
    }
}

/// Writes the joining rows that are planned for a record.
pub(crate) async fn write(
    scene: Scene<'_>,
    (field, links): (&Field, &Links),
    joining: Joining<'_>,
) -> Result<(), Problem> {
    let within = sets::agreement(scene, links).await?;
    let value = scene.attributes.get(field.name);
    let wanted = sets::resolve_all(scene.work, field, value, within.as_ref()).await?;
    match write_sys_ids(scene, (field, links), &wanted, joining).await? {
        Some(elsewhere) => Err(elsewhere),
        None => Ok(()),
    }
}

/// Makes the joining rows of the record lead to these others, and tells if the instance put a new one elsewhere than where
/// its record lies or the provider block says. What is missing comes before what is too much: an access
/// rule that loses its last role is open, or shut, until it has another
/// (docs/facts.md#empty-access-rule).
pub(crate) async fn write_sys_ids(
    scene: Scene<'_>,
    (field, links): (&Field, &Links),
    wanted: &BTreeSet<String>,
    Joining { extent, application }: Joining<'_>,
) -> Result<Option<Problem>, Problem> {
    let (work, owner) = (scene.work, scene.sys_id());
    let failed =
        |access| move |error| work.failed(Attempt::Link(field.name), links.table, access, error);
    let table = work.writing(links.table);
    let places = PlaceColumns::following(work, links.table, application);
    let columns: Vec<&str> =
        [links.owner, links.member].into_iter().chain(places.columns()).collect();
    let mut elsewhere = None;
    let rows = sets::joining_rows(work, links, owner).await.map_err(failed(Access::Read))?;
    let present: BTreeSet<&String> = rows.values().collect();
    for member in wanted.iter().filter(|member| !present.contains(member)) {
        let row = Row::new().set(links.owner, owner).set(links.member, member);
        let identity = Query::new()
            .equals(links.owner, owner)
            .and_then(|query| query.equals(links.member, member))
            .unwrap_or_default();
        let made = table.insert(&places.fill(row), &identity, &columns).await;
        let made = made.map_err(failed(Access::Create))?;
        elsewhere = elsewhere.or(places.misplaced(links.table, &made).into_iter().next());
    }
    let too_much = |member: &String| extent == Extent::Exact && !wanted.contains(member);
    for (row, _) in rows.iter().filter(|(_, member)| too_much(member)) {
        table.delete(row).await.map_err(failed(Access::Delete))?;
    }
    Ok(elsewhere)
}

/// The sys_ids the record is linked to now, by attribute, for these attributes.
pub(crate) async fn now(
    scene: Scene<'_>,
    linked: impl IntoIterator<Item = (&Field, &Links)>,
) -> Result<BTreeMap<String, Vec<String>>, Problem> {
    let mut now = BTreeMap::new();
    for (field, links) in linked {
        let rows = sets::joining_rows(scene.work, links, scene.sys_id()).await;
        let rows = rows.map_err(|error| {
            scene.work.failed(Attempt::Link(field.name), links.table, Access::Read, error)
        })?;
        now.insert(field.name.to_owned(), rows.into_values().collect());
    }
    Ok(now)
}
