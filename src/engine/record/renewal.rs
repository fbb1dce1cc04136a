//! References by name to a record that the run replaces. The name stays and the record does not: what refers to it by name
//! has no change of its own, and would keep a reference to nothing, or be gone with the old record. So the plan makes a
//! change of it: a record that cannot be without what it refers to is replaced too, any other one sends its references again.

use std::collections::BTreeMap;

use tfplugin::{AttributePath, Value};

use crate::describe::{Field, FieldType, looks_like_sys_id};
use crate::engine::lookup::references;
use crate::engine::model::stored::stored_as;
use crate::engine::model::{ADOPT, Attributes, ID, POLICY, ResourceType, SCOPE};
use crate::engine::problem::{Problem, Problems, Stay};
use crate::engine::record::life::{Change, Plan};
use crate::engine::record::shape::Shape;
use crate::engine::session::{Named, Work};

/// Notes that a state holds this record.
pub(crate) fn hold(work: &Work, resource: &ResourceType, state: &Attributes) {
    let record = named(resource, state);
    for key in keys(resource, state) {
        work.session.replaced.hold(key, &record);
    }
}

/// Notes what the plan replaces, and plans the change of a record that refers to something replaced.
pub(crate) fn plan(
    work: &Work,
    resource: &ResourceType,
    (prior, config): (Option<&Attributes>, &Attributes),
    plan: &mut Plan,
) {
    let Some(planned) = &mut plan.planned else { return };
    let Some(prior) = prior else {
        let application = resource.description.scope_column.zip(planned.known_text(SCOPE));
        for key in keys(resource, planned) {
            work.session.replaced.note_namesake(&key, application);
        }
        return;
    };
    if plan.requires_replace.is_empty() {
        let fields = astray(work, resource, prior, planned);
        if fields.iter().any(|field| field.replaces) {
            planned.set(ID, Value::UNKNOWN);
            plan.requires_replace.push(AttributePath::attribute(ID));
        } else if !fields.is_empty() {
            let names: Vec<&'static str> = fields.iter().map(|field| field.name).collect();
            plan.problems.extend(send_again(&names, &[POLICY, ADOPT], config, planned));
        }
    }
    if !plan.requires_replace.is_empty() {
        work.session.replaced.note(named(resource, prior));
    }
}

/// The fields that stay as they are and name a record that the run replaces.
fn astray<'a>(
    work: &Work,
    resource: &'a ResourceType,
    prior: &Attributes,
    planned: &Attributes,
) -> Vec<&'a Field> {
    let sys_id = prior.known_text(ID).unwrap_or_default();
    let is_astray = |field: &&Field| {
        let (before, now) = (prior.get(field.name), planned.get(field.name));
        before == now
            && references::target(field).is_some_and(|target| {
                by_name(now)
                    .any(|spelling| work.session.replaced.is_meant(sys_id, target, spelling))
            })
    };
    resource.fields.iter().filter(is_astray).collect()
}

fn by_name(value: &Value) -> impl Iterator<Item = &str> {
    references::spellings(value).filter(|spelling| !looks_like_sys_id(spelling))
}

/// Leaves one of these attributes open that a configuration does not decide, so that the plan has a change. Where it decides
/// all that there are, the references stay with the old record, and that is told.
pub(crate) fn send_again(
    references: &[&'static str],
    decidable: &[&str],
    config: &Attributes,
    planned: &mut Attributes,
) -> Problems {
    let open = decidable.iter().find(|name| config.get(name).is_null());
    if let Some(name) = open {
        planned.set(name, Value::UNKNOWN);
        return Problems::new();
    }
    references.iter().map(|name| Problem::Stay(Stay::Reference(name))).collect()
}

/// Whether the plan of an update is to send references again.
fn is_to_send_again(change: &Change) -> bool {
    let Some(planned) = &change.planned else { return false };
    [POLICY, ADOPT].into_iter().any(|name| planned.get(name).is_unknown())
}

/// The state that an update compares its plan with: where references are to be sent again, without those by name. What the
/// plan left open for that is as it was.
pub(crate) fn compared(shape: &dyn Shape, change: &mut Change) -> Attributes {
    let prior = change.prior.clone().unwrap_or_default();
    if !is_to_send_again(change) {
        return prior;
    }
    if let Some(planned) = &mut change.planned {
        for name in [POLICY, ADOPT] {
            if planned.get(name).is_unknown() {
                planned.set(name, prior.get(name).clone());
            }
        }
    }
    let mut compared = prior;
    let Some(resource) = shape.described() else {
        shape.forget_names(&mut compared);
        return compared;
    };
    for field in resource.fields.iter().filter(|field| !field.replaces) {
        let Some(target) = references::target(field) else { continue };
        let is_name = |spelling: &str| references::literal(target, spelling).is_none();
        if by_name(compared.get(field.name)).any(is_name) {
            compared.set(field.name, Value::Null);
        }
    }
    compared
}

/// The record, by the texts that may name it.
fn named(resource: &ResourceType, attributes: &Attributes) -> Named {
    let mut texts = BTreeMap::new();
    for field in &resource.fields {
        let holds = matches!(
            field.holds,
            FieldType::Text
                | FieldType::Choice(_)
                | FieldType::Reference(_)
                | FieldType::Derived(..)
        );
        if let (true, Some(column), Some(text)) =
            (holds, field.column, attributes.known_text(field.name))
        {
            texts.insert(column, text.to_owned());
        }
    }
    let sys_id = attributes.known_text(ID).unwrap_or_default().to_owned();
    Named { sys_id, table: resource.table(attributes), texts }
}

/// The natural keys that the attributes have, each as one text, the application aside: it may be the instance's to choose.
fn keys(resource: &ResourceType, attributes: &Attributes) -> Vec<String> {
    let known = |name: &&str| {
        let (value, field) = (attributes.get(name), resource.field(name)?);
        (!value.is_null() && !value.is_unknown()).then(|| stored_as(&field.holds, value))
    };
    let keys = resource.description.natural_keys.iter().filter_map(|key| {
        let names = key.iter().filter(|name| **name != SCOPE);
        let texts: Option<Vec<String>> = names.map(known).collect();
        Some(format!(
            "{}\u{1f}{}\u{1f}{}",
            resource.type_name,
            key.join(","),
            texts?.join("\u{1f}")
        ))
    });
    keys.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resources::ALL;

    fn role() -> ResourceType {
        ResourceType::new(ALL.iter().find(|resource| resource.name == "role").unwrap())
    }

    fn attributes(texts: &[(&str, &str)]) -> Attributes {
        let mut attributes = Attributes::default();
        for (name, text) in texts {
            attributes.set(name, (*text).into());
        }
        attributes
    }

    #[test]
    fn a_key_that_is_open_is_none() {
        let mut open = attributes(&[("name", "A")]);
        assert_eq!(keys(&role(), &open), keys(&role(), &attributes(&[("name", "A"), ("id", "1")])));
        open.set("name", Value::UNKNOWN);
        assert!(keys(&role(), &open).is_empty());
    }

    #[test]
    fn what_the_configuration_leaves_open_makes_the_change_and_else_it_is_told() {
        for (config, open, told) in [
            (vec![], Some(POLICY), 0),
            (vec![(POLICY, "delete")], Some(ADOPT), 0),
            (vec![(POLICY, "delete"), (ADOPT, "false")], None, 1),
        ] {
            let mut planned = Attributes::default();
            let config = attributes(&config);
            let said = send_again(&["role"], &[POLICY, ADOPT], &config, &mut planned);
            assert_eq!(said.len(), told);
            for name in [POLICY, ADOPT] {
                assert_eq!(planned.get(name).is_unknown(), open == Some(name), "{name}");
            }
        }
    }
}
