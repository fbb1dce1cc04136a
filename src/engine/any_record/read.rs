//! Reading the managed columns of a record again.

use std::collections::BTreeMap;

use servicenow::{Error, Record};
use tfplugin::Value;

use super::naming::{Naming, Split};
use super::{FIELDS, REFERENCES, TABLE, is_own, references};
use crate::engine::lookup::dictionary;
use crate::engine::lookup::hidden::{self, Unseen};
use crate::engine::lookup::secrecy::Discretion;
use crate::engine::model::stored::stored;
use crate::engine::model::{
    ANY_RECORD, Attributes, Column, Columns, ID, POLICY, Private, Spot, Subject, Targets,
    column_of, stamp,
};
use crate::engine::problem::{Problem, Problems};
use crate::engine::record::data_loss::policy_of;
use crate::engine::record::life::{Object, Outcome};
use crate::engine::record::read::{gone_or_hidden, unread};
use crate::engine::session::Work;

/// Looks the record up again.
pub(super) async fn read(work: &Work, object: Object) -> Result<Outcome, Problem> {
    let Object { mut state, mut private } = object;
    let subject = Subject::new(ANY_RECORD, state.known_text(TABLE).unwrap_or_default());
    let sys_id = state.known_text(ID).unwrap_or_default().to_owned();
    work.session.known.hold(&sys_id);
    work.session.tables.note(&subject.table, &sys_id);
    let known = dictionary::columns(work, &subject.table).await;
    let known = known.map_err(|error| unread(work, &subject, error))?;
    let managed = Managed::of(work, &subject.table, &known, &state).await;
    let mut managed = managed.map_err(|error| unread(work, &subject, error))?;
    let read = if private.imported || managed.is_empty() {
        work.client.table(&subject.table).get(&sys_id, &[]).await
    } else {
        let columns = managed.asked();
        let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
        work.client.reader().get(&work.client, &subject.table, &sys_id, &columns).await
    };
    let Some(record) = read.map_err(|error| unread(work, &subject, error))? else {
        return gone_or_hidden(work, &subject, &sys_id).await;
    };
    private.compare(&record, work.account_name());
    let mut problems = Problems::new();
    if private.imported {
        let naming = Naming::of(work, &known, std::slice::from_ref(&record)).await;
        let naming = naming.map_err(|error| unread(work, &subject, error))?;
        let described = (subject.table.as_str(), &*known);
        let imported = imported(work, described, &record, &naming, &mut managed.discretion).await;
        (state, private.targets) = imported.map_err(|error| unread(work, &subject, error))?;
    } else if !managed.is_empty() {
        managed.sort(&private, &record, &known);
        let unseen = managed.unseen(&record);
        problems = hidden::columns(work, &subject.table, unseen.into_iter());
        managed.show(&record, &known, &mut state, &mut private.targets);
    }
    (private.imported, private.unsorted) = (false, None);
    work.host().clone_into(&mut private.host);
    Ok(Outcome::done(state, private, problems))
}

/// The columns that a state manages, and what is known of them.
struct Managed {
    fields: BTreeMap<String, Value>,
    named: BTreeMap<String, Value>,
    leads: references::Leads,
    discretion: Discretion,
    /// Whether the state has the attribute at all.
    has_fields: bool,
}

impl Managed {
    async fn of(
        work: &Work,
        table: &str,
        known: &Columns,
        state: &Attributes,
    ) -> Result<Self, Error> {
        let fields = state.get(FIELDS).as_map().cloned().unwrap_or_default();
        let named = references::named(state);
        let leads = references::leads(work, known, named.keys()).await?;
        let mut discretion = Discretion::default();
        let columns: Vec<&str> = fields.keys().map(String::as_str).collect();
        discretion.learn(work, table, &columns).await?;
        let has_fields = state.get(FIELDS).as_map().is_some();
        Ok(Self { fields, named, leads, discretion, has_fields })
    }

    fn is_empty(&self) -> bool {
        self.fields.is_empty() && self.named.is_empty()
    }

    /// The columns to ask for.
    fn asked(&self) -> Vec<String> {
        let named = references::asked(self.named.keys(), &self.leads);
        let stamp = stamp::COLUMNS.iter().map(|column| (*column).to_owned());
        let fields = self.fields.keys().cloned().chain(self.discretion.telling());
        fields.chain(named).chain(stamp).collect()
    }

    /// Leaves out what only a state of another type held and says nothing.
    fn sort(&mut self, private: &Private, record: &Record, known: &Columns) {
        let Some(configured) = &private.unsorted else { return };
        let discretion = &self.discretion;
        self.fields.retain(|column, _| {
            let is_worth_it = is_worth_managing(column, record, known, discretion);
            configured.contains(column) || is_worth_it
        });
    }

    /// The columns that the answer does not hold.
    fn unseen(&self, record: &Record) -> Vec<Unseen> {
        let is_absent = |column: &&String| record.get(column).is_none();
        let fields = self.fields.keys().filter(is_absent).cloned().map(Spot::Column);
        let named = self.named.keys().filter(is_absent).cloned().map(Spot::Reference);
        fields.chain(named).map(|spot| Unseen { spot, is_unsure: false }).collect()
    }

    fn show(self, record: &Record, known: &Columns, state: &mut Attributes, targets: &mut Targets) {
        if self.has_fields {
            let shown = as_configured(self.fields, record, known, &self.discretion);
            state.set(FIELDS, shown);
        }
        if !self.named.is_empty() {
            state.set(REFERENCES, references::shown(self.named, &self.leads, record, targets));
        }
    }
}

/// The state of a row that no state held before, and what its references lead to.
pub(crate) async fn imported(
    work: &Work,
    (table, known): (&str, &Columns),
    record: &Record,
    naming: &Naming,
    discretion: &mut Discretion,
) -> Result<(Attributes, Targets), Error> {
    let all: Vec<&str> = record.columns().map(|(column, _)| column).collect();
    discretion.learn(work, table, &all).await?;
    let managed = worth_managing(record, known, discretion);
    let Split { fields, references, targets } = naming.split(managed);
    let mut state = Attributes::default();
    state.set(ID, record.sys_id().into());
    state.set(TABLE, table.into());
    state.set(FIELDS, fields);
    state.set(REFERENCES, references);
    state.set(POLICY, policy_of(table).word().into());
    Ok((state, targets))
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
fn worth_managing(
    record: &Record,
    known: &Columns,
    discretion: &Discretion,
) -> BTreeMap<String, Value> {
    let all = |is_worth_it: fn(&str, &Column) -> bool| -> BTreeMap<String, Value> {
        let says = |column: &str| says(column, (record, known, discretion), is_worth_it);
        let columns = record.columns().filter(|(column, _)| !is_own(column) && says(column));
        columns.map(|(column, text)| (column.to_owned(), text.into())).collect()
    };
    let says_more = all(differs);
    // A record like a new one: what it holds is named all the same, or nothing of it would be managed.
    if says_more.is_empty() { all(|_, _| true) } else { says_more }
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
