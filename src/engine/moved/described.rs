//! A record as the state of a described type.

use std::collections::BTreeSet;

use tfplugin::Value;

use super::Moved;
use super::ours::is_set;
use super::row::{Entry, Row};
use crate::describe::{Field, FieldType, Lifecycle, Variant};
use crate::engine::model::secrets::version_name;
use crate::engine::model::stored::value;
use crate::engine::model::{
    ADOPT, ALLOW_DATA_LOSS, Attributes, ID, POLICY, Policy, ResourceType, SCOPE, TYPE,
};
use crate::engine::problem::{MoveProblem, Problem};

/// Columns that say of which table a record is.
const CLASS: &str = "sys_class_name";

/// The tables of records of the type.
pub(super) fn tables(resource: &ResourceType) -> Vec<&'static str> {
    let variants = resource.description.variants.iter().map(|variant| variant.table);
    let mut tables = vec![resource.description.table];
    for table in variants {
        if !tables.contains(&table) {
            tables.push(table);
        }
    }
    tables
}

/// The state of the record, which lies in a table of the type.
pub(super) fn state(resource: &ResourceType, row: Row) -> Moved {
    let mut taken = Taken { state: Attributes::default(), columns: BTreeSet::new() };
    taken.state.set(ID, row.sys_id.clone());
    if let Some(variant) = variant(resource, &row) {
        taken.state.set(TYPE, variant.name.into());
    }
    let kept = Attributes::clone(&taken.state);
    for field in resource.fields.iter().filter(|field| resource.has(field, &kept)) {
        taken.take(field, &row);
    }
    let secrets = take_secrets(resource, &row, &mut taken);
    let mut lost = row.lost.clone();
    let is_left = |(column, _): &(&String, &Entry)| {
        let is_mark = resource.description.variants.iter().filter_map(|variant| variant.mark);
        !taken.columns.contains(*column)
            && *column != CLASS
            && !is_mark.into_iter().any(|(mark, _)| mark == *column)
    };
    let all = row.columns.iter().chain(&row.links).filter(is_left);
    lost.extend(all.map(|(_, entry)| entry.attribute.clone()));
    lost.extend(secrets.lost);
    let unplaced =
        row.scope.filter(|scope| resource.description.scope_column.is_none() && !scope.is_global());
    lost.extend(unplaced.map(|scope| scope.named.attribute));
    let Taken { mut state, .. } = taken;
    if resource.description.data.is_some() {
        state.set(ALLOW_DATA_LOSS, row.may_lose);
    }
    end(resource, row.policy, (row.private.adopted.is_some(), row.is_chosen), &mut state);
    if let Some(adopts) = row.adopts.filter(|_| !state.get(ADOPT).is_null()) {
        state.set(ADOPT, adopts.into());
    }
    let mut problems = super::lost(&row.type_name, &resource.type_name, lost);
    if !secrets.kept.is_empty() {
        problems.push(Problem::Moved(MoveProblem::SecretsKept { attributes: secrets.kept }));
    }
    Moved { state, private: row.private, problems }
}

/// The kind of record that it is, as far as table and columns tell.
fn variant(resource: &ResourceType, row: &Row) -> Option<&'static Variant> {
    let variants = resource.description.variants;
    let is_general = row.table == resource.description.table;
    let of_table: Vec<_> =
        variants.iter().filter(|one| is_general || one.table == row.table).collect();
    let is_marked =
        |one: &&&Variant| one.mark.is_some_and(|(column, word)| row.text(column) == Some(word));
    match of_table.as_slice() {
        [only] => Some(only),
        several => several.iter().find(is_marked).copied(),
    }
}

/// The state in the making, and the columns that it has an attribute for.
struct Taken {
    state: Attributes,
    columns: BTreeSet<String>,
}

impl Taken {
    fn take(&mut self, field: &Field, row: &Row) {
        let entry = match (field.holds, field.column) {
            (FieldType::Secret(_), _) => None,
            (FieldType::Links(_), _) => {
                self.columns.insert(field.name.to_owned());
                row.links.get(field.name).or_else(|| row.columns.get(field.name))
            }
            (_, Some("sys_id")) => {
                self.state.set(field.name, row.sys_id.clone());
                None
            }
            (_, Some(column)) => {
                self.columns.insert(column.to_owned());
                let scope = row.scope.as_ref().filter(|_| field.name == SCOPE);
                scope.map(|scope| &scope.named).or_else(|| row.columns.get(column))
            }
            (_, None) => None,
        };
        if let Some(entry) = entry {
            self.state.set(field.name, value(&field.holds, &entry.text));
        }
    }
}

/// What became of the secrets: those that lie in the state, by attribute of this type, and those that nothing stands for.
struct Secrets {
    kept: Vec<String>,
    lost: Vec<String>,
}

fn take_secrets(resource: &ResourceType, row: &Row, taken: &mut Taken) -> Secrets {
    let mut secrets = Secrets { kept: Vec::new(), lost: Vec::new() };
    let fields = resource.fields.iter().filter(|field| field.is_secret());
    let had: Vec<&Field> = fields.filter(|field| resource.has(field, &taken.state)).collect();
    for held in &row.secrets {
        let stands = had.iter().find(|field| field.column == Some(held.column.as_str()));
        match stands {
            Some(field) => {
                taken.state.set(field.name, held.value.clone());
                taken.state.set(&version_name(field.name), held.version.clone());
                secrets.kept.extend(is_set(&held.value).then(|| field.name.to_owned()));
            }
            None if is_set(&held.value) => secrets.lost.push(held.attribute.clone()),
            None => {}
        }
    }
    if let [only] = had.as_slice()
        && row.secrets.is_empty()
    {
        taken.state.set(&version_name(only.name), row.version.clone());
    }
    secrets
}

/// What destroying does: what it did, as far as the type knows that. What was taken over, and only lay in a row of any table
/// for a while, can be given back again.
fn end(
    resource: &ResourceType,
    policy: Option<Policy>,
    (adopted, was_a_row): (bool, bool),
    state: &mut Attributes,
) {
    match resource.description.lifecycle {
        Lifecycle::Record => {
            let unless = if adopted { Policy::Restore } else { resource.unless_adopted() };
            let stays = |policy: &Policy| {
                let was_put = adopted && was_a_row && *policy == Policy::Abandon;
                resource.policies().contains(policy) && !was_put
            };
            state.set(ADOPT, Value::Bool(adopted));
            state.set(POLICY, policy.filter(stays).unwrap_or(unless).word().into());
        }
        Lifecycle::Application => state.set(POLICY, Policy::Abandon.word().into()),
        Lifecycle::Plugin => {}
    }
}
