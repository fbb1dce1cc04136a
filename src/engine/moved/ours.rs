//! A state of this provider, of another type.

use tfplugin::Value;

use super::row::{Entry, Held, Row, Scope};
use crate::describe::{Field, FieldType, Mode};
use crate::engine::any_record::{FIELDS, REFERENCES, TABLE, VERSION};
use crate::engine::model::secrets::version_name;
use crate::engine::model::stored::{stored, stored_as};
use crate::engine::model::{
    ADOPT, ALLOW_DATA_LOSS, ANY_RECORD, Attributes, ID, POLICY, Policy, Private, ResourceType,
    SCOPE, TYPE,
};

/// The record of a state of a described type.
pub(super) fn described(resource: &ResourceType, state: &Attributes, mut private: Private) -> Row {
    let targets = std::mem::take(&mut private.targets);
    let (table, sys_id) = (resource.table(state), state.get(ID).clone());
    let mut row = Row::of(&resource.type_name, table, sys_id, private);
    row.policy = policy(state);
    row.may_lose = state.get(ALLOW_DATA_LOSS).clone();
    row.adopts = state.get(ADOPT).as_bool();
    let had = resource.fields.iter().filter(|field| resource.has(field, state));
    // What tells variants apart is their mark, and what may be lost is no column.
    let is_variant = |name: &str| name == TYPE && !resource.description.variants.is_empty();
    let is_told = |field: &&Field| !is_variant(field.name) && field.name != ALLOW_DATA_LOSS;
    for field in had.filter(|field| field.is_configurable()).filter(is_told) {
        let led_to = targets.get(field.name).map(Vec::as_slice);
        let sys_ids = led_to.map(|led_to| {
            led_to.iter().map(|one| one.sys_id.as_str()).collect::<Vec<_>>().join(",")
        });
        let text = sys_ids.unwrap_or_else(|| stored_as(&field.holds, state.get(field.name)));
        note(&mut row, field, state, text);
    }
    if let Some((column, word)) = resource.mark(state) {
        row.hold(column, TYPE, word);
    }
    row
}

fn note(row: &mut Row, field: &Field, state: &Attributes, text: String) {
    let attribute = field.name.to_owned();
    match (field.holds, field.column) {
        (FieldType::Secret(_), column) => row.secrets.push(Held {
            column: column.unwrap_or(field.name).to_owned(),
            attribute,
            value: state.get(field.name).clone(),
            version: state.get(&version_name(field.name)).clone(),
        }),
        (FieldType::Children(_), _) => {
            let has_some = state.get(field.name).as_list().is_some_and(|all| !all.is_empty());
            row.lost.extend(has_some.then_some(attribute));
        }
        _ if text.is_empty() => {}
        (FieldType::Links(_), _) => {
            row.links.insert(field.name.to_owned(), Entry { text, attribute });
        }
        (_, None) => row.lost.extend((text != "false").then_some(attribute)),
        (_, Some(column)) if field.name == SCOPE => {
            row.scope = Some(Scope { named: Entry { text, attribute }, column: Some(column) });
        }
        (_, Some(column)) => {
            if matches!(field.mode, Mode::Required) {
                row.required.insert(column.to_owned());
            }
            row.hold(column, field.name, text);
        }
    }
}

/// The record of a state of a row of any table.
pub(super) fn any_record(state: &Attributes, mut private: Private) -> Row {
    let adopts = private.adopts.take().or_else(|| state.get(ADOPT).as_bool());
    let targets = std::mem::take(&mut private.targets);
    let table = state.known_text(TABLE).unwrap_or_default();
    let mut row = Row::of(ANY_RECORD, table, state.get(ID).clone(), private);
    row.policy = policy(state);
    row.may_lose = state.get(ALLOW_DATA_LOSS).clone();
    row.adopts = adopts;
    row.version = state.get(VERSION).clone();
    row.is_chosen = true;
    for (column, value) in state.get(FIELDS).as_map().into_iter().flatten() {
        row.hold(column, column, stored(value));
    }
    for (column, value) in state.get(REFERENCES).as_map().into_iter().flatten() {
        let led_to = targets.get(column).and_then(|led_to| led_to.first());
        let text = led_to.map_or_else(|| stored(value), |record| record.sys_id.clone());
        row.hold(column, column, text);
    }
    row
}

fn policy(state: &Attributes) -> Option<Policy> {
    state.known_text(POLICY).and_then(Policy::of)
}

/// Whether the state has a value there.
pub(super) fn is_set(value: &Value) -> bool {
    !value.is_null() && value.as_str() != Some("")
}
