//! A state that another provider wrote.

use serde_json::{Map, Value as Json};
use tfplugin::Value;

use super::row::{Entry, Held, Row, Scope};
use crate::describe::Foreign;
use crate::engine::any_record::{FIELDS, TABLE};
use crate::engine::model::{ID, Private};
use crate::engine::problem::{MoveProblem, Problem};
use crate::engine::record::data_loss::policy_of;

/// The application that a record lies in; in types without a column of this name.
const SCOPE: &str = "scope";
/// How an application that is published protects the record. Nothing here manages that.
const PROTECTION: &str = "protection_policy";
/// What says nothing of the record.
const OF_TERRAFORM: &[&str] = &["timeouts"];

/// The record of a state of that type.
pub(super) fn row(foreign: &Foreign, state: &str) -> Result<Row, Problem> {
    let unreadable = |why: &str| {
        let (from, why) = (foreign.name.to_owned(), why.to_owned());
        Problem::Moved(MoveProblem::Unreadable { from, why })
    };
    let Ok(Json::Object(mut state)) = serde_json::from_str(state) else {
        return Err(unreadable("it is no object."));
    };
    let named = if foreign.table.is_empty() { state.remove(TABLE) } else { None };
    let table = named.as_ref().and_then(Json::as_str).unwrap_or(foreign.table);
    let sys_id = state.remove(ID).as_ref().and_then(text);
    let Some(sys_id) = sys_id.filter(|sys_id| !sys_id.is_empty() && !table.is_empty()) else {
        return Err(unreadable("it names no record."));
    };
    let mut row = Row::of(foreign.name, table, sys_id.into(), Private::taken_over());
    row.policy = Some(policy_of(table));
    fill(&mut row, foreign, state);
    Ok(row)
}

fn fill(row: &mut Row, foreign: &Foreign, mut state: Map<String, Json>) {
    if foreign.table.is_empty() {
        row.is_chosen = true;
        let chosen = state.remove(FIELDS).unwrap_or_default();
        for (column, value) in chosen.as_object().into_iter().flatten() {
            row.hold(column, column, text(value).unwrap_or_default());
        }
    }
    for (column, text) in foreign.implied {
        row.hold(column, column, (*text).to_owned());
    }
    let listed = foreign.attributes.iter().filter_map(|name| state.remove_entry(*name));
    let listed: Vec<_> = listed.collect();
    for (name, value) in listed {
        note(row, foreign, &name, &value);
    }
    if let Some(scope) = state.remove(SCOPE).as_ref().and_then(text).filter(|text| !text.is_empty())
    {
        let named = Entry { text: scope, attribute: SCOPE.to_owned() };
        row.scope = Some(Scope { named, column: None });
    }
    if state.remove(PROTECTION).as_ref().and_then(text).is_some_and(|text| !text.is_empty()) {
        row.lost.push(PROTECTION.to_owned());
    }
    state.retain(|name, _| !OF_TERRAFORM.contains(&name.as_str()));
    // What a newer version of that provider may have beside all that.
    for (name, value) in &state {
        note(row, foreign, name, value);
    }
}

fn note(row: &mut Row, foreign: &Foreign, name: &str, value: &Json) {
    if foreign.untold.contains(&name) {
        return;
    }
    let column = foreign.column(name);
    match text(value) {
        Some(text) if foreign.secret.contains(&name) => {
            let value = if text.is_empty() { Value::Null } else { text.into() };
            let (column, attribute) = (column.to_owned(), name.to_owned());
            row.secrets.push(Held { column, attribute, value, version: Value::Null });
        }
        Some(text) => {
            if foreign.required.contains(&name) {
                row.required.insert(column.to_owned());
            }
            row.hold(column, name, text);
        }
        None if says_nothing(value) => {}
        None => row.lost.push(name.to_owned()),
    }
}

/// The text that stands in a column for a value of theirs.
fn text(value: &Json) -> Option<String> {
    match value {
        Json::String(text) => Some(text.clone()),
        Json::Bool(flag) => Some(flag.to_string()),
        Json::Number(number) => Some(number.to_string()),
        Json::Array(elements) => {
            elements.iter().map(text).collect::<Option<Vec<_>>>().map(|all| all.join(","))
        }
        Json::Null | Json::Object(_) => None,
    }
}

fn says_nothing(value: &Json) -> bool {
    value.is_null() || value.as_object().is_some_and(Map::is_empty)
}
