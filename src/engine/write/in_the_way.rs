//! The record that stands in the way of one that the instance refused: it has the same key.

use servicenow::{Query, Record};

use crate::describe::FieldType;
use crate::engine::lookup::scene::Scene;
use crate::engine::model::stored::comparison;
use crate::engine::model::{Cell, Source};
use crate::engine::problem::Double;
use crate::engine::write::{adoption, cells};

/// How many records of one key are looked at.
const LOOKED_AT: usize = 20;

/// Another record that has the key of this one; none where nobody can see such a record. It is looked for after
/// a refusal, which is told anyway, so that a search that fails finds none.
pub(crate) async fn find(scene: Scene<'_>, is_certain: bool) -> Option<Double> {
    for key in scene.resource.description.natural_keys.iter().copied() {
        let is_of_key = |name: &str| key.contains(&name);
        let cells = cells::cells(scene, |field, _| is_of_key(field.name)).await.ok()?;
        let Some(key_cells) = adoption::key_cells(key, &cells) else { continue };
        let Some(other) = another(scene, &key_cells).await else { continue };
        let is_text = |name: &&&str| {
            scene.resource.field(name).is_some_and(|field| matches!(field.holds, FieldType::Text))
        };
        let attribute = key.iter().find(is_text).or(key.last()).copied()?;
        let (subject, sys_id) =
            (scene.resource.subject(scene.attributes), other.sys_id().to_owned());
        return Some(Double { subject, key, attribute, sys_id, is_certain });
    }
    None
}

/// Another record with these columns, in whichever table of the type.
async fn another(scene: Scene<'_>, cells: &[&Cell]) -> Option<Record> {
    let asked = cells.iter().try_fold(Query::new(), |query, cell| {
        let Source::Field(field) = &cell.source else { return None };
        query.equals_in_parts(&cell.column, &cell.text, comparison(&field.holds)).ok()
    });
    let table = scene.work.client.table(scene.resource.description.table);
    let found = table.matching(&asked?, &["sys_id"], Some(LOOKED_AT)).await.ok()?;
    let is_other = |record: &Record| !record.sys_id().eq_ignore_ascii_case(scene.sys_id());
    found.rows.into_iter().find(is_other)
}
