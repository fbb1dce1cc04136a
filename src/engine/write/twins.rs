//! Records that have a natural key of the one that is planned or about to be made: refused where the key names one
//! thing, else told. One that a run which was ended left behind is refused before a second one is made: by who made it
//! and when, and because no state is known to hold it.

use std::time::Duration;

use servicenow::{Error, Record};

use super::adoption::{is_made_empty, is_other, key_cells};
use super::orphans;
use crate::describe::{FieldType, Namesakes};
use crate::engine::lookup::namesakes;
use crate::engine::lookup::scene::Scene;
use crate::engine::model::{Attributes, Cell, ID, ResourceType, SCOPE, Source};
use crate::engine::problem::{Adoption, Key, Problem, Problems, There, Twin};
use crate::engine::session::{Known, Making};
use crate::engine::write::{cells, unique};

/// Columns that say who made a record, and when.
const MADE: [&str; 2] = ["sys_created_by", "sys_created_on"];

/// A record that has a key of the planned one.
pub(super) struct Found {
    pub(super) record: Record,
    pub(super) key: Key,
    /// Whether all of the key is known: without a word of the application, the one that the account works in.
    is_sure: bool,
}

/// What the plan says of records that are there.
pub(crate) async fn foresee(scene: Scene<'_>, prior: Option<&Attributes>) -> Problems {
    let description = scene.resource.description;
    let is_new_key =
        |key: &&str| prior.is_none_or(|prior| prior.get(key) != scene.attributes.get(key));
    let is_new = key_names(scene.resource).iter().any(is_new_key);
    if description.namesakes == Namesakes::Usual || !is_new {
        return Problems::new();
    }
    let found = match key_of(scene).await {
        Ok(cells) => of(scene, &cells).await,
        Err(problems) => Err(problems),
    };
    let found = match found {
        Ok(found) => found,
        Err(problems) => return problems,
    };
    let own = prior.and_then(|prior| prior.known_text(ID));
    for one in found {
        let (known, sys_id) = (&scene.work.session.known, one.record.sys_id());
        let is_itself = own.is_some_and(|own| own.eq_ignore_ascii_case(sys_id));
        let is_to_be_filled = is_made_empty(scene.resource, &one.record);
        if is_itself || is_to_be_filled || known.is_held_by_now(sys_id).await {
            continue;
        }
        if is_refused(scene.resource, &one) {
            return refusal(scene, &one).into();
        }
        // A record that a state holds is replaced, or was made in good faith.
        if prior.is_none() && !known.notebook.holds(sys_id) {
            return Problem::from(There::Told(twin(scene, &one))).into();
        }
    }
    Problems::new()
}

/// Asks once more before a record is made: what a plan could not know, and what was made since. Until the answer is let
/// go, nobody else in this run makes one of the same key.
pub(crate) async fn check<'w>(
    known: &'w Known,
    scene: Scene<'_>,
    cells: &[Cell],
) -> Result<Vec<Making<'w>>, Problems> {
    let making = begin(known, scene, cells)?;
    for one in of(scene, cells).await? {
        let subject = scene.resource.subject(scene.attributes);
        if is_made_empty(scene.resource, &one.record) {
            continue;
        }
        if is_refused(scene.resource, &one) {
            // The rows that join two records are asked for by their own rule.
            if unique::pair(scene.resource.description).is_none()
                && is_still_there(scene, &one).await
            {
                return Err(refusal(scene, &one).into());
            }
        } else if let Some(age) = orphans::left_over(scene.work, table(scene), &one.record).await {
            let sys_id = one.record.sys_id().to_owned();
            return Err(Problem::Adoption(Adoption::Orphan { subject, sys_id, age }).into());
        }
    }
    Ok(making)
}

/// Takes the keys that name one thing, for the time of making it.
fn begin<'w>(
    known: &'w Known,
    scene: Scene<'_>,
    cells: &[Cell],
) -> Result<Vec<Making<'w>>, Problem> {
    let description = scene.resource.description;
    let mut making = Vec::new();
    if description.namesakes != Namesakes::Refused {
        return Ok(making);
    }
    for key in description.natural_keys.iter().copied() {
        let Some(cells) = key_cells(key, cells).filter(|cells| is_sure(key, cells)) else {
            continue;
        };
        let texts = cells.iter().map(|cell| cell.text.trim().to_lowercase());
        let name = [description.table.to_owned()].into_iter().chain(texts).collect::<Vec<_>>();
        let Some(one) = known.begin_to_make(name.join("\u{1f}")) else {
            let type_name = scene.resource.type_name.clone();
            return Err(There::InTheMaking { type_name, key }.into());
        };
        making.push(one);
    }
    Ok(making)
}

/// The cells of the natural keys, as far as the plan knows them. A reference that leads nowhere yet may be made by this run.
pub(super) async fn key_of(scene: Scene<'_>) -> Result<Vec<Cell>, Problems> {
    let mut known = Vec::new();
    for name in key_names(scene.resource) {
        if scene.attributes.get(name).is_null() {
            continue;
        }
        match cells::of_field(scene, name).await {
            Ok(found) => known.extend(found),
            Err(problems) => {
                let failed = |problem: &Problem| matches!(problem, Problem::Failed(..));
                let failed = problems.into_iter().filter(failed);
                let failed: Problems = failed.filter(|one| one.refused_right().is_none()).collect();
                if !failed.is_empty() {
                    return Err(failed);
                }
            }
        }
    }
    known.sort_by(|one, other| one.column.cmp(&other.column));
    known.dedup_by(|one, other| one.column == other.column);
    Ok(known)
}

/// The attributes of all keys.
fn key_names(resource: &ResourceType) -> Vec<&'static str> {
    resource.description.natural_keys.iter().copied().flatten().copied().collect()
}

/// The records that have one of the keys, those left out that are of another sort.
pub(super) async fn of(scene: Scene<'_>, cells: &[Cell]) -> Result<Vec<Found>, Problems> {
    let mut all: Vec<Found> = Vec::new();
    for key in scene.resource.description.natural_keys.iter().copied() {
        let Some(cells) = key_cells(key, cells) else { continue };
        let is_sure = is_sure(key, &cells);
        for record in of_key(scene, &cells).await? {
            if !all.iter().any(|one| one.record.sys_id() == record.sys_id()) {
                all.push(Found { record, key, is_sure });
            }
        }
    }
    Ok(all)
}

async fn of_key(scene: Scene<'_>, cells: &[&Cell]) -> Result<Vec<Record>, Problem> {
    let Scene { work, resource, attributes } = scene;
    let Some(leader) = leader(cells) else { return Ok(Vec::new()) };
    // Nothing but what this run makes can refer to what it has made.
    if is_reference(leader) && work.session.known.has_made(&leader.text) {
        return Ok(Vec::new());
    }
    let (table, columns) = (table(scene), columns(resource));
    let found = namesakes::of(work, (table, leader.column.as_str()), &leader.text, &columns).await;
    let found = match found {
        Err(error) if orphans::is_about_the_table(&error) => return Ok(Vec::new()),
        found => found.map_err(|error: Error| scene.unread(error))?,
    };
    let is_it = |record: &Record| {
        cells.iter().all(|cell| cell.is_held_by(record)) && !is_other(resource, attributes, record)
    };
    Ok(found.into_iter().filter(is_it).collect())
}

/// The table that is asked: where a key names one thing, it does so in all variants.
fn table(scene: Scene<'_>) -> &'static str {
    let description = scene.resource.description;
    match description.namesakes {
        Namesakes::Refused => description.table,
        _ => scene.table(),
    }
}

fn is_reference(cell: &Cell) -> bool {
    matches!(&cell.source, Source::Field(field) if matches!(field.holds, FieldType::Reference(_)))
}

/// The cell by which the others are looked for: a text tells more than what many records refer to.
fn leader<'c>(cells: &[&'c Cell]) -> Option<&'c Cell> {
    let is_text = |cell: &&&Cell| matches!(&cell.source, Source::Field(field) if matches!(field.holds, FieldType::Text));
    let refers = |cell: &&&Cell| is_reference(cell) && cell.attribute() != Some(SCOPE);
    let text = cells.iter().find(is_text).or_else(|| cells.iter().find(refers));
    text.or_else(|| cells.first()).copied().filter(|cell| !cell.text.trim().is_empty())
}

fn columns(resource: &ResourceType) -> Vec<&'static str> {
    let description = resource.description;
    let names = key_names(resource).into_iter().chain(description.made_empty);
    let fields = names.filter_map(|name| resource.field(name)?.column);
    let marks = description.variants.iter().filter_map(|variant| Some(variant.mark?.0));
    let among = description.among.iter().map(|(column, _)| *column);
    fields.chain(marks).chain(among).chain(MADE).collect()
}

fn is_sure(key: Key, cells: &[&Cell]) -> bool {
    !key.contains(&SCOPE) || cells.iter().any(|cell| cell.attribute() == Some(SCOPE))
}

fn is_refused(resource: &ResourceType, one: &Found) -> bool {
    resource.description.namesakes == Namesakes::Refused && one.is_sure
}

/// What was looked up may be gone or renamed since, by this very run.
async fn is_still_there(scene: Scene<'_>, one: &Found) -> bool {
    let columns = columns(scene.resource);
    let now = scene.work.client.table(table(scene)).get(one.record.sys_id(), &columns).await;
    let same = |column: &str, now: &Record| now.get(column) == one.record.get(column);
    let keys = one.key.iter().filter_map(|name| scene.resource.field(name)?.column);
    let keys: Vec<&str> = keys.collect();
    match now {
        Ok(Some(now)) => keys.iter().all(|column| same(column, &now)),
        Ok(None) => false,
        Err(_) => true,
    }
}

fn refusal(scene: Scene<'_>, one: &Found) -> Problem {
    let sys_id = one.record.sys_id();
    if let Some([(left, _), (right, _)]) = unique::pair(scene.resource.description) {
        let (table, sys_id) = (scene.resource.description.table, sys_id.to_owned());
        return Problem::Adoption(Adoption::Joined { table, left, right, sys_id });
    }
    let twin = twin(scene, one);
    let is_shown = scene.work.session.known.is_shown(sys_id);
    if is_shown { There::Shown(twin).into() } else { There::Refused(twin).into() }
}

/// What is told of the record.
pub(super) fn twin(scene: Scene<'_>, one: &Found) -> Twin {
    let text = |column: &str| one.record.get(column).unwrap_or_default().to_owned();
    Twin {
        verb: "create",
        subject: scene.resource.subject(scene.attributes),
        key: one.key,
        sys_id: one.record.sys_id().to_owned(),
        by: text(MADE[0]),
        at: text(MADE[1]),
        age: scene.work.client.age_of(&one.record).filter(|age| *age < Duration::from_hours(48)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resources::ALL;

    fn resource(name: &str) -> ResourceType {
        ResourceType::new(ALL.iter().find(|resource| resource.name == name).unwrap())
    }

    fn cell(resource: &ResourceType, name: &str, text: &str) -> Cell {
        let field = resource.field(name).unwrap();
        Cell::of_field(field, field.column.unwrap(), text.to_owned())
    }

    #[test]
    fn a_record_is_told_by_its_keys_and_its_variant() {
        let columns = columns(&resource("oauth_registry"));
        assert!(columns.contains(&"name") && columns.contains(&"type"), "{columns:?}");
    }

    #[test]
    fn a_text_leads_and_then_a_reference() {
        let scope = resource("oauth_scope");
        let (registry, text) =
            (cell(&scope, "oauth_registry", "r1"), cell(&scope, "scope", "read"));
        assert_eq!(leader(&[&registry, &text]).unwrap().column, text.column);
        let grant = resource("user_role");
        let (user, role) = (cell(&grant, "user", "u1"), cell(&grant, "role", "r1"));
        assert_eq!(leader(&[&user, &role]).unwrap().column, "user");
        assert!(leader(&[&cell(&scope, "scope", " ")]).is_none());
    }

    #[test]
    fn without_its_application_the_key_is_not_sure() {
        let alias = resource("connection_alias");
        let (name, scope) = (cell(&alias, "name", "A"), cell(&alias, SCOPE, "global"));
        let key = alias.description.natural_keys[0];
        assert!(is_sure(key, &[&name, &scope]) && !is_sure(key, &[&name]));
    }
}
