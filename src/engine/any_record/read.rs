//! Reading the managed columns of a record again.

use servicenow::Record;
use tfplugin::Value;

use super::{FIELDS, TABLE, is_audit, texts};
use crate::engine::lookup::dictionary;
use crate::engine::model::{ANY_RECORD, Attributes, Columns, ID, POLICY, Policy, Spot, Subject};
use crate::engine::problem::{ColumnProblem, Problem, Problems};
use crate::engine::record::life::{Object, Reading};
use crate::engine::record::read::{gone_or_hidden, unread};
use crate::engine::session::Work;

/// Looks the record up again.
pub(super) async fn read(work: &Work, object: Object) -> Result<Reading, Problem> {
    let Object { mut state, mut private } = object;
    let subject = Subject::new(ANY_RECORD, state.known_text(TABLE).unwrap_or_default());
    let sys_id = state.known_text(ID).unwrap_or_default().to_owned();
    work.session.known.hold(&sys_id);
    let known = dictionary::columns(work, &subject.table).await;
    let managed = texts(state.get(FIELDS));
    let columns: Vec<&str> =
        if private.imported { Vec::new() } else { managed.keys().map(String::as_str).collect() };
    let Some(record) = record(work, &subject, &sys_id, &columns).await? else {
        return gone_or_hidden(work, &subject, &sys_id).await;
    };
    let mut problems = Problems::new();
    if private.imported {
        state.set(FIELDS, worth_managing(&record, &known));
        state.set(POLICY, Policy::Delete.word().into());
    } else if !managed.is_empty() {
        problems = show(work, &subject.table, &known, &record, &mut state);
    }
    private.imported = false;
    work.host().clone_into(&mut private.host);
    Ok(Reading::of(state, private, problems))
}

/// Shows the managed columns, each as it is configured where that means what is stored.
fn show(
    work: &Work,
    table: &str,
    known: &Columns,
    record: &Record,
    state: &mut Attributes,
) -> Problems {
    let mut problems = Problems::new();
    let mut shown = std::collections::BTreeMap::new();
    for (column, before) in texts(state.get(FIELDS)) {
        let same =
            |stored: &str| known.get(&column).cloned().unwrap_or_default().same(stored, &before);
        let now = match record.get(&column) {
            Some(stored) if !same(stored) => stored.into(),
            Some(_) => before.into(),
            None => {
                if work.session.is_first_warning(table, &column) {
                    let (spot, table) = (Spot::Column(column.clone()), table.to_owned());
                    problems.push(Problem::Column(ColumnProblem::Hidden { spot, table }));
                }
                before.into()
            }
        };
        shown.insert(column, now);
    }
    state.set(FIELDS, Value::Map(shown));
    problems
}

/// The columns of an imported record that say something: writable, no secret, and other than a new record's.
fn worth_managing(record: &Record, known: &Columns) -> Value {
    let says = |column: &str, text: &str| match known.get(column) {
        Some(known) => {
            !known.read_only
                && !known.is_secret()
                && !known.same(text, &known.default)
                && !text.is_empty()
        }
        None => !text.is_empty(),
    };
    let own = |column: &str| {
        is_audit(column)
            || matches!(
                column,
                "sys_class_name" | "sys_name" | "sys_package" | "sys_update_name" | "sys_tags"
            )
    };
    let columns = record.columns().filter(|(column, text)| !own(column) && says(column, text));
    Value::Map(columns.map(|(column, text)| (column.to_owned(), text.into())).collect())
}

async fn record(
    work: &Work,
    subject: &Subject,
    sys_id: &str,
    columns: &[&str],
) -> Result<Option<Record>, Problem> {
    let read = if columns.is_empty() {
        work.client.table(&subject.table).get(sys_id, &[]).await
    } else {
        work.client.reader().get(&work.client, &subject.table, sys_id, columns).await
    };
    read.map_err(|error| unread(work, subject, error))
}
