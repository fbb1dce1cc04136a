//! Whether an attribute that is written otherwise means what it meant: one record has a sys_id, keys and a path, and a set
//! has no order. Told by looking; a look-up that fails is a problem, and never a difference.

use std::collections::BTreeSet;

use tfplugin::Value;

use crate::describe::{Field, FieldType, Target};
use crate::engine::lookup::references::{self, Agreement, Resolved};
use crate::engine::lookup::scene::Scene;
use crate::engine::lookup::sets;
use crate::engine::model::{Attributes, ID};
use crate::engine::problem::{Misled, Problem, Reference};

/// Whether the field, as the scene has it, is another spelling of what it was before.
pub(crate) async fn is_other(
    scene: Scene<'_>,
    prior: &Attributes,
    field: &Field,
) -> Result<bool, Problem> {
    let (before, now) = (prior.get(field.name), scene.attributes.get(field.name));
    let same = match &field.holds {
        // A rule of the instance may have trimmed it (docs/facts.md#blanks), or a person who typed it: a text that came
        // from there can lack what surrounds it in a file.
        FieldType::Text => {
            return Ok(before.as_str().map(str::trim) == now.as_str().map(str::trim));
        }
        FieldType::Reference(target) => {
            let (Some(before), Some(now)) = (before.as_str(), now.as_str()) else {
                return Ok(false);
            };
            return one(scene, prior, (field, target), (before, now)).await;
        }
        FieldType::References(_) => None,
        FieldType::Links(links) => sets::agreement(scene, links).await?,
        _ => return Ok(false),
    };
    let now = set(scene, field, now, same.as_ref()).await?;
    Ok(now.is_some() && now == set(scene, field, before, same.as_ref()).await?)
}

/// Whether two spellings stand for one record. Before they are said to differ, the record itself is looked at: a name can
/// have come to mean another record, or nothing, or several.
async fn one(
    scene: Scene<'_>,
    prior: &Attributes,
    (field, target): (&Field, &Target),
    (before, now): (&str, &str),
) -> Result<bool, Problem> {
    let work = scene.work;
    let now = match references::find(work, field.name, target, now).await? {
        Resolved::One(sys_id) => sys_id,
        Resolved::Hidden => {
            let reference = Reference::new(field.name, target, now);
            return Err(Problem::Misled(reference, Misled::Hidden));
        }
        Resolved::None | Resolved::Several(_) => return Ok(false),
    };
    match references::find(work, field.name, target, before).await? {
        Resolved::One(before) if before == now => Ok(true),
        _ => Ok(referred(scene, prior, field).await?.is_some_and(|before| before == now)),
    }
}

/// The sys_id that the record holds in the field's column.
async fn referred(
    scene: Scene<'_>,
    prior: &Attributes,
    field: &Field,
) -> Result<Option<String>, Problem> {
    let (Some(column), Some(sys_id)) = (field.column, prior.known_text(ID)) else {
        return Ok(None);
    };
    let (client, table) = (&scene.work.client, scene.resource.table(prior));
    let read = client.reader().get(client, table, sys_id, &[column]).await;
    let record = read.map_err(|error| scene.unread(error))?;
    Ok(record.and_then(|record| record.get(column).map(str::to_owned)))
}

/// The records that a set stands for; none where one of them is not there yet, or not the only one of its name.
async fn set(
    scene: Scene<'_>,
    field: &Field,
    value: &Value,
    same: Option<&Agreement>,
) -> Result<Option<BTreeSet<String>>, Problem> {
    match sets::resolve_all(scene.work, field, value, same).await {
        Ok(sys_ids) => Ok(Some(sys_ids)),
        Err(Problem::Misled(_, Misled::Nothing(_) | Misled::Several(_))) => Ok(None),
        Err(failed) => Err(failed),
    }
}
