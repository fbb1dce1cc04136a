//! What the references of a record lead to after it was written, as far as the answer and what was looked up for it tell.

use servicenow::Record;

use crate::describe::{Field, FieldType, Target};
use crate::engine::lookup::references;
use crate::engine::lookup::scene::Scene;
use crate::engine::model::{Attributes, Referred, Targets};

/// Notes what the references lead to that were written now: all of a new record, those that changed of another.
pub(crate) fn note(
    targets: &mut Targets,
    scene: Scene<'_>,
    prior: Option<&Attributes>,
    answer: Option<&Record>,
) {
    let is_written =
        |name: &str| prior.is_none_or(|prior| prior.get(name) != scene.attributes.get(name));
    for field in &scene.resource.fields {
        let Some(target) = references::target(field) else { continue };
        let led_to = led_to(scene, field, target, answer).filter(|led_to| !led_to.is_empty());
        match led_to {
            Some(led_to) if is_written(field.name) => {
                targets.insert(field.name.to_owned(), led_to);
            }
            None if is_written(field.name) => {
                targets.remove(field.name);
            }
            _ => {}
        }
    }
}

/// The records, or nothing where one of them is not certain.
fn led_to(
    scene: Scene<'_>,
    field: &Field,
    target: &Target,
    answer: Option<&Record>,
) -> Option<Vec<Referred>> {
    let value = scene.attributes.get(field.name);
    let known = |spelling: &str| references::known(scene.work, target, spelling);
    if let FieldType::Reference(_) = field.holds {
        let spelling = value.as_str()?;
        let shown = answer.and_then(|answer| references::referred(field.column?, target, answer));
        let mut record = shown.or_else(|| known(spelling))?;
        if !record.is_meant_by(spelling) {
            record.names.push(spelling.to_owned());
        }
        return Some(vec![record]);
    }
    value.as_list()?;
    references::spellings(value).map(known).collect()
}
