//! What a plan says of a record that `adopt_existing` takes over: which it is, and which of its values change.

use servicenow::Record;
use tfplugin::Value;

use super::twins::{self, Found};
use super::{cells, children, links};
use crate::describe::{Children, Field, FieldType};
use crate::engine::lookup::children as rows_of;
use crate::engine::lookup::scene::Scene;
use crate::engine::lookup::secrecy::is_kept_back;
use crate::engine::lookup::view::{self, Fill, View};
use crate::engine::lookup::{references, sets};
use crate::engine::model;
use crate::engine::model::attributes::is_wholly_known;
use crate::engine::model::stored::{stored, written};
use crate::engine::model::{Attributes, Cell, Private, Source, secrets};
use crate::engine::problem::{Adoption, Difference, Problem, Problems, There};

/// A takeover that a plan foresees.
#[derive(Default)]
pub(crate) struct Takeover {
    /// What is to be said of it.
    pub(crate) problems: Problems,
    /// The record as it is now, where there is one and no state holds it.
    pub(crate) before: Option<Attributes>,
}

impl From<Problems> for Takeover {
    fn from(problems: Problems) -> Self {
        Self { problems, before: None }
    }
}

/// What would be taken over; nothing where no record has the key, or a state holds the one that has.
pub(crate) async fn foresee(scene: Scene<'_>, config: &Attributes) -> Takeover {
    match found(scene).await {
        Ok(Some(found)) => told(scene, config, found).await.unwrap_or_else(Takeover::from),
        Ok(None) => Takeover::default(),
        Err(problems) => Takeover::from(problems),
    }
}

/// The one record of the first key that any has.
async fn found(scene: Scene<'_>) -> Result<Option<Found>, Problems> {
    let mut all = twins::of(scene, &twins::key_of(scene).await?).await?;
    let Some(key) = all.first().map(|one| one.key) else { return Ok(None) };
    all.retain(|one| one.key == key);
    let known = &scene.work.session.known;
    for one in &all {
        if known.is_held_by_now(one.record.sys_id()).await {
            return Ok(None);
        }
    }
    if all.len() > 1 {
        let sys_ids = all.iter().map(|one| one.record.sys_id().to_owned()).collect();
        let type_name = scene.resource.type_name.clone();
        return Err(Problem::Adoption(Adoption::Several { type_name, key, sys_ids }).into());
    }
    Ok(all.pop())
}

async fn told(scene: Scene<'_>, config: &Attributes, found: Found) -> Result<Takeover, Problems> {
    let Scene { work, resource, attributes: planned } = scene;
    let columns = view::columns(resource, planned, &[]);
    let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
    let read =
        work.client.reader().get(&work.client, scene.table(), found.record.sys_id(), &columns);
    let record = read.await.map_err(|error| scene.unread(error))?;
    let Some(record) = record else { return Ok(Takeover::default()) };
    let mut changes: Vec<Difference> = decided_later(scene, config);
    for cell in known_cells(scene).await {
        let is_other = record.get(&cell.column).is_some_and(|stored| !cell.means(stored));
        changes.extend(is_other.then(|| difference(scene, &record, &cell)).flatten());
    }
    changes.extend(changed_links(scene, &record).await?);
    changes.extend(changed_children(scene, &record).await?);
    let is_sent = |field: &&Field| {
        field.is_secret()
            && resource.has(field, planned)
            && !secrets::configured(config, field.name).is_null()
    };
    let secrets = resource.fields.iter().filter(is_sent).map(|field| field.name).collect();
    let private = Private::default();
    let view = View { work, resource, record: &record, private: &private, fill: Fill::All };
    let before = view.state(&Attributes::default()).await.map_err(|error| scene.unread(error))?.0;
    let adopted = There::Adopted { twin: twins::twin(scene, &found), changes, secrets };
    Ok(Takeover { problems: Problem::from(adopted).into(), before: Some(before) })
}

/// What is configured and known only when it is applied.
fn decided_later(scene: Scene<'_>, config: &Attributes) -> Vec<Difference> {
    let later = scene.resource.fields.iter().filter(|field| {
        !field.is_secret() && field.column.is_some() && config.get(field.name).is_unknown()
    });
    later
        .map(|field| Difference { attribute: field.name.to_owned(), before: None, after: None })
        .collect()
}

/// The columns that apply would write, as far as the plan knows them.
async fn known_cells(scene: Scene<'_>) -> Vec<Cell> {
    let mut known = Vec::new();
    for field in &scene.resource.fields {
        if !cells::goes_without_saying(field, scene.attributes.get(field.name)) {
            known.extend(cells::of_field(scene, field.name).await.unwrap_or_default());
        }
    }
    known
}

fn difference(scene: Scene<'_>, record: &Record, cell: &Cell) -> Option<Difference> {
    let (planned, fields) = (scene.attributes, &scene.resource.fields);
    let Source::Field(field) = &cell.source else { return None };
    let text = record.get(&cell.column)?;
    let is_secret = is_kept_back(field, fields, record);
    let key = references::target(field).and_then(|target| {
        let walked = target.keys.iter().map(|key| record.get(&format!("{}.{key}", cell.column)));
        walked.flatten().find(|key| !key.is_empty())
    });
    let shown = key.unwrap_or_else(|| written(&field.holds, text)).to_owned();
    let after = match planned.get(field.name) {
        Value::List(_) => cell.text.clone(),
        value => stored(value),
    };
    let before = (!is_secret).then_some(shown);
    Some(Difference { attribute: field.name.to_owned(), before, after: Some(after) })
}

async fn changed_links(scene: Scene<'_>, record: &Record) -> Result<Vec<Difference>, Problem> {
    let mut changes = Vec::new();
    for (field, between) in links::of_type(scene.resource) {
        let planned = scene.attributes.get(field.name);
        if planned.as_list().is_none() || !matches!(field.holds, FieldType::Links(_)) {
            continue;
        }
        let now = sets::linked(scene.work, between, record.sys_id(), planned).await;
        let (now, _) = now.map_err(|error| scene.unread(error))?;
        if &now != planned {
            let (before, after) = (Some(stored(&now)), Some(stored(planned)));
            changes.push(Difference { attribute: field.name.to_owned(), before, after });
        }
    }
    Ok(changes)
}

async fn changed_children(scene: Scene<'_>, record: &Record) -> Result<Vec<Difference>, Problem> {
    let mut changes = Vec::new();
    for (field, of_it) in children::listed(scene.resource, scene.attributes) {
        let planned = scene.attributes.get(field.name);
        let found = rows_of::rows(scene.work, of_it, record.sys_id()).await;
        let found = found.map_err(|error| scene.unread(error))?;
        let private = Private::default();
        let now = model::children::shown(field, of_it, &found.rows, planned, &private);
        let (before, mut after) = (named(of_it, &now), named(of_it, planned));
        if is_wholly_known(planned) && &now == planned {
            continue;
        }
        if before == after {
            after.push_str(" with other values");
        }
        let (before, after) = (Some(before), Some(after));
        changes.push(Difference { attribute: field.name.to_owned(), before, after });
    }
    Ok(changes)
}

/// What the children are called, or how many there are.
fn named(children: &Children, all: &Value) -> String {
    let all = all.as_list().unwrap_or_default();
    match children.name {
        Some(name) => {
            let names = all.iter().map(|one| one.get(name).as_str().unwrap_or("?"));
            names.collect::<Vec<_>>().join(", ")
        }
        None => format!("{} rows", all.len()),
    }
}
