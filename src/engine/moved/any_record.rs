//! A record as the state of a row of any table.

use tfplugin::Value;

use super::Moved;
use super::ours::is_set;
use super::row::Row;
use crate::engine::any_record::{FIELDS, TABLE, VERSION};
use crate::engine::model::{ALLOW_DATA_LOSS, ANY_RECORD, Attributes, ID, POLICY, Policy};
use crate::engine::problem::{MoveProblem, Problem};

/// The state of the record.
pub(super) fn state(mut row: Row) -> Moved {
    let from = row.type_name.clone();
    let mut lost = std::mem::take(&mut row.lost);
    lost.extend(row.links.values().map(|entry| entry.attribute.clone()));
    if let Some(scope) = row.scope.take().filter(|scope| !scope.is_global()) {
        match scope.column {
            Some(column) => row.hold(column, &scope.named.attribute, scope.named.text.clone()),
            None => lost.push(scope.named.attribute),
        }
    }
    let mut problems = super::lost(&from, ANY_RECORD, lost);
    let left = row.secrets.iter().filter(|held| is_set(&held.value));
    let attributes: Vec<String> = left.map(|held| held.attribute.clone()).collect();
    if !attributes.is_empty() {
        problems.push(Problem::Moved(MoveProblem::SecretsLeft { from: from.clone(), attributes }));
    }
    let policy = row.policy.unwrap_or(Policy::Abandon);
    let is_had = matches!(policy, Policy::Delete | Policy::Abandon | Policy::Restore);
    if !is_had {
        let policy = policy.word();
        problems.push(Problem::Moved(MoveProblem::OtherPolicy { from, policy }));
    }
    let policy = if is_had { policy } else { Policy::Abandon };
    let mut state = Attributes::default();
    state.set(ID, row.sys_id.clone());
    state.set(TABLE, row.table.as_str().into());
    state.set(VERSION, version(&row));
    state.set(POLICY, policy.word().into());
    state.set(ALLOW_DATA_LOSS, row.may_lose);
    let columns = row.columns.into_iter().map(|(column, entry)| (column, entry.text.into()));
    state.set(FIELDS, Value::Map(columns.collect()));
    row.private.adopts = row.adopts;
    row.private.unsorted = (!row.is_chosen).then_some(row.required);
    Moved { state, private: row.private, problems }
}

/// The number that says when the secrets are sent, where there is one secret or one number.
fn version(row: &Row) -> Value {
    let mut of_secrets = row.secrets.iter().map(|held| &held.version).filter(|one| is_set(one));
    match (of_secrets.next(), of_secrets.next()) {
        (Some(only), None) => only.clone(),
        _ => row.version.clone(),
    }
}
