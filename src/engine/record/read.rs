//! Reading a record again: what is there, what was hidden, what is gone.

use servicenow::{Error, Record};

use crate::describe::{FieldType, Moment};
use crate::engine::lookup::view::{self, Fill, View};
use crate::engine::lookup::{hidden, references};
use crate::engine::model::{
    ADOPT, Attributes, ID, Need, POLICY, Policy, ResourceType, Right, Spot, Subject,
};
use crate::engine::problem::{ColumnProblem, Problem, Problems, RecordProblem};
use crate::engine::record::life::{Object, Reading};
use crate::engine::session::Work;
use crate::engine::write::hooks;

/// Looks the record up again.
pub(crate) async fn read(
    resource: &ResourceType,
    work: &Work,
    object: Object,
) -> Result<Reading, Problem> {
    let Object { state: before, mut private } = object;
    let subject = resource.subject(&before);
    let sys_id = before.known_text(ID).unwrap_or_default();
    let Some(record) = record_of(resource, work, &subject, &before).await? else {
        return gone_or_hidden(work, &subject, sys_id).await;
    };
    let fill = if private.imported { Fill::All } else { Fill::Managed };
    let view = View { work, resource, record: &record, private: &private, fill };
    let read = view.state(&before).await;
    let (mut state, absent) = read.map_err(|error| unread(work, &subject, error))?;
    for (name, value) in hooks::related(work, resource, &state, Moment::Read).await? {
        state.set(name, value.map_or(tfplugin::Value::Null, tfplugin::Value::from));
    }
    if private.imported {
        spell_imported(resource, work, &record, &mut state).await;
        state.set(ADOPT, false.into());
        state.set(POLICY, Policy::Delete.word().into());
    }
    private.imported = false;
    work.host().clone_into(&mut private.host);
    work.session.known.hold_state(&state);
    let problems = unseen_columns(resource, work, &subject.table, &absent);
    Ok(Reading::of(state, private, problems))
}

/// What is imported may become configuration, so each reference must lead to its record again.
async fn spell_imported(
    resource: &ResourceType,
    work: &Work,
    record: &Record,
    state: &mut Attributes,
) {
    for field in &resource.fields {
        if let (FieldType::Reference(target), Some(column)) = (&field.holds, field.column) {
            let spelled =
                references::unambiguous(work, column, target, record, state.get(field.name)).await;
            state.set(field.name, spelled);
        }
    }
}

async fn record_of(
    resource: &ResourceType,
    work: &Work,
    subject: &Subject,
    before: &Attributes,
) -> Result<Option<Record>, Problem> {
    let columns = view::columns(resource, before, &[]);
    let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
    let sys_id = before.known_text(ID).unwrap_or_default();
    let read = work.client.reader().get(&work.client, &subject.table, sys_id, &columns).await;
    read.map_err(|error| unread(work, subject, error))
}

/// A record that a read did not show: gone, or hidden, which is an error.
pub(crate) async fn gone_or_hidden(
    work: &Work,
    subject: &Subject,
    sys_id: &str,
) -> Result<Reading, Problem> {
    let is_hidden = hidden::record(work, &subject.table, sys_id).await;
    if !is_hidden.map_err(|error| unread(work, subject, error))? {
        return Ok(Reading::default());
    }
    work.session.needs.refuse(Need::new(&subject.table, Right::Read));
    let (subject, sys_id) = (subject.clone(), sys_id.to_owned());
    Err(Problem::Record(RecordProblem::Hidden { subject, verb: "read", sys_id }))
}

/// The problem that a record could not be read.
pub(crate) fn unread(work: &Work, subject: &Subject, error: Error) -> Problem {
    work.unread(&subject.type_name, &subject.table, error)
}

fn unseen_columns(
    resource: &ResourceType,
    work: &Work,
    table: &str,
    absent: &[&'static str],
) -> Problems {
    let first = absent.iter().filter(|column| work.session.is_first_warning(table, column));
    let field = |column: &str| resource.fields.iter().find(|field| field.column == Some(column));
    let hidden = first.filter_map(|column| {
        let spot = Spot::Attribute(field(column)?.name, column);
        Some(Problem::Column(ColumnProblem::Hidden { spot, table: table.to_owned() }))
    });
    hidden.collect()
}
