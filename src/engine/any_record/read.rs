//! Reading the managed columns of a record again.

use std::collections::BTreeMap;

use servicenow::{Error, Record};
use tfplugin::Value;

use super::{AUDIT, FIELDS, TABLE};
use crate::engine::lookup::dictionary;
use crate::engine::lookup::hidden::{self, Unseen};
use crate::engine::lookup::secrecy::Discretion;
use crate::engine::model::stored::stored;
use crate::engine::model::{
    ANY_RECORD, Attributes, Column, Columns, ID, POLICY, Subject, column_of, stamp,
};
use crate::engine::problem::{Problem, Problems};
use crate::engine::record::data_loss::policy_of;
use crate::engine::record::life::{Object, Outcome};
use crate::engine::record::read::{gone_or_hidden, unread};
use crate::engine::session::Work;

/// Further columns that the instance fills by itself.
const OWN: &[&str] = &["sys_class_name", "sys_name", "sys_package", "sys_update_name", "sys_tags"];

/// Looks the record up again.
pub(super) async fn read(work: &Work, object: Object) -> Result<Outcome, Problem> {
    let Object { mut state, mut private } = object;
    let subject = Subject::new(ANY_RECORD, state.known_text(TABLE).unwrap_or_default());
    let sys_id = state.known_text(ID).unwrap_or_default().to_owned();
    work.session.known.hold(&sys_id);
    work.session.tables.note(&subject.table, &sys_id);
    let known = dictionary::columns(work, &subject.table).await;
    let known = known.map_err(|error| unread(work, &subject, error))?;
    let managed = state.get(FIELDS).as_map().cloned().unwrap_or_default();
    let mut discretion = Discretion::default();
    let named: Vec<&str> = managed.keys().map(String::as_str).collect();
    let unlearned = |error| unread(work, &subject, error);
    discretion.learn(work, &subject.table, &named).await.map_err(unlearned)?;
    let telling = discretion.telling();
    let columns = managed.keys().chain(&telling).map(String::as_str);
    let columns: Vec<&str> = columns.chain(stamp::COLUMNS).collect();
    let read = if private.imported || managed.is_empty() {
        work.client.table(&subject.table).get(&sys_id, &[]).await
    } else {
        work.client.reader().get(&work.client, &subject.table, &sys_id, &columns).await
    };
    let Some(record) = read.map_err(|error| unread(work, &subject, error))? else {
        return gone_or_hidden(work, &subject, &sys_id).await;
    };
    private.compare(&record, work.account_name());
    let mut problems = Problems::new();
    if private.imported {
        let imported = imported(work, &subject.table, &record, &known, &mut discretion).await;
        state = imported.map_err(unlearned)?;
    } else if !managed.is_empty() {
        let mut managed = managed;
        if let Some(configured) = &private.unsorted {
            managed.retain(|column, _| {
                let is_worth_it = is_worth_managing(column, &record, &known, &discretion);
                configured.contains(column) || is_worth_it
            });
        }
        let unseen = managed.keys().filter(|column| record.get(column).is_none());
        problems = hidden::columns(work, &subject.table, unseen.cloned().map(Unseen::column));
        state.set(FIELDS, as_configured(managed, &record, &known, &discretion));
    }
    (private.imported, private.unsorted) = (false, None);
    work.host().clone_into(&mut private.host);
    Ok(Outcome::done(state, private, problems))
}

/// The state of a row that no state held before.
pub(crate) async fn imported(
    work: &Work,
    table: &str,
    record: &Record,
    known: &Columns,
    discretion: &mut Discretion,
) -> Result<Attributes, Error> {
    let all: Vec<&str> = record.columns().map(|(column, _)| column).collect();
    discretion.learn(work, table, &all).await?;
    let mut state = Attributes::default();
    state.set(ID, record.sys_id().into());
    state.set(TABLE, table.into());
    state.set(FIELDS, worth_managing(record, known, discretion));
    state.set(POLICY, policy_of(table).word().into());
    Ok(state)
}

/// The managed columns, each as it is configured where that means what is stored: null where nothing is. What the instance
/// answers for a secret is not taken: which one it is nobody can compare.
fn as_configured(
    managed: BTreeMap<String, Value>,
    record: &Record,
    known: &Columns,
    discretion: &Discretion,
) -> Value {
    let shown = managed.into_iter().map(|(column, before)| {
        let known = column_of(known, &column);
        let text = stored(&before);
        let answered = record.get(&column).filter(|_| discretion.shows(record, &column));
        let other = answered.filter(|answered| !known.same(answered, &text));
        (column, other.map_or(before, Value::from))
    });
    Value::Map(shown.collect())
}

/// The columns of an imported record that say something.
fn worth_managing(record: &Record, known: &Columns, discretion: &Discretion) -> Value {
    let all = |is_worth_it: fn(&str, &Column) -> bool| -> BTreeMap<String, Value> {
        let says = |column: &str| says(column, (record, known, discretion), is_worth_it);
        let columns = record.columns().filter(|(column, _)| !is_own(column) && says(column));
        columns.map(|(column, text)| (column.to_owned(), text.into())).collect()
    };
    let says_more = all(differs);
    // A record like a new one: what it holds is named all the same, or nothing of it would be managed.
    Value::Map(if says_more.is_empty() { all(|_, _| true) } else { says_more })
}

/// Whether the column says something: it is writable, no secret, and holds other than a new record has.
fn is_worth_managing(
    column: &str,
    record: &Record,
    known: &Columns,
    discretion: &Discretion,
) -> bool {
    says(column, (record, known, discretion), differs)
}

/// Whether a text is other than a new record has.
fn differs(text: &str, known: &Column) -> bool {
    !known.same(text, &known.default)
}

fn says(
    column: &str,
    (record, known, discretion): (&Record, &Columns, &Discretion),
    is_worth_it: fn(&str, &Column) -> bool,
) -> bool {
    let text = record.get(column).unwrap_or_default();
    match known.get(column) {
        _ if text.is_empty() || !discretion.shows(record, column) => false,
        Some(known) => !known.read_only && is_worth_it(text, known),
        // The dictionary is not shown, or the column is none of the table's own.
        None => known.is_empty(),
    }
}

fn is_own(column: &str) -> bool {
    AUDIT.contains(&column) || OWN.contains(&column)
}
